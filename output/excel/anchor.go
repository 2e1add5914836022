package excel

import (
	"fmt"

	"ogptracker/report"
)

// Excel places a drawing by the cells its corners lie in and their distance
// from the corner of that cell, in EMU; it does not carry a distance past its
// cell. excelize measures columns and rows otherwise than Excel does, so the
// corners are computed here.
const (
	emuPerPixel = 9525
	// defaultColumn and defaultRow are the pixels of columns and rows of which
	// the sheet says nothing, in Calibri 11.
	defaultColumn = 64
	defaultRow    = 20

	leastChartWidth  = 600
	leastChartHeight = 250

	chartLeft = 4 // pixels between the sheet's edge and a chart
	chartTop  = 6
)

// corner is a place on a sheet: the column and row from 0, and the pixels
// within that cell.
type corner struct{ column, x, row, y int }

// anchor is the rectangle of a drawing.
type anchor struct{ from, to corner }

// cellSizes are the pixels of a sheet's columns, and of its rows from 1.
type cellSizes struct {
	columns []int
	rows    map[int]int
}

// columnPixels is the width of a column in Excel: a character of Calibri 11 is
// 7 pixels wide, the padding is part of the width a file gives.
func columnPixels(width float64) int { return int(width*7 + 0.49) }

// rowPixelsOf is the height of a row of so many points at 96 dots an inch.
func rowPixelsOf(points float64) int { return int(points * 4 / 3) }

func (c cellSizes) column(i int) int {
	if i < len(c.columns) {
		return c.columns[i]
	}
	return defaultColumn
}

func (c cellSizes) row(i int) int {
	if h, ok := c.rows[i+1]; ok {
		return h
	}
	return defaultRow
}

// place puts a rectangle of so many pixels at a row, from 1.
func (c cellSizes) place(row, width, height int) anchor {
	a := anchor{from: corner{0, chartLeft, row - 1, chartTop}}
	a.to = a.from
	a.to.x += width
	a.to.y += height
	for a.to.x > c.column(a.to.column) {
		a.to.x -= c.column(a.to.column)
		a.to.column++
	}
	for a.to.y > c.row(a.to.row) {
		a.to.y -= c.row(a.to.row)
		a.to.row++
	}
	return a
}

// size is the rectangle's width and height as Excel draws it: a distance is
// cut at the end of its cell.
func (c cellSizes) size(a anchor) (width, height int) {
	width = min(a.to.x, c.column(a.to.column)) - min(a.from.x, c.column(a.from.column))
	for i := a.from.column; i < a.to.column; i++ {
		width += c.column(i)
	}
	height = min(a.to.y, c.row(a.to.row)) - min(a.from.y, c.row(a.from.row))
	for i := a.from.row; i < a.to.row; i++ {
		height += c.row(i)
	}
	return width, height
}

// checkAnchor refuses a rectangle that Excel would draw otherwise than meant.
func (c cellSizes) checkAnchor(sheet string, chart *report.Chart, a anchor) error {
	for _, at := range []corner{a.from, a.to} {
		if at.x < 0 || at.y < 0 || at.x > c.column(at.column) || at.y > c.row(at.row) {
			return Violation{ruleChart, sheet, fmt.Sprintf("a corner of chart %q lies %d x %d pixels from its cell of %d x %d", chart.Name, at.x, at.y, c.column(at.column), c.row(at.row))}
		}
	}
	if w, h := c.size(a); w < leastChartWidth || h < leastChartHeight {
		return Violation{ruleChart, sheet, fmt.Sprintf("chart %q is %d x %d pixels, less than %d x %d", chart.Name, w, h, leastChartWidth, leastChartHeight)}
	}
	return nil
}

func (a anchor) xml() string {
	write := func(name string, c corner) string {
		return fmt.Sprintf("<xdr:%s><xdr:col>%d</xdr:col><xdr:colOff>%d</xdr:colOff><xdr:row>%d</xdr:row><xdr:rowOff>%d</xdr:rowOff></xdr:%s>",
			name, c.column, c.x*emuPerPixel, c.row, c.y*emuPerPixel, name)
	}
	return write("from", a.from) + write("to", a.to)
}
