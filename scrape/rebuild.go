package scrape

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"ogptracker/scrape/address"
	"ogptracker/scrape/archive"
	"ogptracker/scrape/fetch"
	"ogptracker/scrape/record"
)

// rebuild makes a run's night from the archive. A live night is made the same
// way when its crawl has ended, so that both are one; only the sample need not
// be chosen again where the crawl has just done so.
func (c *Crawler) rebuild(ctx context.Context, id string, chosen *sample) (record.Night, Stats, error) {
	b, err := c.builder(ctx, id, chosen)
	if err != nil {
		return record.Night{}, Stats{}, err
	}
	night, err := b.night(ctx)
	if err != nil {
		return record.Night{}, Stats{}, err
	}
	f, err := earlierFigures(b.run.Stats, fetch.Stats{})
	if err != nil {
		return record.Night{}, Stats{}, err
	}
	stats := f.stats()
	stats.Worked = b.run.Worked
	stats.Parsed += int(b.parsed.Load())
	stats.Failures = b.failures()
	stats.count(&night)
	return night, stats, nil
}

// builder holds what the archive says of a run.
type builder struct {
	*readers
	site *address.Site
	run  archive.Run
	set  settings
	// tonight's fetches by the page they led to; the rest by class.
	tonight map[string]archive.Fetch
	others  []archive.Fetch
	states  map[string]archive.State
	saved   map[string]archive.State // of saved pages, before this run
	known   map[string]bool          // pages that something but a sitemap names, or that were read
	pages   []string                 // those, and the ones asked for tonight, in order
	moved   map[string]bool          // pages that lead elsewhere by now
	joined  map[string]string        // numbers of documents that have words
	entered []archive.Known          // the first of them, as they were entered
	aliases map[string]string        // addresses that lead elsewhere
	sample  *sample
	// listed are the members with commitments in tonight's sitemaps.
	listed map[string]bool
}

