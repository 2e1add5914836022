package page

import (
	"fmt"
	"sort"
	"strings"

	"ogptracker/scrape/record"
)

// part is a heading of a country page and the text under it, up to the next
// heading that is known.
type part struct {
	entry    *entry
	heading  mark
	from, to point
}

func (p *part) role() string { return p.entry.role() }

// country reads a member's page of any generation: labels at the top, then
// parts under headings.
func (p *reading) country() error {
	s := scanner{v: p.v, set: p.sets[record.KindCountry], vocab: p.vocab, prose: 120}
	p.marks = s.run(0, len(p.v.blocks))
	p.knowLetter()
	title, after := p.countryTitle()
	parts, structured := p.parts(after)
	p.hideContacts(parts)
	if p.page.Title = title; title == "" {
		return fmt.Errorf("%w: a country's page without a name", ErrNoRecord)
	}
	p.page.Layout = p.countryLayout(parts)
	known := p.topFields(structured, parts)
	p.statement()
	p.letterOfIntent()
	p.banners(parts)
	for i := range parts {
		switch pt := &parts[i]; pt.role() {
		case "listed":
			p.headingCount(pt)
			p.accordion(pt)
		case "commitments":
			p.listedCommitments(pt)
		case "resources", "documents":
			p.documents(pt)
		case "thematic-focus", "completion":
			p.shares(pt)
		case "activity":
			p.activity(pt)
		case "event":
			p.event(pt)
		}
	}
	if known == 0 && len(parts) == 0 && p.page.Fields[record.FieldStatement].State == record.NotStated {
		return fmt.Errorf("%w: a country's page without any of its labels or headings", ErrNoRecord)
	}
	return nil
}

// countryTitle gives the country's name and the first block behind it: the
// page's heading, else the line before the first label.
func (p *reading) countryTitle() (string, int) {
	for i := range p.v.blocks {
		if p.v.blocks[i].level == 1 {
			return p.v.blocks[i].text, i + 1
		}
	}
	for i := range p.marks {
		m := &p.marks[i]
		if m.kind != markField {
			continue
		}
		for b := m.block - 1; b >= 0 && b >= m.block-3; b-- {
			if t := p.v.blocks[b].text; len(t) < 60 && !isSentence(t) && !p.isAside(t) && !strings.Contains(t, ":") {
				return t, b + 1
			}
		}
		break
	}
	return "", 0
}

// parts takes the page apart by its known headings. structured are the labels
// before the first list, which is where the labels of the page itself stand.
func (p *reading) parts(after int) (parts []part, structured []mark) {
	listed := false
	for i := range p.marks {
		m := p.marks[i]
		if m.block < after {
			continue
		}
		if m.kind == markHeading {
			if n := len(parts); n > 0 {
				parts[n-1].to = point{m.block, m.start}
			}
			parts = append(parts, part{entry: m.entry, heading: m, from: point{m.block, m.end}, to: point{len(p.v.blocks), 0}})
			switch m.entry.role() {
			case "on-the-page", "current-plan", "contact", "other":
			default:
				listed = true
			}
		}
		if !listed || m.kind == markField && (m.entry.field.Field == record.FieldStatementBy || m.entry.field.Field == record.FieldLetterOfIntent) {
			structured = append(structured, m)
		}
	}
	return parts, structured
}

// topFields sets the values of the labels, contact persons left out, and
// gives the number of labels known.
func (p *reading) topFields(marks []mark, parts []part) int {
	p.page.Fields = record.Fields{}
	known := 0
	for i := range marks {
		m := &marks[i]
		if inContact(parts, point{m.block, m.start}) {
			continue
		}
		to := p.markBehind(m)
		switch {
		case m.kind == markHeading && m.entry.role() == "current-plan":
			p.currentCycle(m, to)
		case m.kind == markHeading:
		case m.kind == markField:
			known++
			p.setTopField(m, to)
		default:
			p.setFields(marks[i:i+1], to)
		}
	}
	return known
}

// markBehind is where the next mark begins.
func (p *reading) markBehind(m *mark) point {
	i := sort.Search(len(p.marks), func(i int) bool {
		n := &p.marks[i]
		return n.block > m.block || n.block == m.block && n.start >= m.end
	})
	if i == len(p.marks) {
		return point{len(p.v.blocks), 0}
	}
	return point{p.marks[i].block, p.marks[i].start}
}

