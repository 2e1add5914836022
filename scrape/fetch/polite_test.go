package fetch_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"ogptracker/scrape/fetch"
)

func code(n int) string { return fmt.Sprintf("/members/kenya/commitments/KE%04d/", n) }

func TestTheDelayHoldsHoweverManyAskAtOnce(t *testing.T) {
	t.Parallel()
	bubble(t, nil, func(t *testing.T, s *site, c *fetch.Client) {
		s.other = serve(page("Open data"))
		var all sync.WaitGroup
		for i := range 20 {
			all.Go(func() {
				if _, err := get(t, c, code(i), ""); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if n := len(s.targets()); n != 21 || s.asked("/robots.txt") != 1 {
			t.Errorf("%d requests, want 20 pages and robots.txt once", n)
		}
		st := c.Stats()
		if st.Requests != 21 || st.SmallestInterval != 2*time.Second || st.MeanInterval != 2*time.Second || st.Delay != 2*time.Second {
			t.Errorf("stats %+v", st)
		}
	})
}

func TestTheDelayCountsFromTheAnswerOfASlowSite(t *testing.T) {
	t.Parallel()
	bubble(t, nil, func(t *testing.T, s *site, c *fetch.Client) {
		s.other = func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(5 * time.Second)
			serve(page("Open data"))(w, r)
		}
		for i := range 3 {
			if _, err := get(t, c, code(i), ""); err != nil {
				t.Fatal(err)
			}
		}
		if want := []time.Duration{2 * time.Second, 7 * time.Second, 7 * time.Second}; !slices.Equal(s.gaps(), want) {
			t.Errorf("intervals %v, want %v", s.gaps(), want)
		}
	})
}

func TestTheDelayHoldsAcrossAnInterruption(t *testing.T) {
	t.Parallel()
	var last time.Time
	bubble(t, func(o *fetch.Options) {
		last = time.Now().Add(-500 * time.Millisecond)
		o.Last = last
	}, func(t *testing.T, s *site, c *fetch.Client) {
		s.other = serve(page("Open data"))
		c.UseRobots(fetch.Robots{Status: 200, Body: []byte("User-agent: *\nDisallow: " + code(2) + "\nCrawl-delay: 10")})
		if _, err := get(t, c, code(1), ""); err != nil {
			t.Fatal(err)
		}
		_, err := get(t, c, code(2), "")
		wantReason(t, err, fetch.ReasonRobotsForbidden)
		if want := []string{code(1)}; !slices.Equal(s.targets(), want) {
			t.Errorf("asked for %q, want %q", s.targets(), want)
		}
		if gap := s.log()[0].at.Sub(last); gap != 10*time.Second {
			t.Errorf("%v after the last request of the interrupted run, want the Crawl-delay", gap)
		}
	})
}

func TestOurOwnWaitsGrowAndTheSitesWaitsAreKept(t *testing.T) {
	t.Parallel()
	const s = time.Second
	date := func(after time.Duration) func(http.ResponseWriter, *http.Request) {
		return func(w http.ResponseWriter, r *http.Request) {
			status(503, "Retry-After", time.Now().Add(after).UTC().Format(http.TimeFormat))(w, r)
		}
	}
	late := func(w http.ResponseWriter, r *http.Request) { // the site's clock is an hour behind
		now := time.Now().Add(-time.Hour).UTC()
		status(503, "Date", now.Format(http.TimeFormat), "Retry-After", now.Add(40*s).Format(http.TimeFormat))(w, r)
	}
	for _, tt := range []struct {
		name   string
		answer http.HandlerFunc
		jitter float64
		gaps   []time.Duration // between the requests for the page
		asked  []time.Duration
	}{
		{"five faults", status(500), 0.5, []time.Duration{2 * s, 4 * s, 8 * s, 16 * s}, nil},
		{"five faults, the dice low", status(500), 0, []time.Duration{2 * s, 2 * s, 4 * s, 8 * s}, nil},
		{"five faults, the dice high", status(500), 1, []time.Duration{3 * s, 6 * s, 12 * s, 24 * s}, nil},
		{"seconds", first(2, status(429, "Retry-After", "120"), serve(page("Open data"))), 0.5, []time.Duration{120 * s, 120 * s}, []time.Duration{120 * s, 120 * s}},
		{"the longest wait that is kept", first(1, status(429, "Retry-After", "600"), serve(page("Open data"))), 0.5, []time.Duration{600 * s}, []time.Duration{600 * s}},
		{"a date", first(1, date(90*s), serve(page("Open data"))), 0.5, []time.Duration{90 * s}, []time.Duration{90 * s}},
		{"a date that is past", first(1, date(-90*s), serve(page("Open data"))), 0.5, []time.Duration{2 * s}, []time.Duration{0}},
		{"a date by a clock that is late", first(1, late, serve(page("Open data"))), 0.5, []time.Duration{40 * s}, []time.Duration{40 * s}},
		{"no seconds at all", first(1, status(429, "Retry-After", "0"), serve(page("Open data"))), 0.5, []time.Duration{2 * s}, []time.Duration{0}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			bubble(t, func(o *fetch.Options) { o.Jitter = func() float64 { return tt.jitter } }, func(t *testing.T, s *site, c *fetch.Client) {
				s.on(commitment, tt.answer)
				get(t, c, commitment, "")
				if got := s.gaps()[1:]; !slices.Equal(got, tt.gaps) {
					t.Errorf("intervals %v, want %v", got, tt.gaps)
				}
				var asked []time.Duration
				for _, w := range c.Stats().Waits {
					if !w.Kept || w.URL != base+commitment {
						t.Errorf("wait %+v", w)
					}
					asked = append(asked, w.Asked)
				}
				if !slices.Equal(asked, tt.asked) {
					t.Errorf("waits %v, want %v", asked, tt.asked)
				}
				if got := c.Stats().Retries; got != len(tt.gaps) {
					t.Errorf("%d retries counted, want %d", got, len(tt.gaps))
				}
			})
		})
	}
}

func TestAWaitThatAPageWasGivenUpInHoldsForTheNextPage(t *testing.T) {
	t.Parallel()
	bubble(t, func(o *fetch.Options) { o.Retries = 0 }, func(t *testing.T, s *site, c *fetch.Client) {
		s.on(code(1), status(503, "Retry-After", "60"))
		s.on(code(2), serve(page("Open data")))
		_, err := get(t, c, code(1), "")
		wantReason(t, err, fetch.ReasonServerError)
		if _, err := get(t, c, code(2), ""); err != nil {
			t.Fatal(err)
		}
		if got := s.gaps()[1]; got != time.Minute {
			t.Errorf("next page after %v, want the minute that was asked for", got)
		}
	})
}

func TestAWaitBeyondTheLongestIsNeverCutShort(t *testing.T) {
	t.Parallel()
	bubble(t, nil, func(t *testing.T, s *site, c *fetch.Client) {
		s.on(code(1), status(503, "Retry-After", "601"))
		s.on(code(2), serve(page("Open data")))
		s.on(code(3), status(429, "Retry-After", "601"))
		_, err := get(t, c, code(1), "")
		wantReason(t, err, fetch.ReasonWaitTooLong)
		if fetch.StopsNight(err) {
			t.Error("one page that is down for longer ends the night")
		}
		if _, err := get(t, c, code(2), ""); err != nil {
			t.Fatal(err)
		}
		_, err = get(t, c, code(3), "")
		wantReason(t, err, fetch.ReasonSlowDown)
		if !errors.Is(err, fetch.ErrSlowDown) || !fetch.StopsNight(err) {
			t.Errorf("%v does not end the night", err)
		}
		_, err = get(t, c, code(4), "")
		if e := wantReason(t, err, fetch.ReasonSlowDown); e.URL != base+code(4) || e.Requests != 0 {
			t.Errorf("error %+v, want the address of the page that was not asked for", e)
		}
		if want := []string{"/robots.txt", code(1), code(2), code(3)}; !slices.Equal(s.targets(), want) {
			t.Errorf("asked for %q, want %q", s.targets(), want)
		}
		if w := c.Stats().Waits; len(w) != 2 || w[0].Kept || w[1].Kept {
			t.Errorf("waits %+v", w)
		}
	})
}

func TestTwoPagesInARowThatAskForALongWaitAreTheSitesWish(t *testing.T) {
	t.Parallel()
	for name, second := range map[string]http.HandlerFunc{
		"seconds": status(503, "Retry-After", "86400"),
		"a date":  status(503, "Retry-After", "Fri, 01 Jan 2100 00:00:00 GMT"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bubble(t, nil, func(t *testing.T, s *site, c *fetch.Client) {
				s.on(code(1), status(503, "Retry-After", "3600"))
				s.on(code(2), serve(page("Open data")))
				s.on(code(3), status(503, "Retry-After", "3600"))
				s.on(code(4), second)
				_, err := get(t, c, code(1), "")
				wantReason(t, err, fetch.ReasonWaitTooLong)
				if _, err := get(t, c, code(2), ""); err != nil {
					t.Fatal(err)
				}
				_, err = get(t, c, code(3), "")
				wantReason(t, err, fetch.ReasonWaitTooLong)
				_, err = get(t, c, code(4), "")
				wantReason(t, err, fetch.ReasonSlowDown)
				if !fetch.StopsNight(err) {
					t.Errorf("%v does not end the night", err)
				}
			})
		})
	}
}

