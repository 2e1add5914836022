package page

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// entryLine is the line under the title of an entry of a list: what stands before it
// in the same line, and its parts.
type entryLine struct {
	before, code, year, kind string
}

// commitmentLine reads the line under a commitment's title: code, year of the
// plan, one policy area ("UK0090, 2019, Open Data").
func commitmentLine(s string) (entryLine, bool) {
	for from := 0; ; {
		comma := strings.IndexByte(s[from:], ',')
		if comma < 0 {
			return entryLine{}, false
		}
		comma += from
		from = comma + 1
		head := strings.TrimRight(s[:comma], " ")
		n := record.CodeAtEnd(head)
		rest := strings.TrimLeft(s[comma+1:], " ")
		if n == 0 || len(rest) < 4 || !view.IsDigits(rest[:4]) {
			continue
		}
		e := entryLine{before: head[:len(head)-n], code: head[len(head)-n:], year: rest[:4]}
		rest = strings.TrimSpace(rest[4:])
		if area, ok := strings.CutPrefix(rest, ","); ok {
			e.kind = strings.TrimSpace(area)
		} else if rest != "" {
			continue
		}
		return e, true
	}
}

// listedCommitments reads the list of commitments of the 2019-21 page: titles,
// each with its line behind it. On pages since 2021 a script fills it and
// nothing stands under the heading.
func (p *countryLists) listedCommitments(pt *part) {
	state := record.ListEmpty
	title, url := "", ""
	before, lines, behind := len(p.page.Commitments), 0, []string(nil)
	for _, s := range p.v.Segments(pt.from, pt.to) {
		behind = append(behind, s.Text)
		s = p.withoutMore(s)
		if p.isAside(s.Text) {
			continue
		}
		blockTitle, blockURL := p.entryTitle(s)
		line, ok := commitmentLine(s.Text)
		if !ok {
			if title != "" && url != "" && blockURL != "" && blockURL != url { // one without a line of its own
				p.addCommitment(record.ListedCommitment{Title: title, URL: url})
			}
			title, url = blockTitle, blockURL
			continue
		}
		c := record.ListedCommitment{Code: line.code, Year: line.year, PolicyArea: line.kind, Title: title, URL: url}
		if own := cleanTitle(line.before); own != "" {
			c.Title, c.URL = own, blockURL
		}
		if c.URL == "" {
			c.URL = blockURL
		}
		p.addCommitment(c)
		title, url, state = "", "", record.ListFilled
		lines++
		behind = behind[:0]
	}
	if title != "" && url != "" {
		p.addCommitment(record.ListedCommitment{Title: title, URL: url})
	}
	if lines == 0 {
		p.page.Commitments = append(p.page.Commitments[:before], p.commitmentsByLink(pt)...)
	}
	if len(p.page.Commitments) > 0 {
		state = record.ListFilled
	}
	p.page.CommitmentList = state
	p.listNotWhole(pt, slices.ContainsFunc(behind, leadsOn))
}

// listNotWhole says so where a list shows fewer commitments than the page says
// the current plan has, or leads on to more: one that is not on it may stand
// on its further pages.
func (p *countryLists) listNotWhole(pt *part, more bool) {
	shown, stated := len(p.page.Commitments), 0
	for _, s := range p.page.Stated {
		if s.Measure == record.MeasureCommitments && s.Number != nil {
			stated = int(*s.Number)
		}
	}
	if shown == 0 || !more && stated <= shown {
		return
	}
	p.page.CommitmentList = record.ListPart
	says := "leads on to more"
	if stated > shown {
		says = fmt.Sprintf("should have %d at least", stated)
	}
	p.issue(record.CodeListPart, "", pt.heading.Name, fmt.Sprintf("the list \"%s\" shows %d commitments and %s", pt.heading.Name, shown, says))
}

// entryTitle gives the words of a line of a list and the address of the page
// of a commitment that it links to.
func (p *countryLists) entryTitle(s view.Segment) (title, url string) {
	title = cleanTitle(s.Text)
	for l := range p.v.LinksAt(s.Block) {
		if l.Kind == record.KindCommitment {
			return title, l.Page
		}
	}
	return title, ""
}

// cleanTitle takes the number in the list ("12. ") off a title: it counts on
// over all plans and is not the commitment's own.
func cleanTitle(s string) string {
	d := 0
	for d < len(s) && d < 3 && s[d] >= '0' && s[d] <= '9' {
		d++
	}
	if d > 0 && strings.HasPrefix(s[d:], ". ") {
		s = s[d+2:]
	}
	return strings.Trim(s, " /|")
}

func (p *countryLists) addCommitment(c record.ListedCommitment) {
	if c.Code == "" && c.URL != "" {
		if a, ok := p.pageLink(c.URL); ok {
			c.Code = a.Code
		}
	}
	p.page.Commitments = append(p.page.Commitments, c)
}

