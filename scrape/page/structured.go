package page

import (
	"cmp"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"ogptracker/scrape/page/label"
	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// setFields reads the values of all marks, the last of which ends at end. A
// field that is labelled twice keeps the first value that is stated.
func (p *reading) setFields(marks []label.Mark, end view.Point) {
	if p.page.Fields == nil {
		p.page.Fields = record.Fields{}
	}
	for i := range marks {
		m := &marks[i]
		to := end
		if i+1 < len(marks) {
			to = view.At(marks[i+1].Block, marks[i+1].Start)
		}
		switch m.Kind {
		case label.MarkField:
			to = p.vocab.EndOfPart(p.v, m, to)
			p.setField(label.StagesIn(p.v, &p.labels.Figures).Mark(marks, i), to, cmp.Or(severalRows(p, m), p.sets[p.page.Kind].PartedFrom(p.vocab, p.v, marks, i, to)))
		case label.MarkUnknown:
			if p.labels.Figures.StageOf(m.Name) == "" {
				p.unknownLabel(m.Name)
			}
		case label.MarkIgnored, label.MarkPrivate:
			p.addLabel(m.Name, "ignored", "")
		}
	}
}

func (p *reading) setField(m *label.Mark, to view.Point, parted *html.Node) {
	p.addLabel(m.Name, "field", m.Entry.Field.Field)
	if cells := label.StagesIn(p.v, &p.labels.Figures).Cells(m); cells != nil {
		for f, c := range cells {
			p.keep(m.Of(f), p.vocab.CellValue(p.v, m.Entry.Field, c))
		}
		return
	}
	var val record.Value
	from := view.At(m.Block, m.End)
	if c := p.column(m); c != nil {
		val = p.vocab.CellValue(p.v, m.Entry.Field, c)
		p.unknownColumns(m)
		from, to = view.At(int(c.From), 0), view.At(int(c.To), 0)
	} else if parted != nil {
		if severalRows(p, m) != nil {
			p.unknownColumns(m)
		}
		if val = p.vocab.ValueOf(p.v, m, from); val.State != record.Stated { // not drawn around its label
			val = record.Value{State: record.Unreadable, Markup: label.Markup(parted)}
		}
	} else {
		val = p.vocab.ValueOf(p.v, m, to)
	}
	if !p.keep(m, val) {
		return
	}
	switch m.Entry.Field.Type {
	case label.TypePlans:
		p.page.ActionPlans = p.linked(from, to)
	case label.TypeReports:
		p.page.IRMReports = p.linked(from, to)
	}
}

// keep notes the value of a field, and says whether it is stated and new. A
// word that another place of the page contradicts is none that can be read.
func (p *reading) keep(m *label.Mark, val record.Value) bool {
	f := m.Entry.Field.Field
	if val.Raw = view.WithoutMail(val.Raw); val.Raw == "" && val.State == record.Stated {
		val = record.Value{State: record.Unreadable} // a mail address and nothing else
	}
	old, had := p.page.Fields[f]
	if had && m.Entry.Field.Type == label.TypeWord && old.State == record.Stated && val.State == record.Stated && !view.SameWords(old.Raw, val.Raw) {
		said := old.Raw + " / " + val.Raw
		p.page.Fields[f] = record.Value{State: record.Unreadable, Markup: said}
		p.issue(record.CodeUnreadableValue, f, said, "the label \""+m.Name+"\" stands more than once, with different values: "+said)
		return false
	}
	if val.State == record.NotStated || had && old.State == record.Stated {
		return false
	}
	p.page.Fields[f] = val
	if val.State == record.Unreadable {
		p.issue(record.CodeUnreadableValue, f, val.Markup, "the label \""+m.Name+"\" has no value that can be read: "+cmp.Or(val.Markup, "nothing stands beside it"))
	}
	return val.State == record.Stated
}

func (p *reading) unknownLabel(name string) {
	name = view.WithoutMail(name)
	p.addLabel(name, "unknown", "")
	p.issue(record.CodeUnknownLabel, "", name, "the label \""+name+"\" is not known")
}

func (p *reading) addLabel(text, outcome string, f record.Field) {
	p.page.Labels = append(p.page.Labels, record.Label{Text: view.WithoutMail(text), Outcome: outcome, Field: f})
}

// linked gives the titles that a value names, with their addresses where they
// are links. Titles without links are told apart behind a year, since their
// names hold commas ("Action plan – Makueni, Kenya, 2021 – 2022").
func (p *reading) linked(from, to view.Point) []record.Link {
	var out []record.Link
	var plain strings.Builder
	add := func() {
		for _, t := range splitTitles(plain.String()) {
			if !p.isAbsence(t) && t != "and" && t != "&" {
				out = append(out, record.Link{Text: t})
			}
		}
		plain.Reset()
	}
	for _, s := range p.v.Segments(from, to) {
		b := &p.v.Blocks[s.Block]
		last := int32(-1)
		for q := p.v.PieceAt(b, s.Start); q < int(b.To) && int(p.v.Pieces[q].Start) < s.End; q++ {
			pc := &p.v.Pieces[q]
			start, end := max(int(pc.Start), s.Start), min(int(pc.End), s.End)
			switch {
			case start >= end, pc.Node.Parent.DataAtom == atom.Button && p.vocab.IsControl(pc.Text):
			case pc.Link < 0:
				plain.WriteString(b.Text[start:end])
				plain.WriteByte(' ')
			case pc.Link != last:
				add()
				last = pc.Link
				l := &p.v.Links[pc.Link]
				if p.vocab.IsControl(l.Text) {
					continue
				}
				out = append(out, record.Link{Text: l.Text, URL: p.shownLink(l)})
			}
		}
		plain.WriteString(", ")
	}
	add()
	return out
}

func (p *reading) isAbsence(t string) bool {
	_, ok := p.vocab.Absences[view.Key(t)]
	return ok
}

// titleEnd is the end of a title: a year, perhaps a bracket, and a separator
// that no second year follows.
var titleEnd = regexp.MustCompile(`\d{4}(?:\s*\([^()]*\))?\s*[,;]\s*`)

func splitTitles(s string) []string {
	var out []string
	add := func(t string) {
		if t = label.Tidy(strings.Trim(t, " ,;")); t != "" {
			out = append(out, t)
		}
	}
	from := 0
	for _, at := range titleEnd.FindAllStringIndex(s, -1) {
		if rest := s[at[1]:]; rest == "" || rest[0] < '0' || rest[0] > '9' {
			add(s[from:at[1]])
			from = at[1]
		}
	}
	add(s[from:])
	return out
}

// paragraphs joins the text between two points, paragraphs separated by blank
// lines, leaving out lines that name persons.
func (p *reading) paragraphs(from, to view.Point) string {
	segs := p.v.Segments(from, to)
	size := 0
	for _, s := range segs {
		size += len(s.Text) + 2
	}
	var b strings.Builder
	b.Grow(size)
	for _, s := range segs {
		text := view.WithoutMail(p.v.Blocks[s.Block].Text[s.Start:s.End])
		if text == "" || p.namesPerson(text) || len(text) < 40 && p.isAside(text) {
			continue
		}
		if b.Len() > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(text)
	}
	return b.String()
}

// namesPerson: the line begins with a label whose value is never extracted.
func (p *reading) namesPerson(text string) bool {
	if strings.IndexByte(text[:min(len(text), label.MaxLabel)], ':') < 0 {
		return false
	}
	e, _ := p.sets[record.KindCommitment].Match(text, func(e *label.Entry, n int) bool {
		_, colon := view.SkipColon(text, n)
		return e.Kind == label.MarkPrivate && colon
	})
	return e != nil
}
