package scrape_test

import (
	"slices"
	"testing"

	"ogptracker/scrape/record"
)

// WordPress answers a number beside the address with words; lists name either.
func TestADocumentsNumberIsAskedForNoMoreOnceItsWordsGaveTheSame(t *testing.T) {
	const number, words = "/?p=5120", "/documents/peru-action-plan-2022-2024/"
	plan := htmlPage("Peru Action Plan 2022-2024")
	for name, c := range map[string]struct {
		second string // what the number gives
		other  string // the address with words
		asked  []int  // on which of four nights the number is asked for
	}{
		"the same bytes":                 {plan, words, []int{0, 3}}, // the new body of the third night parts them for a night
		"other bytes":                    {htmlPage("Peru Letter"), words, []int{0, 1, 2, 3}},
		"a commitment of the same bytes": {plan, "/members/peru/commitments/PE0001/", []int{0, 1, 2, 3}},
	} {
		t.Run(name, func(t *testing.T) {
			site := newSite()
			site.set("/our-members/", htmlPage("Members", link("/members/peru/", "Members", "Peru")))
			site.set("/members/peru/", htmlPage("Peru", link(number, "Action Plan", "Peru Action Plan 2022-2024"), link(c.other, "Action Plan", "The plan")))
			site.set(number, c.second)
			site.set(c.other, plan)
			b := newBench(t, site)
			var asked []int
			for n := range 4 {
				if n == 2 {
					renewed := htmlPage("Peru Action Plan 2022-2024", "<p>Revised.</p>")
					site.set(c.other, renewed)
					if c.second == plan {
						site.set(number, renewed)
					}
				}
				night, _ := b.night(n)
				if slices.Contains(paths(site.requests()), number) {
					asked = append(asked, n)
				}
				r := readOf(t, night, number)
				if n == 2 && len(c.asked) == 2 {
					if r.Freshness != record.FreshCarried {
						t.Errorf("night %d: %s", n, r.Freshness)
					}
				} else if r.Freshness == record.FreshCarried || !r.LastRead.Equal(start.AddDate(0, 0, n)) {
					t.Errorf("night %d: %s, last read %s", n, r.Freshness, r.LastRead)
				}
			}
			if !slices.Equal(asked, c.asked) {
				t.Errorf("asked for on nights %v, want %v", asked, c.asked)
			}
		})
	}
}

func TestADocumentsNumberIsAskedForAgainWhereItsWordsAreGone(t *testing.T) {
	site := newSite()
	site.set("/our-members/", htmlPage("Members", link("/members/peru/", "Members", "Peru")))
	site.set("/members/peru/", htmlPage("Peru", link("/?p=7", "Letter", "Letter"), link("/documents/letter/", "Letter", "Letter")))
	site.set("/?p=7", htmlPage("Letter of the government"))
	site.set("/documents/letter/", htmlPage("Letter of the government"))
	b := newBench(t, site)
	b.night(0)
	site.mu.Lock()
	delete(site.pages, "/documents/letter/")
	site.mu.Unlock()
	b.night(1)
	site.requests()
	if b.night(2); !slices.Contains(paths(site.requests()), "/?p=7") {
		t.Error("the number is not asked for, and the words are gone")
	}
}
