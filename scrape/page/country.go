package page

import (
	"fmt"
	"sort"
	"strings"

	"ogptracker/scrape/page/label"
	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// countryPage is a member's page while it is read.
type countryPage struct{ countryLists }

// countryLists reads the lists of a member's page.
type countryLists struct{ *reading }

// part is a heading of a country page and the text under it, up to the next
// heading that is known.
type part struct {
	entry    *label.Entry
	heading  label.Mark
	from, to view.Point
}

func (p *part) role() string { return p.entry.Role() }

// read reads a member's page of any generation: labels at the top, then
// parts under headings.
func (p *countryPage) read() error {
	s := label.Scanner{View: p.v, Set: p.sets[record.KindCountry], Vocabulary: p.vocab, Prose: 120}
	p.marks = s.Run(0, len(p.v.Blocks))
	p.markLetterLabels()
	title, after := p.countryTitle()
	parts, structured := p.parts(after)
	p.hideContacts(parts)
	if p.page.Title = title; title == "" {
		return fmt.Errorf("%w: a country's page without a name", errNoRecord)
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
		return fmt.Errorf("%w: a country's page without any of its labels or headings", errNoRecord)
	}
	return nil
}

// countryTitle gives the country's name and the first block behind it: the
// page's heading, else the line before the first label.
func (p *countryPage) countryTitle() (string, int) {
	if titles := p.v.Lines(topHeading); len(titles) > 0 {
		return p.v.Blocks[titles[0]].Text, titles[0] + 1
	}
	for i := range p.marks {
		m := &p.marks[i]
		if m.Kind != label.MarkField {
			continue
		}
		for b := m.Block - 1; b >= 0 && b >= m.Block-3; b-- {
			if t := p.v.Blocks[b].Text; len(t) < 60 && !view.IsSentence(t) && !p.isAside(t) && !strings.Contains(t, ":") {
				return t, b + 1
			}
		}
		break
	}
	return "", 0
}

// parts takes the page apart by its known headings. structured are the labels
// before the first list, which is where the labels of the page itself stand.
func (p *countryPage) parts(after int) (parts []part, structured []label.Mark) {
	listed := false
	for i := range p.marks {
		m := p.marks[i]
		if m.Block < after {
			continue
		}
		if m.Kind == label.MarkHeading {
			if n := len(parts); n > 0 {
				parts[n-1].to = view.At(m.Block, m.Start)
			}
			parts = append(parts, part{entry: m.Entry, heading: m, from: view.At(m.Block, m.End), to: view.At(len(p.v.Blocks), 0)})
			switch m.Entry.Role() {
			case "on-the-page", "current-plan", "contact", "other":
			default:
				listed = true
			}
		}
		if !listed || m.Kind == label.MarkField && (m.Entry.Field.Field == record.FieldStatementBy || m.Entry.Field.Field == record.FieldLetterOfIntent) {
			structured = append(structured, m)
		}
	}
	return parts, structured
}

// topFields sets the values of the labels, contact persons left out, and
// gives the number of labels known.
func (p *countryPage) topFields(marks []label.Mark, parts []part) int {
	p.page.Fields = record.Fields{}
	known := 0
	for i := range marks {
		m := &marks[i]
		if inContact(parts, view.At(m.Block, m.Start)) {
			continue
		}
		to := p.markBehind(m)
		switch {
		case m.Kind == label.MarkHeading && m.Entry.Role() == "current-plan":
			p.currentCycle(m, to)
		case m.Kind == label.MarkHeading:
		case m.Kind == label.MarkField:
			known++
			p.setTopField(m, to)
		default:
			p.setFields(marks[i:i+1], to)
		}
	}
	return known
}

// markBehind is where the next mark begins.
func (p *reading) markBehind(m *label.Mark) view.Point {
	i := sort.Search(len(p.marks), func(i int) bool {
		n := &p.marks[i]
		return n.Block > m.Block || n.Block == m.Block && n.Start >= m.End
	})
	if i == len(p.marks) {
		return view.At(len(p.v.Blocks), 0)
	}
	return view.At(p.marks[i].Block, p.marks[i].Start)
}

// inContact: the place is under a heading for contact persons.
func inContact(parts []part, at view.Point) bool {
	i := sort.Search(len(parts), func(i int) bool { return before(at, parts[i].from) }) - 1
	return i >= 0 && parts[i].role() == "contact" && before(at, parts[i].to)
}

// hideContacts takes the addresses off the links among contact persons.
func (p *countryPage) hideContacts(parts []part) {
	for i := range p.v.Links {
		if l := &p.v.Links[i]; inContact(parts, view.At(int(l.Block), 0)) {
			l.URL, l.Page, l.Kind = "", "", record.KindUnknown
		}
	}
}

func before(a, b view.Point) bool { return a.Block < b.Block || a.Block == b.Block && a.Off < b.Off }

// setTopField reads one labelled value of the top of the page. It is one
// line: prose follows it without a label of its own.
func (p *countryPage) setTopField(m *label.Mark, to view.Point) {
	f := m.Entry.Field
	if f.Field == record.FieldStatementBy || f.Field == record.FieldLetterOfIntent {
		return // read with the statement
	}
	segs := p.v.Segments(view.At(m.Block, m.End), to)
	end := view.At(m.Block, m.End)
	for i, s := range segs {
		if i > 0 && (f.Type != label.TypeList || len(s.Text) > label.MaxWord || p.v.Blocks[s.Block].Kind == view.TextBlock) || p.isProse(f, s.Text) {
			break
		}
		end = view.At(s.Block, s.End)
	}
	p.setFields([]label.Mark{*m}, end)
	v := p.page.Fields[f.Field]
	switch {
	case v.State != record.Stated:
	case f.Field == record.FieldNumberOfCommitments:
		p.state(record.MeasureCommitments, "", v.Raw)
	case f.Field == record.FieldMemberSince || f.Field == record.FieldPlanNumber:
		bare := record.Say(strings.TrimRight(bareStart(f.Bare, v.Raw), ". ")) // a lone full stop states nothing
		if bare.State == record.Stated {
			bare.Drawn = v.Drawn
		}
		p.page.Fields[f.Field] = bare
	}
}

// bareStart cuts a bare number from the sentence that goes on behind it in the
// same line ("Joined 2011. The following text ...").
func bareStart(form label.BareForm, raw string) string {
	d := 0
	for d < len(raw) && raw[d] >= '0' && raw[d] <= '9' {
		d++
	}
	if d == 0 || form == label.BareNone || form == label.BareText {
		return raw
	}
	return raw[:d]
}

// isProse: the line behind a label is the text that follows a blank value.
func (p *countryPage) isProse(f *label.Field, text string) bool {
	switch f.Type {
	case label.TypeNumber:
		return text[0] < '0' || text[0] > '9'
	case label.TypeList:
		return strings.HasSuffix(text, ".") || strings.HasSuffix(text, "(More)")
	}
	return len(text) > 2*label.MaxWord || strings.HasSuffix(text, "(More)")
}

// currentCycle keeps the years that stand under "Current Action Plan".
func (p *countryPage) currentCycle(m *label.Mark, to view.Point) {
	for _, s := range p.v.Segments(view.At(m.Block, m.End), to) {
		if isCycle(s.Text) {
			if _, ok := p.page.Fields[record.FieldCurrentCycle]; !ok {
				p.page.Fields[record.FieldCurrentCycle] = record.Say(s.Text)
			}
			return
		}
	}
}

// isCycle tells "2019-2021", with any hyphen and spaces around it.
func isCycle(s string) bool {
	key := strings.ReplaceAll(view.Key(s), " ", "")
	return len(key) == 9 && key[4] == '-' && view.IsDigits(key[:4]) && view.IsDigits(key[5:])
}

// countryLayout tells the generation by the parts that only one has.
func (p *countryPage) countryLayout(parts []part) record.Layout {
	letters := false
	for i := range p.marks {
		if m := &p.marks[i]; m.Kind == label.MarkField && m.Entry.Field.Field == record.FieldStatementBy {
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
	for i := range p.v.Blocks {
		t := p.v.Blocks[i].Text
		if strings.HasSuffix(t, "(More)") || strings.HasPrefix(t, "The data below ") {
			return record.Layout2022
		}
	}
	return layout
}

// isAside tells a line that is none of a list's entries.
func (p *reading) isAside(text string) bool {
	aside, _ := p.asides.Match(text)
	return aside
}
