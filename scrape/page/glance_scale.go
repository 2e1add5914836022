package page

import (
	"strings"

	"golang.org/x/net/html/atom"

	"ogptracker/scrape/record"
)

// LabelScale declares the table of mid-term and progress reports that shows a
// whole scale, one step in each row, with a mark at the step that was reached.
type LabelScale struct {
	Words   []string           `yaml:"words"`
	Columns []LabelScaleColumn `yaml:"columns"`
}

// LabelScaleColumn declares the heading of a column of marks.
type LabelScaleColumn struct {
	Measure record.Measure `yaml:"measure"`
	Words   []string       `yaml:"words"`
}

// minSteps is how many steps of the scale a table must show to be one.
const minSteps = 4

// scale reads a table of marks; false for any other table.
func (p *reading) scale(t *table) bool {
	l := &p.labels.Figures.Scale
	first, steps := -1, 0
	for i, row := range t.rows {
		if len(row) > 1 && l.step(row[0].text) != "" {
			steps++
			if first < 0 {
				first = i
			}
		}
	}
	if steps < minSteps {
		return false
	}
	f := &figures{reading: p, product: p.figures.productOf(p.page.Title)}
	for col := 1; col < len(t.rows[first]); col++ {
		measure := l.measure(t.rows[:first], col)
		if measure == "" {
			continue
		}
		var marked []string
		for _, row := range t.rows[first:] {
			if len(row) > col && isMarked(&row[col]) {
				marked = append(marked, l.step(row[0].text))
			}
		}
		m := figureMark{entry: &figureEntry{kind: figureMeasure, measure: &LabelMeasure{Measure: measure, Words: true}}, label: string(measure)}
		if len(marked) == 1 && marked[0] != "" {
			f.add(&m, measure, f.stageOf(nil), marked[0])
		} else {
			f.addUnreadable(&m, measure, f.stageOf(nil), "")
		}
	}
	return true
}

// step gives the word of the scale that a cell is.
func (l *LabelScale) step(text string) string {
	for _, w := range l.Words {
		if sameWords(text, w) {
			return w
		}
	}
	return ""
}

// measure tells what a column of marks is about, by the cells above it; the
// first column without a heading is about the plan's development.
func (l *LabelScale) measure(head [][]cell, col int) record.Measure {
	for _, row := range head {
		if col >= len(row) {
			continue
		}
		for _, c := range l.Columns {
			for _, w := range c.Words {
				if prefixEnd(row[col].text, labelKey(w)) > 0 {
					return c.Measure
				}
			}
		}
	}
	if len(head) == 0 && col == 1 && len(l.Columns) > 0 {
		return l.Columns[0].Measure
	}
	return ""
}

// isMarked tells a cell with a mark: an X or a tick, drawn or written.
func isMarked(c *cell) bool {
	return strings.EqualFold(c.text, "x") || c.text != "" && strings.Trim(c.text, ticks) == "" || c.text == "" && hasElement(c.node, atom.Img)
}
