package run

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"ogptracker/internal/history"
	"ogptracker/internal/plural"
	"ogptracker/scrape/record"
)

// fewNewFailures may always happen: a page or two of any site.
const fewNewFailures = 2

// newFailures: few of the pages that were not failing already failed tonight,
// or gave no record. Pages that only a sitemap names count while the site is
// read for the first time, when many a site names most of its pages in no other
// way; later they are the sitemap's claims.
func (j *judgement) newFailures(night *record.Night, share float64, firstReading bool) {
	asked, failed := 0, []string{}
	elsewhere := listElsewhere(night)
	pages := night.Reads
	if firstReading {
		pages = slices.Concat(night.Reads, night.Unconfirmed)
	}
	for i := range pages {
		r := &pages[i]
		if !r.Requested || elsewhere(r) || r.Failing {
			continue
		}
		asked++
		if r.Failure != "" || r.NoRecord {
			failed = append(failed, r.Page.Address)
		}
	}
	most := share
	b := history.Bound{
		Name: "publish.max_failed_pages", What: "new", Got: len(failed), Of: asked, Most: &most,
		Kept: float64(len(failed)) <= math.Max(fewNewFailures, share*float64(asked)),
		Words: fmt.Sprintf("%d of %d pages asked for failed or gave no record for the first time (%s; at most %s, or %d, allowed)",
			len(failed), asked, percent(len(failed), asked), percentOf(share), fewNewFailures),
	}
	if !b.Kept {
		b.Words += ": " + some(failed, namedFailures)
	}
	j.bounds = append(j.bounds, b)
}

// namedFailures is how many failing pages a bound names; the issues name all.
const namedFailures = 5

// standingFailures: few of the pages known fail night after night. They are
// named each night, whether they were asked for or not.
func (j *judgement) standingFailures(night *record.Night, share float64) {
	known, failing := 0, []string{}
	elsewhere := listElsewhere(night)
	for i := range night.Reads {
		r := &night.Reads[i]
		if r.Gone || r.Page.Saved || elsewhere(r) {
			continue
		}
		known++
		if r.Failing {
			failing = append(failing, r.Page.Address)
		}
	}
	if len(failing) == 0 {
		return
	}
	most := share
	j.bounds = append(j.bounds, history.Bound{
		Name: "publish.max_failed_pages", What: "standing", Got: len(failing), Of: known, Most: &most,
		Kept: float64(len(failing)) <= share*float64(known)+rounding,
		Words: fmt.Sprintf("%d of %d pages known fail night after night (%s; at most %s allowed): %s",
			len(failing), known, percent(len(failing), known), percentOf(share), some(failing, namedFailures)),
	})
}

// stopped: the site answered until the night was over. One that sends the
// program away, asks for a wait beyond the night, or keeps failing has not been
// read, whatever else was kept.
func (j *judgement) stopped(night *record.Night, asked history.Politeness) {
	words, ended := map[string]string{
		"slow_down":    "the site asked to wait longer than fetch.max_wait, or than the night has, so the night ended there",
		"site_failing": "too many pages in a row failed for reasons of the site, so the night ended there",
		"banned":       "the site has banned this program: nothing more is asked for until a person says so. Write to the site's owner, who lifts the ban in the plugin that made it; then run `ogptracker run --after-ban`",
	}[asked.StoppedBy]
	if !ended {
		j.longWaits(night, asked)
		return
	}
	if asked.StoppedWhy != "" {
		words += " (" + asked.StoppedWhy + ")"
	}
	j.bounds = append(j.bounds, history.Bound{Name: boundStopped, Words: words})
}

// longWaits: no page asked to be left alone for longer than is allowed (a
// Retry-After), unless it has failed before: then it is a standing failure.
func (j *judgement) longWaits(night *record.Night, asked history.Politeness) {
	plain := func(address string) string { return strings.TrimSuffix(strings.ToLower(address), "/") }
	standing := map[string]bool{}
	for i := range night.Reads {
		if r := &night.Reads[i]; r.Failing {
			standing[plain(r.Page.Address)] = true
		}
	}
	var long []string
	for _, w := range asked.Waits {
		if !w.Kept && !standing[plain(w.URL)] {
			long = append(long, fmt.Sprintf("%s (%s)", w.URL, w.Asked.Duration()))
		}
	}
	if len(long) > 0 {
		j.bounds = append(j.bounds, history.Bound{Name: boundStopped, Got: len(long), Words: fmt.Sprintf(
			"the site asked to wait longer than fetch.max_wait (Retry-After) before %s is asked for again, so they were given up: %s",
			plural.Count(len(long), "page"), some(long, namedFailures))})
	}
}

// slowDelay is a delay between requests that is worth naming as the reason for
// what could not be read.
const slowDelay = time.Minute

// slowness says why so little fitted into a night.
func slowness(asked history.Politeness) string {
	if asked.StoppedBy == "" {
		return ""
	}
	if crawl := asked.Robots.CrawlDelay.Duration(); crawl >= slowDelay && crawl >= asked.Delay.Duration() {
		return fmt.Sprintf("; robots.txt asks for %v between two requests (Crawl-delay), so that %d fitted into the night", crawl, asked.Requests)
	}
	return fmt.Sprintf("; the night was ended by %s after %d requests", asked.StoppedBy, asked.Requests)
}
