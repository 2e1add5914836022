package excel

import (
	"math"
	"strings"

	"github.com/xuri/excelize/v2"

	"ogptracker/report"
)

// Sheets are printed on A4. At 100 % a landscape page holds about 138
// characters of width; below 55 % print is too small to read, so a table wider
// than that goes over several pages, its key columns on each.
const (
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
		OddHeader: "&L&9" + plain(w.book.Title) + mark(w.book.Mark),
		OddFooter: "&L&9" + plain(s.Name) + "&R&9Page &P of &N",
	})
}

// plain makes text fit for a header, in which & begins a code, a digit after
// the font size would be read as part of it, and 255 characters are all.
func plain(s string) string {
	return " " + strings.ReplaceAll(head(s, 90), "&", "&&")
}

func mark(s string) string {
	if s == "" {
		return ""
	}
	return "&R&\"-,Bold\"&9" + plain(s)
}

// repeat makes the header row and the key columns stand on each printed page.
func (w *writer) repeat(sheet string, row, columns int) error {
	name := "'" + strings.ReplaceAll(sheet, "'", "''") + "'!"
	rows, err := area(1, row, 1, row)
	if err != nil {
		return err
	}
	number := strings.TrimPrefix(strings.Split(rows, ":")[0], "A")
	refers := name + "$" + number + ":$" + number
	if columns > 0 {
		last, err := excelize.ColumnNumberToName(columns)
		if err != nil {
			return err
		}
		refers = name + "$A:$" + last + "," + refers
	}
	return w.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: refers, Scope: sheet})
}
