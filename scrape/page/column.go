package page

import (
	"golang.org/x/net/html"

	"ogptracker/scrape/page/label"
	"ogptracker/scrape/page/view"
)

// maxColumns bounds the tables that are read by their columns.
const maxColumns = 60

// column finds the cell below a label that stands in a row of labels alone:
// a table with the labels along its top. It gives nil for labels beside their
// values, and where each label has several.
func (p *reading) column(m *label.Mark) *view.Cell {
	b := &p.v.Blocks[m.Block]
	if b.Table == 0 || m.Start > 0 || m.End < len(b.Text) || !alongTop(p, b) || severalRows(p, m) != nil || label.StagesIn(p.v, &p.labels.Figures).Several(m) {
		return nil
	}
	return &p.v.Tables[b.Table-1].Rows[b.Row+1][b.Col]
}

// alongTop: the line stands in a row of labels alone, above a row of values.
func alongTop(p *reading, b *view.Block) bool {
	rows := p.v.Tables[b.Table-1].Rows
	if int(b.Row)+1 >= len(rows) {
		return false
	}
	heads, values := rows[b.Row], rows[b.Row+1]
	if len(heads) < 2 || len(heads) > maxColumns || len(heads) != len(values) || int(b.Col) >= len(heads) {
		return false
	}
	for i := range heads {
		if heads[i].Text == "" || !heads[i].Header && !p.sets[p.page.Kind].IsLabel(heads[i].Text) || p.sets[p.page.Kind].IsLabel(values[i].Text) {
			return false
		}
	}
	return true
}

// severalRows gives the table in which a label along the top has more than one
// row of values below it, of milestones, say: none of them is simply its value.
// Rows of reviews are no such rows.
func severalRows(p *reading, m *label.Mark) *html.Node {
	b := &p.v.Blocks[m.Block]
	if b.Table == 0 || m.Start > 0 || m.End < len(b.Text) || !alongTop(p, b) {
		return nil
	}
	t := &p.v.Tables[b.Table-1]
	if int(b.Row)+2 >= len(t.Rows) || len(t.Rows[b.Row+2]) != len(t.Rows[b.Row]) {
		return nil
	}
	for _, c := range t.Rows[b.Row+2] {
		if p.sets[p.page.Kind].IsLabel(c.Text) {
			return nil // the next row of labels
		}
	}
	return t.Rows[b.Row][b.Col].Node.Parent
}

// unknownColumns signals the labels along the top of a table that no list
// knows.
func (p *reading) unknownColumns(m *label.Mark) {
	b := &p.v.Blocks[m.Block]
	for _, c := range p.v.Tables[b.Table-1].Rows[b.Row] {
		if !p.sets[p.page.Kind].IsLabel(c.Text) && label.Colon(c.Text) < 0 && !hasLabel(p, c.Text) {
			p.unknownLabel(c.Text)
		}
	}
}

func hasLabel(p *reading, text string) bool {
	for _, l := range p.page.Labels {
		if l.Text == view.WithoutMail(text) {
			return true
		}
	}
	return false
}
