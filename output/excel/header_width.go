package excel

import (
	"strings"

	"ogptracker/report"
)

// besideWord is the width that a header needs beyond its longest word: bold
// letters, the indent, the filter button and the edge of the cell.
const besideWord = 4

// headerLines is how many lines the header of a data sheet has at most: it
// stands above the rows at all times.
const headerLines = 2

// fitHeaders widens columns to the longest word of their headers, so that no
// header is broken inside a word, and on data sheets to two lines of it.
func fitHeaders(s *report.Sheet) {
	if s.Data != nil {
		for i := range s.Data.Columns {
			c := &s.Data.Columns[i]
			c.Width = max(c.Width, leastWidth(c.Header))
			for lines(c.Header, c.Width-2) > headerLines {
				c.Width++
			}
		}
	}
	for _, b := range s.Blocks {
		if b.Grid == nil {
			continue
		}
		for i, c := range b.Grid.Columns {
			if i < len(s.Widths) {
				s.Widths[i] = max(s.Widths[i], leastWidth(c.Header))
			}
		}
	}
}

func leastWidth(header string) float64 {
	longest := 0
	for word := range strings.FieldsSeq(header) {
		width := 0
		for _, r := range word {
			width += cells(r)
		}
		longest = max(longest, width)
	}
	return float64(longest)*1.05 + besideWord
}
