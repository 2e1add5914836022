package audit

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ogptracker/output/datapackage"
	"ogptracker/output/excel"
	"ogptracker/output/publish"
	"ogptracker/report"
	"ogptracker/report/reporttest"
)

// publishReport publishes a whole report and returns the folder that latest
// leads to.
func publishReport(t testing.TB, rep *report.Report, dir string) string {
	t.Helper()
	files := datapackage.Files(rep.Meta, rep.Tables, datapackage.Options{BOM: true})
	for _, wb := range reporttest.Workbooks(rep) {
		files = append(files, publish.File{Name: wb.Path, Write: func(w io.Writer) error {
			_, err := new(excel.Writer).Write(w, wb)
			return err
		}})
	}
	_, err := publish.Publish(t.Context(), publish.Options{
		Dir: dir, Run: rep.Meta.Run, Complete: true, Workers: 2,
		Record: func(files []publish.Written, _ []publish.LeftOut) ([]byte, error) {
			return json.MarshalIndent(map[string]any{"run": rep.Meta.Run, "files": files}, "", "  ")
		},
	}, files)
	if err != nil {
		t.Fatal(err)
	}
	if err := publish.Verify(dir); err != nil {
		t.Fatal(err)
	}
	folder, err := publish.Latest(dir)
	if err != nil {
		t.Fatal(err)
	}
	return folder
}

// TestAWholeReportPassesTheAudit publishes a made-up report; with
// OGPTRACKER_KEEP_REPORT it is left there for CI's independent readers.
func TestAWholeReportPassesTheAudit(t *testing.T) {
	dir := os.Getenv("OGPTRACKER_KEEP_REPORT")
	if dir == "" {
		dir = t.TempDir()
	}
	ds := reporttest.Dataset(4, 14)
	for i, text := range hostile() {
		ds.Commitments[i].Title, ds.Commitments[i].LeadInstitution, ds.Commitments[i].Description = text, text, text
	}
	publishReport(t, report.Build(ds, reporttest.Meta()), dir)
	latest := filepath.Join(dir, "latest")
	findings, err := Workbook(latest)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		t.Error(f)
	}
	if _, err := Report(filepath.Join(latest, "csv")); err == nil {
		t.Error("a folder without a report is no error")
	}
}

// hostile are texts that a page can hold and a cell must survive.
func hostile() []string {
	return []string{
		"=1+1", "@cmd|' /C calc'!A0", "+1", "-1", "\t=1+1", "'=1+1", "\"quoted\", and; parted", "lines\r\nbroken\nhere",
		strings.Repeat("forty thousand ", 2700), "NUL\x00 and bell\x07", "\u202bمرحبا بالعالم\u202c", "👩‍⚖️🏳️‍🌈", "_x0041_ literally", "<b>&amp;</b>", "\xff broken",
	}
}

// figuresOf returns a table of a sheet of the main workbook, to be spoilt.
func figuresOf(t *testing.T, rep *report.Report, sheet string) *report.Grid {
	t.Helper()
	for _, s := range reporttest.Workbooks(rep)[0].Sheets {
		if s.Name != sheet {
			continue
		}
		if s.Data != nil {
			return s.Data
		}
		for _, b := range s.Blocks {
			if b.Grid != nil && len(b.Grid.Rows) > 0 {
				return b.Grid
			}
		}
	}
	t.Fatalf("no table on sheet %s", sheet)
	return nil
}

// columnOf is the index of a column of a table of the report.
func columnOf(t *testing.T, g *report.Grid, name string) int {
	t.Helper()
	i := slices.IndexFunc(g.Columns, func(c report.GridColumn) bool { return c.Name == name })
	if i < 0 {
		t.Fatalf("no column %s", name)
	}
	return i
}

func TestFiguresThatDoNotAgreeAreFound(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(t *testing.T, rep *report.Report)
		rules []string
	}{
		{"a number on Summary", func(t *testing.T, rep *report.Report) {
			g := figuresOf(t, rep, "Summary")
			g.Rows[0][columnOf(t, g, "assessed")] = 1
		}, []string{"summary-figures"}},
		{"a group on Summary that Completion lacks", func(t *testing.T, rep *report.Report) {
			figuresOf(t, rep, "Summary").Rows[0][0] = "Design"
		}, []string{"summary-figures"}},
		{"a number on Completion", func(t *testing.T, rep *report.Report) {
			g := figuresOf(t, rep, "Completion")
			kind, completed := columnOf(t, g, "group_type"), columnOf(t, g, "completed")
			i := slices.IndexFunc(g.Rows, func(row []any) bool { return row[kind] == "Member" })
			g.Rows[i][completed] = g.Rows[i][completed].(int) + 1
		}, []string{"counted-again", ruleCSV}},
		{"a finding on Commitments", func(t *testing.T, rep *report.Report) {
			g := figuresOf(t, rep, "Commitments")
			completion := columnOf(t, g, "completion")
			i := slices.IndexFunc(g.Rows, func(row []any) bool { return row[completion] == "Limited" })
			g.Rows[i][completion] = "Completed"
		}, []string{"counted-again", ruleCSV}},
		{"a row that is on the sheet alone", func(t *testing.T, rep *report.Report) {
			reporttest.Workbooks(rep) // made before the table changes
			plans := rep.Table("action_plans")
			plans.Rows = plans.Rows[1:]
		}, []string{ruleCSV}},
		{"a title that differs in the CSV file", func(t *testing.T, rep *report.Report) {
			reporttest.Workbooks(rep) // made before the table changes
			documents := rep.Table("documents")
			documents.Rows[0][documents.Column("title")] = "Another title"
		}, []string{ruleCSV}},
		{"a sheet without rows", func(t *testing.T, rep *report.Report) {
			figuresOf(t, rep, "Due dates").Rows = nil
			g := figuresOf(t, rep, "Due dates")
			for i := range g.Columns {
				g.Columns[i].Links = nil
			}
		}, []string{ruleCSV}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			rep := report.Build(reporttest.Dataset(2, 8), reporttest.Meta())
			rep.Books = rep.Books[:1]
			c.spoil(t, rep)
			findings, err := Report(publishReport(t, rep, t.TempDir()))
			if err != nil {
				t.Fatal(err)
			}
			var rules []string
			for _, f := range findings {
				rules = append(rules, f.Rule)
			}
			slices.Sort(rules)
			if diff := cmp.Diff(c.rules, slices.Compact(rules)); diff != "" {
				t.Errorf("%s%v", diff, findings)
			}
		})
	}
}

func TestACSVFileThatIsMissingIsFound(t *testing.T) {
	rep := report.Build(reporttest.Dataset(1, 4), reporttest.Meta())
	folder := publishReport(t, rep, t.TempDir())
	for name, want := range map[string]string{"ratings.csv": "csv/ratings.csv is missing", "members.csv": "csv/members.csv cannot be read"} {
		path := filepath.Join(folder, "csv", name)
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		if name == "members.csv" {
			if err := os.WriteFile(path, []byte("member_id\r\n"), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		findings, err := Report(folder)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(findings, func(f Finding) bool { return f.Rule == ruleCSV && strings.Contains(f.Message, want) }) {
			t.Errorf("no finding says %q: %v", want, findings)
		}
	}
}
