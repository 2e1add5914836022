package figures

import (
	"strings"

	"golang.org/x/net/html/atom"

	"ogptracker/scrape/page/label"
	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// minSteps is how many steps of the scale a table must show to be one.
const minSteps = 4

// scale reads a table of marks; false for any other table.
func (p *reading) scale(t *view.Table) bool {
	l := p.figures.scale
	first, steps := -1, 0
	for i, row := range t.Rows {
		if len(row) > 1 && stepOf(l, row[0].Text) != "" {
			steps++
			if first < 0 {
				first = i
			}
		}
	}
	if steps < minSteps {
		return false
	}
	f := &figures{reading: p, product: p.figures.ProductOf(p.title)}
	for col := 1; col < len(t.Rows[first]); col++ {
		measure := scaleMeasure(l, t.Rows[:first], col)
		if measure == "" {
			continue
		}
		var marked []string
		for _, row := range t.Rows[first:] {
			if len(row) > col && isMarked(&row[col]) {
				marked = append(marked, stepOf(l, row[0].Text))
			}
		}
		m := mark{entry: &entry{kind: kindMeasure, measure: &label.Measure{Measure: measure, Words: true}}, label: string(measure)}
		if len(marked) == 1 && marked[0] != "" {
			f.add(&m, measure, f.stageOf(nil), marked[0])
		} else {
			f.addUnreadable(&m, measure, f.stageOf(nil), "")
		}
	}
	return true
}

// step gives the word of the scale that a cell is.
func stepOf(l *label.Scale, text string) string {
	for _, w := range l.Words {
		if view.SameWords(text, w) {
			return w
		}
	}
	return ""
}

// measure tells what a column of marks is about, by the cells above it; the
// first column without a heading is about the plan's development.
func scaleMeasure(l *label.Scale, head [][]view.Cell, col int) record.Measure {
	for _, row := range head {
		if col >= len(row) {
			continue
		}
		for _, c := range l.Columns {
			for _, w := range c.Words {
				if view.PrefixEnd(row[col].Text, view.Key(w)) > 0 {
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
func isMarked(c *view.Cell) bool {
	return strings.EqualFold(c.Text, "x") || c.Text != "" && strings.Trim(c.Text, label.Ticks) == "" || c.Text == "" && view.HasElement(c.Node, atom.Img)
}
