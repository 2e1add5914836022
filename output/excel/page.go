package excel

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"ogptracker/report"
	"ogptracker/report/schema"
)

// place is where a table's header stands.
type place struct {
	sheet string
	row   int
}

// page is the state of one presentation sheet: everything stands from the
// first column, one block under the other.
type page struct {
	*writer
	sheet *report.Sheet
	next  int // the next free row
	// heading is the last one above.
	heading string
	// used is the height of the rows on the printed page so far, room what it
	// holds, in points.
	used, room float64
	sizes      cellSizes
	widest     int            // the last column with a cell
	lowest     int            // the last row with a cell
	values     map[string]any // of cells that are computed
}

// writePage lays out a presentation sheet.
func (w *writer) writePage(s *report.Sheet) error {
	if err := w.file.SetSheetProps(s.Name, &excelize.SheetPropsOptions{FitToPage: ptr(true)}); err != nil {
		return err
	}
	if err := w.file.SetSheetView(s.Name, 0, &excelize.ViewOptions{ShowGridLines: ptr(false)}); err != nil {
		return err
	}
	for i, width := range s.Widths {
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := w.file.SetColWidth(s.Name, name, name, width); err != nil {
			return err
		}
	}
	p := page{writer: w, sheet: s, next: 1, room: pageHeight(s.Widths), widest: 1, sizes: cellSizes{rows: make(map[int]int)}}
	for _, width := range s.Widths {
		p.sizes.columns = append(p.sizes.columns, columnPixels(width))
	}
	if err := p.line(s.Title, w.styles.title, 26); err != nil {
		return err
	}
	for i, b := range s.Blocks {
		if err := p.keepTogether(s.Blocks[i:]); err != nil {
			return err
		}
		if i > 0 && s.Blocks[i-1].Heading == "" {
			if err := p.high(lineHeight); err != nil { // a blank row between blocks
				return err
			}
		}
		if err := p.block(b); err != nil {
			return fmt.Errorf("block %d: %w", i+1, err)
		}
	}
	used, err := area(1, 1, p.widest, p.lowest)
	if err != nil {
		return err
	}
	if err := w.file.SetSheetDimension(s.Name, used); err != nil {
		return err
	}
	return w.pageSetup(s)
}

func (p *page) block(b report.Block) error {
	switch {
	case b.Heading != "":
		p.heading = b.Heading
		return p.line(b.Heading, p.styles.heading, headingHeight)
	case b.Paragraph != "":
		return p.paragraph(b.Paragraph, p.styles.line)
	case b.Alert != "":
		return p.alert(b.Alert)
	case b.Links != nil:
		return p.links(b.Links)
	case b.Grid != nil:
		return p.grid(b.Grid)
	case b.Chart != nil:
		return p.chart(b.Chart)
	case b.Choice != nil:
		return p.choice(b.Choice)
	}
	return nil
}

// line writes one line of text; it runs over the empty cells to its right.
func (p *page) line(text string, style int, points float64) error {
	if err := p.set(1, text, style); err != nil {
		return err
	}
	return p.high(points)
}

// paragraph writes a text over as many lines as it needs: cells are never
// merged, and a wrapped cell would be as narrow as its column.
func (p *page) paragraph(text string, style int) error {
	for _, l := range split(text, p.width()) {
		if err := p.line(l, style, lineHeight); err != nil {
			return err
		}
	}
	return nil
}

// alert writes a paragraph on a coloured ground, in bold.
func (p *page) alert(text string) error {
	for _, l := range split(text, p.width()*9/10) {
		for c := 2; c <= len(p.sheet.Widths); c++ {
			if err := p.set(c, nil, p.styles.alert); err != nil {
				return err
			}
		}
		if err := p.line(l, p.styles.alert, alertHeight); err != nil {
			return err
		}
	}
	return nil
}

// longestLine is the longest line of running text, in characters: what a
// laptop's screen shows at once.
const longestLine = 150

// width is the width of the sheet in characters of running text.
func (p *page) width() int {
	total := 0.0
	for _, w := range p.sheet.Widths {
		total += w
	}
	return min(max(int(total*density), 20), longestLine)
}

// links writes one link a line, with what stands there in the next column.
func (p *page) links(links []report.Link) error {
	for _, l := range links {
		if err := p.set(2, l.About, p.styles.line); err != nil {
			return err
		}
		if err := p.setLink(l); err != nil {
			return err
		}
		if err := p.high(linkHeight); err != nil {
			return err
		}
	}
	return nil
}

