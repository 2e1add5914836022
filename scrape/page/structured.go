package page

import (
	"regexp"
	"strings"

	"ogptracker/scrape/record"
)

// setFields reads the values of all marks, the last of which ends at end. A
// field that is labelled twice keeps the first value that is stated.
func (p *reading) setFields(marks []mark, end point) {
	if p.page.Fields == nil {
		p.page.Fields = record.Fields{}
	}
	for i := range marks {
		m := &marks[i]
		to := end
		if i+1 < len(marks) {
			to = point{marks[i+1].block, marks[i+1].start}
		}
		switch m.kind {
		case markField:
			p.setField(m, to)
		case markUnknown:
			p.unknownLabel(m.name)
		case markIgnored, markPrivate:
			p.addLabel(m.name, "ignored", "")
		}
	}
}

func (p *reading) setField(m *mark, to point) {
	f := m.entry.field.Field
	p.addLabel(m.name, "field", f)
	var val record.Value
	from := point{m.block, m.end}
	if c := p.column(m); c != nil {
		val = p.columnValue(m, c)
		p.unknownColumns(m)
		from, to = point{int(c.from), 0}, point{int(c.to), 0}
	} else {
		val = p.valueOf(p.v, m, to)
	}
	if val.Raw = redact(val.Raw); val.Raw == "" && val.State == record.Stated {
		val = record.Value{State: record.Unreadable} // a mail address and nothing else
	}
	if old, ok := p.page.Fields[f]; ok && (old.State == record.Stated || val.State == record.NotStated) {
		return
	}
	if val.State == record.NotStated {
		return
	}
	p.page.Fields[f] = val
	if val.State == record.Unreadable {
		p.issue(record.CodeUnreadableValue, f, "", "the label \""+m.name+"\" has no value that can be read")
	}
	if val.State != record.Stated {
		return
	}
	switch m.entry.field.Type {
	case typePlans:
		p.page.ActionPlans = p.linked(from, to)
	case typeReports:
		p.page.IRMReports = p.linked(from, to)
	}
}

func (p *reading) unknownLabel(name string) {
	name = redact(name)
	p.addLabel(name, "unknown", "")
	p.issue(record.CodeUnknownLabel, "", name, "the label \""+name+"\" is not known")
}

func (p *reading) addLabel(text, outcome string, f record.Field) {
	p.page.Labels = append(p.page.Labels, record.Label{Text: redact(text), Outcome: outcome, Field: f})
}

// linked gives the titles that a value names, with their addresses where they
// are links. Titles without links are told apart behind a year, since their
// names hold commas ("Action plan – Makueni, Kenya, 2021 – 2022").
func (p *reading) linked(from, to point) []record.Link {
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
	for _, s := range p.v.segments(from, to) {
		b := &p.v.blocks[s.block]
		last := int32(-1)
		for q := p.v.pieceAt(b, s.start); q < int(b.to) && int(p.v.pieces[q].start) < s.end; q++ {
			pc := &p.v.pieces[q]
			start, end := max(int(pc.start), s.start), min(int(pc.end), s.end)
			switch {
			case start >= end:
			case pc.link < 0:
				plain.WriteString(b.text[start:end])
				plain.WriteByte(' ')
			case pc.link != last:
				add()
				last = pc.link
				l := &p.v.links[pc.link]
				out = append(out, record.Link{Text: l.text, URL: p.shownLink(l)})
			}
		}
		plain.WriteString(", ")
	}
	add()
	return out
}

func (p *reading) isAbsence(t string) bool {
	_, ok := p.vocab.absences[labelKey(t)]
	return ok
}

// titleEnd is the end of a title: a year, perhaps a bracket, and a separator
// that no second year follows.
var titleEnd = regexp.MustCompile(`\d{4}(?:\s*\([^()]*\))?\s*[,;]\s*`)

func splitTitles(s string) []string {
	var out []string
	add := func(t string) {
		if t = tidy(strings.Trim(t, " ,;")); t != "" {
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

var mailAddress = regexp.MustCompile(`[\p{L}\d._%+-]+@[\p{L}\d.-]+\.\p{L}{2,}`)

// redact takes mail addresses out of a text: addresses of contact persons are
// never extracted.
func redact(s string) string {
	if !strings.Contains(s, "@") {
		return s
	}
	return foldText(mailAddress.ReplaceAllString(s, ""))
}

// paragraphs joins the text between two points, paragraphs separated by blank
// lines, leaving out lines that name persons.
func (p *reading) paragraphs(from, to point) string {
	segs := p.v.segments(from, to)
	size := 0
	for _, s := range segs {
		size += len(s.text) + 2
	}
	var b strings.Builder
	b.Grow(size)
	for _, s := range segs {
		text := redact(p.v.blocks[s.block].text[s.start:s.end])
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
	if strings.IndexByte(text[:min(len(text), maxLabel)], ':') < 0 {
		return false
	}
	e, _ := p.sets[record.KindCommitment].match(text, func(e *entry, n int) bool {
		_, colon := skipColon(text, n)
		return e.kind == markPrivate && colon
	})
	return e != nil
}
