package excel

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"ogptracker/report"
	"ogptracker/report/schema"
)

// dataHeader is the row of the header on every data sheet: the title stands
// in row 1, the note in row 2.
const dataHeader = 3

// maxFormulaLink is the longest address that Excel takes in a HYPERLINK
// formula, longer ones become cell links; and the longest text between quotes
// in any formula, in UTF-16 units.
const maxFormulaLink = 255

// writeData streams a data sheet. The order of the calls matters: after
// Flush excelize drops every call on the sheet without an error, and
// conditional formats, links and page set-up must come before it.
func (w *writer) writeData(s *report.Sheet) error {
	if err := w.file.SetSheetProps(s.Name, &excelize.SheetPropsOptions{FitToPage: ptr(true)}); err != nil {
		return err
	}
	// Readers that stream believe it, and a stream writer writes it first.
	used, err := area(1, 1, max(len(s.Data.Columns), 1), dataHeader+len(s.Data.Rows))
	if err != nil {
		return err
	}
	if len(s.Data.Rows) == 0 {
		used = fmt.Sprintf("A1:A%d", dataHeader)
	}
	if err := w.file.SetSheetDimension(s.Name, used); err != nil {
		return err
	}
	sw, err := w.file.NewStreamWriter(s.Name)
	if err != nil {
		return err
	}
	d := dataSheet{writer: w, sheet: s, sw: sw, grid: s.Data, cells: &w.styles.tall}
	if s.Data.MaxLines == 1 {
		d.cells = &w.styles.flat
	}
	body := d.body
	if s.Data.Shared && w.fromShelf(w.part(s), sheetKey(s)) {
		body = func() error { return nil }
	}
	steps := []func() error{d.before, d.title, d.table, d.top, body, d.longLinks, func() error { return d.pageSetup(s) }, sw.Flush}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	if len(d.grid.Rows) == 0 {
		return nil
	}
	if err := w.printArea(s.Name, d.grid); err != nil {
		return err
	}
	return w.repeat(s.Name, d.grid)
}

// dataSheet is the state of one streamed sheet.
type dataSheet struct {
	*writer
	sheet *report.Sheet
	sw    *excelize.StreamWriter
	grid  *report.Grid
	cells *cellStyles
	long  []cellLink // links too long for a formula
}

// cellLink is a link that stands behind a cell.
type cellLink struct{ cell, url string }

// before sets what must stand ahead of the first row.
func (d *dataSheet) before() error {
	if len(d.grid.Rows) == 0 {
		return nil
	}
	d.amend[d.part(d.sheet)] = columnsAhead(d.grid)
	corner, err := excelize.CoordinatesToCellName(d.grid.Frozen+1, dataHeader+1)
	if err != nil {
		return err
	}
	return d.sw.SetPanes(&excelize.Panes{
		Freeze: true, XSplit: d.grid.Frozen, YSplit: dataHeader, TopLeftCell: corner, ActivePane: "bottomRight",
		Selection: []excelize.Selection{
			{Pane: "topRight"}, {Pane: "bottomLeft"},
			{Pane: "bottomRight", ActiveCell: "A1", SQRef: "A1"},
		},
	})
}

func (d *dataSheet) title() error {
	return d.row(1, 24, excelize.Cell{StyleID: d.styles.title, Value: d.sheet.Title})
}

// top writes note and header, or the sentence in place of a table.
func (d *dataSheet) top() error {
	note := d.sheet.Note
	if len(d.grid.Rows) > 0 {
		note += onPaper(d.grid)
	}
	if err := d.row(2, lineHeight+3, excelize.Cell{StyleID: d.styles.note, Value: note}); err != nil {
		return err
	}
	if len(d.grid.Rows) == 0 {
		return d.row(dataHeader, lineHeight, excelize.Cell{StyleID: d.styles.line, Value: d.grid.Empty})
	}
	header := make([]any, len(d.grid.Columns))
	for i, c := range d.grid.Columns {
		header[i] = excelize.Cell{StyleID: d.styles.headerData, Value: c.Header}
	}
	return d.row(dataHeader, headerHeight(d.grid), header...)
}

func (d *dataSheet) row(n int, height float64, cells ...any) error {
	at, err := excelize.CoordinatesToCellName(1, n)
	if err != nil {
		return err
	}
	return d.sw.SetRow(at, cells, excelize.RowOpts{Height: height})
}

// headerHeight leaves room for the longest header; the filter button stands
// beside its last line, for which lines are kept short.
func headerHeight(g *report.Grid) float64 {
	most := 1
	for _, c := range g.Columns {
		most = max(most, lines(c.Header, c.Width-2))
	}
	return float64(most)*lineHeight + 6
}