func (p *page) setLink(l report.Link) error {
	cell, err := excelize.CoordinatesToCellName(1, p.next)
	if err != nil {
		return err
	}
	style, target, kind := p.styles.link, l.URL, "External"
	if l.Sheet != "" {
		target, kind = quoteSheet(l.Sheet)+"A1", "Location"
	}
	if target == "" {
		style = p.styles.line // the gate took its address away
	}
	if err := p.set(1, l.Text, style); err != nil || target == "" {
		return err
	}
	return p.file.SetCellHyperLink(p.sheet.Name, cell, target, kind, excelize.HyperlinkOpts{Tooltip: &l.Text})
}

// grid writes a table, or the sentence in its place.
func (p *page) grid(g *report.Grid) error {
	if len(g.Rows) == 0 {
		return p.paragraph(g.Empty, p.styles.line)
	}
	p.put(g, place{p.sheet.Name, p.next})
	first := p.next
	for c, column := range g.Columns {
		if err := p.set(c+1, column.Header, p.styles.headerOf(column.Type)); err != nil {
			return err
		}
	}
	if err := p.high(p.headerHeight(g)); err != nil {
		return err
	}
	for r, row := range g.Rows {
		if err := p.gridRow(g, r, row); err != nil {
			return err
		}
	}
	ref, err := area(1, first, len(g.Columns), p.next-1)
	if err != nil {
		return err
	}
	add := func(t *excelize.Table) error { return p.file.AddTable(p.sheet.Name, t) }
	headers := make([]string, len(g.Columns))
	for i, c := range g.Columns {
		headers[i] = c.Header
	}
	return p.addTable(add, &excelize.Table{Range: ref, Name: g.Name}, cmp.Or(p.heading, p.sheet.Title), "Columns: "+strings.Join(headers, ", ")+".", withoutFilters)
}

func (p *page) gridRow(g *report.Grid, r int, row []any) error {
	for c, v := range row {
		column := &g.Columns[c]
		v = shown(v)
		style := p.styles.grid.of[kind(column.Type, v)]
		if f, ok := v.(schema.Formula); ok {
			if err := p.formula(g, r, c, f); err != nil {
				return err
			}
			continue
		}
		if column.Links != nil && column.Links[r] != "" && v != nil {
			style = p.styles.grid.link
			cell, err := excelize.CoordinatesToCellName(c+1, p.next)
			if err != nil {
				return err
			}
			if err := p.file.SetCellHyperLink(p.sheet.Name, cell, column.Links[r], "External"); err != nil {
				return err
			}
		}
		if err := p.set(c+1, v, style); err != nil {
			return err
		}
	}
	return p.high(p.rowHeight(row))
}

// kind is the type that a cell is shown as: in a column of facts, that of its
// value.
func kind(t schema.Type, v any) schema.Type {
	if t != schema.Fact {
		return t
	}
	switch v := v.(type) {
	case schema.Formula:
		return kind(t, v.Value)
	case int:
		return schema.Integer
	case float64:
		return schema.Share
	case schema.CalendarYear:
		return schema.YearT
	case time.Time:
		return schema.Date
	}
	return schema.Text
}

// high ends a row with its height.
func (p *page) high(points float64) error {
	err := p.file.SetRowHeight(p.sheet.Name, p.next, points)
	p.sizes.rows[p.next] = rowPixelsOf(points)
	p.next++
	p.used += points
	return err
}

func (p *page) columnWidth(c int) float64 {
	if c < len(p.sheet.Widths) {
		return p.sheet.Widths[c]
	}
	return 9
}

func (p *page) set(column int, v any, style int) error {
	p.widest, p.lowest = max(p.widest, column), p.next
	cell, err := excelize.CoordinatesToCellName(column, p.next)
	if err != nil {
		return err
	}
	switch w := v.(type) {
	case schema.CalendarYear:
		v = int(w)
	case string:
		v = escaped(w)
	case time.Time:
		v = serial(w) // given a time, excelize makes a style for it
	}
	if v != nil && v != "" {
		if err := p.file.SetCellValue(p.sheet.Name, cell, v); err != nil {
			return err
		}
	}
	return p.file.SetCellStyle(p.sheet.Name, cell, cell, style)
}

// chart keeps rows free for a chart, which is drawn when every table has its
// place.
func (p *page) chart(c *report.Chart) error {
	at := p.next
	for range chartRows(c) {
		if err := p.high(lineHeight); err != nil {
			return err
		}
	}
	a := p.sizes.place(at, chartWidth, int(chartHeight(c)))
	if err := p.sizes.checkAnchor(p.sheet.Name, c, a); err != nil {
		return err
	}
	p.charts = append(p.charts, drawing{c, place{p.sheet.Name, at}, a})
	return nil
}
