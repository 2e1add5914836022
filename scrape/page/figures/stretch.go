package figures

import (
	"regexp"
	"strings"

	"ogptracker/scrape/page/label"
	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// maxGap is how many lines that are no figures may stand among figures, such
// as a tooltip that is a line of its own.
const maxGap = 2

// stretch is a stretch of a page that holds figures.
type stretch struct {
	marks   []mark
	unknown []string
	blocks  []int // those it is made of
	table   bool
	gap     int
	other   bool // in a group without figures
	foreign bool // behind a label that no list knows: its values are nobody's
	above   bool // each figure stands before its label, in a line of their own
}

// glance reads all figures that the page prints as rows or labels, and gives
// the blocks they stand in.
func (p *reading) glance() (taken map[int]bool) {
	taken = map[int]bool{}
	var r stretch
	end := func() {
		if r.holds(p.figures.ProductOf(p.title) != nil) {
			p.figuresOf(&r)
			for _, b := range r.blocks {
				taken[b] = true
			}
		}
		r = stretch{}
	}
	for i := 0; i < len(p.v.Blocks); {
		b := &p.v.Blocks[i]
		if t := p.tableAt(i); t != nil {
			if len(r.marks) == 0 && p.scale(t) {
				i = int(t.To)
				continue
			}
			if marks, unknown := p.tableMarks(t); marks != nil {
				r.add(marks, i, int(t.To))
				r.table, r.unknown = true, append(r.unknown, unknown...)
				i = int(t.To)
				continue
			}
		}
		lines := p.lines(i)
		for k, text := range lines {
			next := ""
			switch {
			case len(r.marks) == 0: // nothing waits for it
			case k+1 < len(lines):
				next = lines[k+1]
			case i+1 < len(p.v.Blocks):
				next = p.text(i + 1)
			}
			marks, ok := p.figures.line(text)
			if ok && r.isValue(marks, b, text, next) {
				marks = []mark{{value: text}}
			}
			if ok && k+1 == len(lines) && k < 2 {
				p.card(&r, i, lines, &marks[0], len(marks) == 1)
			}
			if ok && r.takes(&marks) {
				r.add(marks, i, i+1)
			} else if len(r.marks) > 0 && !r.follow(b, text, next, i) {
				end()
			}
		}
		i++
	}
	end()
	return taken
}

// tableAt gives the table that begins at block i, unless it holds others: a
// table that only lays out the page.
func (p *reading) tableAt(i int) *view.Table {
	n := p.v.Blocks[i].Table
	if n == 0 {
		return nil
	}
	t := &p.v.Tables[n-1]
	if int(t.From) != i {
		return nil
	}
	for j := t.From; j < t.To; j++ {
		if p.v.Blocks[j].Table != n {
			return nil
		}
	}
	return t
}

func (r *stretch) add(marks []mark, from, to int) {
	for _, m := range marks {
		if m.entry == nil {
			if last := r.last(); last != nil {
				last.cells = append(last.cells, cell{text: m.value, from: -1})
			}
			continue
		}
		r.marks = append(r.marks, m)
		if m.entry.kind == kindGroup {
			r.other = m.entry.group.Other
		} else if m.entry.valued() {
			r.other = false
		}
	}
	for i := from; i < to; i++ {
		r.blocks = append(r.blocks, i)
	}
	r.gap = 0
}

// last is the label that values to come belong to, nil without one.
func (r *stretch) last() *mark {
	if len(r.marks) == 0 {
		return nil
	}
	if m := &r.marks[len(r.marks)-1]; m.entry.valued() {
		return m
	}
	return nil
}

// isValue: a line that reads as the label of a figure is the value of the label
// before it, such as the word "Unclear": in a definition list by its element,
// elsewhere where a value is waited for and none follows.
func (r *stretch) isValue(marks []mark, b *view.Block, text, next string) bool {
	if marks[0].entry == nil || marks[0].value != "" || marks[0].colon {
		return false
	}
	m := r.last()
	waits := m != nil && !m.hasValue()
	if b.Kind == view.DefinitionBlock {
		return waits || r.foreign || m != nil && cellItems(text) != nil
	}
	return waits && cellItems(text) != nil && cellItems(next) == nil
}

// takes: the line's marks can be added. A value that stands before the first
// label is dropped where no label waits for one.
func (r *stretch) takes(marks *[]mark) bool {
	first := (*marks)[0]
	if first.entry != nil {
		r.foreign = false
		return true
	}
	if r.foreign || r.above && len(*marks) == 1 {
		return false // a figure alone is that of the label below it
	}
	if r.isAbove(*marks) {
		r.above = true
		*marks = []mark{(*marks)[1]}
		(*marks)[0].value = first.value
		return true
	}
	if m := r.last(); m == nil || m.entry.textual() && (m.value != "" || len(m.cells) > 0) {
		*marks = (*marks)[1:]
	}
	return len(*marks) > 0
}

// card puts a figure that stands above its label, or before it, into the
// label's line. That a page writes so shows at its first label: the two are all
// of a line, or of an element that ends before the next line.
func (p *reading) card(r *stretch, i int, lines []string, m *mark, alone bool) {
	if !alone || m.entry == nil || !m.entry.valued() || m.entry.textual() || m.value != "" || m.colon || !r.above && r.last() != nil {
		return
	}
	figure := lines[0]
	if len(lines) == 1 {
		if i == 0 || i+1 == len(p.v.Blocks) {
			return
		}
		card := view.CommonAncestor(p.v.Blocks[i-1].Node, p.v.Blocks[i].Node)
		if card == nil || view.Holds(card, p.v.Blocks[i+1].Node) {
			return
		}
		figure = p.v.Blocks[i-1].Text
	}
	if cellItems(figure) != nil && !isYear(figure) {
		r.above, m.value = true, figure
	}
}

func isYear(text string) bool {
	return len(text) == 4 && view.IsDigits(text) && (text[:2] == "19" || text[:2] == "20")
}

// isAbove: the line is a figure and then its label, as on a card, and so is the
// first line of the stretch that has a label for a figure. Elsewhere the figure
// is the last one of the label before.
func (r *stretch) isAbove(marks []mark) bool {
	if len(marks) != 2 || marks[1].entry == nil || !marks[1].entry.valued() || marks[1].value != "" || marks[1].colon {
		return false
	}
	return r.above || r.last() == nil
}

// follow takes a line that holds no label: as the value of the label before
// it, as an item of a group without figures, as a label that is not known, or
// as a gap. It is false where the stretch has ended.
func (r *stretch) follow(b *view.Block, text, next string, at int) bool {
	m := r.last()
	empty := m != nil && m.value == "" && len(m.cells) == 0
	switch {
	case r.foreign && (b.Kind == view.DefinitionBlock || cellItems(text) != nil):
	case m != nil && !m.entry.textual() && r.gap == 0 && len(text) <= maxAnswer && (b.Kind == view.DefinitionBlock || empty && standsForNumber(text)):
		m.cells = append(m.cells, cell{text: text, from: -1})
	case b.Kind != view.DefinitionBlock && b.Level == 0 && (cellItems(next) != nil || standsForNumber(next)) && isRowLabel(text):
		r.unknown, r.foreign = append(r.unknown, strings.TrimRight(text, ": ")), true
	case unknownRow(text) != "":
		r.unknown, r.foreign = append(r.unknown, unknownRow(text)), true
	case empty && m.entry.textual() && (isAnswer(text) || m.colon && len(text) <= maxAnswer && label.Colon(text) < 0),
		empty && !m.entry.textual() && strings.HasPrefix(text, "(") && len(text) <= MaxNote:
		m.value = text
	case r.other && len(text) <= MaxNote && b.Level == 0:
	default:
		r.gap++
		return r.gap <= maxGap
	}
	r.blocks = append(r.blocks, at)
	r.gap = 0
	return true
}

// isRowLabel: a few words that can be the label of a row.
func isRowLabel(text string) bool {
	return len(text) <= label.MaxLabel && view.IsCapital(text) && !view.IsSentence(text) && !strings.HasSuffix(text, ".")
}

// rowEnd is where the figures of a row begin, behind its label.
var rowEnd = regexp.MustCompile(`:?\s+\d`)

// unknownRow gives the label of a line that is words and then figures alone.
func unknownRow(text string) string {
	for _, at := range rowEnd.FindAllStringIndex(text[:min(len(text), label.MaxLabel+maxAnswer)], -1) {
		if words := text[:at[0]]; cellItems(strings.TrimLeft(text[at[0]:], ": ")) != nil && isRowLabel(words) {
			return words
		}
	}
	return ""
}

// minMeasures is how many figures a page that is no report by its title must
// print together to be taken for one.
const minMeasures = 3

// holds: the stretch holds figures for certain: a label that is no common
// word, or several in a table or under the title. report: the page is an IRM
// report by its title; a plan's text may well say how many commitments it has.
func (r *stretch) holds(report bool) bool {
	measures, signs := 0, 0
	titled := false
	if r.table {
		signs++
	}
	for i := range r.marks {
		switch e := r.marks[i].entry; {
		case e.kind == kindTitle || e.kind == kindColumn:
			signs++
			titled = titled || e.kind == kindTitle
		case e.kind == kindMeasure && !e.measure.Weak:
			measures, signs = measures+1, signs+1
		case e.valued():
			measures++
		}
	}
	return measures > 0 && signs > 0 && (measures > 1 || !r.table || titled) && (report || measures >= minMeasures)
}

// figuresOf turns the labels of a stretch into figures and fields.
func (p *reading) figuresOf(r *stretch) {
	f := &figures{reading: p, product: p.figures.ProductOf(p.title), seen: map[*label.Measure]bool{}}
	for i := range r.marks {
		f.noteStages(&r.marks[i])
	}
	for i := range r.marks {
		switch m := &r.marks[i]; m.entry.kind {
		case kindGroup:
			f.group = m.entry.group.Group
		case kindField:
			f.setField(m)
		case kindMeasure:
			f.setMeasure(m)
		}
	}
	for _, u := range r.unknown {
		p.addLabel(u, "unknown", "")
		p.issue(record.CodeUnknownLabel, "", view.WithoutMail(u), "the label \""+view.WithoutMail(u)+"\" among the report's figures is not known")
	}
}
