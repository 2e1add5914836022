package audit

import (
	"encoding/xml"
	"strconv"
)

// sizes are the pixels of a sheet's columns and rows, as Excel shows them in
// Calibri 11 at 96 dots an inch.
type sizes struct {
	columns     []columnSize
	rows        map[int]int // from 1
	column, row int         // of those the sheet says nothing of; 0 for Excel's own
}

type columnSize struct{ first, last, pixels int }

func columnPixels(width float64) int { return int(width*7 + 0.49) }

func rowPixels(points float64) int { return int(points * 4 / 3) }

// number is an attribute's value, 0 where there is none.
func number(e xml.StartElement, name string) float64 {
	n, err := strconv.ParseFloat(attribute(e, name), 64)
	if err != nil || n < 0 || n > 1e6 {
		return 0
	}
	return n
}

func (s *sizes) setDefaults(e xml.StartElement) {
	s.column, s.row = columnPixels(number(e, "defaultColWidth")), rowPixels(number(e, "defaultRowHeight"))
}

func (s *sizes) addColumns(e xml.StartElement) {
	pixels := columnPixels(number(e, "width"))
	if isTrue(attribute(e, "hidden")) {
		pixels = 0
	} else if attribute(e, "width") == "" {
		return
	}
	s.columns = append(s.columns, columnSize{int(number(e, "min")), int(number(e, "max")), pixels})
}

func (s *sizes) addRow(n int, e xml.StartElement) {
	if attribute(e, "ht") == "" && !isTrue(attribute(e, "hidden")) {
		return
	}
	if s.rows == nil {
		s.rows = make(map[int]int)
	}
	s.rows[n] = rowPixels(number(e, "ht"))
	if isTrue(attribute(e, "hidden")) {
		s.rows[n] = 0
	}
}

// columnAt is the width of a column, from 0.
func (s *sizes) columnAt(i int) int {
	for _, c := range s.columns {
		if c.first <= i+1 && i+1 <= c.last {
			return c.pixels
		}
	}
	if s.column > 0 {
		return s.column
	}
	return 64
}

// rowAt is the height of a row, from 0.
func (s *sizes) rowAt(i int) int {
	if h, ok := s.rows[i+1]; ok {
		return h
	}
	if s.row > 0 {
		return s.row
	}
	return 20
}
