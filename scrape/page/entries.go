package page

import (
	"slices"
	"strings"

	"ogptracker/scrape/page/label"
	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// listEntry is an entry of a list whose details stand apart from each other:
// in cells of a table, lines of a card, or behind the title with dots between.
type listEntry struct {
	title   string
	link    *view.Link
	details []string
}

// entriesOf takes a list apart by its links, for layouts that have no line of
// details with commas. Each wanted link begins an entry, and what stands behind
// it, in a table's row also before it, are its details.
func (p *countryLists) entriesOf(pt *part, wanted func(*view.Link) bool) []listEntry {
	var entries []listEntry
	var open *listEntry
	var before []string // details of a row that has no link yet
	row := [3]int32{}
	for _, s := range p.v.Segments(pt.from, pt.to) {
		b := &p.v.Blocks[s.Block]
		if at := [3]int32{b.Table, b.Row, b.Item}; at != row {
			row, before = at, nil
			if b.Table > 0 {
				open = nil
			}
		}
		for q := p.v.PieceAt(b, s.Start); q < int(b.To) && int(p.v.Pieces[q].Start) < s.End; q++ {
			pc := &p.v.Pieces[q]
			text := strings.TrimSpace(b.Text[max(int(pc.Start), s.Start):min(int(pc.End), s.End)])
			l := (*view.Link)(nil)
			if pc.Link >= 0 && wanted(&p.v.Links[pc.Link]) {
				l = &p.v.Links[pc.Link]
			}
			switch {
			case text == "" || p.isMore(text):
			case l != nil && open != nil && open.link == l && p.sameLine(open, s.Block):
				open.title += " " + text
			case l != nil && (open == nil || open.link.URL != l.URL):
				entries = append(entries, listEntry{title: text, link: l, details: before})
				open, before = &entries[len(entries)-1], nil
			case open == nil:
				before = append(before, detailsOf(text)...)
			case b.Level == 0 || b.Linked:
				open.details = append(open.details, detailsOf(text)...)
			default: // a heading between two entries
				open = nil
			}
		}
	}
	return entries
}

// sameLine: the entry's title stands in the block.
func (p *countryLists) sameLine(e *listEntry, block int) bool { return int(e.link.Block) == block }

// detailsOf takes a text apart at commas, dots and bars.
func detailsOf(text string) []string {
	return slices.DeleteFunc(strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune(",·•|;–", c) }), func(s string) bool { return strings.TrimSpace(s) == "" })
}

// isMore tells the words of a link that leads on to what a title links to.
func (p *countryLists) isMore(text string) bool {
	switch view.Key(text) {
	case "view", "details", "open", "download", "read", "more":
		return true
	}
	return p.isAside(text)
}

// sort takes year, code and one more word out of an entry's details.
func (e *listEntry) sort() (year, code, kind string) {
	for _, f := range e.details {
		f = strings.Trim(f, " ()")
		switch {
		case len(f) == 4 && view.IsDigits(f) && (f[:2] == "19" || f[:2] == "20"):
			if year == "" {
				year = f
			}
		case record.CodeAtEnd(f) == len(f) && f != "":
			code = f
		case kind == "" && len(f) <= label.MaxLabel && view.HasWord(f) && !isForm(f) && !view.IsDigits(f):
			kind = f
		}
	}
	return year, code, kind
}

// commitmentsByLink reads a list of commitments without lines of details.
func (p *countryLists) commitmentsByLink(pt *part) []record.ListedCommitment {
	var out []record.ListedCommitment
	for _, e := range p.entriesOf(pt, func(l *view.Link) bool { return l.Kind == record.KindCommitment && l.Page != "" }) {
		year, code, area := e.sort()
		if code == "" {
			code = strings.ToUpper(e.link.Code)
		}
		out = append(out, record.ListedCommitment{Code: code, Title: cleanTitle(e.title), Year: year, PolicyArea: area, URL: e.link.Page})
	}
	return out
}

// documentsByLink reads a list of resources without lines of details.
func (p *countryLists) documentsByLink(pt *part) []record.ListedDocument {
	var out []record.ListedDocument
	for _, e := range p.entriesOf(pt, func(l *view.Link) bool { return l.Kind == record.KindDocument || isFileAddress(l.URL) }) {
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
func (p *countryLists) withoutMore(s view.Segment) view.Segment {
	b := &p.v.Blocks[s.Block]
	q := p.v.PieceAt(b, s.End-1)
	pc := &p.v.Pieces[q]
	if pc.Link >= 0 && int(pc.Start) > s.Start && p.isMore(pc.Text) {
		s.End = int(pc.Start)
		s.Text = strings.TrimRight(b.Text[s.Start:s.End], " |,·")
	}
	return s
}
