package page

import (
	"regexp"
	"slices"
	"strings"

	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// resourceForms are the words that end the line under a resource's title.
var resourceForms = [...]string{"web page", "webpage", "pdf", "document", "download", "external link", "video"}

func isForm(s string) bool { return slices.Contains(resourceForms[:], view.Key(s)) }

// resourceLine reads the line under a resource's title: year of posting, type
// (missing on some), form ("2024, IRM Report, Web page").
func resourceLine(s string) (entryLine, bool) {
	last := strings.LastIndexByte(s, ',')
	if last < 0 || len(s)-last > 20 {
		return entryLine{}, false
	}
	if !isForm(s[last+1:]) {
		return entryLine{}, false
	}
	// The first year before a comma behind which no more than a type stands,
	// which may hold a comma of its own.
	for from := 0; from <= last; {
		comma := strings.IndexByte(s[from:], ',') + from
		head := strings.TrimRight(s[:comma], " ")
		from = comma + 1
		if n := len(head); n < 4 || !view.IsDigits(head[n-4:]) {
			continue
		}
		e := entryLine{before: head[:len(head)-4], year: head[len(head)-4:]}
		if comma < last {
			if e.kind = strings.TrimSpace(s[comma+1 : last]); strings.Count(e.kind, ",") > 1 || e.kind == "" {
				continue
			}
		}
		return e, true
	}
	return entryLine{}, false
}

// documents reads a list of resources: titles, each with its line behind it;
// on the 2017-18 page links under a heading that tells their type.
func (p *countryLists) documents(pt *part) {
	if p.page.DocumentList == record.ListAbsent {
		p.page.DocumentList = record.ListEmpty
	}
	title, url := "", ""
	var plain []record.ListedDocument
	lines := 0
	for _, s := range p.v.Segments(pt.from, pt.to) {
		s = p.withoutMore(s)
		if p.isAside(s.Text) {
			continue
		}
		own, link := p.documentTitle(s)
		line, ok := resourceLine(s.Text)
		if !ok {
			title, url = own, link
			if link != "" || p.v.Blocks[s.Block].Item > 0 && len(own) > 5 {
				plain = append(plain, record.ListedDocument{Title: own, Type: pt.heading.Name, URL: link})
			}
			continue
		}
		lines++
		d := record.ListedDocument{Title: title, URL: url, Year: line.year, Type: line.kind}
		if before := cleanTitle(line.before); before != "" {
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
	switch {
	case lines > 0:
	case pt.role() == "documents":
		p.page.Documents = append(p.page.Documents, plain...)
	default:
		p.page.Documents = append(p.page.Documents, p.documentsByLink(pt)...)
	}
	if len(p.page.Documents) > 0 {
		p.page.DocumentList = record.ListFilled
	}
}

// documentTitle gives the words of a line of a list and where its first link
// leads.
func (p *countryLists) documentTitle(s view.Segment) (title, url string) {
	for l := range p.v.LinksAt(s.Block) {
		if u := p.shownLink(l); u != "" {
			return cleanTitle(withoutFileNote(s.Text)), u
		}
	}
	return cleanTitle(s.Text), ""
}

// fileNote says of which kind and size a file is ("(PDF, 2 MB)").
var fileNote = regexp.MustCompile(`(?i)\s*[(\[](?:pdf|docx?|xlsx?|zip)\b[^)\]]*[)\]]$`)

func withoutFileNote(text string) string {
	if !strings.HasSuffix(text, ")") && !strings.HasSuffix(text, "]") {
		return text // nearly every title
	}
	return fileNote.ReplaceAllString(text, "")
}
