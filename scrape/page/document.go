package page

import (
	"fmt"
	"path"
	"regexp"
	"strings"

	"ogptracker/scrape/address"
	"ogptracker/scrape/record"
)

// document reads a page under /documents/: an action plan, a letter, an IRM
// report or another resource. What all have is a title; what they say in
// labels and figures is kept, their running text is not.
func (p *reading) document() error {
	title := p.documentHeading()
	if title >= 0 {
		p.page.Title = p.v.blocks[title].text
	} else if p.page.Title = withoutSite(p.v.title); p.page.Title == "" {
		return fmt.Errorf("%w: a document's page without a title", ErrNoRecord)
	}
	p.page.Layout = p.documentLayout()
	p.page.Draft = isDraft(p.page.Title) || isDraft(p.page.Address)
	p.addFiles()
	taken := p.glance()
	p.facts(title+1, taken)
	if product := p.figures.productOf(p.page.Title); product != nil && product.Prose {
		p.prose(product, taken)
	}
	return nil
}

// documentHeading gives the block of the page's own heading: of those of the
// first level the one that the window's title begins with, since a site's logo
// can be one too; else the first of them, else the first heading, else the
// first line; -1 for a page without any.
func (p *reading) documentHeading() int {
	best := -1
	for i := range p.v.blocks {
		b := &p.v.blocks[i]
		if b.level == 1 && strings.HasPrefix(p.v.title, b.text) && withoutSite(b.text) != "" {
			return i
		}
		if b.level > 0 && (best < 0 || b.level == 1 && p.v.blocks[best].level > 1) {
			best = i
		}
	}
	if best < 0 && len(p.v.blocks) > 0 && len(p.v.blocks[0].text) <= maxNote {
		best = 0
	}
	return best
}

// siteInTitle is what the site puts behind a page's own title.
var siteInTitle = regexp.MustCompile(`(?:^|\s*[-–—|]\s*)Open Government Partnership.*$`)

func withoutSite(title string) string { return foldText(siteInTitle.ReplaceAllString(title, "")) }

// documentLayout: documents of the site of 2017-18 stand under /report/ or at
// the root. Later pages do not tell their generation.
func (p *reading) documentLayout() record.Layout {
	if !strings.Contains(p.page.Address, "/documents/") && p.addr.Special != address.SpecialNumeric {
		return record.Layout2017
	}
	return record.LayoutUnknown
}

// isDraft tells a version for public comment by its title or address.
func isDraft(text string) bool {
	return strings.Contains(plainWords(text), "for public comment")
}

// fileTypes are the kinds of file that a document is offered as.
var fileTypes = map[string]bool{".pdf": true, ".doc": true, ".docx": true, ".odt": true, ".rtf": true, ".xls": true, ".xlsx": true, ".ods": true,
	".csv": true, ".ppt": true, ".pptx": true, ".zip": true}

// addFiles keeps the files that the page offers, each once.
func (p *reading) addFiles() {
	seen := map[string]bool{}
	for i := range p.v.links {
		l := &p.v.links[i]
		name, _, _ := strings.Cut(l.url, "?")
		name, _, _ = strings.Cut(name, "#")
		if !fileTypes[strings.ToLower(path.Ext(name))] {
			continue
		}
		if u := p.shown(l.url); u != "" && !seen[u] {
			seen[u] = true
			p.page.Files = append(p.page.Files, record.Link{Text: redact(l.text), URL: u})
		}
	}
}
