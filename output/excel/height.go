package excel

import (
	"github.com/xuri/excelize/v2"

	"ogptracker/report"
)

// Heights of rows of presentation sheets, in points.
const (
	headingHeight = 24.0
	linkHeight    = lineHeight + 1
	alertHeight   = lineHeight + 2
	choiceHeight  = lineHeight + 6
)

// A4 landscape within the margins of pageSetup, in points; a column's width
// in points is about 5.25 for each character.
const (
	usableWidth  = 770.0
	usableHeight = 485.0
	pointsPer    = 5.4
)

// pageHeight is the height of rows that one printed page holds, when the
// columns are made to fit its width.
func pageHeight(widths []float64) float64 {
	return usableHeight * max(1, pageWidth(widths)/usableWidth)
}

// pageWidth is the width of columns in points.
func pageWidth(widths []float64) float64 {
	total := 0.0
	for _, w := range widths {
		total += w * pointsPer
	}
	return total
}

// keepTogether begins a new printed page before a heading whose part (all up
// to the next heading) does not fit on what is left of this one, and before a
// chart that does not: a chart is never cut in two.
func (p *page) keepTogether(rest []report.Block) error {
	b := rest[0]
	need := p.blockHeight(b)
	switch {
	case b.Heading != "":
		for _, next := range rest[1:] {
			if next.Heading != "" {
				break
			}
			need += p.blockHeight(next) + lineHeight
		}
		need = min(need, p.room)
	case b.Chart == nil:
		return nil
	}
	if p.sheet.OnePage {
		return nil
	}
	if p.used+lineHeight+need <= p.room || p.used < p.room/4 {
		return nil
	}
	at, err := excelize.CoordinatesToCellName(1, p.next+1) // below the blank row
	if err != nil {
		return err
	}
	p.used = -lineHeight
	return p.file.InsertPageBreak(p.sheet.Name, at)
}

// blockHeight is the height a block will take.
func (p *page) blockHeight(b report.Block) float64 {
	switch {
	case b.Heading != "":
		return headingHeight
	case b.Paragraph != "":
		return float64(len(split(b.Paragraph, p.width()))) * lineHeight
	case b.Alert != "":
		return float64(len(split(b.Alert, p.width()*9/10))) * alertHeight
	case b.Links != nil:
		return float64(len(b.Links)) * linkHeight
	case b.Choice != nil:
		return choiceHeight
	case b.Chart != nil:
		return float64(chartRows(b.Chart)) * lineHeight
	case b.Grid != nil && len(b.Grid.Rows) == 0:
		return float64(len(split(b.Grid.Empty, p.width()))) * lineHeight
	case b.Grid != nil:
		total := p.headerHeight(b.Grid)
		for _, row := range b.Grid.Rows {
			total += p.rowHeight(row)
		}
		return total
	}
	return 0
}

// headerHeight leaves room for the longest header; bold letters are wider.
func (p *page) headerHeight(g *report.Grid) float64 {
	most := 1
	for c, column := range g.Columns {
		most = max(most, lines(column.Header, p.columnWidth(c)-2))
	}
	return float64(most)*lineHeight + 6
}

func (p *page) rowHeight(row []any) float64 {
	most := 1
	for c, v := range row {
		if text, ok := shown(calculated(v)).(string); ok {
			most = max(most, lines(text, p.columnWidth(c)))
		}
	}
	return height(most)
}
