package page

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"ogptracker/scrape/address"
	"ogptracker/scrape/page/figures"
	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// documentPage is a document's page while it is read.
type documentPage struct{ *reading }

// read reads a page under /documents/: an action plan, a letter, an IRM
// report or another resource. What all have is a title; what they say in
// labels and figures is kept, their running text is not.
func (p *documentPage) read() error {
	title := p.documentHeading()
	if title >= 0 {
		p.page.Title = p.v.Blocks[title].Text
	} else if p.page.Title = withoutSite(p.v.Title); p.page.Title == "" {
		return fmt.Errorf("%w: a document's page without a title", errNoRecord)
	}
	p.page.Layout = p.documentLayout()
	p.page.Draft = isDraft(p.page.Title) || isDraft(p.page.Address)
	p.addFiles()
	found := p.figures.Read(p.v, p.page.Title)
	p.addFigures(found)
	p.readLabels(title+1, found.Taken)
	p.page.Figures = p.figures.ReadProse(p.v, p.page.Title, found).Figures
	return nil
}

// documentHeading gives the block of the page's own heading: of those of the
// first level the one that the window's title begins with, since a site's logo
// can be one too; else the first of them, else the first heading, else the
// first line; -1 for a page without any.
func (p *documentPage) documentHeading() int {
	best := -1
	for _, i := range p.v.Lines(topHeading) {
		if t := p.v.Blocks[i].Text; strings.HasPrefix(p.v.Title, t) && withoutSite(t) != "" {
			return i
		} else if best < 0 {
			best = i
		}
	}
	if headings := p.v.Lines(anyHeading); best < 0 && len(headings) > 0 {
		best = headings[0]
	}
	if best < 0 && len(p.v.Blocks) > 0 && len(p.v.Blocks[0].Text) <= figures.MaxNote {
		best = 0
	}
	return best
}

// siteInTitle is what the site puts behind a page's own title.
var siteInTitle = regexp.MustCompile(`(?:^|\s*[-–—|]\s*)Open Government Partnership.*$`)

func withoutSite(title string) string { return view.FoldText(siteInTitle.ReplaceAllString(title, "")) }

// documentLayout: documents of the site of 2017-18 stand under /report/ or at
// the root. Later pages do not tell their generation.
func (p *documentPage) documentLayout() record.Layout {
	if !strings.Contains(p.page.Address, "/documents/") && p.addr.Special != address.SpecialNumeric {
		return record.Layout2017
	}
	return record.LayoutUnknown
}

// isDraft tells a version for public comment by its title or address.
func isDraft(text string) bool {
	return strings.Contains(figures.PlainWords(text), "for public comment")
}

// fileKinds are the endings of the kinds of file that a document is offered as.
var fileKinds = []string{".pdf", ".doc", ".odt", ".rtf", ".xls", ".ods", ".csv", ".ppt", ".zip"}

// fileEnd is how the path of such an address ends.
var fileEnd = regexp.MustCompile(`(?i)\.(?:pdf|docx?|odt|rtf|xlsx?|ods|csv|pptx?|zip)(?:[?#]|$)`)

// addFiles keeps the files that the page offers, each once.
func (p *documentPage) addFiles() {
	seen := map[string]bool{}
	for i := range p.v.Links {
		l := &p.v.Links[i]
		lower := strings.ToLower(l.URL)
		if !slices.ContainsFunc(fileKinds, func(k string) bool { return strings.Contains(lower, k) }) {
			continue // nearly every one; the expression would take longer than the rest of the page
		}
		if u := p.shown(l.URL); u != "" && fileEnd.MatchString(u) && !seen[u] {
			seen[u] = true
			p.page.Files = append(p.page.Files, record.Link{Text: view.WithoutMail(l.Text), URL: u})
		}
	}
}

// addFigures keeps the figures of the page, and the labelled values and
// oddities among them.
func (p *documentPage) addFigures(found figures.Found) {
	p.page.Figures = found.Figures
	p.page.Labels = append(p.page.Labels, found.Labels...)
	for f, v := range found.Fields {
		if p.page.Fields == nil {
			p.page.Fields = record.Fields{}
		}
		p.page.Fields[f] = v
	}
	for _, i := range found.Issues {
		p.issue(i.Code, i.Field, i.Value, i.Message)
	}
}
