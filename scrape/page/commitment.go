package page

import (
	"fmt"
	"strings"

	"ogptracker/scrape/record"
)

// commitment reads a commitment's page: a title with its code, labels in
// sections (at a glance, institutions, policy areas, IRM review), and the
// description, where the structured part ends.
func (p *reading) commitment() error {
	title := p.commitmentTitle()
	s := scanner{v: p.v, set: p.sets[record.KindCommitment], vocab: p.vocab, headings: true,
		stop: func(m *mark) bool { return isDescription(m) }}
	marks := p.ownMarks(s.run(title+1, len(p.v.blocks)), title+1)
	var end point
	if n := len(marks); n > 0 && isDescription(&marks[n-1]) {
		last := marks[n-1]
		end = point{last.block, last.start}
		p.description(point{last.block, last.end})
	} else {
		marks, end = p.withoutDescription(marks)
		p.description(end)
	}
	p.marks = marks
	p.page.Layout = commitmentLayout(marks)
	known := 0
	for i := range marks {
		if marks[i].kind == markField {
			known++
		}
	}
	switch {
	case known == 0:
		return fmt.Errorf("%w: a commitment's page without any of its labels", ErrNoRecord)
	case p.page.Title == "":
		return fmt.Errorf("%w: a commitment's page without a title", ErrNoRecord)
	}
	p.setFields(marks, end)
	return nil
}

func isDescription(m *mark) bool {
	return m.kind == markHeading && (m.entry.role() == "description" || m.entry.role() == "summary")
}

// commitmentTitle finds the heading "Title (CODE)", sets title and code, and
// gives the heading's block; -1 without one. A page whose heading has no code
// takes it from the address.
func (p *reading) commitmentTitle() int {
	best := -1
	for i := range p.v.blocks {
		b := &p.v.blocks[i]
		if len(b.text) > 600 || strings.IndexByte(b.text, '(') < 0 || !codeInTitle.MatchString(b.text) {
			if best < 0 && b.level == 1 {
				best = i
			}
			continue
		}
		if p.titleCode(b.text) {
			return i
		}
	}
	if best < 0 {
		best = p.plainTitle()
	}
	if best >= 0 {
		p.page.Title = p.v.blocks[best].text
	}
	return best
}

// plainTitle is the last heading before the first label.
func (p *reading) plainTitle() int {
	set := p.sets[record.KindCommitment]
	best := -1
	for i := range p.v.blocks {
		b := &p.v.blocks[i]
		if e, _ := set.match(b.text, func(e *entry, n int) bool { return e.kind == markField || n == len(b.text) }); e != nil {
			break
		}
		if b.level > 0 {
			best = i
		}
	}
	return best
}

// titleCode takes title and code from a heading. Of several codes in brackets
// the address's own counts, else the last.
func (p *reading) titleCode(text string) bool {
	all := codeInTitle.FindAllStringSubmatchIndex(text, -1)
	at := all[len(all)-1]
	for _, m := range all {
		if strings.EqualFold(text[m[2]:m[3]], p.addr.Code) {
			at = m
		}
	}
	title := strings.TrimSpace(strings.TrimRight(text[:at[0]], " ") + text[at[1]:])
	if title == "" {
		return false
	}
	p.page.Title = title
	p.page.Code = strings.ToUpper(text[at[2]:at[3]])
	if p.addr.Code != "" && p.addr.Code != p.page.Code {
		p.issue(record.CodeCodeNotMembers, "", p.page.Code, fmt.Sprintf("the page's heading has the code %s, its address %s", p.page.Code, p.addr.Code))
	}
	return true
}

// withoutDescription ends the structured part of a page whose heading
// "Description" is missing: behind the last known label and the first line of
// its value, or the whole scale that it shows. Labels of the prose that follows are none of the page's own.
func (p *reading) withoutDescription(marks []mark) ([]mark, point) {
	last := -1
	for i := range marks {
		if k := marks[i].kind; k == markField || k == markHeading {
			last = i
		}
	}
	if last < 0 {
		return marks, point{len(p.v.blocks), 0}
	}
	m := &marks[last]
	end := point{m.block, m.end}
	if m.kind == markField {
		to := point{len(p.v.blocks), 0}
		if last+1 < len(marks) {
			to = point{marks[last+1].block, marks[last+1].start}
		}
		if segs := p.v.segments(end, to); len(segs) > 0 {
			s := segs[max(p.scaleEnd(p.v, m.entry.field, segs)-1, 0)]
			if m.entry.field.Type != typeWord || len(s.text) <= maxWord && !isSentence(s.text) {
				end = point{s.block, s.end}
			}
		}
	}
	return marks[:last+1], end
}

// description keeps the text below the heading, up to the IRM's own summary or
// to teasers of other commitments.
func (p *reading) description(from point) {
	to := point{len(p.v.blocks), 0}
	set := p.sets[record.KindCommitment]
	for i := from.block + 1; i < len(p.v.blocks); i++ {
		b := &p.v.blocks[i]
		e, _ := set.match(b.text, func(e *entry, n int) bool { return e.role() == "summary" && sameWords(b.text, e.words) && b.level > 0 })
		if e != nil || p.opensTeasers(i) {
			to = p.headingsBefore(point{i, 0}, from)
			break
		}
	}
	if text := p.paragraphs(from, to); text != "" {
		if p.page.Fields == nil {
			p.page.Fields = record.Fields{}
		}
		p.page.Fields[record.FieldDescription] = record.Say(text)
	}
}

// commitmentLayout tells the generation by the labels that only one has: a
// line for stars and one for potential impact before 2022, one for ambition
// since. A page with neither is of the newest.
func commitmentLayout(marks []mark) record.Layout {
	for i := range marks {
		if marks[i].kind != markField {
			continue
		}
		switch marks[i].entry.field.Field {
		case record.FieldStarred, record.FieldPotentialImpact:
			return record.Layout2019
		case record.FieldAmbition:
			return record.Layout2022
		}
	}
	return record.Layout2022
}
