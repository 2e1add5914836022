package page

import (
	"strings"

	"ogptracker/scrape/record"
)

// facts reads the list of facts above a document's text ("Country:", "Action
// Plan:", "Report Publication Year:", "Action Plan End:"). It ends at the
// description, or where running text begins; blocks that hold figures are
// passed over.
func (p *reading) facts(from int, taken map[int]bool) {
	for from < len(p.v.blocks) {
		for from < len(p.v.blocks) && taken[from] {
			from++
		}
		to := from
		for to < len(p.v.blocks) && !taken[to] {
			to++
		}
		if !p.factsIn(from, to) {
			return
		}
		from = to
	}
}

// factsIn reads the facts of the blocks [from, to) and says whether more may
// follow.
func (p *reading) factsIn(from, to int) bool {
	s := scanner{v: p.v, set: p.sets[record.KindDocument], vocab: p.vocab, stop: isDescription}
	marks := s.runToProse(from, to)
	more := true
	if n := len(marks); n > 0 && isDescription(&marks[n-1]) {
		marks, more = marks[:n-1], false
	}
	last := point{from, 0} // the end of the last fact
	for i := range marks {
		m := &marks[i]
		next := point{to, 0}
		if i+1 < len(marks) {
			next = point{marks[i+1].block, marks[i+1].start}
		}
		if p.proseBetween(last, point{m.block, m.start}) || m.kind == markUnknown && isProse(p.v.blocks[m.block].text) {
			return false
		}
		p.marks = append(p.marks, *m)
		end, described := p.factEnd(m, next)
		p.setFields([]mark{*m}, end)
		if described {
			return false
		}
		last = end
	}
	return more && !p.proseBetween(last, point{to, 0})
}

// runToProse is run up to where running text has begun: the second line of it
// since the last mark, as the first may be that mark's value. Nothing behind
// it is a fact, and most of a report is behind it.
func (s *scanner) runToProse(from, to int) []mark {
	lines := 0
	for i := from; i < to && lines < 2; i++ {
		found := len(s.marks)
		if s.block(i) {
			break
		}
		if len(s.marks) > found {
			lines = 0
		} else if b := &s.v.blocks[i]; !b.linked && isProse(b.text) {
			lines++
		}
	}
	return s.marks
}

// factEnd gives the end of a fact's value: its first line, or all lines up to
// the next label for a value of several links. described: the description
// begins in the same line.
func (p *reading) factEnd(m *mark, next point) (end point, described bool) {
	segs := p.v.segments(point{m.block, m.end}, next)
	if len(segs) == 0 || m.kind == markHeading {
		return point{m.block, m.end}, false
	}
	if at := p.descriptionAt(segs[0].text); at > 0 {
		return point{segs[0].block, segs[0].start + at}, true
	}
	end = point{segs[0].block, segs[0].end}
	if m.kind == markField && (m.entry.field.Type == typePlans || m.entry.field.Type == typeReports) {
		for _, s := range segs {
			if !p.v.blocks[s.block].linked || s.start > 0 {
				break
			}
			end = point{s.block, s.end}
		}
	}
	return end, false
}

// descriptionAt gives the offset of the heading "Description" in a line that
// the whole page has run into, 0 without it.
func (p *reading) descriptionAt(text string) int {
	for i := range p.labels.Headings {
		h := &p.labels.Headings[i]
		if h.Role != "description" {
			continue
		}
		for _, w := range h.Words {
			if at := strings.LastIndex(text, w); at > 0 {
				if rest := strings.TrimLeft(text[at+len(w):], " "); rest == "" || rest[0] >= 'A' && rest[0] <= 'Z' {
					return at
				}
			}
		}
	}
	return 0
}

// proseBetween: running text stands between two points.
func (p *reading) proseBetween(from, to point) bool {
	for _, s := range p.v.segments(from, to) {
		if b := &p.v.blocks[s.block]; !b.linked && isProse(s.text) {
			return true
		}
	}
	return false
}

// isProse tells running text from titles, dates and other short lines.
func isProse(text string) bool {
	words := strings.Count(text, " ") + 1
	return words > 25 || words > 7 && (strings.HasSuffix(text, ".") || strings.Contains(text, ". "))
}