// accordion reads a list of commitments of the 2017-18 page as a browser shows
// it: title, text, "See more". As served the list is empty.
func (p *countryLists) accordion(pt *part) {
	if !strings.ContainsAny(p.v.Blocks[pt.heading.Block].Text[pt.heading.Start:], "([") {
		return // a counter
	}
	if p.page.CommitmentList == record.ListAbsent {
		p.page.CommitmentList = record.ListEmpty
	}
	entries := p.accordionEntries(p.v.Segments(pt.from, pt.to), pt.entry.Heading.Group)
	if len(entries) == 0 {
		return
	}
	p.page.Commitments = append(p.page.Commitments, entries...)
	if p.page.CommitmentList != record.ListPart {
		p.page.CommitmentList = record.ListFilled
	}
	stated := p.page.Stated[len(p.page.Stated)-1] // the count of this heading
	if stated.Number != nil && int(*stated.Number) > len(entries) {
		p.page.CommitmentList = record.ListPart
		p.issue(record.CodeListPart, "", pt.heading.Name, fmt.Sprintf("the list \"%s\" has %d commitments and shows %d", pt.heading.Name, int(*stated.Number), len(entries)))
	}
}

// accordionEntries takes such a list apart. Each "See more" ends an entry;
// without any, each heading, list item or link begins one.
func (p *countryLists) accordionEntries(segs []view.Segment, group string) []record.ListedCommitment {
	isMore := func(s view.Segment) bool { return view.SameWords(s.Text, "See more") }
	mores := slices.ContainsFunc(segs, isMore)
	var entries []record.ListedCommitment
	item, ends := int32(-1), true
	for _, s := range segs {
		b := &p.v.Blocks[s.Block]
		starts := ends
		if !mores {
			starts = b.Level > 0 || b.Item > 0 && b.Item != item || b.Linked || len(entries) == 0 && !isSentence(s.Text)
		}
		switch {
		case !starts && len(entries) == 0: // what the group is about, before its first entry
		case isMore(s):
			if open := len(entries) - 1; open >= 0 && entries[open].URL == "" {
				entries[open].URL = p.firstLink(s.Block)
				if a, ok := p.pageLink(entries[open].URL); ok {
					entries[open].Code = a.Code
				}
			}
			ends = true
		case p.isAside(s.Text) || isPager(s.Text):
		case starts:
			item, ends = b.Item, false
			title, url := p.entryTitle(s)
			c := record.ListedCommitment{Title: title, URL: url, Group: group}
			if a, ok := p.pageLink(url); ok {
				c.Code = a.Code
			}
			entries = append(entries, c)
		default:
			open := &entries[len(entries)-1]
			open.Text = strings.TrimPrefix(open.Text+"\n\n"+view.WithoutMail(s.Text), "\n\n")
		}
	}
	if last := len(entries) - 1; mores && !ends && last > 0 && entries[last].URL == "" {
		entries = entries[:last] // behind the last "See more": what leads on
	}
	return entries
}

// isSentence tells a sentence from a title, which has no full stop.
func isSentence(text string) bool {
	return strings.HasSuffix(strings.TrimRight(text, ")”\"' "), ".")
}

var pager = regexp.MustCompile(`(?i)^(?:(?:showing|displaying|results?|items?|entries|commitments)? ?\d{1,4}(?: ?[-–] ?\d{1,4}| to \d{1,4})? (?:of|out of|/) \d{1,4}(?: \w+)?|(?:load|show|view|see) (?:more|all)(?: \w+)?(?: ?\(\d+\))?|\d{1,3} per page|\d{1,3}|[‹›«»<>…. ]+|(?:[‹›«»<>] ?)?(?:page )?(?:next|prev|previous|first|last|\d{1,3})(?: page| of \d+)?(?: ?[‹›«»<>])?)$`)

var (
	toMore = regexp.MustCompile(`(?i)^(?:load|show|view|see) (?:more|all)\b|^(?:page )?next\b`)
	ofAll  = regexp.MustCompile(`(?i)(\d{1,4}) (?:of|out of|/) (\d{1,4})\b`)
)

// leadsOn tells a line behind a list that says that there is more of it.
func leadsOn(text string) bool {
	if !isPager(text) {
		return false
	}
	if m := ofAll.FindStringSubmatch(text); m != nil {
		shown, _ := strconv.Atoi(m[1])
		all, _ := strconv.Atoi(m[2])
		return shown < all
	}
	return toMore.MatchString(text)
}

// isPager tells a line of the links to further pages of a list.
func isPager(text string) bool { return len(text) < 40 && pager.MatchString(text) }
