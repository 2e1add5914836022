package scrape_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape"
	"ogptracker/scrape/record"
)

// interrupted runs the nth night, telling it to stop after every `every`
// requests, until it ends.
func (b *bench) interrupted(n, every int, site *testSite) (night record.Night, stats scrape.Stats) {
	b.t.Helper()
	for part := 0; ; part++ {
		if part > 5000 {
			b.t.Fatal("the run never ends")
		}
		ctx, cancel := context.WithCancel(context.Background())
		asked := 0
		site.mu.Lock()
		site.after = func(int) {
			if asked++; asked == every {
				cancel()
			}
		}
		site.mu.Unlock()
		var err error
		b.with(n, func(c *scrape.Crawler) { night, stats, err = c.Night(ctx, nightID(n)) })
		cancel()
		site.mu.Lock()
		site.after = nil
		site.mu.Unlock()
		if err == nil {
			return night, stats
		}
		if !errors.Is(err, context.Canceled) {
			b.t.Fatal(err)
		}
		if len(night.Reads) > 0 {
			b.t.Fatal("half a night was handed over")
		}
	}
}

// noneTwice checks the site's own log of one run.
func noneTwice(t *testing.T, log []asked) {
	t.Helper()
	seen := map[string]bool{}
	for _, a := range log {
		if seen[a.path] {
			t.Errorf("%s was asked for twice in one run", a.path)
		}
		seen[a.path] = true
	}
}

func TestARunStoppedAfterAnyRequestEndsAsOneNeverStopped(t *testing.T) {
	for _, nights := range []int{1, 2} { // of a first night, and of a second one after changes
		reference := smallSite()
		whole := newBench(t, reference)
		var want record.Night
		var figures scrape.Stats
		for n := range nights {
			changeSite(reference, n)
			reference.requests()
			want, figures = whole.night(n)
		}
		order := reference.requests()
		for every := 1; every <= len(order)+1; every++ {
			if testing.Short() && every > 2 && every%5 != 0 {
				continue
			}
			t.Run(fmt.Sprintf("night %d, stopped after every %d requests", nights, every), func(t *testing.T) {
				t.Parallel()
				site := smallSite()
				b := newBench(t, site)
				for n := range nights - 1 {
					changeSite(site, n)
					b.night(n)
				}
				changeSite(site, nights-1)
				site.requests()
				got, stats := b.interrupted(nights-1, every, site)
				if d := cmp.Diff(want, got); d != "" {
					t.Error(d)
				}
				log := site.requests()
				if d := cmp.Diff(paths(order), paths(log)); d != "" {
					t.Error("the order differs:", d)
				}
				noneTwice(t, log)
				if stats.Requests != figures.Requests || stats.NotModified != figures.NotModified || stats.BytesReceived != figures.BytesReceived {
					t.Errorf("figures %+v, want %+v", stats.Stats, figures.Stats)
				}
				if d := cmp.Diff(want, b.offline(nights-1)); d != "" {
					t.Error("offline differs:", d)
				}
			})
		}
	}
}

// changeSite is what happens on the small site before night n.
func changeSite(s *testSite, n int) {
	if n == 0 {
		return
	}
	s.set("/members/estonia/commitments/EE0060/", htmlPage("Sixty", "<p>status: changed</p>", link("/documents/estonia-new/", "", "New")))
	s.set("/documents/estonia-new/", htmlPage("New"))
	s.mu.Lock()
	delete(s.pages, "/members/estonia/commitments/EE0050/")
	s.mu.Unlock()
}

func TestARunThatHasCrawledAsksForNothingMore(t *testing.T) {
	site := smallSite()
	b := newBench(t, site)
	want, stats := b.night(0)
	site.requests()
	got, again := b.night(0)
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(stats, again); d != "" {
		t.Error(d)
	}
	if log := site.requests(); len(log) != 0 {
		t.Errorf("asked for %v", log)
	}
}

func TestABudgetCountsTheWholeRun(t *testing.T) {
	for budget := 1; budget <= 13; budget++ {
		whole, parts := smallSite(), smallSite()
		limit := func(c *scrape.Crawler) { c.Budget.MaxRequests = budget }
		a, b := newBench(t, whole), newBench(t, parts)
		a.change, b.change = limit, limit
		want, stats := a.night(0)
		got, _ := b.interrupted(0, 2, parts)
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("budget %d: %s", budget, d)
		}
		asked, again := whole.requests(), parts.requests()
		if len(asked) != budget || len(again) != budget || stats.Requests != budget {
			t.Errorf("budget %d: %d, %d and %d requests", budget, len(asked), len(again), stats.Requests)
		}
		if stopped := stats.StoppedBy == "max_requests"; stopped != (budget < 13) {
			t.Errorf("budget %d: stopped by %q", budget, stats.StoppedBy)
		}
	}
}