func (c *Crawler) builder(ctx context.Context, id string, chosen *sample) (*builder, error) {
	b := &builder{readers: newReaders(c), tonight: map[string]archive.Fetch{}, states: map[string]archive.State{}, saved: map[string]archive.State{}, moved: map[string]bool{}}
	var err error
	if b.run, err = c.Archive.Run(ctx, id); err != nil {
		return nil, err
	}
	if b.set, err = readSettings(b.run.Settings); err != nil {
		return nil, err
	}
	if b.site, err = address.NewSite(b.set.Base); err != nil {
		return nil, err
	}
	group, looking := errgroup.WithContext(ctx)
	group.Go(func() error {
		fetches, err := c.Archive.RunFetches(looking, id)
		for _, f := range fetches {
			if f.Class != archive.ClassPage {
				b.others = append(b.others, f)
			} else if old, ok := b.tonight[f.Final]; !ok || old.BodyHash == "" && f.BodyHash != "" {
				b.tonight[f.Final] = f
			}
		}
		return err
	})
	for _, kept := range []struct {
		class    archive.Class
		included bool
		into     map[string]archive.State
	}{{archive.ClassPage, true, b.states}, {archive.ClassSaved, false, b.saved}} {
		group.Go(func() error {
			states, err := c.Archive.States(looking, kept.class, id, kept.included)
			for _, st := range states {
				kept.into[st.Address] = st
			}
			return err
		})
	}
	group.Go(func() (err error) {
		b.entered, err = c.Archive.Known(looking, id, true)
		return err
	})
	group.Go(func() (err error) {
		b.aliases, err = c.Archive.Aliases(looking, id, true)
		return err
	})
	if b.sample = chosen; chosen == nil {
		group.Go(func() (err error) {
			b.sample, err = b.readers.sample(looking, b.site, b.run, b.set, nil)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	b.list()
	return b, nil
}

// list collects every page known: entered as known, ever read, or asked for
// tonight. An address that led elsewhere when it was last asked for is no page;
// one that was read before then is gone from there.
func (b *builder) list() {
	all := map[string]bool{}
	b.known = map[string]bool{}
	for _, k := range b.entered {
		all[k.Address], b.known[k.Address] = true, true
	}
	for url, st := range b.states {
		if wasRead(st) {
			all[url], b.known[url] = true, true
		}
	}
	for url := range b.tonight {
		all[url] = true
	}
	b.joined = numbersJoined(b.site, b.states)
	for from := range b.aliases {
		if b.moved[from] = b.states[from].Read.BodyHash != ""; !b.moved[from] {
			delete(all, from)
		}
	}
	for url := range all {
		b.pages = append(b.pages, url)
	}
	slices.Sort(b.pages)
}

func (b *builder) night(ctx context.Context) (record.Night, error) {
	night := record.Night{ReaderVersion: b.version, Base: b.site.Base(), Comparison: b.comparison()}
	reads := make([]read, len(b.pages))
	done := b.counter(len(b.pages))
	group, reading := errgroup.WithContext(ctx)
	group.SetLimit(b.Workers)
	for i, url := range b.pages {
		group.Go(func() (err error) {
			if err = ended(reading); err != nil {
				return err
			}
			reads[i], err = b.page(reading, url)
			done(url)
			return err
		})
	}
	var listed *inSitemaps
	group.Go(func() (err error) {
		listed, err = b.readSitemaps(reading)
		return err
	})
	var tableIssue *record.Issue
	for _, f := range b.others {
		if issue, ok := b.fillIssue(f); ok && f.Class == archive.ClassFilled {
			night.Issues = append(night.Issues, issue)
		}
		if f.Class == archive.ClassTable {
			group.Go(func() (err error) {
				night.Table, tableIssue, err = b.tableOfNight(reading, f)
				return err
			})
		}
	}
	if err := group.Wait(); err != nil {
		return night, err
	}
	saved, err := b.savedReads(ctx)
	if err != nil {
		return night, err
	}
	night.Reads = make([]record.Read, 0, len(reads)+len(saved))
	for _, part := range [][]read{reads, saved} {
		for i := range part {
			r := &part[i]
			switch {
			case r.Page.Address == "":
			case r.Page.Saved || b.known[r.Page.Address] || !r.LastRead.IsZero():
				night.Reads = append(night.Reads, r.Read)
			default:
				night.Unconfirmed = append(night.Unconfirmed, r.Read)
			}
			night.Issues = append(night.Issues, r.issues...)
		}
	}
	slices.SortStableFunc(night.Reads, func(x, y record.Read) int {
		return cmp.Or(strings.Compare(x.Page.Address, y.Page.Address), cmp.Compare(bit(x.Page.Saved), bit(y.Page.Saved)))
	})
	night.Written = b.asWritten(night.Reads)
	if tableIssue != nil {
		night.Issues = append(night.Issues, *tableIssue)
	}
	if err := b.sitemapped(ctx, &night, listed); err != nil {
		return night, err
	}
	b.wayIssues(&night)
	listedGone(&night)
	slices.SortStableFunc(night.Issues, func(x, y record.Issue) int {
		return cmp.Or(cmp.Compare(x.Code, y.Code), strings.Compare(x.Member, y.Member), strings.Compare(x.URL, y.URL), strings.Compare(x.Key, y.Key))
	})
	return night, b.flush(ctx)
}

// counter reports progress, one call at a time and not for every page.
func (b *builder) counter(total int) func(url string) {
	var mu sync.Mutex
	done := 0
	return func(url string) {
		mu.Lock()
		defer mu.Unlock()
		if done++; b.Progress != nil && (done%100 == 0 || done == total) {
			b.Progress(Progress{Phase: "archive", Done: done, Total: total, Address: url})
		}
	}
}

// failureNoRecord is the failure of a page that came without a record.
const failureNoRecord = "no-record"

// read is a page of the night with the issues it raises.
type read struct {
	record.Read
	issues []record.Issue
}

// page makes what tonight knows of one page.
func (b *builder) page(ctx context.Context, url string) (read, error) {
	st := b.states[url]
	r := read{Read: record.Read{Gone: st.Gone || b.moved[url], Freshness: record.FreshNotRead, Page: b.blank(url)}}
	standing, passed, err := b.standing(ctx, st, b.run.ID)
	if err != nil {
		return r, err
	}
	if standing != nil {
		r.Page, r.LastRead, r.Freshness = b.complete(standing.page), standing.at, record.FreshCarried
	}
	f, asked := b.tonight[url]
	if !asked {
		r.Failing = st.Failed > 0
		if words, ok := b.joined[url]; ok && b.tonight[words].BodyHash != "" {
			r.Freshness, r.LastRead = record.FreshUnchanged, b.tonight[words].At
		}
		return r, nil
	}
	r.Failing = st.Failed > 1
	if r.Body = f.Outcome == archive.OutcomeRead; r.Body {
		before, err := b.saidThen(ctx, b.sample.then[url])
		if err != nil {
			return r, err
		}
		at, sampled := b.sample.place[url]
		r.Before, r.Sampled = compared(before), sampled && at < b.sample.size
	}
	r.Requested = f.Outcome != archive.OutcomeRefused
	switch f.Outcome {
	case archive.OutcomeRefused, archive.OutcomeFailed:
		r.Failure, r.Detail = f.Reason, f.Detail
		if r.Requested {
			r.Freshness = record.FreshFailed
		}
		r.issues = []record.Issue{b.failure(&r.Page, f)}
	case archive.OutcomeRead, archive.OutcomeSame:
		switch {
		case passed != nil:
			r.NoRecord, r.Freshness, r.Failure = true, record.FreshFailed, failureNoRecord
			r.issues = b.noRecord(&r.Page, passed)
			r.Detail = r.issues[0].Message
		case f.Obtained.Equal(f.At):
			r.Freshness = record.FreshRead
		default:
			r.Freshness = record.FreshUnchanged
		}
	}
	return r, nil
}

// blank is what is known of a page by its address alone.
func (b *builder) blank(url string) record.Page {
	return b.complete(record.Page{Source: record.Source{Address: url}})
}

// complete fills what a reading leaves to the address.
func (b *builder) complete(p record.Page) record.Page {
	a, ok := b.site.Parse(p.Address)
	if !ok {
		return p
	}
	if p.Kind == record.KindUnknown {
		p.Kind = a.Kind
	}
	if p.Member == "" {
		p.Member = a.Member
	}
	if p.Code == "" {
		p.Code = a.Code
	}
	return p
}
