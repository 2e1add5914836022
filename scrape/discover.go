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

// know enters a page that something names. Only pages of the known patterns,
// of members that are to be read, become candidates.
func (s *session) know(a address.Address, h hint) *candidate {
	if !a.Fetchable() || !s.wants(a.Member) || a.Kind == record.KindUnknown && a.Special != address.SpecialNumeric {
		return nil
	}
	url := s.leads(a.String())
	if a.String() != url {
		led, ok := s.site.Parse(url)
		if !ok {
			return nil
		}
		a = led
	}
	if a.Kind == record.KindMembersList && url != s.leads(s.membersList().String()) {
		return nil // a list of members by another name, or of another time
	}
	c := s.pages[url]
	if c == nil {
		c = &candidate{address: a, url: url, changed: true, planEnd: h.planEnd, low: h.low, unconfirmed: !wasRead(s.before[url])}
		s.pages[url] = c
	}
	c.named = c.named || !h.quiet
	c.write(h.written, h.by)
	c.unconfirmed = c.unconfirmed && h.sitemap
	if a.Kind == record.KindCommitment {
		// A member that is known only by a commitment is read too.
		if country, ok := s.site.Country(strings.Split(a.Path, "/")[2]); ok {
			s.know(country, hint{quiet: h.quiet, sitemap: h.sitemap, written: memberPart(h.written), by: byDerivation})
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

// leads follows the redirects that are known of an address. Two addresses
// that have come to lead to each other stay what they are.
func (s *session) leads(url string) string {
	at := url
	for range 5 {
		to, ok := s.aliases[at]
		if !ok || to == at {
			return at
		}
		at = to
	}
	return url
}

// knowLink enters a page that another one links to.
func (s *session) knowLink(p *record.Page, url string, h hint) bool {
	a, ok := s.site.Parse(url)
	if ok {
		h.written, h.by = p.AsWritten(url), byPage
		s.know(a, h)
	}
	return ok
}

// learn takes from a reading every page it names.
func (s *session) learn(p *record.Page) {
	switch p.Kind {
	case record.KindMembersList:
		s.learnMembers(p)
	case record.KindCountry:
		s.learnCountry(p)
	}
	for _, links := range [][]record.Link{p.ActionPlans, p.IRMReports, p.Links} {
		for _, l := range links {
			s.knowLink(p, l.URL, documentHint(l.Text, ""))
		}
	}
	for _, d := range p.Documents {
		s.knowLink(p, d.URL, documentHint(d.Title, d.Type))
	}
	if c := s.pages[p.Address]; c != nil {
		if end := s.ownEnd(p); end != 0 && end != c.planEnd {
			c.planEnd, c.changed = end, true
		}
		if c.low != isLetter(p.Field(record.FieldDocumentType).Raw) && p.Field(record.FieldDocumentType).Raw != "" {
			c.low, c.changed = !c.low, true
		}
	}
}

func (s *session) learnMembers(p *record.Page) {
	for _, m := range p.Members {
		if strings.Contains(strings.ToLower(m.Group), "local") {
			s.locals[m.Member] = true
		}
	}
	for _, m := range p.Members {
		if a, ok := s.site.Parse(m.URL); ok && a.Kind == record.KindCountry {
			s.knowLink(p, m.URL, hint{})
		} else if a, ok := s.site.Country(m.Member); ok {
			s.know(a, hint{})
		}
	}
}

func (s *session) learnCountry(p *record.Page) {
	if c, ok := years(p.Field(record.FieldCurrentCycle).Raw); ok {
		if old, seen := s.cycles[p.Member]; !seen || c.start >= old.start {
			s.cycles[p.Member] = c
		}
	}
	for _, l := range p.Commitments {
		end := s.endOfPlan(p.Member, l.Year)
		if l.Group == record.GroupCurrent {
			end = max(end, s.cycles[p.Member].end)
		}
		if s.knowLink(p, l.URL, hint{planEnd: end}) || l.Code == "" {
			continue
		}
		if a, ok := s.site.Commitment(p.Member, l.Code); ok {
			s.know(a, hint{planEnd: end})
		}
	}
}

// learnTable takes the pages that OGP's table gives the address of, and the
// members it knows by them.
func (s *session) learnTable(t *record.Table) {
	if t == nil {
		return
	}
	for _, r := range t.Rows {
		a, ok := s.site.Parse(r.URL)
		if !ok || a.Kind != record.KindCommitment {
			continue
		}
		h := hint{quiet: true, written: s.site.Written(r.URL, ""), by: byTable}
		if c, ok := years(r.SubmissionYear + "-" + r.EndYear); ok {
			h.planEnd = c.end
		}
		s.know(a, h)
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
