package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"ogptracker/scrape/page/label"
	"ogptracker/scrape/page/view"
)

// phrase tells an element without blocks and breaks inside.
func phrase(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && (view.IsBlock(d.DataAtom) || d.DataAtom == atom.Br) {
			return false
		}
	}
	return true
}

// carriers turns the elements that carry labels into others.
func (m *mutant) carriers(root *html.Node, set *label.Set) {
	// Lists of labels become plain blocks, or stay.
	for _, l := range all(root, func(n *html.Node) bool { return n.DataAtom == atom.Ul || n.DataAtom == atom.Dl }) {
		if dead(l) || m.rng.IntN(2) > 0 || !labelled(l, set) || l.Parent == nil || !flow(l.Parent) {
			continue
		}
		l.DataAtom, l.Data = atom.Div, "div"
		for c := l.FirstChild; c != nil; c = c.NextSibling {
			switch c.DataAtom {
			case atom.Li, atom.Dt, atom.Dd:
				c.DataAtom = []atom.Atom{atom.P, atom.Div}[m.rng.IntN(2)]
				if !phrase(c) {
					c.DataAtom = atom.Div
				}
				c.Data = c.DataAtom.String()
			}
		}
	}
	// Headings of parts become bold lines, or stay.
	for _, n := range all(root, func(n *html.Node) bool {
		return n.DataAtom == atom.H3 || n.DataAtom == atom.H4 || n.DataAtom == atom.H5
	}) {
		e, _ := set.Match(view.FoldText(view.TextOf(n)), func(e *label.Entry, _ int) bool { return e.Kind == label.MarkHeading })
		if e != nil && phrase(n) && n.Parent != nil && flow(n.Parent) && m.rng.IntN(3) == 0 {
			n.DataAtom, n.Data = atom.P, "p"
		}
	}
	for _, n := range all(root, func(n *html.Node) bool { return n.DataAtom == atom.P || n.DataAtom == atom.Div }) {
		if dead(n) || !phrase(n) || n.Parent == nil || !flow(n.Parent) || n.FirstChild == nil {
			continue
		}
		if words, value, ok := m.split(n, set); ok {
			replace(n, m.carry(words, value)...)
			continue
		}
		if m.rng.IntN(2) == 0 {
			n.DataAtom = []atom.Atom{atom.P, atom.Div}[m.rng.IntN(2)]
			n.Data = n.DataAtom.String()
		}
	}
}

func labelled(l *html.Node, set *label.Set) bool {
	for c := l.FirstChild; c != nil; c = c.NextSibling {
		if e, _ := set.Match(view.FoldText(view.TextOf(c)), func(e *label.Entry, _ int) bool { return e.Kind == label.MarkField }); e != nil {
			return true
		}
	}
	return false
}

// split takes "<b>Label:</b> value" or "Label: value" apart.
func (m *mutant) split(n *html.Node, set *label.Set) (name string, value []*html.Node, ok bool) {
	first := n.FirstChild
	text := first
	if first.Type == html.ElementNode {
		if text = first.FirstChild; text == nil || text.NextSibling != nil || first.DataAtom == atom.A {
			return "", nil, false
		}
	}
	if text.Type != html.TextNode {
		return "", nil, false
	}
	words, _, _ := view.Fold(text.Data)
	e, end := set.Match(words, func(e *label.Entry, n int) bool {
		_, colon := view.SkipColon(words, n)
		return e.Kind == label.MarkField && colon
	})
	if e == nil {
		return "", nil, false
	}
	rest, _ := view.SkipColon(words, end)
	name = strings.TrimSpace(words[:rest])
	kids := takeChildren(n)
	value = kids[1:]
	if rest < len(words) {
		tail := words[rest:]
		if _, _, trail := view.Fold(text.Data); trail {
			tail += " "
		}
		value = append([]*html.Node{textNode(tail)}, value...)
	}
	return name, value, true
}

func (m *mutant) carry(name string, value []*html.Node) []*html.Node {
	l := textNode(name)
	span := func(kids ...*html.Node) *html.Node { return element(atom.Span, kids...) }
	switch m.rng.IntN(9) {
	case 0:
		return []*html.Node{element(atom.P, append([]*html.Node{element(atom.B, l), textNode(" ")}, value...)...)}
	case 1:
		return []*html.Node{element(atom.Div, span(l), span(value...))}
	case 2:
		return []*html.Node{element(atom.Dl, element(atom.Dt, l), element(atom.Dd, value...))}
	case 3:
		return []*html.Node{element(atom.Ul, element(atom.Li, append([]*html.Node{l, textNode(" ")}, value...)...))}
	case 4:
		return []*html.Node{element(atom.Table, element(atom.Tbody, element(atom.Tr, element(atom.Th, l), element(atom.Td, value...))))}
	case 5:
		return []*html.Node{element(atom.Div, element(atom.Div, l), element(atom.Div, value...))}
	case 6:
		return []*html.Node{element(atom.P, l), element(atom.P, value...)}
	case 7:
		return []*html.Node{span(append([]*html.Node{l, textNode(" ")}, value...)...), textNode("\n")}
	}
	return []*html.Node{span(span(l), textNode("\n"), span(value...)), textNode("\n")}
}
