package page

import (
	"fmt"
	"ogptracker/scrape/address"
	"ogptracker/scrape/page/figures"
	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
	"path"
	"regexp"
	"strings"
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
		return fmt.Errorf("%w: a document's page without a title", ErrNoRecord)
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
	for i := range p.v.Blocks {
		b := &p.v.Blocks[i]
		if b.Level == 1 && strings.HasPrefix(p.v.Title, b.Text) && withoutSite(b.Text) != "" {
			return i
		}
		if b.Level > 0 && (best < 0 || b.Level == 1 && p.v.Blocks[best].Level > 1) {
			best = i
		}
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

// fileTypes are the kinds of file that a document is offered as.
var fileTypes = map[string]bool{".pdf": true, ".doc": true, ".docx": true, ".odt": true, ".rtf": true, ".xls": true, ".xlsx": true, ".ods": true,
	".csv": true, ".ppt": true, ".pptx": true, ".zip": true}

// addFiles keeps the files that the page offers, each once.
func (p *documentPage) addFiles() {
	seen := map[string]bool{}
	for i := range p.v.Links {
		l := &p.v.Links[i]
		name, _, _ := strings.Cut(l.Url, "?")
		name, _, _ = strings.Cut(name, "#")
		if !fileTypes[strings.ToLower(path.Ext(name))] {
			continue
		}
		if u := p.shown(l.Url); u != "" && !seen[u] {
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
