package scrape

import (
	"cmp"
	"strings"

	"ogptracker/scrape/record"
)

// writer is who writes a page's address; of two the greater one is followed,
// of two alike the first.
type writer int

const (
	byDerivation writer = iota + 1 // made of another page's address
	byTable
	byEarlierRun
	byOlderRoot // a page of the site, under a root of an older site
	byPage
	bySitemap
)

// write notes how a page's address is written.
func (c *candidate) write(written string, by writer) {
	if by == byPage && written != "" && !c.address.SameRoot(written) {
		by = byOlderRoot
	}
	if written != "" && by > c.by {
		c.written, c.by = written, by
	}
}

// written is a page's address as it is asked for: as a sitemap writes it
// tonight, else as it was last had, else as a page writes it. What a sitemap
// writes and the site then sends elsewhere is asked for there at once.
func (f *frontier) written(c *candidate) string {
	st := f.before[c.url]
	had := st.Read.BodyHash != "" && !st.Gone && st.Failed == 0
	asked, answered := cmp.Or(st.Read.Asked, c.url), cmp.Or(st.Read.Answered, c.url)
	switch {
	case had && (c.by != bySitemap || c.written == asked):
		return answered
	case c.written != "":
		return c.written
	}
	return c.url
}

// memberPart is the part of a commitment's written address that is its
// member's, "" where there is none.
func memberPart(written string) string {
	at := strings.Index(strings.ToLower(written), "/commitments/")
	if at < 0 {
		return ""
	}
	return written[:at+1]
}

// asWritten collects how the site writes the addresses of a night: as the page
// was last had, else as it was last asked for in vain, else as the first who
// named it writes it, else as a page that was read does.
func (b *builder) asWritten(reads []record.Read) map[string]string {
	all := map[string]string{}
	enter := func(canonical, written string) {
		if written != "" {
			all[canonical] = written
		}
	}
	for _, r := range reads {
		for canonical, written := range r.Page.Written {
			if a, ok := b.site.Parse(canonical); ok && (all[canonical] == "" || !a.SameRoot(all[canonical])) {
				all[canonical] = written
			}
		}
	}
	for _, k := range b.entered {
		enter(k.Address, k.Written)
	}
	for _, f := range b.tonight {
		if f.BodyHash == "" {
			enter(f.Address, f.Asked)
		}
	}
	for canonical, st := range b.states {
		switch {
		case st.Read.BodyHash == "":
		case st.Read.Answered != "":
			all[canonical] = st.Read.Answered
		default:
			delete(all, canonical)
		}
	}
	return all
}

// likeWritten is the address of a member's next commitment, spelled as that of
// a known one; "" where the known one does not help.
func likeWritten(written, code, next string) string {
	switch {
	case strings.Contains(written, code):
		return strings.Replace(written, code, next, 1)
	case strings.Contains(written, strings.ToLower(code)):
		return strings.Replace(written, strings.ToLower(code), strings.ToLower(next), 1)
	}
	return ""
}
