package scrape

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"ogptracker/scrape/address"
	"ogptracker/scrape/archive"
	"ogptracker/scrape/record"
)

// frontier holds the pages that are known to exist, and says which of them is
// due next.
type frontier struct {
	site *address.Site
	run  archive.Run
	set  settings

	pages map[string]*candidate
	// before is what was known of each page when the run began.
	before map[string]archive.State
	// sample of tonight, and the pages that lost something since the last
	// complete run, which are asked for again.
	sample  *sample
	doubted map[string]bool
	// sampleMissed pages of the sample gave no body.
	sampleMissed int
	// tried are the unconfirmed pages asked for tonight, by their kind.
	tried map[record.Kind]trial
	// pauses: pages that keep failing are left alone for a while.
	pauses  bool
	aliases map[string]string // addresses that lead to another one
	// done pages need not be asked for any more tonight.
	done   map[string]bool
	locals map[string]bool // members listed as local
	// listAt is which of the usual addresses of the members list is tried.
	listAt int
	cycles map[string]cycle
}

func newFrontier(site *address.Site, run archive.Run, set settings) *frontier {
	return &frontier{site: site, run: run, set: set, pages: map[string]*candidate{}, before: map[string]archive.State{},
		tried: map[record.Kind]trial{}, done: map[string]bool{}, locals: map[string]bool{}, cycles: map[string]cycle{}}
}

// candidate is a page that is known to exist and may be asked for.
type candidate struct {
	address address.Address
	url     string // canonical
	// written is the address as the best of those who name it writes it, ""
	// where nobody does; by says who.
	written string
	by      writer
	// firstRun is the run that first knew it, the empty string this one.
	firstRun string
	// planEnd is the last year of its action plan, 0 if that is not known.
	planEnd int
	// low marks letters, which are read after everything else.
	low bool
	// named tonight, by a page, a list or a sitemap.
	named bool
	// unconfirmed: only a sitemap names it, and it was never read.
	unconfirmed bool
	// lastmod is what the sitemaps say of its last change, zero for nothing.
	lastmod time.Time
	// changed: what the archive knows of planEnd and low is out of date.
	changed bool
	// skipped: due, but the night was over.
	skipped bool
}

// Times after which a page is asked for again although nothing says that it
// changed.
const (
	// A sitemap's lastmod moves when editors save a page, not when the
	// ratings that are drawn into it change: it is trusted for a month.
	trustLastmod = 30 * 24 * time.Hour
	// A page that is gone and that nobody names any more.
	recheckGone = 30 * 24 * time.Hour
	// A page that failed pausedAfter nights in a row is asked for less and less
	// often, but at least once in longestPause: one that never works should
	// not be asked for every night, nor count against every night.
	pausedAfter  = 3
	longestPause = 30 * 24 * time.Hour
	// Where more than this share of the pages fail night after night it is
	// the site, not the odd page: all of them are asked for every night, so
	// that no night is complete because it did not look.
	mostPaused = 0.05
)

// pause is how long to leave a page alone that failed so many nights in a
// row. An hour is left for nights that do not begin at the same minute.
func pause(failed int) time.Duration {
	if failed < pausedAfter {
		return 0
	}
	days := 1 << min(failed-pausedAfter+1, 5)
	return min(time.Duration(days)*24*time.Hour, longestPause) - time.Hour
}

// fewFail says whether so few pages fail night after night that they may be
// left alone for a while.
func fewFail(states map[string]archive.State) bool {
	failing := 0
	for _, st := range states {
		if pause(st.Failed) > 0 {
			failing++
		}
	}
	return float64(failing) <= max(1, mostPaused*float64(len(states)))
}

// paused says whether a page that keeps failing is left alone tonight.
func (f *frontier) paused(url string) bool {
	st, asked := f.before[url]
	// A run that began within a second of the one before is dated before its
	// last fetches.
	return asked && f.pauses && st.Failed > 0 && f.run.Started.Sub(st.Asked) < pause(st.Failed)
}

// class is the place of a page in the order of a night; lower comes first.
type class int

const (
	classList        class = iota // members lists
	classCountry                  // country pages
	classSample                   // asked for without validators, to be compared
	classChanged                  // lastmod newer than the last read
	classRunning                  // of an action plan that has not ended
	classNew                      // never read
	classListed                   // unconfirmed, while the first reading goes on
	classOldest                   // the rest, oldest first
	classUnconfirmed              // named by a sitemap alone
	notDue
)

