package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"ogptracker/scrape/record"
)

// segment is the part of one block that belongs to a value.
type segment struct {
	block      int
	start, end int // offsets in the block's text
	text       string
}

// spot in a view: a block and an offset in its text.
type point struct{ block, off int }

// segments gives the text between two points, line by line, without the
// separators that an inline layout puts between label and value.
func (v *view) segments(from, to point) []segment {
	out := make([]segment, 0, min(max(to.block-from.block+1, 0), len(v.blocks)))
	for i := from.block; i <= to.block && i < len(v.blocks); i++ {
		start, end := 0, len(v.blocks[i].text)
		if i == from.block {
			start = from.off
		}
		if i == to.block {
			end = to.off
		}
		if start >= end {
			continue
		}
		t := v.blocks[i].text[start:end]
		trimmed := strings.TrimLeft(t, " :|")
		start += len(t) - len(trimmed)
		trimmed = strings.TrimRight(trimmed, " |")
		if trimmed != "" {
			out = append(out, segment{block: i, start: start, end: start + len(trimmed), text: trimmed})
		}
	}
	return out
}

// valueOf reads the value of the mark m, which ends at to (the next mark, or
// the end of the part that is read).
func (r *Reader) valueOf(v *view, m *mark, to point) record.Value {
	f := m.entry.field
	segs := v.segments(point{m.block, m.end}, to)
	if f.Type == typeWord {
		return r.wordValue(v, m, segs)
	}
	if f.Type == typeList && len(segs) > 1 {
		if marked := r.markedOnly(v, f, segs); marked != "" {
			return record.Say(marked)
		}
	}
	if t := v.join(segs, f.Type); t != "" {
		return record.Say(t)
	}
	if f.Scripted {
		return record.Value{}
	}
	if f.Type == typeList && len(f.Words) > 0 {
		return r.drawn(v, m)
	}
	return record.Value{State: record.Unreadable}
}

// join makes one line of a value's segments. Items of a list that stand in
// elements of their own are separated by commas, lines of a text by a space.
func (v *view) join(segs []segment, t valueType) string {
	sep := " "
	if t == typeList || t == typePlans || t == typeReports {
		sep = ", "
	}
	var b strings.Builder
	for _, s := range segs {
		text := v.unglue(s, sep)
		if b.Len() > 0 {
			switch {
			case sep == ", " && (endsList(b.String()) || strings.IndexByte(",;", text[0]) >= 0):
				if text[0] != ',' && text[0] != ';' {
					b.WriteByte(' ')
				}
			default:
				b.WriteString(sep)
			}
		}
		b.WriteString(text)
	}
	return tidy(b.String())
}

func endsList(s string) bool { return strings.HasSuffix(s, ",") || strings.HasSuffix(s, ";") }

// unglue gives a segment's text with sep where two elements meet without a
// space between their words.
func (v *view) unglue(s segment, sep string) string {
	b := &v.blocks[s.block]
	if b.to-b.from < 2 {
		return s.text
	}
	var out strings.Builder
	last := s.start
	for p := v.pieceAt(b, s.start); p < int(b.to); p++ {
		at := int(v.pieces[p].start)
		if at >= s.end {
			break
		}
		if at <= s.start || !isGlue(b.text, at) {
			continue
		}
		out.WriteString(b.text[last:at])
		out.WriteString(sep)
		last = at
	}
	if last == s.start {
		return s.text
	}
	out.WriteString(b.text[last:s.end])
	return out.String()
}

var tidier = strings.NewReplacer(" ,", ",", " ;", ";")

// tidy mends the spaces that inline elements leave before commas, and drops a
// separator at the end.
func tidy(s string) string {
	if strings.Contains(s, " ,") || strings.Contains(s, " ;") {
		s = tidier.Replace(s)
	}
	return strings.Trim(strings.TrimRight(s, ",;"), " ")
}

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
	if val, ok := r.drawnBeforeText(v, m, segs); ok {
		return val
	}
	for _, s := range segs {
		if !hasWord(s.text) || s.text == "i" {
			continue
		}
		if r.vocab.has(f, s.text) || len(s.text) <= maxWord && !isSentence(s.text) {
			return record.Say(strings.TrimRight(s.text, " "))
		}
		// Prose: a tooltip before the value, or the text after a blank one.
		if w := r.lastPiece(v, f, s); w != "" {
			return record.Say(w)
		}
		break
	}
	return r.drawn(v, m)
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

// drawnBeforeText: the label's own element holds only the label and a drawn
// value, and what follows is a text of another element. It is tried only when
// the text behind the label is no word of the scale.
func (r *Reader) drawnBeforeText(v *view, m *mark, segs []segment) (record.Value, bool) {
	if len(segs) == 0 || r.vocab.has(m.entry.field, segs[0].text) {
		return record.Value{}, false
	}
	val := r.drawn(v, m)
	return val, val.State == record.Stated
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

// nextWord gives the first text node at or behind a point that holds words,
// symbols passed over; nil at the end.
func (v *view) nextWord(p point) *html.Node {
	for i := p.block; i < len(v.blocks); i++ {
		b := &v.blocks[i]
		q := int(b.from)
		if i == p.block {
			q = v.pieceAt(b, p.off)
		}
		for ; q < int(b.to); q++ {
			pc := &v.pieces[q]
			skip := 0
			if i == p.block {
				skip = min(max(p.off-int(pc.start), 0), len(pc.text))
			}
			if hasWord(pc.text[skip:]) {
				return pc.node
			}
		}
	}
	return nil
}
