package page

import (
	"strings"

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
	last := int32(0)
	for _, s := range segs {
		text := v.unglue(s, sep)
		item := v.blocks[s.block].item
		if sep == " " && segs[0].start == 0 && b.Len() > 0 && item > 0 && item != last && last > 0 && !endsList(b.String()) {
			b.WriteByte(';') // items of a list are several, whatever their words
		}
		last = item
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
// space between their words, and, in a list, between elements of one kind that
// stand side by side.
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
		if at <= s.start || !isGlue(b.text, at) && !(sep == ", " && v.besideAlike(p)) {
			continue
		}
		out.WriteString(strings.TrimRight(b.text[last:at], " "))
		out.WriteString(sep)
		last = at
	}
	if last == s.start {
		return s.text
	}
	out.WriteString(b.text[last:s.end])
	return out.String()
}

// besideAlike: the text and the one before it are each an element's whole
// text, and the two are the same kind of element with the same parent: tags in
// a row.
func (v *view) besideAlike(p int) bool {
	if endsList(v.pieces[p-1].text) || strings.IndexByte(",;|/", v.pieces[p].text[0]) >= 0 {
		return false
	}
	a, b := whole(v.pieces[p-1].node), whole(v.pieces[p].node)
	return a != b && a.Type == html.ElementNode && a.DataAtom == b.DataAtom && a.Parent == b.Parent
}

// whole is the outermost element of running text whose only text is n.
func whole(n *html.Node) *html.Node {
	for p := n.Parent; p != nil && p.FirstChild == p.LastChild && !isBlock(p.DataAtom); p = p.Parent {
		n = p
	}
	return n
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
