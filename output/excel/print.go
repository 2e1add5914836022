package excel

import (
	"fmt"
	"math"
	"strings"

	"github.com/xuri/excelize/v2"

	"ogptracker/report"
)

// Sheets are printed on A4. At 100 % a landscape page holds about 138
// characters of width; below 55 % print is too small to read, so a table wider
// than that goes over several pages, its key columns on each.
const (
	maxHeaderText  = 255 // UTF-16 units, codes included
	paperA4        = 9
	readableAcross = 138 / 0.55
)

// pagesAcross is the number of pages side by side that keep print readable.
func pagesAcross(total, frozen float64) int {
	if total <= readableAcross {
		return 1
	}
	return int(math.Ceil((total - frozen) / (readableAcross - frozen)))
}

// pageSetup sets paper, margins (excelize sets those not given to 0), and
// header and footer.
func (w *writer) pageSetup(s *report.Sheet, across int) error {
	if err := w.file.SetPageLayout(s.Name, &excelize.PageLayoutOptions{
		Size: ptr(paperA4), Orientation: ptr("landscape"), FitToWidth: &across, FitToHeight: ptr(0),
		PageOrder: ptr("overThenDown"),
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
		OddHeader:    header(w.book, s, across),
		OddFooter:    "&L&9" + plain(s.Name, 31) + "&R&9Page &P of &N",
	})
}

// header is the page header. On a sheet of several pages side by side it
// carries the title and note, whose cells would be cut off at the key columns
// on every page but the first and are not printed (see printArea).
func header(book *report.Workbook, s *report.Sheet, across int) string {
	right := mark(book.Mark)
	if across == 1 {
		return "&L&9" + plain(book.Title, 150) + right
	}
	left := "&L&\"-,Bold\"&11" + plain(s.Title, 70) + "\n&\"-,Regular\"&8"
	return left + plain(s.Note, maxHeaderText-units(left)-units(right)-1) + right
}

// plain makes text fit for a header, in which & begins a code, a digit after
// the font size would be read as part of it, and 255 characters are all.
func plain(s string, most int) string {
	if units(s) > most {
		s = head(s, most-1) + "…"
	}
	return " " + strings.ReplaceAll(s, "&", "&&")
}

func mark(s string) string {
	if s == "" {
		return ""
	}
	return "&R&\"-,Bold\"&9" + plain(s, 20)
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

// printArea leaves the title and note of a sheet that goes over several pages
// side by side to the page header.
func (w *writer) printArea(sheet string, g *report.Grid) error {
	last, err := excelize.ColumnNumberToName(len(g.Columns))
	if err != nil {
		return err
	}
	refers := fmt.Sprintf("%s$A$%d:$%s$%d", quoteSheet(sheet), dataHeader, last, dataHeader+len(g.Rows))
	return w.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: refers, Scope: sheet})
}

// quoteSheet writes a sheet's name for a reference.
func quoteSheet(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'!" }
