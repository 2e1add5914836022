package scrape

import (
	"time"

	"ogptracker/scrape/archive"
	"ogptracker/scrape/record"
)

// A page is unconfirmed while only a sitemap names it and it was never read.
// Sitemaps are made by plugins that also list what is gone, or never was, so
// such a page is asked for after everything that is known, is not kept as
// known, and no row of the report stands for it.

const (
	// recheckUnconfirmed is how long an unconfirmed page that is gone is left
	// alone, whatever the sitemap says.
	recheckUnconfirmed = 7 * 24 * time.Hour
	// triedUnconfirmed pages of a kind are asked for before the sitemap's word
	// on that kind is judged by how many of them were there.
	triedUnconfirmed = 10
)

// unconfirmedClass is the place of an unconfirmed page in a night. While the
// site is read for the first time they come before the pages that were read
// already, as long as the sitemap proves right: else a first reading of more
// pages than fit into a night would never end.
func (f *frontier) unconfirmedClass(c *candidate) class {
	if st, asked := f.before[c.url]; asked && !c.lastmod.After(st.Asked) {
		since := f.run.Started.Sub(st.Asked)
		if st.Gone && since < recheckUnconfirmed || f.paused(c.url) {
			return notDue
		}
	}
	if f.set.FirstReading && !f.tried[c.address.Kind].mostlyMissing() {
		return classListed
	}
	return classUnconfirmed
}

// trial counts the unconfirmed pages of a kind that were asked for tonight.
type trial struct{ asked, missing int }

func (t trial) mostlyMissing() bool { return t.asked >= triedUnconfirmed && 2*t.missing > t.asked }

// noteTried counts the answer for an unconfirmed page. It says whether the
// sitemap has just lost its word, so that the round must be put in order anew.
func (f *frontier) noteTried(cl class, c *candidate, a answer) (lost bool) {
	if cl != classListed && cl != classUnconfirmed {
		return false
	}
	t := f.tried[c.address.Kind]
	t.asked++
	t.missing += bit(a.Outcome != archive.OutcomeRead)
	f.tried[c.address.Kind] = t
	return cl == classListed && t.mostlyMissing()
}

// confirm notes that a page was read tonight: from now on it is known.
func (f *frontier) confirm(c *candidate, p *record.Page) {
	c.unconfirmed = false
	if to := f.pages[p.Address]; to != nil {
		to.unconfirmed = false
	}
}

// wasRead says whether a page was ever read with a record.
func wasRead(st archive.State) bool { return st.Read.BodyHash != "" && !st.NoRecord }
