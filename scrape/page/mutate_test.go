package page

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"ogptracker/scrape/page/label"
	"ogptracker/scrape/page/view"
)

// mutant changes the markup of a page and nothing that a person reads.
type mutant struct {
	rng   *rand.Rand
	names map[string]string
}

func newMutant(seed uint64) *mutant {
	return &mutant{rng: rand.New(rand.NewPCG(seed, 77)), names: map[string]string{}}
}

func parsed(t testing.TB, body []byte) *html.Node {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func rendered(t testing.TB, root *html.Node) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := html.Render(&b, root); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// all collects the elements of a tree first, so that they can be changed.
func all(root *html.Node, want func(*html.Node) bool) []*html.Node {
	var out []*html.Node
	for n := range root.Descendants() {
		if want(n) {
			out = append(out, n)
		}
	}
	return out
}

// rename gives each name a random one, always the same.
func (m *mutant) rename(name string) string {
	if m.names[name] == "" {
		b := make([]byte, 6)
		for i := range b {
			b[i] = "bcdfghjkmpqrtvwxz"[m.rng.IntN(17)]
		}
		m.names[name] = fmt.Sprintf("%s%d", b, len(m.names))
	}
	return m.names[name]
}

func (m *mutant) attributes(root *html.Node) {
	for n := range root.Descendants() {
		for i := range n.Attr {
			a := &n.Attr[i]
			switch a.Key {
			case "class", "id", "aria-describedby", "aria-labelledby", "for":
				parts := strings.Fields(a.Val)
				for j := range parts {
					parts[j] = m.rename(parts[j])
				}
				a.Val = strings.Join(parts, " ")
			case "href":
				if len(a.Val) > 1 && a.Val[0] == '#' {
					a.Val = "#" + m.rename(a.Val[1:])
				}
			}
		}
		m.rng.Shuffle(len(n.Attr), func(i, j int) { n.Attr[i], n.Attr[j] = n.Attr[j], n.Attr[i] })
	}
}

func element(a atom.Atom, children ...*html.Node) *html.Node {
	n := &html.Node{Type: html.ElementNode, DataAtom: a, Data: a.String()}
	for _, c := range children {
		n.AppendChild(c)
	}
	return n
}

func textNode(s string) *html.Node { return &html.Node{Type: html.TextNode, Data: s} }

func replace(old *html.Node, with ...*html.Node) {
	for _, n := range with {
		old.Parent.InsertBefore(n, old)
	}
	old.Parent.RemoveChild(old)
}

func takeChildren(n *html.Node) []*html.Node {
	var out []*html.Node
	for n.FirstChild != nil {
		c := n.FirstChild
		n.RemoveChild(c)
		out = append(out, c)
	}
	return out
}

// flow tells elements that may hold any block.
func flow(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.Section, atom.Main, atom.Article, atom.Body, atom.Li, atom.Dd, atom.Td, atom.Blockquote:
		return true
	}
	return false
}

// wrap puts elements around others: a div around a block, or around all that a
// block holds, a span around a text.
func (m *mutant) wrap(root *html.Node) {
	body := all(root, func(n *html.Node) bool { return n.DataAtom == atom.Body })[0]
	for _, n := range all(body, func(*html.Node) bool { return true }) {
		if n.Parent == nil || m.rng.IntN(3) > 0 || dead(n) {
			continue
		}
		switch {
		case n.Type == html.TextNode && strings.TrimSpace(n.Data) != "":
			if holdsText(n.Parent) {
				s := element(atom.Span)
				n.Parent.InsertBefore(s, n)
				n.Parent.RemoveChild(n)
				s.AppendChild(n)
			}
		case n.Type == html.ElementNode && view.IsBlock(n.DataAtom) && flow(n.Parent) && n.DataAtom != atom.Li && n.DataAtom != atom.Main:
			d := element(atom.Div)
			n.Parent.InsertBefore(d, n)
			n.Parent.RemoveChild(n)
			d.AppendChild(n)
		}
		if n.Type == html.ElementNode && flow(n) && m.rng.IntN(2) == 0 {
			d := element(atom.Div, takeChildren(n)...)
			n.AppendChild(d)
		}
	}
}

func holdsText(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Option, atom.Script, atom.Style, atom.Title, atom.Textarea:
		return false
	}
	return true
}

func dead(n *html.Node) bool {
	for p := n; p != nil; p = p.Parent {
		switch p.DataAtom {
		case atom.Script, atom.Style, atom.Svg, atom.Noscript, atom.Template, atom.Select:
			return true
		}
	}
	return false
}

// spaces changes white space: other kinds, more of it, and none where a block
// ends.
func (m *mutant) spaces(root *html.Node) {
	body := all(root, func(n *html.Node) bool { return n.DataAtom == atom.Body })[0]
	for _, n := range all(body, func(n *html.Node) bool { return n.Type == html.TextNode }) {
		if dead(n) {
			continue
		}
		kinds := []string{" ", "\n   ", "\t", "\u00a0", " \r\n "}
		n.Data = strings.Join(strings.Split(n.Data, " "), kinds[m.rng.IntN(len(kinds))])
	}
	for _, n := range all(body, func(n *html.Node) bool {
		return n.Type == html.ElementNode && view.IsBlock(n.DataAtom) && flow(n.Parent)
	}) {
		if m.rng.IntN(2) == 0 {
			n.Parent.InsertBefore(textNode("\n\n\t"), n)
		}
	}
}

func (m *mutant) change(t testing.TB, body []byte, set *label.Set) []byte {
	root := parsed(t, body)
	m.carriers(root, set)
	m.wrap(root)
	m.attributes(root)
	m.spaces(root)
	return rendered(t, root)
}

func clip(s []byte) string { return string(s[:min(len(s), 6000)]) }

func without[T any](s []T, drop func(T) bool) []T {
	out := slices.DeleteFunc(slices.Clone(s), drop)
	if len(out) == 0 {
		return nil
	}
	return out
}
