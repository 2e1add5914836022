package report_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ogptracker/report"
	"ogptracker/report/reporttest"
)

// What a grid promises by Shared: its sheet is the same wherever it stands.
func TestASharedSheetSaysTheSameInEveryWorkbook(t *testing.T) {
	type name struct{ table, title, note string }
	words, books := map[name]string{}, map[name]int{}
	for _, wb := range reporttest.Workbooks(report.Build(reporttest.Dataset(4, 5), reporttest.Meta())) {
		for _, s := range wb.Sheets {
			if s.Data == nil || !s.Data.Shared {
				continue
			}
			n := name{s.Data.Name, s.Title, s.Note}
			said := reporttest.Words(s)
			if books[n]++; books[n] > 1 {
				if diff := cmp.Diff(words[n], said); diff != "" {
					t.Errorf("%s, %s: %s", wb.Path, s.Name, diff)
				}
			}
			words[n] = said
		}
	}
	if len(books) != 1 {
		t.Fatalf("shared sheets: %v, want the notes", books)
	}
	for n, times := range books {
		if times != 4 {
			t.Errorf("%v stands in %d workbooks, want the four of members", n, times)
		}
	}
}
