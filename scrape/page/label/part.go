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
func EndOfPart(v *view.View, m *Mark, to view.Point) view.Point {
	segs := v.Segments(view.At(m.Block, m.End), to)
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