// inContact: the place is under a heading for contact persons.
func inContact(parts []part, at point) bool {
	i := sort.Search(len(parts), func(i int) bool { return before(at, parts[i].from) }) - 1
	return i >= 0 && parts[i].role() == "contact" && before(at, parts[i].to)
}

// hideContacts takes the addresses off the links among contact persons.
func (p *reading) hideContacts(parts []part) {
	for i := range p.v.links {
		if l := &p.v.links[i]; inContact(parts, point{int(l.block), 0}) {
			l.url, l.page, l.kind = "", "", record.KindUnknown
		}
	}
}

func before(a, b point) bool { return a.block < b.block || a.block == b.block && a.off < b.off }

// setTopField reads one labelled value of the top of the page. It is one
// line: prose follows it without a label of its own.
func (p *reading) setTopField(m *mark, to point) {
	f := m.entry.field
	if f.Field == record.FieldStatementBy || f.Field == record.FieldLetterOfIntent {
		return // read with the statement
	}
	segs := p.v.segments(point{m.block, m.end}, to)
	end := point{m.block, m.end}
	for i, s := range segs {
		if i > 0 && (f.Type != typeList || len(s.text) > maxWord || p.v.blocks[s.block].kind == textBlock) || p.isProse(f, s.text) {
			break
		}
		end = point{s.block, s.end}
	}
	p.setFields([]mark{*m}, end)
	v := p.page.Fields[f.Field]
	switch {
	case v.State != record.Stated:
	case f.Field == record.FieldNumberOfCommitments:
		p.state(record.MeasureCommitments, "", v.Raw)
	case f.Field == record.FieldMemberSince || f.Field == record.FieldPlanNumber:
		v.Raw = strings.TrimRight(bareStart(f.Bare, v.Raw), ". ")
		p.page.Fields[f.Field] = v
	}
}

// bareStart cuts a bare number from the sentence that goes on behind it in the
// same line ("Joined 2011. The following text ...").
func bareStart(form bareForm, raw string) string {
	d := 0
	for d < len(raw) && raw[d] >= '0' && raw[d] <= '9' {
		d++
	}
	if d == 0 || form == bareNone || form == bareText {
		return raw
	}
	return raw[:d]
}

// isProse: the line behind a label is the text that follows a blank value.
func (p *reading) isProse(f *LabelField, text string) bool {
	switch f.Type {
	case typeNumber:
		return text[0] < '0' || text[0] > '9'
	case typeList:
		return strings.HasSuffix(text, ".") || strings.HasSuffix(text, "(More)")
	}
	return len(text) > 2*maxWord || strings.HasSuffix(text, "(More)")
}

// currentCycle keeps the years that stand under "Current Action Plan".
func (p *reading) currentCycle(m *mark, to point) {
	for _, s := range p.v.segments(point{m.block, m.end}, to) {
		if isCycle(s.text) {
			if _, ok := p.page.Fields[record.FieldCurrentCycle]; !ok {
				p.page.Fields[record.FieldCurrentCycle] = record.Say(s.text)
			}
			return
		}
	}
}

// isCycle tells "2019-2021", with any hyphen and spaces around it.
func isCycle(s string) bool {
	key := strings.ReplaceAll(labelKey(s), " ", "")
	return len(key) == 9 && key[4] == '-' && isDigits(key[:4]) && isDigits(key[5:])
}

// countryLayout tells the generation by the parts that only one has.
func (p *reading) countryLayout(parts []part) record.Layout {
	letters := false
	for i := range p.marks {
		if m := &p.marks[i]; m.kind == markField && m.entry.field.Field == record.FieldStatementBy {
			letters = true
		}
	}
	layout := record.LayoutUnknown
	for i := range parts {
		switch parts[i].role() {
		case "data":
			return record.Layout2022
		case "listed", "thematic-focus", "completion", "activity":
			return record.Layout2017
		case "commitments", "resources", "current-plan", "on-the-page":
			layout = record.Layout2019
		}
	}
	switch {
	case layout == record.LayoutUnknown && letters:
		return record.Layout2013
	case layout == record.LayoutUnknown:
		layout = record.Layout2019
	}
	for i := range p.v.blocks {
		t := p.v.blocks[i].text
		if strings.HasSuffix(t, "(More)") || strings.HasPrefix(t, "The data below ") {
			return record.Layout2022
		}
	}
	return layout
}

// isAside tells a line that is none of a list's entries.
func (p *reading) isAside(text string) bool {
	aside, _ := p.asides.of(text)
	return aside
}
