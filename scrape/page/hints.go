package page

import (
	"path"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"ogptracker/scrape/record"
)

// candidate is a word of a field's scale that an element shows, or hints at.
type candidate struct {
	word   string
	node   *html.Node
	drawn  string // the hint it was read from
	ticked bool
}

// drawn reads a value that has no text: it looks at the elements behind the
// label up to the next text, and at those around the label alone, for hints
// that are a word of the field's own scale. Several different words are a
// whole scale, of which one must be marked. Everything else is Unreadable.
func (r *Reader) drawn(v *view, m *mark) record.Value {
	last := v.lastPiece(m)
	first := &v.pieces[v.pieceAt(&v.blocks[m.block], m.start)]
	next := v.nextWord(point{m.block, m.end}) // last.node itself where words follow in it
	var all []candidate
	outside := ancestors(next)
	for n := range previousText(v, m, first.node) {
		outside[n] = true
	}
	// The elements that hold the label and no other text.
	for n := last.node.Parent; n != nil && !outside[n] && n.DataAtom != atom.Body; n = n.Parent {
		all = r.hints(all, m.entry.field, n)
	}
	seen := 0
	for n := following(last.node); next != last.node && n != nil && n != next; n = following(n) {
		if seen++; seen > maxLook {
			break
		}
		if n.Type == html.ElementNode && !outside[n] {
			all = r.hints(all, m.entry.field, n)
		}
		if next == nil && n.Type == html.ElementNode && n.DataAtom == atom.Footer {
			break
		}
	}
	return activeOf(all)
}

// lastPiece is the piece in which a mark ends.
func (v *view) lastPiece(m *mark) *piece {
	b := &v.blocks[m.block]
	end := len(strings.TrimRight(b.text[:m.end], " "))
	return &v.pieces[v.pieceAt(b, max(end-1, m.start))]
}

// ancestors are the elements around n.
func ancestors(n *html.Node) map[*html.Node]bool {
	m := map[*html.Node]bool{}
	if n == nil {
		return m
	}
	for p := n.Parent; p != nil; p = p.Parent {
		m[p] = true
	}
	return m
}

// previousText gives the elements around the text before a mark.
func previousText(v *view, m *mark, first *html.Node) map[*html.Node]bool {
	p := v.pieceAt(&v.blocks[m.block], m.start)
	for p--; p >= 0; p-- {
		if n := v.pieces[p].node; n != first {
			return ancestors(n)
		}
	}
	return nil
}

// following gives the next node in document order.
func following(n *html.Node) *html.Node {
	if n.FirstChild != nil {
		return n.FirstChild
	}
	for n != nil && n.NextSibling == nil {
		n = n.Parent
	}
	if n == nil {
		return nil
	}
	return n.NextSibling
}

// hints adds the words of the field's scale that an element's attributes show,
// the attributes made for people first. Only the first kind of hint that
// gives a word counts.
func (r *Reader) hints(all []candidate, f *LabelField, n *html.Node) []candidate {
	for _, h := range hintKinds {
		if w := h.words(r, f, n); w != "" {
			return append(all, candidate{word: w, node: n, drawn: h.name})
		}
	}
	return all
}

var hintKinds = []struct {
	name  string
	words func(*Reader, *LabelField, *html.Node) string
}{
	{"aria-label", func(r *Reader, f *LabelField, n *html.Node) string {
		return r.firstSaid(f, attr(n, "aria-label"), attr(n, "aria-valuetext"))
	}},
	{"alt", func(r *Reader, f *LabelField, n *html.Node) string { return r.said(f, attr(n, "alt")) }},
	{"title", func(r *Reader, f *LabelField, n *html.Node) string {
		if n.DataAtom == atom.Title || n.DataAtom == atom.Option || n.Namespace == "svg" && (n.Data == "text" || n.Data == "desc") {
			return r.said(f, textOf(n))
		}
		return r.said(f, attr(n, "title"))
	}},
	{"data", func(r *Reader, f *LabelField, n *html.Node) string {
		var values []string
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "data-") || a.Key == "value" {
				values = append(values, a.Val)
			}
		}
		return r.firstSaid(f, values...)
	}},
	{"image", func(r *Reader, f *LabelField, n *html.Node) string {
		for _, key := range [...]string{"src", "data-src", "href", "xlink:href"} {
			if v := attr(n, key); v != "" && n.DataAtom != atom.A {
				if w := r.coded(f, fileName(v)); w != "" {
					return w
				}
			}
		}
		return ""
	}},
	{"class", func(r *Reader, f *LabelField, n *html.Node) string {
		found := ""
		for _, c := range strings.Fields(attr(n, "class")) {
			if w := r.coded(f, c); w != "" {
				if found != "" && found != w {
					return "" // the element names the whole scale
				}
				found = w
			}
		}
		return found
	}},
}

