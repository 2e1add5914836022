package excel

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"ogptracker/output/limits"
	"ogptracker/report"
	"ogptracker/report/words"
)

// Sheets are printed on A4. At 100 % a landscape page holds about 138
// characters of width; below 55 % print is too small to read, so that only the
// leading columns of a wider table are printed.
const (
	paperA4        = 9
	readableAcross = 138 / 0.55
)

// printed is what of a table goes to paper: its leading columns and rows.
func printed(g *report.Grid) (columns, rows int) {
	columns, rows = g.Printed, min(len(g.Rows), limits.Printed)
	if columns == 0 || columns > len(g.Columns) {
		columns = len(g.Columns)
	}
	total := 0.0
	for i, c := range g.Columns[:columns] {
		if total += c.Width; total > readableAcross && i > g.Frozen {
			return i, rows
		}
	}
	return columns, rows
}

// onPaper says, for the sheet itself, what of it is printed; "" for all.
func onPaper(g *report.Grid) string {
	columns, rows := printed(g)
	var parts []string
	if columns < len(g.Columns) {
		parts = append(parts, fmt.Sprintf("%s of %s columns", words.Number(columns), words.Number(len(g.Columns))))
	}
	if rows < len(g.Rows) {
		parts = append(parts, fmt.Sprintf("%s of %s rows", words.Number(rows), words.Number(len(g.Rows))))
	}
	if parts == nil {
		return ""
	}
	return " On paper: the first " + strings.Join(parts, ", ") + "."
}

// pageSetup sets paper, margins (excelize sets those not given to 0), and
// header and footer, which say only what the sheet's title and tab say too.
func (w *writer) pageSetup(s *report.Sheet) error {
	orientation, high := "landscape", 0
	if s.OnePage {
		orientation, high = "portrait", 1
	}
	if err := w.file.SetPageLayout(s.Name, &excelize.PageLayoutOptions{
		Size: ptr(paperA4), Orientation: &orientation, FitToWidth: ptr(1), FitToHeight: &high,
	}); err != nil {
		return err
	}
	if err := w.file.SetPageMargins(s.Name, &excelize.PageLayoutMarginsOptions{
		Left: ptr(0.5), Right: ptr(0.5), Top: ptr(0.75), Bottom: ptr(0.7), Header: ptr(0.35), Footer: ptr(0.35),
	}); err != nil {
		return err
	}
	return w.file.SetHeaderFooter(s.Name, &excelize.HeaderFooterOptions{
		ScaleWithDoc: ptr(false), // else small print makes the header unreadable
		OddHeader:    "&L&9" + plain(s.Title, 200),
		OddFooter:    "&L&9" + plain(s.Name, 31) + "&R&9Page &P of &N",
	})
}

// plain makes text fit for a header, in which & begins a code, a digit after
// the font size would be read as part of it, and 255 characters are all.
func plain(s string, most int) string {
	if units(s) > most {
		s = head(s, most-1) + "…"
	}
	return " " + strings.ReplaceAll(s, "&", "&&")
}

// repeat makes the header row and the key columns stand on each printed page.
func (w *writer) repeat(sheet string, g *report.Grid) error {
	name := quoteSheet(sheet)
	refers := fmt.Sprintf("%s$%d:$%d", name, dataHeader, dataHeader)
	if g.Frozen > 0 {
		last, err := excelize.ColumnNumberToName(g.Frozen)
		if err != nil {
			return err
		}
		refers = name + "$A:$" + last + "," + refers
	}
	return w.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: refers, Scope: sheet})
}

// printArea keeps to what a person prints.
func (w *writer) printArea(sheet string, g *report.Grid) error {
	columns, rows := printed(g)
	last, err := excelize.ColumnNumberToName(columns)
	if err != nil {
		return err
	}
	refers := fmt.Sprintf("%s$A$1:$%s$%d", quoteSheet(sheet), last, dataHeader+rows)
	return w.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: refers, Scope: sheet})
}

// quoteSheet writes a sheet's name for a reference.
func quoteSheet(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'!" }
