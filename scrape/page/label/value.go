package label

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// ValueOf reads the value of the mark m, which ends at to (the next mark, or
// the end of the part that is read). Of a value that cannot be read it gives
// the markup.
func (o *Vocabulary) ValueOf(v *view.View, m *Mark, to view.Point) record.Value {
	segs := o.withoutControls(v, v.Segments(view.At(m.Block, m.End), to))
	val := o.valueOf(v, m, segs)
	if val.State == record.Unreadable {
		val.Markup = markupOf(v, m, segs)
	}
	return val
}

// withoutControls cuts the links and buttons off the end of a value that are no
// part of it ("What is this?", "Copy").
func (o *Vocabulary) withoutControls(v *view.View, segs []view.Segment) []view.Segment {
	for len(segs) > 0 {
		s := &segs[len(segs)-1]
		b := &v.Blocks[s.Block]
		pc := &v.Pieces[v.PieceAt(b, s.End-1)]
		if pc.Link < 0 && pc.Node.Parent.DataAtom != atom.Button || !o.IsControl(pc.Text) {
			break
		}
		if s.Text = ""; int(pc.Start) > s.Start {
			s.Text = strings.TrimRight(b.Text[s.Start:pc.Start], " |·")
		}
		if s.End = s.Start + len(s.Text); s.Text == "" {
			segs = segs[:len(segs)-1]
		}
	}
	return segs
}

// IsControl: the words are those of a link or button that is no part of a value.
func (o *Vocabulary) IsControl(text string) bool {
	is, _ := o.controls.Match(strings.TrimRight(text, "?… →»>"))
	return is
}

func (o *Vocabulary) valueOf(v *view.View, m *Mark, segs []view.Segment) record.Value {
	f := m.Entry.Field
	if f.Type == TypeWord {
		return o.wordValue(v, m, segs)
	}
	if f.Type == TypeList {
		if marked := o.markedOnly(v, f, segs); marked != "" {
			return record.Say(marked)
		}
	}
	if t := join(v, segs, f.Type); t != "" {
		return record.Say(t)
	}
	if f.Scripted {
		return record.Value{}
	}
	if f.Type == TypeList && len(f.Words) > 0 {
		return o.drawn(v, m)
	}
	return record.Value{State: record.Unreadable}
}

// join makes one line of a value's segments. Items of a list that stand in
// elements of their own are separated by commas, lines of a text by a space.
func join(v *view.View, segs []view.Segment, t valueType) string {
	for len(segs) > 1 && (!view.HasWord(segs[0].Text) || segs[0].Text == "i") {
		segs = segs[1:] // a sign that opens an explanation
	}
	sep := " "
	if t == TypeList || t == TypePlans || t == TypeReports {
		sep = ", "
	}
	var b strings.Builder
	last := int32(0)
	for _, s := range segs {
		text := unglue(v, s, sep)
		item := v.Blocks[s.Block].Item
		if sep == " " && segs[0].Start == 0 && b.Len() > 0 && item > 0 && item != last && last > 0 && !endsList(b.String()) {
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
	return Tidy(b.String())
}

func endsList(s string) bool { return strings.HasSuffix(s, ",") || strings.HasSuffix(s, ";") }

// unglue gives a segment's text with sep where two elements meet without a
// space between their words, and, in a list, between elements of one kind that
// stand side by side.
func unglue(v *view.View, s view.Segment, sep string) string {
	b := &v.Blocks[s.Block]
	if b.To-b.From < 2 {
		return s.Text
	}
	var out strings.Builder
	last := s.Start
	for p := v.PieceAt(b, s.Start); p < int(b.To); p++ {
		at := int(v.Pieces[p].Start)
		if at >= s.End {
			break
		}
		between := sep
		if alike := at > s.Start && besideAlike(v, p); alike && sep == " " && severalWords(v.Pieces[p-1].Text) && severalWords(v.Pieces[p].Text) {
			between = "; " // names in tags of their own, not the words of one
		} else if at <= s.Start || !view.IsGlue(b.Text, at) && !(sep == ", " && alike) {
			continue
		}
		out.WriteString(strings.TrimRight(b.Text[last:at], " "))
		out.WriteString(between)
		last = at
	}
	if last == s.Start {
		return s.Text
	}
	out.WriteString(b.Text[last:s.End])
	return out.String()
}

// severalWords: a name of its own, and no addition in brackets to one.
func severalWords(text string) bool { return strings.Contains(text, " ") && text[0] != '(' }

// besideAlike: the text and the one before it are each an element's whole
// text, and the two are the same kind of element with the same parent: tags in
// a row.
func besideAlike(v *view.View, p int) bool {
	if endsList(v.Pieces[p-1].Text) || strings.IndexByte(",;|/", v.Pieces[p].Text[0]) >= 0 {
		return false
	}
	a, b := whole(v.Pieces[p-1].Node), whole(v.Pieces[p].Node)
	return a != b && a.Type == html.ElementNode && a.DataAtom == b.DataAtom && a.Parent == b.Parent
}

// whole is the outermost element of running text whose only text is n.
func whole(n *html.Node) *html.Node {
	for p := n.Parent; p != nil && p.FirstChild == p.LastChild && !view.IsBlock(p.DataAtom); p = p.Parent {
		n = p
	}
	return n
}

var tidier = strings.NewReplacer(" ,", ",", " ;", ";")

// Tidy mends the spaces that inline elements leave before commas, and drops a
// separator at the end.
func Tidy(s string) string {
	if strings.Contains(s, " ,") || strings.Contains(s, " ;") {
		s = tidier.Replace(s)
	}
	return strings.Trim(strings.TrimRight(s, ",;"), " ")
}

// CellValue reads the value of a field from a cell of a table. Of a value that
// cannot be read it gives the markup.
func (o *Vocabulary) CellValue(v *view.View, f *Field, c *view.Cell) record.Value {
	val := o.cellValue(v, f, c)
	if val.State == record.Unreadable {
		val.Markup = Markup(c.Node)
	}
	return val
}

func (o *Vocabulary) cellValue(v *view.View, f *Field, c *view.Cell) record.Value {
	var segs []view.Segment
	if c.From < c.To {
		segs = v.Segments(view.At(int(c.From), 0), view.At(int(c.To), 0))
	}
	if f.Type != TypeWord {
		if t := join(v, segs, f.Type); t != "" {
			return record.Say(t)
		}
		if len(f.Words) == 0 {
			return record.Value{State: record.Unreadable}
		}
	}
	if items := o.scaleItems(v, f, segs); len(items) > 1 {
		return activeOf(items)
	}
	for _, s := range segs {
		if t := withoutMarks(s.Text); view.HasWord(t) && !o.isScale(f, t) {
			return record.Say(t)
		}
	}
	nodes := []*html.Node{c.Node}
	for n := range c.Node.Descendants() {
		if n.Type == html.ElementNode {
			nodes = append(nodes, n)
		}
		if len(nodes) > view.MaxLook {
			break
		}
	}
	return o.drawnIn(f, nodes)
}
