package page

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"ogptracker/scrape/record"
)

// maxWord bounds the length of what can be a value of a scale: longer text
// behind such a label is prose that follows it.
const maxWord = 60

// wordValue reads a word of a scale: the first line behind the label, or the
// one item marked active where the whole scale is shown, or what is drawn.
func (r *Reader) wordValue(v *view, m *mark, segs []segment) record.Value {
	f := m.entry.field
	if c := r.scaleItems(v, f, segs); len(c) > 1 {
		return activeOf(c)
	}
	if val, ok := r.drawnBesideText(v, m, segs); ok {
		return val
	}
	for _, s := range segs {
		text := withoutMarks(s.text)
		if !hasWord(text) || text == "i" {
			continue
		}
		if r.vocab.has(f, text) {
			return record.Say(text)
		}
		if w := r.firstPiece(v, f, s); w != "" {
			return record.Say(w)
		}
		if r.isScale(f, text) {
			return record.Value{State: record.Unreadable}
		}
		if len(text) <= maxWord && !isSentence(text) {
			return record.Say(text)
		}
		// Prose: a tooltip before the value, or the text after a blank one.
		if w := r.lastPiece(v, f, s); w != "" {
			return record.Say(w)
		}
		break
	}
	return r.drawn(v, m)
}

var marksAtEnd = regexp.MustCompile(`(?:\s*(?:\*+|\[\d{1,2}\]|[†‡¹²³⁴⁵]))+$`)

// withoutMarks takes footnote marks off the end of a value.
func withoutMarks(s string) string { return marksAtEnd.ReplaceAllString(s, "") }

// firstPiece gives the word of the scale with which a segment begins, if that
// word is an element's whole text ("Substantial" before a link "What is
// this?").
func (r *Reader) firstPiece(v *view, f *LabelField, s segment) string {
	b := &v.blocks[s.block]
	p := v.pieceAt(b, s.start)
	if pc := &v.pieces[p]; p+1 < int(b.to) && int(pc.start) >= s.start-1 {
		if t := strings.Trim(pc.text, " :"); r.vocab.has(f, t) {
			return t
		}
	}
	return ""
}

// isScale: the text is made of several words of the field's scale and nothing
// else, so that none of them is the value.
func (r *Reader) isScale(f *LabelField, text string) bool {
	ws := strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune(" ,;|/", c) })
	found := 0
	for len(ws) > 0 {
		n := min(len(ws), 8)
		for n > 0 && !r.vocab.has(f, strings.Join(ws[:n], " ")) {
			n--
		}
		if n == 0 {
			return false
		}
		ws = ws[n:]
		found++
	}
	return found > 1
}

// lastPiece gives the word of the scale in which a segment ends, if that word
// is an element's whole text.
func (r *Reader) lastPiece(v *view, f *LabelField, s segment) string {
	b := &v.blocks[s.block]
	p := v.pieceAt(b, s.end-1)
	if pc := &v.pieces[p]; int(pc.start) >= s.start {
		if t := strings.TrimLeft(pc.text, " :"); r.vocab.has(f, t) {
			return t
		}
	}
	return ""
}

func hasWord(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// isSentence tells prose from a value of a few words.
func isSentence(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.Count(s, " ") > 6 || strings.Contains(s, ". ") || last == '.' && strings.Count(s, " ") > 2
}

// drawnBesideText: what stands behind the label is no word of the scale, and
// the value is drawn: before the text, or by the element that holds the text
// ("1 2 3" inside a picture that is labelled for screen readers).
func (r *Reader) drawnBesideText(v *view, m *mark, segs []segment) (record.Value, bool) {
	f := m.entry.field
	if len(segs) == 0 || r.vocab.has(f, segs[0].text) {
		return record.Value{}, false
	}
	if val := r.drawn(v, m); val.State == record.Stated {
		return val, true
	}
	own := ancestors(v.lastPiece(m).node)
	b := &v.blocks[segs[0].block]
	var all []candidate
	for n := v.pieces[v.pieceAt(b, segs[0].start)].node.Parent; n != nil && !own[n]; n = n.Parent {
		all = r.hints(all, f, n)
	}
	val := activeOf(all)
	return val, val.State == record.Stated && val.Drawn != "class"
}

// scaleItems gives the items of a scale shown as text: two words of it or
// more, each an element's whole text.
func (r *Reader) scaleItems(v *view, f *LabelField, segs []segment) []candidate {
	var items []candidate
	for _, s := range segs {
		b := &v.blocks[s.block]
		for p := v.pieceAt(b, s.start); p < int(b.to); p++ {
			pc := &v.pieces[p]
			if int(pc.start) >= s.end {
				break
			}
			if !hasWord(pc.text) {
				continue
			}
			w, ok := r.vocab.word(f, strings.Trim(pc.text, " :,|/"+ticks))
			if !ok {
				if len(items) > 1 {
					return items // prose behind the scale
				}
				return nil
			}
			items = append(items, candidate{word: w, node: pc.node.Parent, ticked: strings.ContainsAny(pc.text, ticks), drawn: "active item"})
		}
	}
	return items
}

// scaleEnd gives how many of the segments, from the first on, are items of a
// whole scale: 0 where it shows none.
func (r *Reader) scaleEnd(v *view, f *LabelField, segs []segment) int {
	if len(f.Words) == 0 {
		return 0
	}
	n, items := 0, 0
	for ; n < len(segs); n++ {
		c := r.scaleItems(v, f, segs[n:n+1])
		if len(c) == 0 {
			break
		}
		items += len(c)
	}
	if items < 2 {
		return 0
	}
	return n
}

// ticks are marks that stand for "this one".
const ticks = "✓✔☑●◉■"

// markedOnly gives the items marked active of a list that shows all values a
// field can have, "" where none or all are marked.
func (r *Reader) markedOnly(v *view, f *LabelField, segs []segment) string {
	if len(f.Words) == 0 {
		return ""
	}
	items := r.scaleItems(v, f, segs)
	if len(items) < 2 {
		return ""
	}
	marked := activeItems(items)
	if len(marked) == 0 || len(marked) == len(items) {
		return ""
	}
	words := make([]string, len(marked))
	for i, c := range marked {
		words[i] = c.word
	}
	return strings.Join(words, ", ")
}