// body writes the rows. The cells of a row are kept in one slice that every
// row uses again.
func (d *dataSheet) body() error {
	n := len(d.grid.Columns)
	cells := make([]excelize.Cell, n)
	row := make([]any, n)
	for r, values := range d.grid.Rows {
		most := 1
		for c := range values {
			column := &d.grid.Columns[c]
			cells[c] = excelize.Cell{StyleID: d.cells.of[column.Type], Value: shown(calculated(values[c]))}
			row[c] = &cells[c]
			if text, ok := cells[c].Value.(string); ok {
				most = max(most, lines(text, column.Width))
			}
			if f, ok := values[c].(schema.Formula); ok {
				var err error
				if cells[c].Formula, err = d.resolve(f.Expression, d.grid, r); err != nil {
					return err
				}
				cells[c].StyleID = d.cells.of[shownAs(column.Type, f)]
				continue
			}
			if column.Links != nil && column.Links[r] != "" {
				if err := d.link(&cells[c], column.Links[r], c, r); err != nil {
					return err
				}
			}
		}
		if d.grid.MaxLines > 0 {
			most = min(most, d.grid.MaxLines)
		}
		if err := d.row(dataHeader+1+r, height(most), row...); err != nil {
			return fmt.Errorf("row %d: %w", r+1, err)
		}
	}
	return nil
}

// height is the height of a row of n lines.
func height(n int) float64 { return min(float64(n)*lineHeight+3, maxHeight) }

// shown is a cell's value as it stands on a sheet: yes and no are words, and
// a whole number that is held as one stays one.
func shown(v any) any {
	switch v := v.(type) {
	case bool:
		if v {
			return "Yes"
		}
		return "No"
	case time.Time:
		return v.UTC()
	case string:
		if v == "" {
			return nil // a cell with a text of no letter is not blank to a filter
		}
	}
	return v
}

// link turns a cell into a link: a formula with its value where it fits, else
// a link behind the cell, of which excelize makes many only slowly and whose
// text LibreOffice does not wrap, so that a sentence is cut after its first line.
func (d *dataSheet) link(c *excelize.Cell, url string, column, row int) error {
	text, ok := c.Value.(string)
	if !ok || text == "" {
		return nil
	}
	c.StyleID = d.cells.link
	if len(url) <= maxFormulaLink && !strings.ContainsAny(text, "\n\t") && !strings.Contains(text, "_x") {
		if formula := "HYPERLINK(" + quote(url) + "," + quote(text) + ")"; len(formula) <= maxFormula {
			c.Formula = formula
			return nil
		}
	}
	at, err := excelize.CoordinatesToCellName(column+1, dataHeader+1+row)
	d.long = append(d.long, cellLink{at, url})
	return err
}

// quote writes a text for a formula, a long one in parts put together: Excel
// takes a workbook with a longer text between quotes for damaged.
func quote(s string) string {
	first := head(s, maxFormulaLink)
	quoted := `"` + strings.ReplaceAll(first, `"`, `""`) + `"`
	if rest := s[len(first):]; rest != "" {
		return quoted + "&" + quote(rest)
	}
	return quoted
}

// table makes the sheet's table when nothing but its title is written: excelize
// decodes what was streamed to find the headers, which takes a twentieth of the time
// of a member's workbook. It is told of a table of one column under the title,
// and the part it makes then names the true columns.
func (d *dataSheet) table() error {
	if len(d.grid.Rows) == 0 {
		return nil
	}
	whole, err := area(1, dataHeader, len(d.grid.Columns), dataHeader+len(d.grid.Rows))
	if err != nil {
		return err
	}
	const under = "A1:A2"
	return d.addTable(d.sw.AddTable, &excelize.Table{Range: under, Name: d.grid.Name}, d.sheet.Title, d.sheet.Note, func(part []byte) []byte {
		part = bytes.ReplaceAll(part, []byte(`ref="`+under+`"`), []byte(`ref="`+whole+`"`))
		return replaceBetween(part, "<tableColumns ", "</tableColumns>", func(string) string { return columnsOf(d.grid) })
	})
}

// longLinks sets the links that are too long for a formula.
func (d *dataSheet) longLinks() error {
	if len(d.long) > 0 {
		delete(d.keep, d.part(d.sheet)) // they stand in a part of their own
	}
	for _, l := range d.long {
		if err := d.file.SetCellHyperLink(d.sheet.Name, l.cell, l.url, "External"); err != nil {
			return err
		}
	}
	return nil
}

// area is a range of cells by its corners.
func area(c1, r1, c2, r2 int) (string, error) {
	a, err := excelize.CoordinatesToCellName(c1, r1)
	if err != nil {
		return "", err
	}
	b, err := excelize.CoordinatesToCellName(c2, r2)
	return a + ":" + b, err
}

func ptr[T any](v T) *T { return &v }
