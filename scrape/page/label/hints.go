package label

import (
	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
	"path"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
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
func (o *Vocabulary) drawn(v *view.View, m *Mark) record.Value {
	last := lastPieceOf(v, m)
	first := &v.Pieces[v.PieceAt(&v.Blocks[m.Block], m.Start)]
	next := v.NextWord(view.At(m.Block, m.End)) // last.node itself where words follow in it
	var all []candidate
	outside := view.Ancestors(next)
	for n := range previousText(v, m, first.Node) {
		outside[n] = true
	}
	// The elements that hold the label and no other text.
	for n := last.Node.Parent; n != nil && !outside[n] && n.DataAtom != atom.Body; n = n.Parent {
		all = o.hints(all, m.Entry.Field, n)
	}
	seen := 0
	for n := view.Following(last.Node); next != last.Node && n != nil && n != next; n = view.Following(n) {
		if seen++; seen > view.MaxLook {
			break
		}
		if n.Type == html.ElementNode && !outside[n] {
			all = o.hints(all, m.Entry.Field, n)
		}
		if next == nil && n.Type == html.ElementNode && n.DataAtom == atom.Footer {
			break
		}
	}
	return activeOf(all)
}

// lastPiece is the piece in which a mark ends.
func lastPieceOf(v *view.View, m *Mark) *view.Piece {
	b := &v.Blocks[m.Block]
	end := len(strings.TrimRight(b.Text[:m.End], " "))
	return &v.Pieces[v.PieceAt(b, max(end-1, m.Start))]
}

// previousText gives the elements around the text before a mark.
func previousText(v *view.View, m *Mark, first *html.Node) map[*html.Node]bool {
	p := v.PieceAt(&v.Blocks[m.Block], m.Start)
	for p--; p >= 0; p-- {
		if n := v.Pieces[p].Node; n != first {
			return view.Ancestors(n)
		}
	}
	return nil
}

// hints adds the words of the field's scale that an element's attributes show,
// the attributes made for people first. Only the first kind of hint that
// gives a word counts.
func (o *Vocabulary) hints(all []candidate, f *Field, n *html.Node) []candidate {
	for _, h := range hintKinds {
		if w := h.words(o, f, n); w != "" {
			return append(all, candidate{word: w, node: n, drawn: h.name})
		}
	}
	return all
}

var hintKinds = []struct {
	name  string
	words func(*Vocabulary, *Field, *html.Node) string
}{
	{"aria-label", func(o *Vocabulary, f *Field, n *html.Node) string {
		return o.firstSaid(f, view.Attr(n, "aria-label"), view.Attr(n, "aria-valuetext"))
	}},
	{"alt", func(o *Vocabulary, f *Field, n *html.Node) string { return o.said(f, view.Attr(n, "alt")) }},
	{"title", func(o *Vocabulary, f *Field, n *html.Node) string {
		if n.DataAtom == atom.Title || n.DataAtom == atom.Option || n.Namespace == "svg" && (n.Data == "text" || n.Data == "desc") {
			return o.said(f, view.TextOf(n))
		}
		return o.said(f, view.Attr(n, "title"))
	}},
	{"data", func(o *Vocabulary, f *Field, n *html.Node) string {
		var values []string
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "data-") || a.Key == "value" {
				values = append(values, a.Val)
			}
		}
		return o.firstSaid(f, values...)
	}},
	{"image", func(o *Vocabulary, f *Field, n *html.Node) string {
		for _, key := range [...]string{"src", "data-src", "href", "xlink:href"} {
			if v := view.Attr(n, key); v != "" && n.DataAtom != atom.A {
				if w := o.coded(f, fileName(v)); w != "" {
					return w
				}
			}
		}
		return ""
	}},
	{"class", func(o *Vocabulary, f *Field, n *html.Node) string {
		found := ""
		for _, c := range strings.Fields(view.Attr(n, "class")) {
			if w := o.coded(f, c); w != "" {
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

func (o *Vocabulary) firstSaid(f *Field, texts ...string) string {
	for _, t := range texts {
		if w := o.said(f, t); w != "" {
			return w
		}
	}
	return ""
}

// said reads words made for people: the word of the scale alone, or with the
// field's own label before it ("Completion: Substantial").
func (o *Vocabulary) said(f *Field, text string) string {
	text = view.FoldText(text)
	if text == "" || len(text) > 120 {
		return ""
	}
	if w, ok := o.word(f, text); ok {
		return w
	}
	return o.bare(f, wordsOf(text), false)
}

// coded reads words made for machines: a class, a file name.
func (o *Vocabulary) coded(f *Field, code string) string {
	if len(code) > 80 {
		return ""
	}
	return o.bare(f, wordsOf(code), true)
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
func (o *Vocabulary) bare(f *Field, ws []string, code bool) string {
	own := ownWords(f)
	var rest []string
	spared := 0
	for i, w := range ws {
		if (companions[w] || own[w]) && !(len(ws) == 1 || i == len(ws)-1 && o.has(f, w)) {
			spared++
			continue
		}
		rest = append(rest, w)
	}
	if len(rest) == 0 {
		return ""
	}
	joined := strings.Join(rest, " ")
	if w, ok := o.word(f, joined); ok {
		if code && everyday[joined] && spared == 0 {
			return ""
		}
		return w
	}
	if w, ok := o.word(f, strings.Join(rest, "-")); ok {
		return w
	}
	return ""
}

func ownWords(f *Field) map[string]bool {
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
