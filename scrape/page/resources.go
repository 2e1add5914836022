package page

import (
	"regexp"
	"strings"

	"ogptracker/scrape/record"
)

// resourceLine is the line under the title of a resource: year of posting,
// type (missing on some), form.
var resourceLine = regexp.MustCompile(`(\d{4})\s*,\s*(?:([^,]+(?:, [^,]+)?)\s*,\s*)?(?i:Web ?page|PDF|Document|Download|External link|Video)\s*$`)

// documents reads a list of resources: titles, each with its line behind it;
// on the 2017-18 page links under a heading that tells their type.
func (p *reading) documents(pt *part) {
	if p.page.DocumentList == record.ListAbsent {
		p.page.DocumentList = record.ListEmpty
	}
	title, url := "", ""
	var plain []record.ListedDocument
	lines := 0
	for _, s := range p.v.segments(pt.from, pt.to) {
		if p.isAside(s.text) {
			continue
		}
		own, link := p.documentTitle(s)
		var m []int
		if strings.IndexByte(s.text, ',') > 0 {
			m = resourceLine.FindStringSubmatchIndex(s.text)
		}
		if m == nil {
			title, url = own, link
			if link != "" || p.v.blocks[s.block].item > 0 && len(own) > 5 {
				plain = append(plain, record.ListedDocument{Title: own, Type: pt.heading.name, URL: link})
			}
			continue
		}
		lines++
		d := record.ListedDocument{Title: title, URL: url, Year: s.text[m[2]:m[3]]}
		if m[4] >= 0 {
			d.Type = strings.TrimSpace(s.text[m[4]:m[5]])
		}
		if before := cleanTitle(s.text[:m[0]]); before != "" {
			d.Title, d.URL = before, link
		}
		if d.URL == "" {
			d.URL = link
		}
		title, url = "", ""
		if d.Title != "" {
			p.page.Documents = append(p.page.Documents, d)
		}
	}
	if lines == 0 && pt.role() == "documents" {
		p.page.Documents = append(p.page.Documents, plain...)
	}
	if len(p.page.Documents) > 0 {
		p.page.DocumentList = record.ListFilled
	}
}

// documentTitle gives the words of a line of a list and where its first link
// leads.
func (p *reading) documentTitle(s segment) (title, url string) {
	for l := range p.v.linksAt(s.block) {
		if u := p.shownLink(l); u != "" {
			return cleanTitle(s.text), u
		}
	}
	return cleanTitle(s.text), ""
}
