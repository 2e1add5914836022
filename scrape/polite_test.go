package scrape_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape"
	"ogptracker/scrape/fetch"
	"ogptracker/scrape/record"
)

// clock stands still except while somebody sleeps.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	return ctx.Err()
}

// timed notes when the site was asked.
type timed struct {
	http.Handler
	clock *clock
	mu    sync.Mutex
	times []time.Time
}

func (s *timed) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.times = append(s.times, s.clock.Now())
	s.mu.Unlock()
	s.Handler.ServeHTTP(w, r)
}

// onClock is a bench whose client, crawler and site share a clock.
func onClock(t *testing.T, site *testSite) (*bench, *timed) {
	watched := &timed{Handler: site, clock: &clock{now: start}}
	b := newBench(t, watched)
	b.opts = func(o *fetch.Options) { o.Now, o.Sleep = watched.clock.Now, watched.clock.Sleep }
	b.change = func(c *scrape.Crawler) { c.Now = watched.clock.Now }
	return b, watched
}

func TestTheSiteIsAskedNoFasterThanItWishes(t *testing.T) {
	site := smallSite()
	site.set("/robots.txt", "User-agent: *\nCrawl-delay: 10\nDisallow: /documents/estonia-letter/\n")
	site.fault("/members/finland/", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "120")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	b, watched := onClock(t, site)
	retry := b.opts
	b.opts = func(o *fetch.Options) { retry(o); o.Retries, o.MaxWait = 1, 10*time.Minute }
	night, stats := b.night(0)
	for i := 1; i < len(watched.times); i++ {
		if between := watched.times[i].Sub(watched.times[i-1]); between < 10*time.Second {
			t.Errorf("request %d came %s after the one before", i, between)
		}
	}
	log := site.requests()
	for _, a := range log {
		if strings.Contains(a.path, "do-not-follow") || strings.Contains(a.path, "letter") || strings.HasPrefix(a.path, "/es/") || strings.Contains(a.path, "search") {
			t.Errorf("%s was asked for", a.path)
		}
	}
	if site.most != 1 {
		t.Errorf("%d requests at once", site.most)
	}
	if stats.Requests != len(log) || stats.Delay != 10*time.Second || stats.SmallestInterval != 10*time.Second || stats.MeanInterval <= 10*time.Second ||
		len(stats.Waits) != 2 || stats.Waits[0].Asked != 2*time.Minute || stats.Retries != 1 || stats.Robots.CrawlDelay != 10*time.Second {
		t.Errorf("%d requests, figures %+v", len(log), stats)
	}
	night.Reads = append(night.Reads, night.Unconfirmed...)
	if r := readOf(t, night, "/members/finland/"); r.Failure != "too-many-requests" {
		t.Errorf("%+v", r)
	}
}

func TestANightEndsByItsClockAndGoesOnTheNextNight(t *testing.T) {
	for name, c := range map[string]struct {
		budget scrape.Budget
		why    string
	}{
		"duration": {scrape.Budget{MaxDuration: 55 * time.Second}, "max_duration"},
		"deadline": {scrape.Budget{Deadline: start.Add(55 * time.Second)}, "deadline"},
	} {
		t.Run(name, func(t *testing.T) {
			site := smallSite()
			site.set("/robots.txt", "User-agent: *\nCrawl-delay: 10\n")
			b, watched := onClock(t, site)
			change := b.change
			b.change = func(crawler *scrape.Crawler) { change(crawler); crawler.Budget = c.budget }
			night, stats := b.night(0)
			if n := len(site.requests()); n != 7 || stats.StoppedBy != c.why || stats.Worked != time.Minute {
				t.Errorf("%d requests, stopped by %q after %s", n, stats.StoppedBy, stats.Worked)
			}
			notRead := 0
			for _, r := range night.Reads {
				if r.Freshness == record.FreshNotRead {
					notRead++
				}
			}
			if notRead == 0 || stats.Pages[record.FreshNotRead] != notRead {
				t.Errorf("%d pages not read, figures %+v", notRead, stats)
			}
			if d := cmp.Diff(night, b.offline(0)); d != "" {
				t.Error(d)
			}
			watched.clock.now = start.AddDate(0, 0, 1)
			b.change = change
			second, _ := b.night(1)
			if slices.ContainsFunc(second.Reads, func(r record.Read) bool { return r.LastRead.IsZero() }) {
				t.Error("the second night did not read the rest")
			}
		})
	}
}