func TestASiteThatKeepsFailingIsNotHammeredAllNight(t *testing.T) {
	t.Parallel()
	bubble(t, func(o *fetch.Options) { o.Retries = 2 }, func(t *testing.T, s *site, c *fetch.Client) {
		s.other = status(502)
		var err error
		pages := 0
		for ; pages < 100; pages++ {
			if _, err = get(t, c, code(pages), ""); fetch.StopsNight(err) {
				break
			}
			wantReason(t, err, fetch.ReasonServerError)
		}
		e := wantReason(t, err, fetch.ReasonSiteFailing)
		if !errors.Is(err, fetch.ErrSiteFailing) || pages != 20 || e.URL != base+code(20) {
			t.Errorf("stopped after %d pages: %v", pages, err)
		}
		// robots.txt, three pages asked for three times, then one request each.
		if got, want := len(s.targets()), 1+3*3+17; got != want {
			t.Errorf("%d requests, want %d", got, want)
		}
	})
}

func TestOneGoodPageMakesUpForFailures(t *testing.T) {
	t.Parallel()
	bubble(t, func(o *fetch.Options) { o.Retries, o.MaxFailures = 1, 4 }, func(t *testing.T, s *site, c *fetch.Client) {
		for i := range 28 {
			if i%4 == 3 {
				s.on(code(i), serve(page("Open data")))
			} else {
				s.on(code(i), status(500))
			}
			if _, err := get(t, c, code(i), ""); fetch.StopsNight(err) {
				t.Fatalf("page %d: %v", i, err)
			}
		}
		for i := range 12 { // a page that is gone is an answer too
			if i%3 < 2 {
				s.on(code(100+i), status(500))
			}
			_, err := get(t, c, code(100+i), "")
			wantReason(t, err, map[bool]fetch.Reason{true: fetch.ReasonServerError, false: fetch.ReasonGone}[i%3 < 2])
		}
	})
}