// fileName is the name of the file that an address leads to, its ending left
// out; of an address within a file ("icons.svg#limited") the place in it.
func fileName(address string) string {
	address, place, _ := strings.Cut(address, "#")
	address, _, _ = strings.Cut(address, "?")
	if place != "" {
		return place
	}
	base := path.Base(address)
	return strings.TrimSuffix(base, path.Ext(base))
}

func (r *Reader) firstSaid(f *LabelField, texts ...string) string {
	for _, t := range texts {
		if w := r.said(f, t); w != "" {
			return w
		}
	}
	return ""
}

// said reads words made for people: the word of the scale alone, or with the
// field's own label before it ("Completion: Substantial").
func (r *Reader) said(f *LabelField, text string) string {
	text = foldText(text)
	if text == "" || len(text) > 120 {
		return ""
	}
	if w, ok := r.vocab.word(f, text); ok {
		return w
	}
	return r.bare(f, wordsOf(text), false)
}

// coded reads words made for machines: a class, a file name.
func (r *Reader) coded(f *LabelField, code string) string {
	if len(code) > 80 {
		return ""
	}
	return r.bare(f, wordsOf(code), true)
}

// companions are words that stand beside the word of a scale and say nothing.
var companions = map[string]bool{"rating": true, "rated": true, "level": true, "value": true, "score": true, "badge": true, "icon": true, "img": true, "image": true,
	"bar": true, "progress": true, "of": true, "is": true, "the": true, "status": true, "state": true, "ogp": true, "irm": true, "result": true, "commitment": true, "label": true, "for": true}

// everyday are words of scales that are also everyday class words ("active",
// "d-none"): in code they count only beside the field's own name or a word
// for rating.
var everyday = map[string]bool{"active": true, "inactive": true, "current": true, "none": true, "complete": true, "completed": true, "low": true, "high": true,
	"medium": true, "yes": true, "no": true, "clear": true, "unclear": true, "major": true, "minor": true, "pending": true, "na": true, "nd": true, "nr": true}

// bare takes companions and the field's own label words away; what is left
// must be one word of the scale, whole.
func (r *Reader) bare(f *LabelField, ws []string, code bool) string {
	own := ownWords(f)
	var rest []string
	spared := 0
	for i, w := range ws {
		if (companions[w] || own[w]) && !(len(ws) == 1 || i == len(ws)-1 && r.vocab.has(f, w)) {
			spared++
			continue
		}
		rest = append(rest, w)
	}
	if len(rest) == 0 {
		return ""
	}
	joined := strings.Join(rest, " ")
	if w, ok := r.vocab.word(f, joined); ok {
		if code && everyday[joined] && spared == 0 {
			return ""
		}
		return w
	}
	if w, ok := r.vocab.word(f, strings.Join(rest, "-")); ok {
		return w
	}
	return ""
}

func ownWords(f *LabelField) map[string]bool {
	own := map[string]bool{}
	for _, l := range f.Labels {
		for _, w := range wordsOf(l) {
			own[w] = true
		}
	}
	for _, w := range wordsOf(string(f.Field)) {
		own[w] = true
	}
	return own
}

// wordsOf takes text or code apart into lower-case words: at everything that
// is no letter or digit, and at capitals inside ("notStarted").
func wordsOf(s string) []string {
	var ws []string
	var b strings.Builder
	end := func() {
		if b.Len() > 0 {
			ws = append(ws, b.String())
			b.Reset()
		}
	}
	lower := false
	for _, c := range s {
		switch {
		case !unicode.IsLetter(c) && !unicode.IsDigit(c):
			end()
			lower = false
			continue
		case unicode.IsUpper(c) && lower:
			end()
		}
		lower = unicode.IsLower(c)
		b.WriteRune(unicode.ToLower(c))
	}
	end()
	return ws
}

// textOf joins the text nodes below n, as far as a value can be long.
func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
		if b.Len() > 200 {
			break
		}
	}
	return b.String()
}
