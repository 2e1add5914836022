package page

import (
	"regexp"
	"strings"

	"ogptracker/scrape/record"
)

// commitmentLine is the line under a title: code, year of the plan, one policy
// area.
var commitmentLine = regexp.MustCompile(`([A-Z]{2,3}\d{4})\s*,\s*(\d{4})\s*(?:,\s*(.+))?$`)

// listedCommitments reads the list of commitments of the 2019-21 page: titles,
// each with its line behind it. On pages since 2021 a script fills it and
// nothing stands under the heading.
func (p *reading) listedCommitments(pt *part) {
	state := record.ListEmpty
	title, url := "", ""
	for _, s := range p.v.segments(pt.from, pt.to) {
		if p.isAside(s.text) {
			continue
		}
		blockTitle, blockURL := p.entryTitle(s)
		var m []int
		if strings.IndexByte(s.text, ',') > 0 {
			m = commitmentLine.FindStringSubmatchIndex(s.text)
		}
		if m == nil {
			if c, ok := p.linkedCommitment(s); ok && title != "" && url != "" {
				p.addCommitment(record.ListedCommitment{Title: title, URL: url})
				title, url = c, ""
			}
			title, url = blockTitle, blockURL
			continue
		}
		c := record.ListedCommitment{Code: s.text[m[2]:m[3]], Year: s.text[m[4]:m[5]], Title: title, URL: url}
		if m[6] >= 0 {
			c.PolicyArea = strings.TrimSpace(s.text[m[6]:m[7]])
		}
		if own := cleanTitle(s.text[:m[0]]); own != "" {
			c.Title, c.URL = own, blockURL
		}
		if c.URL == "" {
			c.URL = blockURL
		}
		p.addCommitment(c)
		title, url, state = "", "", record.ListFilled
	}
	if title != "" && url != "" {
		p.addCommitment(record.ListedCommitment{Title: title, URL: url})
	}
	if len(p.page.Commitments) > 0 {
		state = record.ListFilled
	}
	p.page.CommitmentList = state
}

// linkedCommitment gives the title of a line that is a link to a commitment.
func (p *reading) linkedCommitment(s segment) (string, bool) {
	title, url := p.entryTitle(s)
	return title, url != ""
}

// entryTitle gives the words of a line of a list and the address of the page
// of a commitment that it links to.
func (p *reading) entryTitle(s segment) (title, url string) {
	title = cleanTitle(s.text)
	for l := range p.v.linksAt(s.block) {
		if l.page && l.addr.Kind == record.KindCommitment {
			return title, l.addr.String()
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

func (p *reading) addCommitment(c record.ListedCommitment) {
	if c.Code == "" && c.URL != "" {
		if a, ok := p.pageLink(c.URL); ok {
			c.Code = a.Code
		}
	}
	p.page.Commitments = append(p.page.Commitments, c)
}

// accordion reads a list of commitments of the 2017-18 page as a browser shows
// it: title, text, "See more". As served the list is empty.
func (p *reading) accordion(pt *part) {
	if !strings.ContainsAny(p.v.blocks[pt.heading.block].text[pt.heading.start:], "([") {
		return // a counter
	}
	if p.page.CommitmentList == record.ListAbsent {
		p.page.CommitmentList = record.ListEmpty
	}
	segs := p.v.segments(pt.from, pt.to)
	mores := 0
	for _, s := range segs {
		if sameWords(s.text, "See more") {
			mores++
		}
	}
	var open *record.ListedCommitment
	item, ends := int32(-1), true
	for _, s := range segs {
		b := &p.v.blocks[s.block]
		if sameWords(s.text, "See more") {
			if _, url := p.entryTitle(s); open != nil && open.URL == "" {
				open.URL = url
				if a, ok := p.pageLink(url); ok {
					open.Code = a.Code
				}
			}
			ends = true
			continue
		}
		if p.isAside(s.text) {
			continue
		}
		starts := ends
		if mores == 0 {
			starts = b.level > 0 || b.item > 0 && b.item != item || b.linked
		}
		if !starts {
			continue
		}
		item, ends = b.item, false
		title, url := p.entryTitle(s)
		p.addCommitment(record.ListedCommitment{Title: title, URL: url, Group: pt.entry.heading.Group})
		open = &p.page.Commitments[len(p.page.Commitments)-1]
		p.page.CommitmentList = record.ListFilled
	}
}
