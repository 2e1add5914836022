package scrape_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape"
	"ogptracker/scrape/record"
)

// madeUp are addresses of a kind of page that no site has.
var madeUp = map[string]func(n int) string{
	"commitments of a member":          func(n int) string { return fmt.Sprintf("/members/country-0/commitments/ZZ%04d/", n) },
	"members":                          func(n int) string { return fmt.Sprintf("/members/nowhere-%d/", n) },
	"commitments of made-up members":   func(n int) string { return fmt.Sprintf("/members/nowhere-%d/commitments/NW%04d/", n, n) },
	"documents":                        func(n int) string { return fmt.Sprintf("/documents/nothing-%d/", n) },
	"commitments of the whole century": func(n int) string { return fmt.Sprintf("/members/country-%d/commitments/ZZ%04d/", n%6, 9999-n) },
}

// What a sitemap alone names counts for nothing before it was read: it stands
// in no list of pages, takes no request from what is known, and is forgotten
// when nothing names it any more.
func TestWhatASitemapAloneNamesIsAClaim(t *testing.T) {
	t.Parallel()
	for name, path := range madeUp {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site := bigSite(60)
			b := newBench(t, site)
			first, _ := b.night(0)
			var entries [][2]string
			for n := range 500 {
				entries = append(entries, [2]string{path(n), "2025-01-15"})
			}
			site.set("/sitemap.xml", sitemapOf(entries...))
			// Room for what is known and 20 pages more.
			const index = 3 // robots.txt, two addresses of the sitemap
			b.change = func(c *scrape.Crawler) {
				c.Before, c.Budget.MaxRequests = nightID(0), index+len(first.Reads)+20
			}
			site.requests()
			night, _ := b.night(1)
			asked := paths(site.requests())
			if len(asked) != len(first.Reads)+20 {
				t.Errorf("%d pages asked for", len(asked))
			}
			for at, p := range asked {
				if known := !strings.Contains(p, "ZZ") && !strings.Contains(p, "nowhere") && !strings.Contains(p, "nothing"); known != (at < len(first.Reads)) {
					t.Fatalf("request %d is for %s", at, p)
				}
			}
			if d := cmp.Diff(addresses(first), addresses(night)); d != "" {
				t.Error(d)
			}
			if len(night.Unconfirmed) != 20 {
				t.Errorf("%d unconfirmed", len(night.Unconfirmed))
			}
			if i := slices.IndexFunc(night.Issues, func(i record.Issue) bool { return i.Code == record.CodeSitemapAstray }); i < 0 || night.Issues[i].Value != "20" {
				t.Errorf("issues %+v", night.Issues)
			}
			if d := cmp.Diff(night, b.offline(1)); d != "" {
				t.Error("offline differs:", d)
			}
			// Mended: nothing is left of it.
			site.set("/sitemap.xml", sitemapOf())
			b.change = func(c *scrape.Crawler) { c.Before = nightID(0) }
			mended, _ := b.night(2)
			if d := cmp.Diff(paths(site.requests()), asked[:len(first.Reads)]); d != "" {
				t.Error(d)
			}
			if len(mended.Unconfirmed) != 0 || len(mended.Waiting) != 0 || len(mended.Reads) != len(first.Reads) {
				t.Errorf("%d unconfirmed, waiting %v", len(mended.Unconfirmed), mended.Waiting)
			}
		})
	}
}

// A first reading that goes on over several nights ends, although nothing but
// the sitemap, without dates, names the commitments and each night has room
// for no more than was read before.
func TestAFirstReadingFromASitemapAloneEnds(t *testing.T) {
	t.Parallel()
	site := newSite()
	site.set("/our-members/", htmlPage("Members", link("/members/estonia/", "Members")))
	site.set("/members/estonia/", htmlPage("Estonia"))
	var entries [][2]string
	for n := range 60 {
		path := fmt.Sprintf("/members/estonia/commitments/EE%04d/", n+1)
		entries = append(entries, [2]string{path})
		site.set(path, htmlPage(path))
	}
	entries = append(entries, [2]string{"/members/latvia/"}) // which the members list does not show
	site.set("/members/latvia/", htmlPage("Latvia"))
	site.set("/sitemap.xml", sitemapOf(entries...))
	b := newBench(t, site)
	for n := range 4 {
		b.change = func(c *scrape.Crawler) {
			c.Budget.MaxRequests = 4 + 20
			if c.FirstReading = n > 0; n > 0 {
				c.Before = nightID(n - 1)
			}
		}
		night, stats := b.night(n)
		read := len(night.Reads)
		if want := min(60, 18*(n+1)); read-3 != want || night.Waiting["estonia"] != 60-want || stats.Pages[record.FreshNotRead] != 60-want {
			t.Errorf("night %d: %d read, waiting %v, %d not read", n, read, night.Waiting, stats.Pages[record.FreshNotRead])
		}
	}
}

// While the site is read for the first time a sitemap is believed, until it
// turns out that its pages are not there.
func TestASitemapThatLeadsNowhereLosesItsWord(t *testing.T) {
	t.Parallel()
	for name, path := range madeUp {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site := bigSite(60)
			b := newBench(t, site)
			first, _ := b.night(0)
			var entries [][2]string
			for n := range 500 {
				entries = append(entries, [2]string{path(n)})
			}
			site.set("/sitemap.xml", sitemapOf(entries...))
			site.requests()
			b.change = func(c *scrape.Crawler) {
				c.Before, c.FirstReading = nightID(0), true
				c.Budget.MaxRequests = 3 + len(first.Reads) + 20
			}
			b.night(1)
			asked := map[string]bool{}
			for _, p := range paths(site.requests()) {
				asked[p] = true
			}
			for _, p := range addresses(first) {
				if !asked[p] {
					t.Errorf("%s was not asked for", p)
				}
			}
		})
	}
}

// An unconfirmed page that was read is a page like any other, also when the
// sitemap is gone; one that fails is none.
func TestAnUnconfirmedPageThatWasReadIsKnown(t *testing.T) {
	t.Parallel()
	site := smallSite()
	site.set("/sitemap.xml", sitemapOf([2]string{"/members/finland/commitments/FI0001/"}, [2]string{"/members/finland/commitments/FI0002/"}, [2]string{"/members/peru/"}))
	site.fault("/members/finland/commitments/FI0002/", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) })
	site.set("/members/peru/", `<html><body>nothing of a member</body></html>`)
	b := newBench(t, site)
	for n := range 3 {
		if n == 2 {
			site.fault("/sitemap.xml", http.NotFound)
		}
		night, _ := b.night(n)
		if r := readOf(t, night, "/members/finland/commitments/FI0001/"); r.LastRead.IsZero() {
			t.Errorf("night %d: %+v", n, r)
		}
		var unconfirmed []string
		for _, r := range night.Unconfirmed {
			unconfirmed = append(unconfirmed, strings.TrimPrefix(r.Page.Address, base)+" "+string(r.Freshness))
		}
		want := []string{"/members/finland/commitments/FI0002/ Failed", "/members/peru/ Failed"}
		if n == 2 {
			want = nil
		}
		if d := cmp.Diff(want, unconfirmed); d != "" {
			t.Errorf("night %d: %s", n, d)
		}
	}
}