func TestTheDurationOfAnInterruptedRunLeavesOutTheInterruption(t *testing.T) {
	site := smallSite()
	site.set("/robots.txt", "User-agent: *\nCrawl-delay: 10\n")
	b, watched := onClock(t, site)
	change := b.change
	b.change = func(c *scrape.Crawler) { change(c); c.Budget.MaxDuration = 85 * time.Second }
	ctx, cancel := context.WithCancel(t.Context())
	site.after = func(n int) {
		if n == 5 {
			cancel()
		}
	}
	b.with(0, func(c *scrape.Crawler) {
		if _, _, err := c.Night(ctx, nightID(0)); err == nil {
			t.Fatal("not interrupted")
		}
	})
	site.after = nil
	watched.clock.now = start.Add(7 * time.Hour)
	_, stats := b.night(0)
	// The first part worked 40 seconds and 45 are left: the requests at 0, 10,
	// 20, 30, 40 and, begun within them, 50 seconds.
	if n := len(site.requests()); n != 5+6 || stats.Worked != 90*time.Second || stats.StoppedBy != "max_duration" {
		t.Errorf("%d requests, worked %s, stopped by %q", n, stats.Worked, stats.StoppedBy)
	}
}

// A wait that leads past the end of the night is not waited for, and named.
func TestAWaitPastTheEndOfTheNightEndsIt(t *testing.T) {
	t.Parallel()
	for name, budget := range map[string]scrape.Budget{
		"duration": {MaxDuration: 5 * time.Hour},
		"deadline": {Deadline: start.Add(5 * time.Hour)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site := smallSite()
			site.fault("/members/kaduna-state-nigeria/", func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Retry-After", "21600")
				w.WriteHeader(http.StatusServiceUnavailable)
			})
			b, watched := onClock(t, site)
			opts, change := b.opts, b.change
			b.opts = func(o *fetch.Options) { opts(o); o.MaxWait = 12 * time.Hour }
			b.change = func(c *scrape.Crawler) { change(c); c.Budget = budget }
			_, stats := b.night(0)
			if stats.StoppedBy != "slow_down" || !strings.Contains(stats.StoppedWhy, "6h0m0s, past the end of the night") {
				t.Errorf("stopped by %q: %s", stats.StoppedBy, stats.StoppedWhy)
			}
			if waited := watched.clock.now.Sub(start); waited > time.Hour {
				t.Errorf("it waited for %v", waited)
			}
		})
	}
}

// The page that ended a night is no first page of the next one: what stands
// behind it is read all the same.
func TestAPageThatEndsTheNightDoesNotEndEveryNightAtOnce(t *testing.T) {
	t.Parallel()
	site := bigSite(12)
	site.fault("/members/country-0/commitments/CA0001/", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "86400")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	b := newBench(t, site)
	night, stats := b.night(0)
	if r := readOf(t, night, "/members/country-0/commitments/CA0001/"); r.Failure != "slow-down" || stats.StoppedBy != "slow_down" {
		t.Errorf("stopped by %q, the page: %+v", stats.StoppedBy, r)
	}
	night, _ = b.night(1)
	read := 0
	for _, r := range night.Reads {
		if r.Page.Code != "" && r.Page.Title != "" {
			read++
		}
	}
	if read != 11 {
		t.Errorf("%d of 11 commitments were read on the second night", read)
	}
}
