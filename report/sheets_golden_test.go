package report_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ogptracker/internal/run/sampletest"
	"ogptracker/internal/samplesite"
	"ogptracker/report"
	"ogptracker/report/reporttest"
	"ogptracker/transform/dataset"
)

var update = flag.Bool("update", false, "rewrite the golden sheets")

// sampleNights are the datasets of the sample site's two nights.
func sampleNights() (all []*dataset.Dataset, err error) {
	nights, err := sampletest.Nights()
	for _, n := range nights {
		all = append(all, n.Dataset)
	}
	return all, err
}

// sampleReport is the report of one night of the sample, counted from 1.
func sampleReport(t *testing.T, night int) *report.Report {
	t.Helper()
	nights, err := sampleNights()
	if err != nil {
		t.Fatal(err)
	}
	ds := nights[night-1]
	return report.Build(ds, report.Meta{
		Run: ds.Run, Date: ds.Date, Started: ds.Date.Add(2 * time.Hour), Version: "1.2.3", ConfigHash: strings.Repeat("c0", 32),
		Outcome: report.Complete, Sample: true, BaseURL: samplesite.Base, Contact: "test@ogp-sample.example",
	})
}

// goldenBooks are the workbooks whose every cell is kept: the main one, and of
// the members the one that the project began with, the longest and one of
// which nothing but a document is known.
var goldenBooks = []string{"ogp-report.xlsx", "members/estonia.xlsx", "members/paraguay.xlsx", "members/northern-ireland-united-kingdom.xlsx"}

func TestEverySheetSaysWhatItSaid(t *testing.T) {
	for night := 1; night <= 2; night++ {
		rep := sampleReport(t, night)
		kept := map[string]bool{}
		for _, path := range goldenBooks {
			book := bookOf(t, rep, path)
			folder := filepath.Join("testdata", "sheets", fmt.Sprintf("night%d", night), strings.TrimSuffix(filepath.Base(path), ".xlsx"))
			properties := fmt.Sprintf("%s\n%s\n%s\nmark: %s\n", book.Title, book.Subject, book.Description, book.Mark)
			compareWithFile(t, filepath.Join(folder, "properties.txt"), properties, kept)
			for i, s := range book.Sheets {
				name := fmt.Sprintf("%02d-%s.txt", i+1, strings.ReplaceAll(strings.ToLower(s.Name), " ", "-"))
				compareWithFile(t, filepath.Join(folder, name), reporttest.Words(s), kept)
			}
		}
		files, err := filepath.Glob(filepath.Join("testdata", "sheets", fmt.Sprintf("night%d", night), "*", "*.txt"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			switch {
			case kept[f]:
			case *update:
				if err := os.Remove(f); err != nil {
					t.Fatal(err)
				}
			default:
				t.Errorf("%s is kept, but no sheet has it any more", f)
			}
		}
	}
}

func bookOf(t *testing.T, rep *report.Report, path string) *report.Workbook {
	t.Helper()
	for _, b := range reporttest.Workbooks(rep) {
		if b.Path == path {
			return b
		}
	}
	t.Fatalf("the report has no workbook %s", path)
	return nil
}

// compareWithFile holds a text against the one kept in a file.
func compareWithFile(t *testing.T, path, got string, kept map[string]bool) {
	t.Helper()
	kept[path] = true
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Errorf("%v; run go test ./report -update", err)
		return
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s is not what the sheet says; look at the difference, then run go test ./report -update (-kept +said):\n%s", path, diff)
	}
}
