package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// testdata is the folder of real figures, or the test is skipped.
func testdata(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("OGPTRACKER_TESTDATA")
	if dir == "" {
		t.Skip("OGPTRACKER_TESTDATA names no folder of real figures")
	}
	return filepath.Join(dir, "data")
}

// asXLSX writes a CSV table as a workbook, every cell as text.
func asXLSX(t *testing.T, from, to string) {
	t.Helper()
	f, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	book := excelize.NewFile()
	defer book.Close()
	w, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		cells := make([]any, len(row))
		for j, c := range row {
			cells[j] = strings.TrimPrefix(c, "\ufeff")
		}
		at, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := w.SetRow(at, cells); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := book.SaveAs(to); err != nil {
		t.Fatal(err)
	}
}

// A staff member who has only OGP's table gets the report, from CSV and from
// XLSX alike, without a request.
func TestTheTableAloneGivesTheReport(t *testing.T) {
	for name, least := range map[string]int{"irm-table-2024-extract.csv": 40, "irm-table-2016.csv": 30} {
		t.Run(name, func(t *testing.T) {
			source := filepath.Join(testdata(t), name)
			w := newWorkplace(t, "")
			w.write("site: {base_url: \"\"}", "sources: {irm_table: \""+source+"\"}")
			out := w.must(exitComplete, "run", "--json")
			fromCSV := tables(t, w.published("latest"))
			if n := strings.Count(fromCSV["members.csv"], "\r\n") - 1; n < least {
				t.Errorf("%d members, want at least %d\n%s", n, least, out)
			}
			x := newWorkplace(t, "")
			xlsx := filepath.Join(x.dir, strings.TrimSuffix(name, ".csv")+".xlsx")
			asXLSX(t, source, xlsx)
			x.write("site: {base_url: \"\"}", "sources: {irm_table: \""+xlsx+"\"}")
			x.must(exitComplete, "run")
			fromXLSX := tables(t, x.published("latest"))
			for file, text := range fromXLSX { // the file's own name is told
				fromXLSX[file] = strings.ReplaceAll(text, filepath.Base(xlsx), name)
			}
			for _, d := range differing(fromCSV, fromXLSX) {
				t.Errorf("from XLSX %s", d)
			}
		})
	}
}

// Without a contact the site is not asked; where OGP's table is given, the
// report is made from it alone and says so.
func TestWithoutAContactTheTableAloneIsUsed(t *testing.T) {
	w := newWorkplace(t, "")
	w.write("site: {base_url: \"https://site.example\"}", "sources: {irm_table: irm-table.csv}")
	out := w.must(exitComplete, "run")
	if !strings.Contains(out, "site.contact") {
		t.Errorf("nothing says that the site was not asked:\n%s", out)
	}
}

// A table that was cut short does not replace a good report.
func TestACutTableIsIncomplete(t *testing.T) {
	w := newWorkplace(t, "")
	w.write("site: {base_url: \"\"}", "sources: {irm_table: irm-table.csv}")
	w.must(exitComplete, "run")
	defer w.replaceTable(withoutRows)()
	out := w.must(exitIncomplete, "run")
	if !strings.Contains(out, "commitments found, against the last complete run") {
		t.Errorf("the bound is not told:\n%s", out)
	}
	w.must(exitComplete, "run", "--accept", "OGP published a smaller table")
}

// A first report made offline from the table alone is a run that has ended:
// the next one begins anew, with the table as it is then.
func TestAnOfflineReportOfTheTableAloneHasEnded(t *testing.T) {
	w := newWorkplace(t, "")
	w.write("site: {base_url: \"\"}", "sources: {irm_table: irm-table.csv}")
	w.must(exitComplete, "run", "--offline")
	if out := w.must(exitComplete, "run"); strings.Contains(out, "an interrupted run goes on") {
		t.Errorf("the offline run was left open:\n%s", out)
	}
}
