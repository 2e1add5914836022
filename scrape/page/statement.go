package page

import (
	"strings"

	"ogptracker/scrape/page/label"
	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// statement keeps the government's own text of the sites to 2018, whole, and
// who contributed it ("the Government of Estonia"). It ends at the next label
// or heading.
func (p *countryPage) statement() {
	for i := range p.marks {
		m := &p.marks[i]
		if m.Kind != label.MarkField || m.Entry.Field.Field != record.FieldStatementBy {
			continue
		}
		p.addLabel(m.Name, "field", record.FieldStatementBy)
		from, to := view.At(m.Block, m.End), p.statementEnd(i)
		segs := p.v.Segments(from, to)
		if len(segs) == 0 {
			p.page.Fields[record.FieldStatementBy] = record.Value{State: record.Unreadable}
			return
		}
		by, end := segs[0].Text, segs[0].End
		if stop := strings.IndexAny(by, ".:"); stop >= 0 && stop+1 < len(by) && by[stop+1] == ' ' { // the text goes on in the same line
			by, end = by[:stop], segs[0].Start+stop+1
		}
		by = strings.TrimPrefix(strings.TrimRight(by, ". "), "the ")
		p.page.Fields[record.FieldStatementBy] = record.Say(by)
		if by == "" {
			p.page.Fields[record.FieldStatementBy] = record.Value{State: record.Unreadable}
		}
		if text := p.paragraphs(view.At(segs[0].Block, end), to); text != "" {
			p.page.Fields[record.FieldStatement] = record.Say(text)
		}
		return
	}
}

// statementEnd is the first label of the picture, the letter or the like, or
// heading of a part, behind the mark i.
func (p *countryPage) statementEnd(i int) view.Point {
	end := view.At(len(p.v.Blocks), 0)
	for j := i + 1; j < len(p.marks); j++ {
		if m := &p.marks[j]; m.Kind != label.MarkUnknown && m.Kind != label.MarkPrivate {
			end = view.At(m.Block, m.Start)
			if view.IsDigits(strings.TrimSpace(p.v.Blocks[m.Block].Text[:m.Start])) {
				end.Off = 0 // "12 Current Commitments"
			}
			break
		}
	}
	// The line "0" above a counter is no paragraph, nor is the letter's label,
	// which begins with the country's name.
	for b := p.marks[i].Block + 1; b < end.Block || b == end.Block && end.Off > 0; b++ {
		if b >= len(p.v.Blocks) {
			break
		}
		t := p.v.Blocks[b].Text
		if view.IsDigits(t) && len(t) < 5 || isLetterLine(t) {
			return view.At(b, 0)
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

// markLetterLabels makes labels of the lines that name a letter of intent behind a
// country's name, which no list of words can hold.
func (p *countryPage) markLetterLabels() {
	e, _ := p.sets[record.KindCountry].Match(letterWords, func(*label.Entry, int) bool { return true })
	for i := range p.marks {
		if m := &p.marks[i]; e != nil && m.Kind == label.MarkUnknown && isLetterLine(m.Name) {
			m.Kind, m.Entry = label.MarkField, e
		}
	}
}

// letterOfIntent keeps the address that the label "<X>'s Letter of Intent to
// Join OGP:" leads to: of the label itself or of what stands behind it.
func (p *countryPage) letterOfIntent() {
	for b := range p.v.Blocks {
		blk := &p.v.Blocks[b]
		if !isLetterLine(blk.Text) || p.isResource(b) {
			continue
		}
		name := strings.TrimRight(blk.Text, ": ")
		if i := strings.Index(strings.ToLower(name), letterWords); i >= 0 {
			name = name[:i+len(letterWords)]
		}
		p.addLabel(name, "field", record.FieldLetterOfIntent)
		val := record.Value{State: record.Unreadable}
		for i := b; i < min(b+2, len(p.v.Blocks)) && val.State != record.Stated && (i == b || !p.isMarked(i)); i++ {
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
func (p *countryPage) isMarked(b int) bool {
	for i := range p.marks {
		if p.marks[i].Block == b {
			return true
		}
	}
	return false
}

// isResource: the block is an entry of a list of resources, behind which its
// year and type stand.
func (p *countryPage) isResource(b int) bool {
	for i := b; i < len(p.v.Blocks) && i <= b+1; i++ {
		if _, ok := resourceLine(p.v.Blocks[i].Text); ok {
			return true
		}
	}
	return false
}
