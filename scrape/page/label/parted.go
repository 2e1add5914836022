package label

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"ogptracker/scrape/page/view"
)

// PartedFrom says whether what follows the label i, up to to, is the value of
// another label: the page writes labels and values apart, so that the order of
// its text tells nothing. It gives the element that shows this, nil where the
// value may be read. A value in the wrong place is worse than none.
func (s *Set) PartedFrom(o *Vocabulary, v *view.View, marks []Mark, i int, to view.Point) *html.Node {
	m := &marks[i]
	segs := v.Segments(view.At(m.Block, m.End), to)
	if s == nil || len(segs) == 0 {
		return nil
	}
	b := &v.Blocks[m.Block]
	if row := s.severalCells(v, m, segs); row != nil {
		return row
	}
	if above := s.valuesAbove(o, v, marks, i, segs); above != nil {
		return above
	}
	if !isWholeLine(v, m) {
		// A label that ends its line, behind words that are no label's value.
		if m.End == len(b.Text) && !endsInColon(b.Text) && wordsBefore(v, b, m.Start) && (i == 0 || marks[i-1].Block != m.Block) {
			return b.Node
		}
		return nil
	}
	if b.Node.DataAtom == atom.Dt && firstElement(b.Node.Parent) == atom.Dd {
		return b.Node.Parent // a list whose terms stand below their definitions
	}
	if under := captioned(v, marks, i); under != nil && !view.Holds(under, v.Blocks[segs[0].Block].Node) {
		return under
	}
	return columnOfLabels(v, marks, i, segs)
}

// wordsBefore: words stand before an offset in a line, and not only the names
// by which a font draws its icons.
func wordsBefore(v *view.View, b *view.Block, end int) bool {
	for _, pc := range v.Pieces[b.From:b.To] {
		if int(pc.Start) >= end {
			break
		}
		e := pc.Node.Parent
		isIcon := e.DataAtom == atom.I || view.Attr(e, "aria-hidden") == "true" || strings.Contains(strings.ToLower(view.Attr(e, "class")), "icon")
		if !isIcon && view.HasWord(b.Text[pc.Start:min(int(pc.End), end)]) {
			return true
		}
	}
	return false
}

func endsInColon(text string) bool { return strings.HasSuffix(text, ":") }

// severalCells gives the row of a table in which a label has more than one
// value: findings of several stages, say, of which none is simply its value.
func (s *Set) severalCells(v *view.View, m *Mark, segs []view.Segment) *html.Node {
	b := &v.Blocks[m.Block]
	if b.Table == 0 || b.Col != 0 {
		return nil
	}
	rows := v.Tables[b.Table-1].Rows
	last := &v.Blocks[segs[len(segs)-1].Block]
	filled := 0
	for col, c := range rows[b.Row][1:] {
		if s.IsLabel(c.Text) {
			break
		}
		if strings.TrimSpace(c.Text) == ":" {
			continue // of the label
		}
		of := b.Row > 0 && col+1 < len(rows[0]) && rows[0][col+1].Text != "" // a column with a name of its own
		if c.Text != "" && (last.Table != b.Table || last.Row != b.Row || int(last.Col) > col) || c.Text == "" && of && firstElement(c.Node) != 0 {
			filled++
		}
	}
	if filled < 2 {
		return nil
	}
	return rows[b.Row][0].Node.Parent
}

// isWholeLine: the label is all that stands in its line.
func isWholeLine(v *view.View, m *Mark) bool {
	return m.Kind == MarkField && m.Start == 0 && m.End == len(v.Blocks[m.Block].Text)
}

// captioned gives the element in which a label stands last, below something
// that is no label: a caption of what stands above it.
func captioned(v *view.View, marks []Mark, i int) *html.Node {
	m := &marks[i]
	node := v.Blocks[m.Block].Node
	for n := node; n != nil; n = n.Parent {
		if n.DataAtom == atom.Figcaption && n.Parent != nil {
			return n.Parent
		}
	}
	if endsInColon(v.Blocks[m.Block].Text) || m.Block == 0 || i > 0 && marks[i-1].Block >= m.Block-1 {
		return nil
	}
	above := &v.Blocks[m.Block-1]
	around := view.CommonAncestor(above.Node, node)
	if above.Level > 0 || i > 0 && view.Holds(around, v.Blocks[marks[i-1].Block].Node) {
		return nil
	}
	return around
}

func firstElement(n *html.Node) atom.Atom {
	for c := range n.ChildNodes() {
		if c.Type == html.ElementNode {
			return c.DataAtom
		}
	}
	return 0
}

// columnOfLabels: labels stand below one another without a value, two with as
// many values behind them or three and more, and values follow outside of the element that holds the labels, or as
// many of their kind beside them, but for those that are drawn.
func columnOfLabels(v *view.View, marks []Mark, i int, segs []view.Segment) *html.Node {
	run := 1
	for ; run <= i && marks[i-run].Block == marks[i].Block-run && isWholeLine(v, &marks[i-run]); run++ {
	}
	if run < 2 || run == 2 && len(segs) < 2 {
		return nil
	}
	last, before, value := v.Blocks[marks[i].Block].Node, v.Blocks[marks[i-1].Block].Node, v.Blocks[segs[0].Block].Node
	around := view.CommonAncestor(before, last)
	if around == nil || !view.Holds(around, value) {
		return around
	}
	if run < 3 {
		return nil
	}
	alike := 0
	for _, seg := range segs {
		if n := v.Blocks[seg.Block].Node; n != last && n.Parent == last.Parent && n.DataAtom == last.DataAtom {
			alike++
		}
	}
	if alike >= 2 && 2*alike >= run {
		return around
	}
	return nil
}

// IsLabel: the text is a known label and nothing else; no set knows none.
func (s *Set) IsLabel(text string) bool {
	if s == nil {
		return false
	}
	e, _ := s.Match(text, func(e *Entry, n int) bool {
		after, _ := view.SkipColon(text, n)
		return e.Kind != MarkHeading && after == len(text)
	})
	return e != nil
}
