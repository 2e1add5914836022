package view

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// dropped tells elements that are no part of what a page says.
func (w *walker) dropped(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Nav, atom.Footer, atom.Iframe, atom.Object, atom.Embed, atom.Svg, atom.Math,
		atom.Select, atom.Textarea, atom.Datalist, atom.Video, atom.Audio, atom.Canvas, atom.Dialog, atom.Head, atom.Title, atom.Map:
		// A quotation names its author in a footer.
		return n.DataAtom != atom.Footer || !Inside(n, atom.Blockquote)
	case atom.Input:
		w.v.Password = w.v.Password || strings.EqualFold(Attr(n, "type"), "password")
		return true
	case atom.Header:
		if !Inside(n, atom.Main) && !Inside(n, atom.Article) && !HasElement(n, atom.H1) {
			return true
		}
	}
	return len(n.Attr) > 0 && w.droppedBySign(n)
}

// droppedBySign looks at the attributes that tell a browser, or a screen
// reader, that an element is not content.
func (w *walker) droppedBySign(n *html.Node) bool {
	for i := range n.Attr {
		a := &n.Attr[i]
		switch a.Key {
		case "role":
			switch strings.ToLower(strings.TrimSpace(a.Val)) {
			case "navigation", "contentinfo", "search", "dialog", "alertdialog", "tooltip", "menu", "menubar":
				return true
			case "banner":
				return !HasElement(n, atom.H1)
			}
		case "hidden":
			return isPhrase(n)
		case "style":
			if s := strings.ReplaceAll(a.Val, " ", ""); (strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden")) && isPhrase(n) {
				return true
			}
		case "aria-hidden":
			if a.Val == "true" && isPhrase(n) && words(n) >= 5 {
				return true
			}
		case "aria-describedby":
			if w.described == nil {
				w.described = map[string]bool{}
			}
			for _, id := range strings.Fields(a.Val) {
				w.described[id] = true
			}
		case "id":
			if w.described[a.Val] && isPhrase(n) {
				return true
			}
		}
	}
	return false
}

// MaxLook bounds how many nodes are looked at to judge one element, so that a
// page of nested hidden elements is still read in time proportional to it.
const MaxLook = 200

// isPhrase tells an element that holds text only: no block but itself, no
// heading, list, table. Hidden content of that size is a tooltip or an item
// of a scale; larger hidden parts are panels that a script opens.
func isPhrase(n *html.Node) bool {
	seen := 0
	for d := range n.Descendants() {
		if seen++; seen > MaxLook {
			return false
		}
		if d.Type == html.ElementNode && IsBlock(d.DataAtom) && d.DataAtom != atom.P && d.DataAtom != atom.Div {
			return false
		}
	}
	return true
}

func words(n *html.Node) int {
	count := 0
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			count += len(strings.Fields(d.Data))
		}
	}
	return count
}

func Inside(n *html.Node, a atom.Atom) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == a {
			return true
		}
	}
	return false
}

func HasElement(n *html.Node, a atom.Atom) bool {
	seen := 0
	for d := range n.Descendants() {
		if d.DataAtom == a {
			return true
		}
		if seen++; seen > 4*MaxLook {
			return false
		}
	}
	return false
}

// IsBlock tells elements that begin a line of their own.
func IsBlock(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.Li, atom.Ul, atom.Ol, atom.Dl, atom.Dt, atom.Dd, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
		atom.Table, atom.Thead, atom.Tbody, atom.Tfoot, atom.Tr, atom.Td, atom.Th, atom.Caption, atom.Section, atom.Article, atom.Main,
		atom.Aside, atom.Header, atom.Footer, atom.Figure, atom.Figcaption, atom.Blockquote, atom.Form, atom.Fieldset, atom.Legend,
		atom.Details, atom.Summary, atom.Address, atom.Pre, atom.Center, atom.Button, atom.Menu, atom.Hgroup:
		return true
	}
	return false
}

// unseen tells blocks that are no part of the page's content by their words,
// and ends the view where readers' comments begin.
func (w *walker) unseen(text string) bool {
	if len(text) > 300 {
		return false
	}
	skip, ends := w.noise.Match(text)
	if !skip || ends && len(w.v.Blocks) == 0 {
		return false
	}
	w.done = ends
	for _, p := range w.pieces {
		if p.Link >= 0 {
			w.v.Links[p.Link].Url = ""
		}
	}
	return true
}
