package scrape_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"ogptracker/scrape"
	"ogptracker/scrape/fetch"
	"ogptracker/scrape/page"
	"ogptracker/scrape/record"
)

// longPage is a page too long to be looked at before it is parsed, whose title
// tells nothing.
func longPage(heading string) string {
	return "<html><head><title>Open Government Partnership</title></head><body><h1>" + heading + "</h1>" + strings.Repeat("<p>One of many words.</p>", 2000) + "</body></html>"
}

func answers(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(body))
	}
}

// A notice that only shows when the page is parsed is a failure of its name
// all the same: nothing of it is kept, and what stood before stands.
func TestANoticeThatShowsLateIsNoPage(t *testing.T) {
	t.Parallel()
	site := bigSite(12)
	b := newBench(t, site)
	before, _ := b.night(0)
	const changed = "/members/country-1/commitments/CB0002/"
	site.set(changed, htmlPage("Page not found"))
	site.fault(changed, answers(longPage("Page not found")))
	b.change = func(c *scrape.Crawler) { c.Members = nil }
	for n := 40; n < 42; n++ { // asked for again after a month
		night, stats := b.night(n)
		got := readOf(t, night, changed)
		if n == 40 && (got.Failure != string(fetch.ReasonSoft404) || got.Freshness != record.FreshFailed) {
			t.Errorf("night %d: %s, %q", n, got.Freshness, got.Failure)
		}
		if got.Page.Title != readOf(t, before, changed).Page.Title {
			t.Errorf("night %d: the page is now called %q", n, got.Page.Title)
		}
		if n == 40 && (len(stats.Failures) != 1 || stats.Failures[0].Reason != fetch.ReasonSoft404) {
			t.Errorf("failures %v", stats.Failures)
		}
	}
}

// What a test for robots leaves in a script is found although readers leave
// scripts out.
func TestATestForRobotsIsKnownByItsScripts(t *testing.T) {
	t.Parallel()
	body := []byte("<html><head><title>Open Government Partnership</title></head><body><p>Un instant.</p><script>window._cf_chl_opt={};" +
		strings.Repeat("var one = 'of many';", 2000) + "</script></body></html>")
	reader, err := page.New(page.Taught{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = reader.ReadChecked(body, "text/html", record.Source{}, func(root *html.Node) error { return fetch.Notice(root, body) })
	if fault := new(fetch.Error); !errors.As(err, &fault) || fault.Reason != fetch.ReasonChallenge {
		t.Error(err)
	}
}

// A site that answers everything with a test for robots ends the night, also
// where that shows late.
func TestManyLateNoticesInARowEndTheNight(t *testing.T) {
	t.Parallel()
	site := bigSite(400)
	for path := range site.pages {
		if strings.Contains(path, "/commitments/") {
			site.fault(path, answers(longPage("Verify you are human")))
		}
	}
	b := newBench(t, site)
	_, stats := b.night(0)
	if stats.StoppedBy != "site_failing" {
		t.Errorf("stopped by %q", stats.StoppedBy)
	}
	asked := 0
	for _, path := range paths(site.requests()) {
		if strings.Contains(path, "/commitments/") {
			asked++
		}
	}
	if asked < 20 || asked > 20+scrape.LineLength+1 {
		t.Errorf("%d pages were asked for before the night ended", asked)
	}
}

// However many read side by side, a night comes to the same.
func TestTheNightIsTheSameWhateverOverlaps(t *testing.T) {
	t.Parallel()
	site := bigSite(60)
	site.fault("/members/country-2/commitments/CC0003/", answers(longPage("Page not found")))
	site.fault("/members/country-3/commitments/CD0004/", answers(longPage("boom")))
	var nights []record.Night
	for _, workers := range []int{1, 2, 7} {
		b := newBench(t, site)
		b.change = func(c *scrape.Crawler) { c.Workers = workers }
		night, _ := b.night(0)
		nights = append(nights, night, b.offline(0))
	}
	for i := range nights {
		if d := cmp.Diff(nights[0], nights[i]); d != "" {
			t.Errorf("night %d: %s", i, d)
		}
	}
}

// A run that is told to stop keeps what it has asked for.
func TestAStoppedRunKeepsWhatStandsInTheLine(t *testing.T) {
	t.Parallel()
	site := bigSite(60)
	b := newBench(t, site)
	ctx, cancel := context.WithCancel(t.Context())
	site.after = func(n int) {
		if n == 30 {
			cancel()
		}
	}
	b.with(0, func(c *scrape.Crawler) {
		if _, _, err := c.Night(ctx, nightID(0)); err == nil {
			t.Error("the run was not stopped")
		}
	})
	site.mu.Lock()
	site.after = nil
	site.mu.Unlock()
	b.night(0)
	times := map[string]int{}
	for _, path := range paths(site.requests()) {
		if times[path]++; times[path] > 1 {
			t.Errorf("%s was asked for again", path)
		}
	}
}
