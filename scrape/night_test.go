package scrape_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape/record"
)

// smallSite has two members, their commitments and documents, and every way
// of finding them.
func smallSite() *testSite {
	s := newSite()
	s.set("/our-members/", htmlPage("Members", link("/members/estonia/", "Members", "Estonia"), link("/members/kaduna-state-nigeria/", "Local Members", "Kaduna")))
	s.set("/members/estonia/", htmlPage("Estonia", "<p>current_cycle: 2024-2026</p>", "<p>number_of_commitments: 4</p>",
		link("/members/estonia/commitments/EE0060/", "2024"), link("/members/estonia/commitments/EE0050/", "2016"),
		link("/documents/estonia-letter/", "Letter", "A letter"), link("/documents/estonia-results-report-2016-2018/", "IRM Report", "Results 2016-2018")))
	s.set("/members/kaduna-state-nigeria/", htmlPage("Kaduna"))
	s.set("/members/estonia/commitments/EE0060/", htmlPage("Sixty", link("/documents/estonia-action-plan-2024-2026/", "Action Plan", "Estonia Action Plan 2024-2026")))
	s.set("/members/estonia/commitments/EE0050/", htmlPage("Fifty"))
	s.set("/documents/estonia-letter/", htmlPage("A letter"))
	s.set("/documents/estonia-results-report-2016-2018/", htmlPage("Results"))
	s.set("/documents/estonia-action-plan-2024-2026/", htmlPage("Plan"))
	s.set("/sitemap.xml", sitemapOf([2]string{"/members/finland/commitments/FI0001/"}, [2]string{"/search/trap/"}, [2]string{"/es/members/estonia/"}))
	s.set("/members/finland/", htmlPage("Finland"))
	s.set("/members/finland/commitments/FI0001/", htmlPage("One"))
	return s
}

func TestANightFindsEveryPageAndAsksInOrder(t *testing.T) {
	site := smallSite()
	b := newBench(t, site)
	night, stats := b.night(0)
	want := []string{
		"/our-members/",
		"/members/estonia/", "/members/kaduna-state-nigeria/",
		"/members/estonia/commitments/EE0060/",         // of the running plan
		"/documents/estonia-action-plan-2024-2026/",    // named by it, running too
		"/documents/estonia-results-report-2016-2018/", // never read
		"/members/estonia/commitments/EE0050/",         //
		"/documents/estonia-letter/",                   // letters last
		"/members/finland/",                            // of all that is known; this the sitemap alone names
		"/members/finland/commitments/FI0001/",         //
	}
	if d := cmp.Diff(want, paths(site.requests())); d != "" {
		t.Error(d)
	}
	slices.Sort(want)
	if d := cmp.Diff(want, addresses(night)); d != "" {
		t.Error(d)
	}
	for _, r := range night.Reads {
		if r.Freshness != record.FreshRead || !r.Requested || r.LastRead.IsZero() {
			t.Errorf("%s: %+v", r.Page.Address, r)
		}
	}
	if stats.Requests != 13 || stats.Pages[record.FreshRead] != 10 { // robots.txt and two sitemaps besides
		t.Errorf("stats %+v", stats)
	}
	if d := cmp.Diff(night, b.offline(0)); d != "" {
		t.Error("offline differs:", d)
	}
}

func TestAnUnchangedNightAsksOnceForEachPageAndParsesNothing(t *testing.T) {
	for name, plain := range map[string]bool{"with validators": false, "without validators": true} {
		t.Run(name, func(t *testing.T) {
			site := smallSite()
			site.plain = plain
			b := newBench(t, site)
			first, _ := b.night(0)
			b.reader.reads()
			site.requests()
			b.change = afterACompleteNight
			second, stats := b.night(1)
			seen := map[string]bool{}
			for _, a := range site.requests() {
				if seen[a.path] {
					t.Errorf("%s was asked for twice", a.path)
				}
				seen[a.path] = true
				if !plain && a.status != 404 && a.path != "/robots.txt" && a.status != 304 {
					t.Errorf("%s: status %d", a.path, a.status)
				}
			}
			if read := b.reader.reads(); len(read) != 0 || stats.Parsed != 0 {
				t.Errorf("parsed %v", read)
			}
			for i, r := range second.Reads {
				if r.Freshness != record.FreshUnchanged || !r.LastRead.Equal(start.AddDate(0, 0, 1)) {
					t.Errorf("%s: %s, %s", r.Page.Address, r.Freshness, r.LastRead)
				}
				if d := cmp.Diff(first.Reads[i].Page, r.Page); d != "" {
					t.Error(d)
				}
			}
		})
	}
}
