package label

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"ogptracker/scrape/page/view"
)

// EndOfPart gives where the value of a mark ends at the latest: with the
// smallest part of the page that holds the label and the beginning of its
// value, and before a box of another kind in it. What stands behind belongs to
// neither: buttons to share the page, a teaser.
func (o *Vocabulary) EndOfPart(v *view.View, m *Mark, to view.Point) view.Point {
	segs := v.Segments(view.At(m.Block, m.End), to)
	if f := m.Entry.Field; len(segs) > 0 && f.Type == TypeWord && !o.Knows(f, segs[0].Text) && !view.Holds(holder(v, m), v.Blocks[segs[0].Block].Node) {
		return view.At(segs[0].Block, 0)
	}
	if len(segs) < 2 {
		return to
	}
	first := v.Blocks[segs[0].Block].Node
	part := valuePart(v, m, first)
	first = childOf(part, first)
	for _, s := range segs[1:] {
		if n := childOf(part, v.Blocks[s.Block].Node); n == nil || first != nil && n.DataAtom != first.DataAtom && isBox(n.DataAtom) {
			return view.At(s.Block, 0)
		}
	}
	return to
}

// holder is the list of definitions or the table that holds the value of the
// term or cell that a label is. Broken nesting may put a value outside, but
// there only a word of the scale is one; any other label's may stand anywhere.
func holder(v *view.View, m *Mark) *html.Node {
	b := &v.Blocks[m.Block]
	kind := atom.Atom(0)
	switch {
	case m.Start > 0 || m.End < len(b.Text):
	case b.Kind == view.TermBlock:
		kind = atom.Dl
	case b.Table > 0 && len(v.Tables[b.Table-1].Rows[b.Row]) > 1:
		kind = atom.Table
	}
	n := b.Node
	for kind != 0 && n.Parent != nil && n.DataAtom != kind {
		n = n.Parent
	}
	for kind == 0 && n.Parent != nil {
		n = n.Parent
	}
	return n
}

// valuePart is the smallest part that holds the label m and first, where its
// value begins.
func valuePart(v *view.View, m *Mark, first *html.Node) *html.Node {
	own := v.Blocks[m.Block].Node
	part := own.Parent
	switch {
	case first != own:
		part = view.CommonAncestor(own, first)
	case m.Block > 0 && v.Blocks[m.Block-1].Node == own: // lines of one element, each with its label
		part = own
	}
	if part.DataAtom == atom.Td || part.DataAtom == atom.Th {
		part = part.Parent // a sign stands between label and value
	}
	return part
}

// childOf is the child of part that n is, or is inside of; part itself for its
// own text, nil for what is outside.
func childOf(part, n *html.Node) *html.Node {
	if n == part {
		return part
	}
	for n != nil && n.Parent != part {
		n = n.Parent
	}
	return n
}

func isBox(a atom.Atom) bool {
	switch a {
	case atom.Div, atom.Section, atom.Article, atom.Aside, atom.Form, atom.Figure, atom.Fieldset, atom.Details:
		return true
	}
	return false
}
