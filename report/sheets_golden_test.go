package report_test

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ogptracker/internal/config"
	"ogptracker/internal/history"
	"ogptracker/internal/run"
	"ogptracker/internal/samplesite"
	"ogptracker/report"
	"ogptracker/report/reporttest"
	"ogptracker/transform/dataset"
)

var update = flag.Bool("update", false, "rewrite the golden sheets")

// sampleNights are the datasets of the sample site's two nights.
var sampleNights = sync.OnceValues(func() ([]*dataset.Dataset, error) {
	dir, err := os.MkdirTemp("", "sample")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, config.DefaultFile)
	file := config.Example("The sample site.", map[string]string{
		"site.base_url": samplesite.Base, "site.contact": "test@ogp-sample.example", "fetch.min_delay": "0s", "fetch.sequence_probe": "true",
		"sources.irm_table": samplesite.TableName, "sources.saved_pages": samplesite.SavedPagesDir,
	})
	if err := os.WriteFile(path, file, 0o600); err != nil {
		return nil, err
	}
	cfg, err := config.Load(path, nil)
	if err != nil {
		return nil, err
	}
	var nights []*dataset.Dataset
	for night := 1; night <= 2; night++ {
		ds, err := readSampleNight(cfg, dir, night)
		if err != nil {
			return nil, fmt.Errorf("night %d: %w", night, err)
		}
		nights = append(nights, ds)
	}
	return nights, nil
})

func readSampleNight(cfg *config.Config, dir string, night int) (*dataset.Dataset, error) {
	at := time.Date(2025, 1, 13+night, 2, 0, 0, 0, time.UTC)
	if err := samplesite.WriteFiles(dir, night); err != nil {
		return nil, err
	}
	table := time.Date(2025, 1, 14, 2, 0, 0, 0, time.UTC)
	if err := os.Chtimes(filepath.Join(dir, samplesite.TableName), table, table); err != nil {
		return nil, err
	}
	ctx := context.Background()
	transport, stop, err := samplesite.New(night).Serve(ctx)
	if err != nil {
		return nil, err
	}
	defer stop()
	result, err := run.Run(ctx, run.Deps{
		Config: cfg, Now: func() time.Time { return at }, Transport: transport, Sample: true, What: "test",
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	}, run.Options{})
	if err != nil {
		return nil, err
	}
	kept, err := history.View(ctx, cfg.State.Dir)
	if err != nil {
		return nil, err
	}
	defer kept.Close()
	result.Dataset.Snapshot, err = kept.Snapshot(ctx, result.Record.Run) // a run lets go of it
	return result.Dataset, err
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