func TestTheBudgetIsNeverExceeded(t *testing.T) {
	t.Parallel()
	bubble(t, func(o *fetch.Options) { o.MaxRequests = 4 }, func(t *testing.T, s *site, c *fetch.Client) {
		s.on(code(2), status(500))
		_, err := get(t, c, code(2), "")
		e := wantReason(t, err, fetch.ReasonBudget)
		if !errors.Is(err, fetch.ErrBudget) || !fetch.StopsNight(err) || e.Requests != 3 || len(s.targets()) != 4 {
			t.Errorf("%v after %d requests", err, len(s.targets()))
		}
		_, err = get(t, c, code(1), "")
		wantReason(t, err, fetch.ReasonBudget)
	})
}

func TestTheEndOfTheNightEndsEveryWait(t *testing.T) {
	t.Parallel()
	errOver := errors.New("the deadline of the night")
	for name, answer := range map[string]http.HandlerFunc{
		"in a wait the site asked for": status(429, "Retry-After", "300"),
		"in a wait of our own":         status(500),
		"in an answer that stalls":     stall,
		"before an answer":             func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bubble(t, nil, func(t *testing.T, s *site, c *fetch.Client) {
				s.on(commitment, answer)
				if _, err := c.Robots(context.Background()); err != nil {
					t.Fatal(err)
				}
				ctx, cancel := context.WithTimeoutCause(context.Background(), 20*time.Second, errOver)
				defer cancel()
				begun := time.Now()
				_, err := c.Get(ctx, fetch.Request{URL: base + commitment})
				if !errors.Is(err, errOver) || fetch.StopsNight(err) {
					t.Errorf("error %v, want the cause of the end", err)
				}
				var e *fetch.Error
				if errors.As(err, &e) {
					t.Errorf("%v is no failure of the page", err)
				}
				if took := time.Since(begun); took != 20*time.Second {
					t.Errorf("took %v, want the 20 s the night had left", took)
				}
				if _, err := c.Get(ctx, fetch.Request{URL: base + commitment}); !errors.Is(err, errOver) {
					t.Errorf("after the end: %v", err)
				}
			})
		})
	}
}

// Whoever looks at pages tells what they are while the next one is waited for.
func TestTellingWhatAPageIsWaitsForNoRequest(t *testing.T) {
	t.Parallel()
	bubble(t, nil, func(t *testing.T, s *site, c *fetch.Client) {
		s.other = serve(page("Open data"))
		first, err := get(t, c, code(0), "")
		if err != nil {
			t.Fatal(err)
		}
		s.on(code(1), func(w http.ResponseWriter, r *http.Request) {
			began := time.Now()
			if err := c.Checked(first, nil); err != nil {
				t.Error(err)
			}
			if waited := time.Since(began); waited > 0 {
				t.Errorf("waited %v for the request under way", waited)
			}
			serve(page("Open data"))(w, r)
		})
		if _, err := get(t, c, code(1), ""); err != nil {
			t.Error(err)
		}
	})
}
