package page

import (
	"ogptracker/scrape/record"
)

// maxColumns bounds the tables that are read by their columns.
const maxColumns = 60

// column finds the cell below a label that stands in a row of labels alone:
// a table with the labels along its top. It gives nil for labels beside their
// values.
func (p *reading) column(m *mark) *cell {
	b := &p.v.blocks[m.block]
	if b.table == 0 || m.start > 0 || m.end < len(b.text) {
		return nil
	}
	rows := p.v.tables[b.table-1].rows
	if int(b.row)+1 >= len(rows) {
		return nil
	}
	heads, values := rows[b.row], rows[b.row+1]
	if len(heads) < 2 || len(heads) > maxColumns || len(heads) != len(values) || int(b.col) >= len(heads) {
		return nil
	}
	for i := range heads {
		if heads[i].text == "" || !heads[i].header && !p.isLabel(heads[i].text) || p.isLabel(values[i].text) {
			return nil
		}
	}
	return &values[b.col]
}

// isLabel: the text is a known label and nothing else.
func (p *reading) isLabel(text string) bool {
	set := p.sets[p.page.Kind]
	if set == nil {
		return false
	}
	e, _ := set.match(text, func(e *entry, n int) bool {
		after, _ := skipColon(text, n)
		return e.kind != markHeading && after == len(text)
	})
	return e != nil
}

// columnValue reads the value of a label from the cell below it.
func (p *reading) columnValue(m *mark, c *cell) record.Value {
	f := m.entry.field
	var segs []segment
	if c.from < c.to {
		segs = p.v.segments(point{int(c.from), 0}, point{int(c.to), 0})
	}
	if f.Type != typeWord {
		if t := p.v.join(segs, f.Type); t != "" {
			return record.Say(t)
		}
		if len(f.Words) == 0 {
			return record.Value{State: record.Unreadable}
		}
	}
	if items := p.scaleItems(p.v, f, segs); len(items) > 1 {
		return activeOf(items)
	}
	for _, s := range segs {
		if t := withoutMarks(s.text); hasWord(t) && !p.isScale(f, t) {
			return record.Say(t)
		}
	}
	all := p.hints(nil, f, c.node)
	seen := 0
	for n := range c.node.Descendants() {
		if seen++; seen > maxLook {
			break
		}
		if len(n.Attr) > 0 {
			all = p.hints(all, f, n)
		}
	}
	return activeOf(all)
}

// unknownColumns signals the labels along the top of a table that no list
// knows.
func (p *reading) unknownColumns(m *mark) {
	b := &p.v.blocks[m.block]
	for _, c := range p.v.tables[b.table-1].rows[b.row] {
		if !p.isLabel(c.text) && labelColon(c.text) < 0 && !p.hasLabel(c.text) {
			p.unknownLabel(c.text)
		}
	}
}

func (p *reading) hasLabel(text string) bool {
	for _, l := range p.page.Labels {
		if l.Text == redact(text) {
			return true
		}
	}
	return false
}
