package scrape

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"ogptracker/scrape/archive"
	"ogptracker/scrape/fetch"
	"ogptracker/scrape/record"
	"ogptracker/scrape/store"
)

// Stats are the figures of a run: how polite it was, and what became of the
// pages.
type Stats struct {
	// Stats of the requests, all parts of an interrupted run together.
	// Failures holds the addresses refused, with the reason, too.
	fetch.Stats
	// StoppedBy names the bound that ended the night before everything due
	// was read: "max_requests", "max_duration", "deadline", "slow_down",
	// "site_failing", or empty.
	StoppedBy string `json:"stopped_by,omitempty"`
	// StoppedWhy says what the site answered where it ended the night.
	StoppedWhy string `json:"stopped_why,omitempty"`
	// Worked is how long the run crawled, interruptions left out.
	Worked time.Duration `json:"worked_ns"`
	// Pages counts pages by what became of them tonight.
	Pages map[record.Freshness]int `json:"pages"`
	// Gone and NoRecord count pages among them; Refused were not asked for.
	Gone     int `json:"gone"`
	NoRecord int `json:"no_record"`
	Refused  int `json:"refused"`
	// Parsed counts bodies that were read by the readers and not taken from
	// an earlier reading.
	Parsed int `json:"parsed"`
}

// figures are Stats in the making: those of the run's earlier parts, and
// where this part's client stood when it began.
type figures struct {
	Requests   fetch.Stats `json:"requests"`
	Intervals  int         `json:"intervals"` // that MeanInterval is the mean of
	StoppedBy  string      `json:"stopped_by,omitempty"`
	StoppedWhy string      `json:"stopped_why,omitempty"`
	Parsed     int         `json:"parsed"`

	began fetch.Stats
}

func earlierFigures(text string, client fetch.Stats) (figures, error) {
	f := figures{began: client}
	if text == "" {
		return f, nil
	}
	if err := json.Unmarshal([]byte(text), &f); err != nil {
		return f, fmt.Errorf("%s %w (figures kept with the run: %w)", store.FileName, store.ErrDamaged, err)
	}
	return f, nil
}

func (k *asker) clientStats() fetch.Stats {
	if k.Fetch == nil {
		return fetch.Stats{}
	}
	return k.Fetch.Stats()
}

// part is how far the run has come, to be kept with each fetch.
func (k *asker) part() archive.Part {
	f := k.figures.now(k.clientStats())
	f.StoppedBy, f.StoppedWhy = k.stopped, k.stoppedWhy
	f.Parsed += int(k.readers.parsed.Load())
	text, err := json.Marshal(f)
	if err != nil {
		// Plain numbers and texts: this cannot fail, and figures are not
		// worth a night.
		k.Log.Error("the figures of the run could not be kept", "error", err)
	}
	return archive.Part{Worked: k.worked(), Stats: string(text)}
}

// now adds what the client did since this part began.
func (f figures) now(client fetch.Stats) figures {
	b := f.began
	t := f.Requests
	t.Requests += client.Requests - b.Requests
	t.Retries += client.Retries - b.Retries
	t.Redirects += client.Redirects - b.Redirects
	t.NotModified += client.NotModified - b.NotModified
	t.BytesReceived += client.BytesReceived - b.BytesReceived
	t.BytesUnpacked += client.BytesUnpacked - b.BytesUnpacked
	t.Delay = client.Delay
	if client.Robots.Status != 0 {
		t.Robots = client.Robots
	}
	t.Waits = slices.Concat(t.Waits, client.Waits[min(len(b.Waits), len(client.Waits)):])
	t.Failures = nil // the archive knows them, see failures
	// The first request of a client has no interval before it.
	had, has := max(0, b.Requests-1), max(0, client.Requests-1)
	if n := has - had; n > 0 {
		spanned := client.MeanInterval*time.Duration(has) - b.MeanInterval*time.Duration(had)
		t.MeanInterval = (t.MeanInterval*time.Duration(f.Intervals) + spanned) / time.Duration(f.Intervals+n)
		if f.Intervals == 0 || client.SmallestInterval < t.SmallestInterval {
			t.SmallestInterval = client.SmallestInterval
		}
		f.Intervals += n
	}
	f.Requests = t
	return f
}

// maxFailureURLs keeps a night of failures from filling the run record; the
// archive has each one.
const maxFailureURLs = 50

// failures are the pages and sitemaps not had tonight, by reason. Probes are
// guesses: their misses are no failures.
func (b *builder) failures() []fetch.Failure {
	byReason := map[fetch.Reason]*fetch.Failure{}
	for _, f := range slices.Concat(slices.Collect(maps.Values(b.tonight)), b.others) {
		if f.Reason == "" || f.Class != archive.ClassPage && (f.Class != archive.ClassSitemap || f.Outcome == archive.OutcomeGone) {
			continue
		}
		reason := fetch.Reason(f.Reason)
		if byReason[reason] == nil {
			byReason[reason] = &fetch.Failure{Reason: reason}
		}
		byReason[reason].Count++
		byReason[reason].URLs = append(byReason[reason].URLs, f.Address)
	}
	var all []fetch.Failure
	for _, r := range slices.Sorted(maps.Keys(byReason)) {
		f := byReason[r]
		slices.Sort(f.URLs)
		f.URLs = f.URLs[:min(len(f.URLs), maxFailureURLs)]
		all = append(all, *f)
	}
	return all
}

func (f figures) stats() Stats {
	return Stats{Stats: f.Requests, StoppedBy: f.StoppedBy, StoppedWhy: f.StoppedWhy, Parsed: f.Parsed}
}

// count adds what became of the pages.
func (s *Stats) count(night *record.Night) {
	s.Pages = map[record.Freshness]int{}
	for _, pages := range [][]record.Read{night.Reads, night.Unconfirmed} {
		for i := range pages {
			r := &pages[i]
			s.Pages[r.Freshness]++
			s.Gone += bit(r.Gone)
			s.NoRecord += bit(r.NoRecord)
			s.Refused += bit(r.Failure != "" && !r.Requested)
		}
	}
	for _, waiting := range night.Waiting {
		s.Pages[record.FreshNotRead] += waiting
	}
}
