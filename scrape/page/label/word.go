package label

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// MaxWord bounds the length of what can be a value of a scale: longer text
// behind such a label is prose that follows it.
const MaxWord = 60

// wordValue reads a word of a scale: the first line behind the label, or the
// one item marked active where the whole scale is shown, or what is drawn.
func (o *Vocabulary) wordValue(v *view.View, m *Mark, segs []view.Segment) record.Value {
	f := m.Entry.Field
	if len(o.taught[f.Field]) > 0 {
		if val := o.drawnIn(f, append(surroundingsOf(v, m).all(), holders(v, m, segs)...)); val.Drawn == drawnAsTaught {
			return val
		}
	}
	if c := o.scaleItems(v, f, segs); len(c) > 1 {
		return activeOf(c)
	}
	if val, ok := o.drawnBesideText(v, m, segs); ok {
		return val
	}
	for _, s := range segs {
		text := withoutMarks(s.Text)
		if !view.HasWord(text) || text == "i" {
			continue
		}
		if o.has(f, text) {
			return record.Say(text)
		}
		if w := o.firstPiece(v, f, s); w != "" {
			return record.Say(w)
		}
		if o.isScale(f, text) {
			return record.Value{State: record.Unreadable}
		}
		if len(text) <= MaxWord && !view.IsSentence(text) {
			return record.Say(text)
		}
		// Prose: a tooltip before the value, or the text after a blank one.
		if w := o.lastPiece(v, f, s); w != "" {
			return record.Say(w)
		}
		break
	}
	return o.drawn(v, m)
}

var marksAtEnd = regexp.MustCompile(`(?:\s*(?:\*+|\[\d{1,2}\]|[†‡¹²³⁴⁵]))+$`)

// withoutMarks takes footnote marks off the end of a value.
func withoutMarks(s string) string { return marksAtEnd.ReplaceAllString(s, "") }

// firstPiece gives the word of the scale with which a segment begins, if that
// word is an element's whole text ("Substantial" before a link "What is
// this?").
func (o *Vocabulary) firstPiece(v *view.View, f *Field, s view.Segment) string {
	b := &v.Blocks[s.Block]
	p := v.PieceAt(b, s.Start)
	if pc := &v.Pieces[p]; p+1 < int(b.To) && int(pc.Start) >= s.Start-1 {
		if t := strings.Trim(pc.Text, " :"); o.has(f, t) {
			return t
		}
	}
	return ""
}

// isScale: the text is made of several words of the field's scale and nothing
// else, so that none of them is the value.
func (o *Vocabulary) isScale(f *Field, text string) bool {
	ws := strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune(" ,;|/", c) })
	found := 0
	for len(ws) > 0 {
		n := min(len(ws), 8)
		for n > 0 && !o.has(f, strings.Join(ws[:n], " ")) {
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
func (o *Vocabulary) lastPiece(v *view.View, f *Field, s view.Segment) string {
	b := &v.Blocks[s.Block]
	p := v.PieceAt(b, s.End-1)
	if pc := &v.Pieces[p]; int(pc.Start) >= s.Start {
		if t := strings.TrimLeft(pc.Text, " :"); o.has(f, t) {
			return t
		}
	}
	return ""
}

// drawnBesideText: what stands behind the label is no word of the scale, and
// the value is drawn: before the text, or by the element that holds the text
// ("1 2 3" inside a picture that is labelled for screen readers).
func (o *Vocabulary) drawnBesideText(v *view.View, m *Mark, segs []view.Segment) (record.Value, bool) {
	f := m.Entry.Field
	if len(segs) == 0 || o.has(f, segs[0].Text) {
		return record.Value{}, false
	}
	if val := o.drawn(v, m); val.State == record.Stated {
		return val, true
	}
	val := o.drawnIn(f, holders(v, m, segs))
	return val, val.State == record.Stated && val.Drawn != "class"
}

// holders are the elements that hold the first text behind a label, and not
// the label.
func holders(v *view.View, m *Mark, segs []view.Segment) []*html.Node {
	if len(segs) == 0 {
		return nil
	}
	own := view.Ancestors(lastPieceOf(v, m).Node)
	var nodes []*html.Node
	for n := v.Pieces[v.PieceAt(&v.Blocks[segs[0].Block], segs[0].Start)].Node.Parent; n != nil && !own[n]; n = n.Parent {
		nodes = append(nodes, n)
	}
	return nodes
}

// scaleItems gives the items of a scale shown as text: two words of it or
// more, each an element's whole text.
func (o *Vocabulary) scaleItems(v *view.View, f *Field, segs []view.Segment) []candidate {
	var items []candidate
	for _, s := range segs {
		b := &v.Blocks[s.Block]
		for p := v.PieceAt(b, s.Start); p < int(b.To); p++ {
			pc := &v.Pieces[p]
			if int(pc.Start) >= s.End {
				break
			}
			if !view.HasWord(pc.Text) {
				continue
			}
			w, ok := o.word(f, strings.Trim(pc.Text, " :,|/"+Ticks))
			if !ok {
				if len(items) > 1 {
					return items // prose behind the scale
				}
				return nil
			}
			items = append(items, candidate{word: w, node: pc.Node.Parent, ticked: strings.ContainsAny(pc.Text, Ticks), drawn: "active item"})
		}
	}
	return items
}

// ScaleEnd gives how many of the segments, from the first on, are items of a
// whole scale: 0 where it shows none.
func (o *Vocabulary) ScaleEnd(v *view.View, f *Field, segs []view.Segment) int {
	if len(f.Words) == 0 {
		return 0
	}
	n, items := 0, 0
	for ; n < len(segs); n++ {
		c := o.scaleItems(v, f, segs[n:n+1])
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

// Ticks are marks that stand for "this one".
const Ticks = "✓✔☑●◉■"

// markedOnly gives the items marked active of a list that shows all values a
// field can have, "" where none or all are marked.
func (o *Vocabulary) markedOnly(v *view.View, f *Field, segs []view.Segment) string {
	if len(f.Words) == 0 {
		return ""
	}
	items := o.scaleItems(v, f, segs)
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
