package report_test

import (
	"strings"
	"sync"
	"testing"

	"ogptracker/report"
	"ogptracker/report/reporttest"
)

// Files of several formats are made of one workbook, side by side.
func TestABookMadeSideBySideSaysTheSame(t *testing.T) {
	t.Parallel()
	rep := report.Build(reporttest.Dataset(4, 9), reporttest.Meta())
	words := func(b report.Book) string {
		var all strings.Builder
		for _, s := range b.Make().Sheets {
			all.WriteString(reporttest.Words(s))
		}
		return all.String()
	}
	const times = 3
	said := make([][times]string, len(rep.Books))
	var group sync.WaitGroup
	for i, b := range rep.Books {
		for n := range times {
			group.Go(func() { said[i][n] = words(b) })
		}
	}
	group.Wait()
	for i, b := range rep.Books {
		if b.Make().Path != b.Path {
			t.Errorf("%s is made for %s", b.Make().Path, b.Path)
		}
		for _, again := range said[i] {
			if want := words(b); again != want || want == "" {
				t.Errorf("%s differs from itself", b.Path)
			}
		}
	}
}
