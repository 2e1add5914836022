package label

import (
	"golang.org/x/net/html"

	"ogptracker/scrape/page/view"
)

// valuesAbove gives the element in which each label stands below its value, or
// behind it in the line: it begins with words that are no label, and a label
// ends it. nil where the words of the labels' scales stand behind them.
func (s *Set) valuesAbove(o *Vocabulary, v *view.View, marks []Mark, i int, segs []view.Segment) *html.Node {
	m := &marks[i]
	b := &v.Blocks[m.Block]
	if endsInColon(b.Text) || b.Table > 0 || b.Kind == view.TermBlock {
		return nil
	}
	if !isWholeLine(v, m) {
		return s.valuesBefore(o, v, marks, i)
	}
	if b.Level > 0 {
		return nil
	}
	if value := &v.Blocks[segs[0].Block]; m.Block > 0 && value.Level > 0 && s.isStrangeHeading(&v.Blocks[m.Block-1]) &&
		view.Holds(view.CommonAncestor(b.Node, value.Node), v.Blocks[m.Block-1].Node) {
		return b.Node // values as headings
	}
	around := s.withNext(v, m.Block)
	if around == nil {
		return nil
	}
	first, last := m.Block, m.Block
	for first > 0 && s.continues(v, first-1, around) {
		first--
	}
	for last+1 < len(v.Blocks) && s.continues(v, last+1, around) {
		last++
	}
	if s.IsLabel(v.Blocks[first].Text) || !s.IsLabel(v.Blocks[last].Text) || endsInColon(v.Blocks[last].Text) {
		return nil
	}
	above, below := 0, 0
	for j := first; j <= last; j++ {
		f := s.fieldOf(v.Blocks[j].Text)
		if f == nil || f.Type != TypeWord {
			continue
		}
		if j > first && o.has(f, v.Blocks[j-1].Text) {
			above++
		}
		if j < last && o.has(f, v.Blocks[j+1].Text) {
			below++
		}
	}
	if below > above {
		return nil
	}
	return around
}

// withNext is the smallest element that holds the label in a block and the
// label nearest to it, with a line between the two, nil without one.
func (s *Set) withNext(v *view.View, block int) *html.Node {
	var around *html.Node
	for _, next := range [...]int{block - 2, block + 2, block - 1, block + 1} {
		if next < 0 || next >= len(v.Blocks) || !s.IsLabel(v.Blocks[next].Text) || endsInColon(v.Blocks[next].Text) {
			continue
		}
		if n := view.CommonAncestor(v.Blocks[block].Node, v.Blocks[next].Node); around == nil || view.Holds(around, n) {
			around = n
		}
	}
	return around
}

// continues: the line goes on with what the element says, and begins no part.
func (s *Set) continues(v *view.View, block int, around *html.Node) bool {
	b := &v.Blocks[block]
	return b.Level == 0 && !b.Menu && view.Holds(around, b.Node) && !s.isHeading(b.Text)
}

// valuesBefore is valuesAbove for labels in one line.
func (s *Set) valuesBefore(o *Vocabulary, v *view.View, marks []Mark, i int) *html.Node {
	b := &v.Blocks[marks[i].Block]
	first, last := i, i
	for first > 0 && marks[first-1].Block == marks[i].Block {
		first--
	}
	for last+1 < len(marks) && marks[last+1].Block == marks[i].Block {
		last++
	}
	if marks[last].End < len(b.Text) || marks[last].Kind != MarkField || !wordsBefore(v, b, marks[first].Start) {
		return nil
	}
	before, behind, from := 0, 0, 0
	for j := first; j <= last; j++ {
		m := &marks[j]
		if m.Kind != MarkField || m.End > m.Start+len(m.Name) && b.Text[m.Start+len(m.Name)] == ':' {
			return nil
		}
		to := len(b.Text)
		if j < last {
			to = marks[j+1].Start
		}
		if f := m.Entry.Field; f.Type == TypeWord {
			if o.has(f, view.FoldText(b.Text[from:m.Start])) {
				before++
			}
			if o.has(f, view.FoldText(b.Text[m.End:to])) {
				behind++
			}
		}
		from = m.End
	}
	if behind > before {
		return nil
	}
	return b.Node
}

// isStrangeHeading: the line is a heading, and none that is known.
func (s *Set) isStrangeHeading(b *view.Block) bool { return b.Level > 1 && !s.isHeading(b.Text) }

func (s *Set) isHeading(text string) bool {
	e, _ := s.Match(text, func(e *Entry, n int) bool { return n == len(text) && e.Kind == MarkHeading })
	return e != nil
}

// fieldOf is the field whose label a line is, nil for any other line.
func (s *Set) fieldOf(text string) *Field {
	e, _ := s.Match(text, func(e *Entry, n int) bool { return e.Kind == MarkField && n == len(text) })
	if e == nil {
		return nil
	}
	return e.Field
}
