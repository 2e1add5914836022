package page

import (
	"strings"

	"ogptracker/scrape/record"
)

// statement keeps the government's own text of the sites to 2018, whole, and
// who contributed it ("the Government of Estonia"). It ends at the next label
// or heading.
func (p *reading) statement() {
	for i := range p.marks {
		m := &p.marks[i]
		if m.kind != markField || m.entry.field.Field != record.FieldStatementBy {
			continue
		}
		p.addLabel(m.name, "field", record.FieldStatementBy)
		from, to := point{m.block, m.end}, p.statementEnd(i)
		segs := p.v.segments(from, to)
		if len(segs) == 0 {
			p.page.Fields[record.FieldStatementBy] = record.Value{State: record.Unreadable}
			return
		}
		by, end := segs[0].text, segs[0].end
		if stop := strings.IndexAny(by, ".:"); stop >= 0 && stop+1 < len(by) && by[stop+1] == ' ' { // the text goes on in the same line
			by, end = by[:stop], segs[0].start+stop+1
		} else if stop := glueAfterStop(by); stop >= 0 {
			by, end = by[:stop], segs[0].start+stop+1
		}
		by = strings.TrimPrefix(strings.TrimRight(by, ". "), "the ")
		p.page.Fields[record.FieldStatementBy] = record.Say(by)
		if by == "" {
			p.page.Fields[record.FieldStatementBy] = record.Value{State: record.Unreadable}
		}
		if text := p.paragraphs(point{segs[0].block, end}, to); text != "" {
			p.page.Fields[record.FieldStatement] = record.Say(text)
		}
		return
	}
}

// glueAfterStop gives the offset of a full stop that a capital or quotation
// mark follows without a space, -1 without one.
func glueAfterStop(s string) int {
	for i := 0; i+1 < len(s); i++ {
		if s[i] == '.' && (s[i+1] >= 'A' && s[i+1] <= 'Z' || s[i+1] == '"' || s[i+1] >= 0x80) {
			return i
		}
	}
	return -1
}

// statementEnd is the first label of the picture, the letter or the like, or
// heading of a part, behind the mark i.
func (p *reading) statementEnd(i int) point {
	end := point{len(p.v.blocks), 0}
	for j := i + 1; j < len(p.marks); j++ {
		if m := &p.marks[j]; m.kind != markUnknown && m.kind != markPrivate {
			end = point{m.block, m.start}
			if isDigits(strings.TrimSpace(p.v.blocks[m.block].text[:m.start])) {
				end.off = 0 // "12 Current Commitments"
			}
			break
		}
	}
	// The line "0" above a counter is no paragraph, nor is the letter's label,
	// which begins with the country's name.
	for b := p.marks[i].block + 1; b < end.block || b == end.block && end.off > 0; b++ {
		if b >= len(p.v.blocks) {
			break
		}
		t := p.v.blocks[b].text
		if isDigits(t) && len(t) < 5 || isLetterLine(t) {
			return point{b, 0}
		}
	}
	return end
}

const letterWords = "letter of intent to join ogp"

// isLetterLine tells "Estonia's Letter of Intent to Join OGP:".
func isLetterLine(t string) bool {
	if len(t) > 120 {
		return false
	}
	if !strings.Contains(t, "etter of") && !strings.Contains(t, "ETTER OF") {
		return false
	}
	i := strings.Index(strings.ToLower(t), letterWords)
	return i >= 0 && strings.Count(t[:i], " ") < 7 && !strings.Contains(t[:i], ".")
}

// knowLetter makes labels of the lines that name a letter of intent behind a
// country's name, which no list of words can hold.
func (p *reading) knowLetter() {
	e, _ := p.sets[record.KindCountry].match(letterWords, func(*entry, int) bool { return true })
	for i := range p.marks {
		if m := &p.marks[i]; e != nil && m.kind == markUnknown && isLetterLine(m.name) {
			m.kind, m.entry = markField, e
		}
	}
}

// letterOfIntent keeps the address that the label "<X>'s Letter of Intent to
// Join OGP:" leads to: of the label itself or of what stands behind it.
func (p *reading) letterOfIntent() {
	for b := range p.v.blocks {
		blk := &p.v.blocks[b]
		if !isLetterLine(blk.text) || p.isResource(b) {
			continue
		}
		name := strings.TrimRight(blk.text, ": ")
		if i := strings.Index(strings.ToLower(name), letterWords); i >= 0 {
			name = name[:i+len(letterWords)]
		}
		p.addLabel(name, "field", record.FieldLetterOfIntent)
		val := record.Value{State: record.Unreadable}
		for i := b; i < min(b+2, len(p.v.blocks)) && val.State != record.Stated && (i == b || !p.isMarked(i)); i++ {
			if u := p.firstLink(i); u != "" {
				val = record.Say(u)
			}
		}
		p.page.Fields[record.FieldLetterOfIntent] = val
		if val.State == record.Unreadable {
			p.issue(record.CodeUnreadableValue, record.FieldLetterOfIntent, "", "the label \""+name+"\" leads to no letter")
		}
		return
	}
}

// isMarked: a known label or heading stands in the block.
func (p *reading) isMarked(b int) bool {
	for i := range p.marks {
		if p.marks[i].block == b {
			return true
		}
	}
	return false
}

// isResource: the block is an entry of a list of resources, behind which its
// year and type stand.
func (p *reading) isResource(b int) bool {
	for i := b; i < len(p.v.blocks) && i <= b+1; i++ {
		if _, ok := resourceLine(p.v.blocks[i].text); ok {
			return true
		}
	}
	return false
}
