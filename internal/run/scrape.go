package run

import (
	"context"
	"errors"
	"time"

	"ogptracker/internal/history"
	"ogptracker/scrape"
	"ogptracker/scrape/fetch"
	"ogptracker/scrape/record"
	"ogptracker/transform/figure"
	"ogptracker/transform/vocabulary"
)

// reserve is the part of a run's deadline that is left for making the report.
const reserve = 15 * time.Minute

// scrape is the first stage: the site, the archive, saved pages, the table.
func (n *night) scrape(ctx context.Context) (*record.Night, error) {
	c := n.Config
	crawler := n.crawler()
	words := vocabulary.NewTranslator(n.inputs.crosswalk)
	crawler.AfterBan = n.AfterBan
	crawler.Whole = func(p *record.Page) bool { return figure.SaidBy(words, p).Whole() }
	if n.earlier != nil {
		read, err := crawler.Offline(ctx, n.id)
		return &read, err
	}
	before, err := n.history.Previous(ctx, n.id)
	if err != nil {
		return nil, err
	}
	if before != nil {
		crawler.Before, crawler.Sample, crawler.FirstReading = before.Run, c.Publish.Sample, before.FirstReading != nil
	}
	if !n.crawls() && !n.offline && c.Crawls() {
		n.Log.Warn("site.contact is empty, so the site is not asked; the report is made from the named sources alone")
	}
	if n.crawls() {
		client, err := n.client(ctx)
		if err != nil {
			return nil, err
		}
		defer client.Close()
		crawler.Fetch = client
		var end func()
		crawler.Fill, end = fill(n.Deps, client)
		defer end()
		crawler.Budget = scrape.Budget{MaxRequests: c.Fetch.MaxRequests, MaxDuration: c.Fetch.MaxDuration, Deadline: n.readUntil()}
	}
	if done, err := n.tableByAddress(crawler); err != nil {
		return nil, err
	} else if done != nil {
		defer done()
	}
	read, stats, err := crawler.Night(ctx, n.id)
	n.stats = politeness(stats)
	switch {
	case err == nil:
		return &read, nil
	case errors.Is(err, fetch.ErrNoContact):
		return nil, usage(c.Where("site.contact"), "%v", err)
	}
	return nil, err
}

func (n *night) crawler() *scrape.Crawler {
	c := n.Config
	return &scrape.Crawler{
		Archive: n.archive, Reader: n.inputs.reader, Now: n.Now, Base: base(c.Site.BaseURL),
		SequenceProbe: c.Fetch.SequenceProbe, Members: c.Site.Members, LocalMembers: c.Site.LocalMembers,
		SavedPages: c.Sources.SavedPages, Table: n.inputs.table, Progress: n.Progress, Log: n.Log,
	}
}

// base is the public address pages are kept under.
func base(configured string) string {
	if configured == "" {
		return "https://www.opengovpartnership.org"
	}
	return configured
}

// readUntil is when the crawl stops so that the report is made in time. A
// resumed run has the time it had.
func (n *night) readUntil() time.Time {
	deadline := n.Config.Schedule.Deadline
	return n.Now().Add(deadline - min(reserve, deadline/4))
}

// client asks the site. In a run that goes on it keeps the delay since that
// run's last request, and has the requests that are left.
func (n *night) client(ctx context.Context) (*fetch.Client, error) {
	c := n.Config
	made, last := 0, time.Time{}
	if n.resumed {
		fetches, err := n.archive.RunFetches(ctx, n.id)
		if err != nil {
			return nil, err
		}
		for _, f := range fetches {
			made += f.Requests
		}
		if last, err = n.archive.LastRequest(ctx, n.id); err != nil {
			return nil, err
		}
	}
	opts := fetchOptions(n.Deps)
	opts.MaxRequests, opts.Last = max(1, c.Fetch.MaxRequests-made), last
	return fetch.New(opts)
}

// fetchOptions are how politely anything is asked for.
func fetchOptions(d Deps) fetch.Options {
	c := d.Config
	return fetch.Options{
		Base: c.Site.BaseURL, Contact: c.Site.Contact, Version: Version(),
		MinDelay: c.Fetch.MinDelay, Timeout: c.Fetch.Timeout, MaxBody: c.Fetch.MaxBody,
		Retries: c.Fetch.Retries, MaxWait: c.Fetch.MaxWait, MaxRequests: c.Fetch.MaxRequests,
		Transport: d.Transport, Now: d.Now, Log: d.Log,
	}
}

// politeness turns the crawl's figures into those of the run record.
func politeness(s scrape.Stats) history.Politeness {
	p := history.Politeness{
		Requests: s.Requests, Retries: s.Retries, NotModified: s.NotModified, Bytes: s.BytesReceived, Parsed: s.Parsed,
		Delay: history.SecondsOf(s.Delay), SmallestInterval: history.SecondsOf(s.SmallestInterval), MeanInterval: history.SecondsOf(s.MeanInterval),
		StoppedBy: s.StoppedBy, StoppedWhy: s.StoppedWhy,
		Robots: history.Robots{Status: s.Robots.Status, Group: s.Robots.Group, Rules: s.Robots.Rules, CrawlDelay: history.SecondsOf(s.Robots.CrawlDelay), Sitemaps: s.Robots.Sitemaps},
	}
	for _, w := range s.Waits {
		p.Waits = append(p.Waits, history.Wait{URL: w.URL, Asked: history.SecondsOf(w.Asked), Kept: w.Kept})
	}
	for _, f := range s.Failures {
		p.Failures = append(p.Failures, history.Failure{Reason: string(f.Reason), Count: f.Count, URLs: f.URLs})
	}
	return p
}
