package label

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"ogptracker/scrape/page/view"
)

// hints adds the words of the field's scale that an element's attributes show,
// the attributes made for people first. Only the first kind of hint that
// gives a word counts.
func (o *Vocabulary) hints(all []candidate, f *Field, n *html.Node) []candidate {
	if n.DataAtom == atom.Noscript {
		if w := o.inFragment(f, view.TextOf(n)); w != "" {
			return append(all, candidate{word: w, node: n, drawn: "noscript"})
		}
		return all
	}
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
		return o.firstWordIn(f, view.Attr(n, "aria-label"), view.Attr(n, "aria-valuetext"))
	}},
	{"alt", func(o *Vocabulary, f *Field, n *html.Node) string { return o.wordIn(f, view.Attr(n, "alt")) }},
	{"title", func(o *Vocabulary, f *Field, n *html.Node) string {
		if n.DataAtom == atom.Title || n.DataAtom == atom.Option || n.Namespace == "svg" && (n.Data == "text" || n.Data == "desc") {
			return o.wordIn(f, view.TextOf(n))
		}
		return o.wordIn(f, view.Attr(n, "title"))
	}},
	{"data", func(o *Vocabulary, f *Field, n *html.Node) string {
		var values []string
		for _, a := range n.Attr {
			if (strings.HasPrefix(a.Key, "data-") || a.Key == "value") && !ofAnother(a.Key) {
				values = append(values, a.Val)
			}
			if a.Key == "style" {
				values = append(values, customProperties(a.Val)...)
			}
		}
		if n.DataAtom == atom.Script && strings.Contains(view.Attr(n, "type"), "json") {
			values = append(values, view.TextOf(n))
		}
		found := ""
		for _, v := range values {
			w := o.wordIn(f, v)
			if w != "" && found != "" && w != found {
				return "" // two words, of which nobody says which
			}
			found = cmp.Or(found, w)
		}
		return cmp.Or(found, o.inJSON(f, values))
	}},
	{"image", func(o *Vocabulary, f *Field, n *html.Node) string {
		files := []string{styleFile(view.Attr(n, "style"))}
		for _, key := range [...]string{"src", "data-src", "srcset", "data", "poster", "href", "xlink:href"} {
			if n.DataAtom != atom.A {
				files = append(files, view.Attr(n, key))
			}
		}
		for _, file := range files {
			if w := o.wordInCode(f, fileName(file)); file != "" && w != "" {
				return w
			}
		}
		return ""
	}},
	{"class", func(o *Vocabulary, f *Field, n *html.Node) string {
		found := ""
		for _, c := range strings.Fields(view.Attr(n, "class")) {
			if w := o.wordInCode(f, c); w != "" {
				if found != "" && found != w {
					return "" // the element names the whole scale
				}
				found = w
			}
		}
		return found
	}},
}

func (o *Vocabulary) firstWordIn(f *Field, texts ...string) string {
	for _, t := range texts {
		if w := o.wordIn(f, t); w != "" {
			return w
		}
	}
	return ""
}

// wordIn reads words made for people: the word of the scale alone, or with the
// field's own label before it ("Completion: Substantial").
func (o *Vocabulary) wordIn(f *Field, text string) string {
	text = view.FoldText(text)
	if text == "" || len(text) > 120 {
		return ""
	}
	if w, ok := o.word(f, text); ok {
		return w
	}
	return o.wordAlone(f, wordsOf(text), false)
}

// wordInCode reads words made for machines: a class, a file name. The word of the
// scale may stand alone, beside words that say nothing, or at the end behind
// any others ("gauge__fill--substantial"), unless one of them denies it or
// tells how something looks.
func (o *Vocabulary) wordInCode(f *Field, code string) string {
	if len(code) > 80 {
		return ""
	}
	ws := wordsOf(code)
	if w := o.wordAlone(f, ws, true); w != "" {
		return w
	}
	for from := 1; from < len(ws); from++ {
		w, ok := o.word(f, strings.Join(ws[from:], " "))
		if !ok {
			continue
		}
		if len(ws)-from == 1 && states[ws[from]] {
			return ""
		}
		for _, before := range ws[:from] {
			if denials[before] || looks[before] || others[before] {
				return ""
			}
		}
		return w
	}
	return ""
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// ofAnother: a name of an attribute, a property or a key says that its value is
// of another thing or time.
func ofAnother(name string) bool {
	return slices.ContainsFunc(wordsOf(name), func(w string) bool { return others[w] })
}

var (
	// denials turn the word behind them round.
	denials = set("not non no un in without never isnt hide hidden")
	// looks are words of code about how something looks or whether it has been
	// loaded, before words that are no ratings there ("max-limited",
	// "img-complete").
	looks = set("width height max min col cols column row text line lines scroll size font gap img image js has lazy load loading loaded upload request animation anim transition form d display")
	// others are words of names that say of whom or when a word is: not of this
	// commitment, or not now ("data-previous", "average-limited").
	others = set("previous prev prior old older former earlier before was last first max min maximum minimum average avg mean median global world region regional peer peers other others target goal expected planned baseline base default next future from to until compare compared comparison versus vs example sample")
	// states are words of scales that any part of a page can be in: at the end
	// of a class they are no rating.
	states = set("active inactive current none low high medium yes no clear pending na nd nr")
)

// companions are words that stand beside the word of a scale and say nothing.
var companions = set("rating rated level value score badge icon img image bar progress of is the status state ogp irm result commitment label for")

// everyday are words of scales that are also everyday class words ("active",
// "d-none"): in code they count only beside the field's own name or a word
// for rating.
var everyday = set("active inactive current none complete completed low high medium yes no clear unclear major minor pending na nd nr")

// wordAlone takes companions and the field's own label words away; what is left
// must be one word of the scale, whole.
func (o *Vocabulary) wordAlone(f *Field, ws []string, code bool) string {
	own := ownWords(f)
	// Several words whole, before one of them is taken for a companion ("no
	// IRM data").
	for from := 0; from+1 < len(ws); from++ {
		if w, ok := o.word(f, strings.Join(ws[from:], " ")); ok {
			return w
		}
		if !companions[ws[from]] && !own[ws[from]] {
			break
		}
	}
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
