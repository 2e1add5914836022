package view

import (
	"strings"
	"unicode"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// What a person does not see, as selectors.
var (
	// Elements that hold no text of the page: menus, scripts, pictures, fields.
	unseenElement = cascadia.MustCompile("script, style, template, noscript, nav, iframe, object, embed, svg, math, select, textarea, datalist, video, audio, canvas, dialog, head, title, map, input")
	// The site's own header and footer; a quotation names its author in a
	// footer, and a header may hold the page's title.
	unseenFrame = cascadia.MustCompile("footer:not(blockquote footer), header:not(main header):not(article header):not(:has(h1))")
	// What an element is by its role, what the template of 2017-18 holds back
	// until a script shows it, and words that a font draws as icons.
	unseenRole = cascadia.MustCompile("[role=navigation i], [role=contentinfo i], [role=search i], [role=dialog i], [role=alertdialog i], [role=tooltip i], [role=menu i], [role=menubar i], [role=banner i]:not(:has(h1)), .\\-hidden, [class*=material-icons], [class*=material-symbols]")
	// Hidden text: a tooltip or an item of a scale where it is a phrase. Larger
	// hidden parts are panels that a script opens.
	hiddenPhrase = cascadia.MustCompile(`[hidden], [style*="display:none"], [style*="display: none"], [style*="visibility:hidden"], [style*="visibility: hidden"]`)
	ariaHidden   = cascadia.MustCompile("[aria-hidden=true]")
	passwordOf   = cascadia.MustCompile("input[type=password i]")
)

// dropped tells elements that are no part of what a page says.
func (w *walker) dropped(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Div, atom.Span, atom.A, atom.Li, atom.Ul, atom.Td, atom.Tr: // most of a page: spared the first selectors
	default:
		if unseenElement.Match(n) {
			w.v.Password = w.v.Password || passwordOf.Match(n)
			return true
		}
		if unseenFrame.Match(n) {
			return true
		}
	}
	return w.signed(n) && (unseenRole.Match(n) || hiddenPhrase.Match(n) && isPhrase(n) && !w.isPanel(n) || ariaHidden.Match(n) && isPhrase(n) && words(n) >= 5 ||
		w.described[Attr(n, "id")] && isPhrase(n))
}

// isPanel: a hidden part that a tab, a button, a link or a heading of the page
// opens. What a sign opens ("i", "?") is a tooltip where it is one line, and
// so is a line of sentences.
func (w *walker) isPanel(n *html.Node) bool {
	if strings.EqualFold(Attr(n, "role"), "tabpanel") {
		return true
	}
	lines := 0
	for d := range n.ChildNodes() {
		if d.Type == html.ElementNode && IsBlock(d.DataAtom) {
			lines++
		}
	}
	by := w.controlled[Attr(n, "id")]
	switch {
	case by == nil && !opensBelow(n):
		return false
	case lines == 1 && by != nil && !hasWords(by):
		return false
	case lines == 1:
		return by != nil && (inHeading(by) || Inside(by, atom.Li)) || !explains(n)
	}
	return lines > 1
}

// writtenIn is TextOf without what scripts and style sheets in it say.
func writtenIn(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && d.Parent.DataAtom != atom.Script && d.Parent.DataAtom != atom.Style {
			b.WriteString(d.Data)
		}
		if b.Len() > MaxLook {
			break
		}
	}
	return b.String()
}

// hasWords: the element's text is more than a sign, such as "i" or "?".
func hasWords(n *html.Node) bool {
	letters := 0
	for _, r := range writtenIn(n) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			letters++
		}
	}
	return letters > 1
}

func inHeading(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		switch p.DataAtom {
		case atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			return true
		}
	}
	return false
}

// explains: the element's text is one of sentences, and no value of a label.
func explains(n *html.Node) bool {
	text := FoldText(writtenIn(n))
	return strings.Contains(text, ". ") || strings.ContainsAny(text[max(0, len(text)-len("…")):], ".?!…")
}

// opensBelow: right above the element stands a heading, or a button with words.
func opensBelow(n *html.Node) bool {
	for p := n.PrevSibling; p != nil; p = p.PrevSibling {
		if p.Type != html.ElementNode {
			continue
		}
		switch p.DataAtom {
		case atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			return true
		case atom.Button, atom.A:
			return hasWords(p)
		}
		return false
	}
	return false
}

// Hidden reports whether an element, or one that holds it, is out of sight: by
// attribute, by style or by a class of the usual names. A tab that a person
// opens is not.
func Hidden(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.Type != html.ElementNode || strings.EqualFold(Attr(n, "role"), "tabpanel") {
			continue
		}
		style := strings.ToLower(strings.Join(strings.Fields(Attr(n, "style")), ""))
		if strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") || ariaHidden.Match(n) || hiddenPhrase.Match(n) {
			return true
		}
		for c := range strings.FieldsSeq(strings.ToLower(Attr(n, "class"))) {
			switch c {
			case "hidden", "-hidden", "is-hidden", "d-none", "hide", "invisible":
				return true
			}
		}
	}
	return false
}

// signed: the element has an attribute that may hide it, which most have not.
func (w *walker) signed(n *html.Node) bool {
	found := false
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "role", "hidden", "style", "aria-hidden":
			found = true
		case "class":
			found = found || strings.Contains(a.Val, "-hidden") || strings.Contains(a.Val, "material-")
		case "id":
			found = found || w.described != nil
		case "aria-describedby":
			if w.described == nil {
				w.described = map[string]bool{}
			}
			for _, id := range strings.Fields(a.Val) {
				w.described[id] = true
			}
		case "aria-controls", "data-target", "data-bs-target":
			w.control(strings.TrimPrefix(a.Val, "#"), n)
		}
	}
	return found
}

// control notes that the element n opens the part with that id.
func (w *walker) control(id string, n *html.Node) {
	if w.controlled == nil {
		w.controlled = map[string]*html.Node{}
	}
	w.controlled[id] = n
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
		if d.Type == html.TextNode && d.Parent.DataAtom != atom.Script && d.Parent.DataAtom != atom.Style {
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
			w.v.Links[p.Link].URL = ""
		}
	}
	return true
}
