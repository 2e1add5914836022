package scrape

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"ogptracker/scrape/archive"
	"ogptracker/scrape/record"
)

// inSitemaps is what tonight's sitemaps list.
type inSitemaps struct {
	pages      map[string]bool // pages listed
	members    map[string]bool // members with a commitment among them
	had, named map[string]bool // sitemaps that were asked for, and that others name
	// whole: none of those asked for was missing or broken.
	whole  bool
	issues []record.Issue // those that could not be had
}

// readSitemaps reads tonight's sitemaps once more for what they list.
func (b *builder) readSitemaps(ctx context.Context) (*inSitemaps, error) {
	l := &inSitemaps{pages: map[string]bool{}, members: map[string]bool{}, had: map[string]bool{}, named: map[string]bool{}, whole: true}
	for _, f := range b.others {
		if f.Class != archive.ClassSitemap {
			continue
		}
		l.had[f.Address] = true
		if f.Outcome == archive.OutcomeGone {
			continue // the usual addresses are tried where robots.txt names none
		}
		if f.BodyHash == "" {
			l.whole = false
			l.issues = append(l.issues, b.failure(&record.Page{Code: "sitemap"}, f))
			continue
		}
		body, err := b.Archive.Body(ctx, f.BodyHash)
		if err != nil {
			return nil, err
		}
		m := readSitemap(body)
		if m.fault != nil {
			l.whole = false
			l.issues = append(l.issues, record.Issue{Code: record.CodeFetchFailed, Key: "sitemap", Value: "sitemap-unreadable", Message: fmt.Sprintf("%v; the %d entries before the fault were used", m.fault, m.entries()), URL: f.Address})
		}
		// One that was not asked for again tonight says nothing of tonight.
		l.whole = l.whole && f.Outcome != archive.OutcomeFailed
		for _, entry := range m.pages {
			a, ok := b.site.Parse(entry.Loc)
			if !ok || l.pages[a.String()] {
				continue
			}
			l.pages[a.String()] = true
			if a.Kind == record.KindCommitment {
				l.members[a.Member] = true
			}
		}
		for _, entry := range m.sitemaps {
			if a, ok := b.site.Sitemap(entry.Loc); ok && !spanish(a) {
				l.named[a.String()] = true
			}
		}
	}
	return l, nil
}

// sitemapped notes what the sitemaps list, and which of them could not be had.
// A page that is not listed is missing from the sitemap only if all of it was
// read: every sitemap asked for, and every one that those name.
func (b *builder) sitemapped(ctx context.Context, night *record.Night, l *inSitemaps) error {
	night.Issues = append(night.Issues, l.issues...)
	b.listed = l.members
	if err := b.goneSitemaps(ctx, night, l.had); err != nil {
		return err
	}
	for url := range l.named {
		l.whole = l.whole && l.had[url]
	}
	night.SitemapRead = l.whole && len(l.pages) > 0
	for i := range night.Reads {
		night.Reads[i].InSitemap = l.pages[night.Reads[i].Page.Address]
	}
	b.unconfirmed(night, l.pages)
	return nil
}

// unconfirmed counts the pages of a sitemap that wait to be read for the first
// time, and says of how many it turned out that they are not there.
func (b *builder) unconfirmed(night *record.Night, listed map[string]bool) {
	of := map[string]bool{"": len(b.set.Members) == 0}
	for i := range night.Reads {
		of[night.Reads[i].Page.Member] = true
	}
	night.Waiting = map[string]int{}
	missing := map[string]bool{}
	for i := range night.Unconfirmed {
		// Also the page of a member of whom the sitemap names a commitment.
		if r := &night.Unconfirmed[i]; r.Gone {
			missing[r.Page.Address] = true
		}
	}
	for url := range listed {
		a, ok := b.site.Parse(url)
		if led, moved := b.aliases[url]; moved {
			url = led
		}
		switch {
		case !ok || !isPage(a) || b.known[url] || b.set.passesOver(a):
		case b.states[url].Gone:
			missing[url] = true
		case of[a.Member] && b.tonight[url].Outcome != archive.OutcomeRefused:
			night.Waiting[a.Member]++
		}
	}
	if len(missing) > 0 {
		one := slices.Min(slices.Collect(maps.Keys(missing)))
		night.Issues = append(night.Issues, record.Issue{Code: record.CodeSitemapAstray, Key: "sitemap", Value: strconv.Itoa(len(missing)), URL: one,
			Message: fmt.Sprintf("%d pages that only a sitemap names answer that they are gone; %s is one", len(missing), one)})
	}
}

// sitemapMissed is how long a sitemap that is no more is spoken of.
const sitemapMissed = 30 * 24 * time.Hour

// goneSitemaps names the sitemaps that were there not long ago and are not
// tonight: without them new commitments are found late or never.
func (b *builder) goneSitemaps(ctx context.Context, night *record.Night, asked map[string]bool) error {
	states, err := b.Archive.States(ctx, archive.ClassSitemap, b.run.ID, true)
	if err != nil || len(asked) == 0 {
		return err
	}
	for _, st := range states {
		if st.Read.BodyHash == "" || asked[st.Address] && !st.Gone || b.run.Started.Sub(st.Read.At) > sitemapMissed {
			continue
		}
		how := "the site answers that it is gone"
		if !asked[st.Address] {
			how = "neither robots.txt nor another sitemap names it any more"
		}
		night.Issues = append(night.Issues, record.Issue{Code: record.CodeSitemapGone, Key: "sitemap", Value: st.Address, URL: st.Address,
			Message: fmt.Sprintf("the sitemap that was last read on %s is missing: %s", st.Read.At.Format(time.DateOnly), how)})
		b.Log.Warn("a sitemap is missing", "url", st.Address, "last_read", st.Read.At, "why", how)
	}
	return nil
}