func TestABudgetOfAThirdReadsEverythingInThreeNights(t *testing.T) {
	site := bigSite(60)
	b := newBench(t, site)
	index := 1 + 3 + 1 + 6 // robots.txt, sitemaps, members list, country pages
	b.change = func(c *scrape.Crawler) { c.Budget.MaxRequests = index + 20 }
	ever := map[string]bool{}
	for n := range 3 {
		night, stats := b.night(n)
		tonight := 0
		for _, p := range paths(site.requests()) {
			if ever[p] && len(p) > len("/members/country-0/") {
				t.Errorf("night %d asked for %s again", n, p)
			}
			if !ever[p] {
				tonight++
			}
			ever[p] = true
		}
		notRead := 0
		for _, r := range night.Reads {
			switch {
			case r.Freshness == record.FreshNotRead:
				notRead++
			case r.Freshness == record.FreshCarried && r.LastRead.IsZero():
				t.Errorf("%s is carried forward without having been read", r.Page.Address)
			}
		}
		if want := 40 - 20*n; notRead != want || len(night.Reads) != 67 || stats.Failures != nil && n == 0 && len(stats.Failures) > 1 {
			t.Errorf("night %d: %d of %d not read yet, want %d", n, notRead, len(night.Reads), want)
		}
		if n == 2 && stats.StoppedBy != "" && notRead == 0 && tonight != 20 {
			t.Errorf("the last night read %d", tonight)
		}
	}
	// From now on the oldest come first.
	b.night(3)
	fourth := paths(site.requests())[7:]
	slices.Sort(fourth)
	b.night(4)
	fifth := paths(site.requests())[7:]
	for _, p := range fifth {
		if slices.Contains(fourth, p) {
			t.Errorf("%s was read two nights in a row while others waited", p)
		}
	}
}

// bigSite has six members, n commitments among them, and a sitemap without
// lastmod.
func bigSite(n int) *testSite {
	s := newSite()
	var list []string
	for m := range 6 {
		path := fmt.Sprintf("/members/country-%d/", m)
		list = append(list, link(path, "Members"))
		var lines []string
		for i := m; i < n; i += 6 {
			commitment := fmt.Sprintf("%scommitments/C%c%04d/", path, 'A'+m, i+1)
			lines = append(lines, link(commitment, "2012"))
			s.set(commitment, htmlPage(commitment))
		}
		s.set(path, htmlPage(path, lines...))
	}
	s.set("/our-members/", htmlPage("Members", list...))
	return s
}

func TestALargerSiteStoppedNowAndThenEndsTheSame(t *testing.T) {
	t.Parallel()
	const pages = 300
	reference := bigSite(pages)
	want, _ := newBench(t, reference).night(0)
	order := paths(reference.requests())
	if len(order) != pages+7 {
		t.Fatalf("%d pages", len(order))
	}
	for _, every := range []int{11, 50, 153, 299, 310} {
		if testing.Short() && every != 153 {
			continue
		}
		site := bigSite(pages)
		b := newBench(t, site)
		got, _ := b.interrupted(0, every, site)
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("every %d: %s", every, d)
		}
		log := site.requests()
		if d := cmp.Diff(order, paths(log)); d != "" {
			t.Errorf("every %d: %s", every, d)
		}
		noneTwice(t, log)
	}
}

func TestThreeHundredUnchangedPagesCostOneConditionalRequestEach(t *testing.T) {
	site := bigSite(300)
	b := newBench(t, site)
	first, _ := b.night(0)
	site.requests()
	b.reader.reads()
	b.change = afterACompleteNight
	second, stats := b.night(1)
	log := site.requests()
	noneTwice(t, log)
	unchanged := 0
	for _, a := range log {
		if a.status == 304 && a.conditional {
			unchanged++
		}
	}
	if unchanged != 307 || stats.NotModified != 307 || b.reader.taken() != 0 {
		t.Errorf("%d pages answered 304, figures say %d", unchanged, stats.NotModified)
	}
	for i := range second.Reads {
		if d := cmp.Diff(first.Reads[i].Page, second.Reads[i].Page); d != "" {
			t.Error(d)
		}
	}
	if site.most != 1 {
		t.Errorf("%d requests at once", site.most)
	}
}

func TestARunToldToStopEndsInTimeAndKeepsNoFailureOfItsOwnMaking(t *testing.T) {
	t.Parallel()
	site := smallSite()
	b := newBench(t, site)
	reason := errors.New("the machine goes down")
	ctx, cancel := context.WithCancelCause(t.Context())
	stalled := make(chan struct{})
	site.fault(sixty, func(w http.ResponseWriter, r *http.Request) {
		cancel(reason)
		select { // an answer that never comes
		case <-r.Context().Done():
		case <-stalled:
		}
	})
	defer close(stalled)
	began := time.Now()
	b.with(0, func(c *scrape.Crawler) {
		_, _, err := c.Night(ctx, nightID(0))
		if !errors.Is(err, context.Canceled) || !errors.Is(err, reason) {
			t.Error(err)
		}
	})
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %s to stop", took)
	}
	site.fault(sixty, nil)
	night, _ := b.night(0)
	if r := readOf(t, night, sixty); r.Freshness != record.FreshRead {
		t.Errorf("%+v", r)
	}
}
