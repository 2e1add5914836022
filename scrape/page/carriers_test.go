package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// phrase tells an element without blocks and breaks inside.
func phrase(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && (isBlock(d.DataAtom) || d.DataAtom == atom.Br) {
			return false
		}
	}
	return true
}

// carriers turns the elements that carry labels into others.
func (m *mutant) carriers(root *html.Node, set *labelSet) {
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
		e, _ := set.match(foldText(textOf(n)), func(e *entry, _ int) bool { return e.kind == markHeading })
		if e != nil && phrase(n) && n.Parent != nil && flow(n.Parent) && m.rng.IntN(3) == 0 {
			n.DataAtom, n.Data = atom.P, "p"
		}
	}
	for _, n := range all(root, func(n *html.Node) bool { return n.DataAtom == atom.P || n.DataAtom == atom.Div }) {
		if dead(n) || !phrase(n) || n.Parent == nil || !flow(n.Parent) || n.FirstChild == nil {
			continue
		}
		if label, value, ok := m.split(n, set); ok {
			replace(n, m.carry(label, value)...)
			continue
		}
		if m.rng.IntN(2) == 0 {
			n.DataAtom = []atom.Atom{atom.P, atom.Div}[m.rng.IntN(2)]
			n.Data = n.DataAtom.String()
		}
	}
}

func labelled(l *html.Node, set *labelSet) bool {
	for c := l.FirstChild; c != nil; c = c.NextSibling {
		if e, _ := set.match(foldText(textOf(c)), func(e *entry, _ int) bool { return e.kind == markField }); e != nil {
			return true
		}
	}
	return false
}

// split takes "<b>Label:</b> value" or "Label: value" apart.
func (m *mutant) split(n *html.Node, set *labelSet) (label string, value []*html.Node, ok bool) {
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
	words, _, _ := fold(text.Data)
	e, end := set.match(words, func(e *entry, n int) bool {
		_, colon := skipColon(words, n)
		return e.kind == markField && colon
	})
	if e == nil {
		return "", nil, false
	}
	rest, _ := skipColon(words, end)
	label = strings.TrimSpace(words[:rest])
	kids := takeChildren(n)
	value = kids[1:]
	if rest < len(words) {
		tail := words[rest:]
		if _, _, trail := fold(text.Data); trail {
			tail += " "
		}
		value = append([]*html.Node{textNode(tail)}, value...)
	}
	return label, value, true
}

func (m *mutant) carry(label string, value []*html.Node) []*html.Node {
	l := textNode(label)
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