// class of a page tonight. Index and country pages are always due.
func (f *frontier) class(c *candidate) class {
	switch {
	case f.done[c.url] || c.skipped || !f.wants(c.address.Member):
		return notDue
	case c.unconfirmed:
		return f.unconfirmedClass(c)
	case c.address.Kind == record.KindMembersList:
		return classList
	case c.address.Kind == record.KindCountry:
		return classCountry
	}
	start := f.run.Started
	st, asked := f.before[c.url]
	switch {
	case f.sampled(c.url) && !f.paused(c.url):
		return classSample
	case f.doubted[c.url]:
		return classChanged
	case f.paused(c.url) && !c.lastmod.After(st.Asked):
		return notDue
	case asked && st.Gone:
		if !c.named && start.Sub(st.Asked) < recheckGone {
			return notDue
		}
		return classOldest
	case asked && (st.NoRecord || st.Failed > 0):
		return classNew
	case asked && st.Read.BodyHash != "" && c.lastmod.After(st.Read.At):
		return classChanged
	case asked && st.Read.BodyHash != "" && !c.lastmod.IsZero() && c.planEnd < start.Year():
		if start.Sub(st.Read.At) < trustLastmod {
			return notDue
		}
		return classOldest
	case c.planEnd >= start.Year():
		return classRunning
	case asked && st.Read.BodyHash != "":
		return classOldest
	}
	return classNew
}

// inOrder sorts pages of one class: what did not fit earlier comes first.
func (f *frontier) inOrder(cl class, pages []*candidate) {
	first := func(c *candidate) string {
		if c.firstRun == "" {
			return f.run.ID
		}
		return c.firstRun
	}
	slices.SortFunc(pages, func(a, b *candidate) int {
		low := cmp.Compare(bit(a.low), bit(b.low))
		country := cmp.Compare(bit(b.address.Kind == record.KindCountry), bit(a.address.Kind == record.KindCountry))
		asked := f.before[a.url].Asked.Compare(f.before[b.url].Asked) // never: first
		address := cmp.Compare(a.url, b.url)
		switch cl {
		case classChanged:
			return cmp.Or(a.lastmod.Compare(b.lastmod), asked, address)
		case classNew:
			return cmp.Or(low, asked, cmp.Compare(first(a), first(b)), address)
		case classListed, classUnconfirmed:
			return cmp.Or(asked, country, low, address)
		}
		return cmp.Or(asked, low, address)
	})
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// cycle is a member's current action plan, by its country page.
type cycle struct{ start, end int }

var spanOfYears = regexp.MustCompile(`\b((?:19|20)\d\d)\s*[-–—/]\s*((?:19|20)?\d\d)\b`)

// years finds the last span of years in a text ("2016-2018", "2011-12").
func years(text string) (c cycle, ok bool) {
	all := spanOfYears.FindAllStringSubmatch(text, -1)
	if len(all) == 0 {
		return cycle{}, false
	}
	last := all[len(all)-1]
	c.start, _ = strconv.Atoi(last[1])
	end := last[2]
	if len(end) == 2 {
		end = last[1][:2] + end
	}
	c.end, _ = strconv.Atoi(end)
	return c, c.end >= c.start
}

// endOfPlan says in which year the plan of a commitment ends: the member's
// current one if it began in the year given, else two years later, which is
// how long plans lasted until 2021.
func (f *frontier) endOfPlan(member, year string) int {
	y, err := strconv.Atoi(strings.TrimSpace(year))
	if err != nil || y < 2011 {
		return 0
	}
	if c, ok := f.cycles[member]; ok && c.start == y {
		return c.end
	}
	return y + 2
}

// ownEnd is the end of a page's plan by the page's own words, 0 if it says
// nothing of it.
func (f *frontier) ownEnd(p *record.Page) int {
	end := 0
	switch p.Kind {
	case record.KindCommitment:
		for _, plan := range p.ActionPlans {
			if c, ok := years(plan.Text); ok {
				end = max(end, c.end)
			}
		}
		if end == 0 {
			end = f.endOfPlan(p.Member, p.Field(record.FieldActionPlanCycle).Raw)
		}
	case record.KindDocument:
		if c, ok := years(p.Title); ok {
			end = c.end
		}
	}
	return end
}
