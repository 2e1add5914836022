package scrape

import (
	"strings"

	"ogptracker/scrape/address"
	"ogptracker/scrape/record"
)

// hint is what the one who names a page says of it.
type hint struct {
	planEnd int
	low     bool
	// quiet: named by what does not change when a page goes (OGP's table).
	quiet bool
	// sitemap: named by a sitemap, or led to from a page that only one names.
	sitemap bool
	// written is the address as it is written by whom.
	written string
	by      writer
}

// addCandidate enters a page that something names. Only pages of the known patterns,
// of members that are to be read, become candidates.
func (f *frontier) addCandidate(a address.Address, h hint) *candidate {
	if !a.Fetchable() || !f.wants(a.Member) || a.Kind == record.KindUnknown && a.Special != address.SpecialNumeric {
		return nil
	}
	url := f.finalAddress(a.String())
	if a.String() != url {
		led, ok := f.site.Parse(url)
		if !ok {
			return nil
		}
		a = led
	}
	if a.Kind == record.KindMembersList && url != f.finalAddress(f.membersList().String()) {
		return nil // a list of members by another name, or of another time
	}
	c := f.pages[url]
	if c == nil {
		c = &candidate{address: a, url: url, changed: true, planEnd: h.planEnd, low: h.low, unconfirmed: !wasRead(f.before[url])}
		f.pages[url] = c
	}
	c.named = c.named || !h.quiet
	c.write(h.written, h.by)
	c.unconfirmed = c.unconfirmed && h.sitemap
	if a.Kind == record.KindCommitment {
		// A member that is known only by a commitment is read too.
		if country, ok := f.site.Country(strings.Split(a.Path, "/")[2]); ok {
			f.addCandidate(country, hint{quiet: h.quiet, sitemap: h.sitemap, written: memberPart(h.written), by: byDerivation})
		}
	}
	if h.planEnd > c.planEnd {
		c.planEnd, c.changed = h.planEnd, true
	}
	if h.low && !c.low {
		c.low, c.changed = true, true
	}
	return c
}

// finalAddress follows the redirects that are known of an address. Two addresses
// that have come to lead to each other stay what they are.
func (f *frontier) finalAddress(url string) string {
	at := url
	for range 5 {
		to, ok := f.aliases[at]
		if !ok || to == at {
			return at
		}
		at = to
	}
	return url
}

// addLink enters a page that another one links to.
func (f *frontier) addLink(p *record.Page, url string, h hint) bool {
	a, ok := f.site.Parse(url)
	if ok {
		h.written, h.by = p.AsWritten(url), byPage
		f.addCandidate(a, h)
	}
	return ok
}

// discoverLinks takes from a reading every page it names.
func (f *frontier) discoverLinks(p *record.Page) {
	switch p.Kind {
	case record.KindMembersList:
		f.discoverMembers(p)
	case record.KindCountry:
		f.discoverOfCountry(p)
	}
	for _, links := range [][]record.Link{p.ActionPlans, p.IRMReports, p.Links} {
		for _, l := range links {
			f.addLink(p, l.URL, documentHint(l.Text, ""))
		}
	}
	for _, d := range p.Documents {
		f.addLink(p, d.URL, documentHint(d.Title, d.Type))
	}
	if c := f.pages[p.Address]; c != nil {
		if end := f.ownEnd(p); end != 0 && end != c.planEnd {
			c.planEnd, c.changed = end, true
		}
		if c.low != isLetter(p.Field(record.FieldDocumentType).Raw) && p.Field(record.FieldDocumentType).Raw != "" {
			c.low, c.changed = !c.low, true
		}
	}
}

func (f *frontier) discoverMembers(p *record.Page) {
	for _, m := range p.Members {
		if strings.Contains(strings.ToLower(m.Group), "local") {
			f.locals[m.Member] = true
		}
	}
	for _, m := range p.Members {
		if a, ok := f.site.Parse(m.URL); ok && a.Kind == record.KindCountry {
			f.addLink(p, m.URL, hint{})
		} else if a, ok := f.site.Country(m.Member); ok {
			f.addCandidate(a, hint{})
		}
	}
}

func (f *frontier) discoverOfCountry(p *record.Page) {
	if c, ok := years(p.Field(record.FieldCurrentCycle).Raw); ok {
		if old, seen := f.cycles[p.Member]; !seen || c.start >= old.start {
			f.cycles[p.Member] = c
		}
	}
	for _, l := range p.Commitments {
		end := f.endOfPlan(p.Member, l.Year)
		if l.Group == record.GroupCurrent {
			end = max(end, f.cycles[p.Member].end)
		}
		if f.addLink(p, l.URL, hint{planEnd: end}) || l.Code == "" {
			continue
		}
		if a, ok := f.site.Commitment(p.Member, l.Code); ok {
			f.addCandidate(a, hint{planEnd: end})
		}
	}
}

// discoverOfTable takes the pages that OGP's table gives the address of, and the
// members it knows by them.
func (f *frontier) discoverOfTable(t *record.Table) {
	if t == nil {
		return
	}
	for _, r := range t.Rows {
		a, ok := f.site.Parse(r.URL)
		if !ok || a.Kind != record.KindCommitment {
			continue
		}
		h := hint{quiet: true, written: f.site.Written(r.URL, ""), by: byTable}
		if c, ok := years(r.SubmissionYear + "-" + r.EndYear); ok {
			h.planEnd = c.end
		}
		f.addCandidate(a, h)
	}
}

// documentHint reads a document's title: "Estonia Action Plan 2022-2024"
// belongs to a plan that runs until 2024.
func documentHint(title, kind string) hint {
	h := hint{low: isLetter(kind)}
	if c, ok := years(title); ok && !h.low {
		h.planEnd = c.end
	}
	return h
}

func isLetter(kind string) bool { return strings.EqualFold(strings.TrimSpace(kind), "letter") }
