package excel

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"ogptracker/report"
	"ogptracker/report/reporttest"
	"ogptracker/report/schema"
)

func TestALongWideTablePrintsItsBeginningAndSaysSo(t *testing.T) {
	t.Parallel()
	wb := goodBook()
	data := wb.Sheets[1].Data
	for i := range 12 {
		data.Columns = append(data.Columns, report.GridColumn{Column: schema.Column{Name: fmt.Sprint("c", i), Header: fmt.Sprint("Column ", i), Type: schema.Text, Width: 40}})
	}
	data.Columns[0].Links, data.Rows = nil, nil
	for i := range 900 {
		row := make([]any, len(data.Columns))
		row[0] = fmt.Sprint("row ", i)
		data.Rows = append(data.Rows, row)
	}
	f := opened(t, wb)
	area := ""
	for _, n := range f.GetDefinedName() {
		if n.Name == "_xlnm.Print_Area" {
			area = n.RefersTo
		}
	}
	if area != "'Rows'!$A$1:$H$503" {
		t.Errorf("the print area is %s", area)
	}
	if note, _ := f.GetCellValue("Rows", "A2"); !strings.Contains(note, "On paper: the first 8 of 16 columns, 500 of 900 rows.") {
		t.Errorf("the note says %q", note)
	}
	data.Printed = 3
	if columns, rows := printed(data); columns != 3 || rows != 500 {
		t.Errorf("%d columns and %d rows are printed", columns, rows)
	}
}

func TestASheetDeclaredAsOnePageIsOne(t *testing.T) {
	t.Parallel()
	wb := goodBook()
	wb.Sheets[0].OnePage, wb.Sheets[0].Widths = true, []float64{30, 15, 40}
	parts := partsOf(t, bytesOf(t, wb))
	if part := parts["xl/worksheets/sheet1.xml"]; !regexp.MustCompile(`<pageSetup[^>]*fitToHeight="1"`).MatchString(part) || !strings.Contains(part, `orientation="portrait"`) {
		t.Error("the first sheet is not made to fit one page")
	}
}

func TestNoHeaderIsBrokenInsideAWord(t *testing.T) {
	t.Parallel()
	for _, wb := range append(reporttest.Workbooks(report.Build(reporttest.Dataset(2, 12), reporttest.Meta())), goodBook()) {
		clean, _, err := Gate(wb)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range clean.Sheets {
			check := func(g *report.Grid, width func(int) float64) {
				for i, c := range g.Columns {
					for word := range strings.FieldsSeq(c.Header) {
						if float64(len([]rune(word)))+2 > width(i) {
							t.Errorf("%s, %s: %q does not fit a column of %.0f", wb.Path, s.Name, word, width(i))
						}
					}
				}
			}
			if s.Data != nil {
				check(s.Data, func(i int) float64 { return s.Data.Columns[i].Width })
			}
			for _, b := range s.Blocks {
				if b.Grid != nil {
					check(b.Grid, func(i int) float64 { return s.Widths[i] })
				}
			}
		}
	}
}

func TestHeadersAndFootersSayOnlyWhatTheSheetSays(t *testing.T) {
	t.Parallel()
	for _, wb := range append(reporttest.Workbooks(report.Build(reporttest.Dataset(1, 3), reporttest.Meta())), goodBook()) {
		f := opened(t, wb)
		for _, s := range wb.Sheets {
			h, err := f.GetHeaderFooter(s.Name)
			if err != nil {
				t.Fatal(err)
			}
			said := strings.ReplaceAll(strings.TrimSuffix(strings.TrimPrefix(h.OddHeader, "&L&9 "), "…"), "&&", "&")
			if !strings.HasPrefix(s.Title, said) || h.OddFooter != "&L&9 "+strings.ReplaceAll(s.Name, "&", "&&")+"&R&9Page &P of &N" {
				t.Errorf("%s: header %q, footer %q", s.Name, h.OddHeader, h.OddFooter)
			}
		}
	}
}
