package page

import (
	"net/url"
	"strings"

	"ogptracker/scrape/address"
	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// homeBase is the site that a page without any address belongs to.
const homeBase = "https://www.opengovpartnership.org"

// locate finds out which page this is: by its address, and where that says
// nothing ("/?p=8934", a file from a disk) by what the page says of itself.
func (p *reading) locate() error {
	site, err := address.NewSite(originOf(p.page.Address, p.v.Canonical))
	if err != nil {
		return err
	}
	p.site = site
	p.addr, _ = site.Resolve(p.page.Address, p.page.Address)
	if p.page.Address == "" {
		p.page.Address, _ = site.OnSite(p.v.Canonical, "")
	}
	if p.addr.Kind == record.KindUnknown && p.v.Canonical != "" {
		if a, ok := site.Resolve(p.v.Canonical, p.page.Address); ok && a.Kind != record.KindUnknown {
			p.addr = a
			if p.page.Address, ok = site.OnSite(p.v.Canonical, ""); !ok {
				p.page.Address = a.String()
			}
		}
	}
	return nil
}

// originOf gives scheme and host of the first address that has them.
func originOf(addresses ...string) string {
	for _, a := range addresses {
		if u, err := url.Parse(a); err == nil && u.Host != "" && strings.HasPrefix(u.Scheme, "http") {
			return u.Scheme + "://" + u.Host
		}
	}
	return homeBase
}

// resolve finds the addresses of the page's links, each once.
func (p *reading) resolve() {
	first := make(map[string]int, len(p.v.Links))
	for i := range p.v.Links {
		l := &p.v.Links[i]
		if at, known := first[l.URL]; known {
			same := &p.v.Links[at]
			l.Page, l.Kind, l.Member, l.Code = same.Page, same.Kind, same.Member, same.Code
			continue
		}
		first[l.URL] = i
		if a, ok := p.pageLink(l.URL); ok {
			l.Page, l.Kind, l.Member, l.Code = a.String(), a.Kind, a.Member, a.Code
			p.noteWritten(l.URL, a)
		}
	}
}

// noteWritten keeps how the page writes the address of another page, where
// that is not its canonical form. Of several spellings the first one under the
// site's present root stands.
func (p *reading) noteWritten(raw string, a address.Address) {
	if a.Special != address.SpecialNone || strings.HasSuffix(raw, a.Path) {
		return
	}
	canonical, written := a.String(), p.site.Written(raw, p.page.Address)
	if had := p.page.Written[canonical]; written == canonical || had != "" && (a.SameRoot(had) || !a.SameRoot(written)) {
		return
	}
	if p.page.Written == nil {
		p.page.Written = map[string]string{}
	}
	p.page.Written[canonical] = written
}

// pageLink gives the canonical address of a link that leads to a page of the site
// of a known pattern.
func (p *reading) pageLink(raw string) (address.Address, bool) {
	if raw == "" || raw[0] == '#' {
		return address.Address{}, false
	}
	a, ok := p.site.Resolve(raw, p.page.Address)
	return a, ok && a.Special != address.SpecialFile && a.Special != address.SpecialRobots && a.Special != address.SpecialSitemap
}

// shown gives a link's address as it is kept for showing: canonical for pages
// and files of the site, on one host for others of it, else as it stands. Mail
// addresses and the like are dropped.
func (p *reading) shown(raw string) string {
	if raw == "" || raw[0] == '#' {
		return ""
	}
	if a, ok := p.site.Resolve(raw, p.page.Address); ok {
		return a.String()
	}
	if s, ok := p.site.OnSite(raw, p.page.Address); ok {
		return s
	}
	if strings.HasPrefix(raw, "http://") || strings.HasPrefix(raw, "https://") {
		return raw
	}
	return ""
}

// shownLink is shown for a link of the view.
func (p *reading) shownLink(l *view.Link) string {
	if l.Page != "" {
		return l.Page
	}
	return p.shown(l.URL)
}

// addLinks keeps the links to pages of known patterns, each once.
func (p *reading) addLinks() {
	seen := make(map[string]bool, len(p.v.Links))
	for i := range p.v.Links {
		l := &p.v.Links[i]
		if l.Page != "" && l.Page != p.page.Address && !seen[l.Page] {
			seen[l.Page] = true
			p.page.Links = append(p.page.Links, record.Link{Text: l.Text, URL: l.Page})
		}
	}
}
