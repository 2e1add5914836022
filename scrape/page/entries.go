package page

import (
	"slices"
	"strings"

	"ogptracker/scrape/record"
)

// listEntry is an entry of a list whose facts stand apart from each other:
// in cells of a table, lines of a card, or behind the title with dots between.
type listEntry struct {
	title string
	link  *link
	facts []string
}

// entriesOf takes a list apart by its links, for layouts that have no line of
// facts with commas. Each wanted link begins an entry, and what stands behind
// it, in a table's row also before it, are its facts.
func (p *reading) entriesOf(pt *part, wanted func(*link) bool) []listEntry {
	var entries []listEntry
	var open *listEntry
	var before []string // facts of a row that has no link yet
	row := [3]int32{}
	for _, s := range p.v.segments(pt.from, pt.to) {
		b := &p.v.blocks[s.block]
		if at := [3]int32{b.table, b.row, b.item}; at != row {
			row, before = at, nil
			if b.table > 0 {
				open = nil
			}
		}
		for q := p.v.pieceAt(b, s.start); q < int(b.to) && int(p.v.pieces[q].start) < s.end; q++ {
			pc := &p.v.pieces[q]
			text := strings.TrimSpace(b.text[max(int(pc.start), s.start):min(int(pc.end), s.end)])
			l := (*link)(nil)
			if pc.link >= 0 && wanted(&p.v.links[pc.link]) {
				l = &p.v.links[pc.link]
			}
			switch {
			case text == "" || p.isMore(text):
			case l != nil && open != nil && open.link == l && p.sameLine(open, s.block):
				open.title += " " + text
			case l != nil && (open == nil || open.link.url != l.url):
				entries = append(entries, listEntry{title: text, link: l, facts: before})
				open, before = &entries[len(entries)-1], nil
			case open == nil:
				before = append(before, factsOf(text)...)
			case b.level == 0 || b.linked:
				open.facts = append(open.facts, factsOf(text)...)
			default: // a heading between two entries
				open = nil
			}
		}
	}
	return entries
}

// sameLine: the entry's title stands in the block.
func (p *reading) sameLine(e *listEntry, block int) bool { return int(e.link.block) == block }

// factsOf takes a text apart at commas, dots and bars.
func factsOf(text string) []string {
	return slices.DeleteFunc(strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune(",·•|;–", c) }), func(s string) bool { return strings.TrimSpace(s) == "" })
}

// isMore tells the words of a link that leads on to what a title links to.
func (p *reading) isMore(text string) bool {
	switch labelKey(text) {
	case "view", "details", "open", "download", "read", "more":
		return true
	}
	return p.isAside(text)
}

// sort takes year, code and one more word out of an entry's facts.
func (e *listEntry) sort() (year, code, kind string) {
	for _, f := range e.facts {
		f = strings.Trim(f, " ()")
		switch {
		case len(f) == 4 && isDigits(f) && (f[:2] == "19" || f[:2] == "20"):
			if year == "" {
				year = f
			}
		case codeAtEnd(f) == len(f) && f != "":
			code = f
		case kind == "" && len(f) <= maxLabel && hasWord(f) && !isForm(f) && !isDigits(f):
			kind = f
		}
	}
	return year, code, kind
}

// looseCommitments reads a list of commitments without lines of facts.
func (p *reading) looseCommitments(pt *part) []record.ListedCommitment {
	var out []record.ListedCommitment
	for _, e := range p.entriesOf(pt, func(l *link) bool { return l.kind == record.KindCommitment && l.page != "" }) {
		year, code, area := e.sort()
		if code == "" {
			code = strings.ToUpper(e.link.code)
		}
		out = append(out, record.ListedCommitment{Code: code, Title: cleanTitle(e.title), Year: year, PolicyArea: area, URL: e.link.page})
	}
	return out
}

// looseDocuments reads a list of resources without lines of facts.
func (p *reading) looseDocuments(pt *part) []record.ListedDocument {
	var out []record.ListedDocument
	for _, e := range p.entriesOf(pt, func(l *link) bool { return l.kind == record.KindDocument || isFileAddress(l.url) }) {
		year, _, kind := e.sort()
		out = append(out, record.ListedDocument{Title: cleanTitle(e.title), Year: year, Type: kind, URL: p.shownLink(e.link)})
	}
	return out
}

// isFileAddress tells the address of a document's file.
func isFileAddress(address string) bool {
	address, _, _ = strings.Cut(address, "?")
	return strings.HasSuffix(strings.ToLower(address), ".pdf")
}

// withoutMore cuts a link that leads on ("Read more") off the end of a line.
func (p *reading) withoutMore(s segment) segment {
	b := &p.v.blocks[s.block]
	q := p.v.pieceAt(b, s.end-1)
	pc := &p.v.pieces[q]
	if pc.link >= 0 && int(pc.start) > s.start && p.isMore(pc.text) {
		s.end = int(pc.start)
		s.text = strings.TrimRight(b.text[s.start:s.end], " |,·")
	}
	return s
}
