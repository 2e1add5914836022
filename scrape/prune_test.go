package scrape_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape"
	"ogptracker/scrape/archive"
	"ogptracker/scrape/record"
)

// eventful lets things happen to a site: pages change, fail, lose their
// record, go, come back, move.
func eventful(site *testSite, dice *rand.Rand, night int) {
	for i := range 30 {
		path := fmt.Sprintf("/members/country-%d/commitments/C%c%04d/", i%6, 'A'+i%6, i+1)
		site.fault(path, nil)
		switch dice.IntN(12) {
		case 0:
			site.set(path, htmlPage(fmt.Sprintf("Changed in night %d", night)))
		case 1:
			site.fault(path, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) })
		case 2:
			site.set(path, "<html><body><p>An empty template with some words in it, and no heading at all.</p></body></html>")
		case 3:
			site.fault(path, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) })
		case 4:
			if i > 6 {
				to := fmt.Sprintf("/members/country-%d/commitments/C%c%04d/", i%6, 'A'+i%6, i+101)
				site.set(to, htmlPage("Moved in night "+fmt.Sprint(night)))
				site.fault(path, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) })
			}
		}
	}
}

func TestPruningLeavesEveryKeptRunAsItWas(t *testing.T) {
	for seed := range uint64(2) {
		if testing.Short() && seed > 0 {
			continue
		}
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			t.Parallel()
			dice := rand.New(rand.NewPCG(seed, 1))
			site := bigSite(30)
			b := newBench(t, site)
			b.change = func(c *scrape.Crawler) { c.Budget.MaxRequests = 30 + dice.IntN(30) }
			b.opts = nil
			const nights = 9
			want := map[int]record.Night{}
			for n := range nights {
				eventful(site, dice, n)
				want[n], _ = b.night(n)
				if d := cmp.Diff(want[n], b.offline(n)); d != "" {
					t.Fatalf("night %d, rebuilt at once: %s", n, d)
				}
			}
			for n := range nights {
				if d := cmp.Diff(want[n], b.offline(n)); d != "" {
					t.Fatalf("night %d, rebuilt later: %s", n, d)
				}
			}
			kept := map[int]bool{3: true, nights - 3: true, nights - 2: true, nights - 1: true}
			var forfeit archive.Forfeit
			b.with(nights, func(c *scrape.Crawler) {
				before, err := c.Archive.Check(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				size, err := c.Archive.Size()
				if err != nil {
					t.Fatal(err)
				}
				if forfeit, err = c.Archive.Prune(t.Context(), 3, nightID(3)); err != nil {
					t.Fatal(err)
				}
				if smaller, err := c.Archive.Size(); smaller >= size || err != nil {
					t.Errorf("%d bytes after pruning, %d before, %v", smaller, size, err)
				}
				after, err := c.Archive.Check(t.Context())
				if err != nil || after != before-int(forfeit.Bodies) || forfeit.Bodies == 0 || forfeit.Bytes == 0 || forfeit.Fetches == 0 || forfeit.Readings == 0 {
					t.Errorf("%d bodies before, %d after, forfeit %+v, %v", before, after, forfeit, err)
				}
			})
			var lost []string
			for n := range nights {
				if kept[n] {
					if d := cmp.Diff(want[n], b.offline(n)); d != "" {
						t.Errorf("night %d after pruning: %s", n, d)
					}
					continue
				}
				lost = append(lost, nightID(n))
				b.with(n, func(c *scrape.Crawler) {
					if _, err := c.Offline(t.Context(), nightID(n)); !errors.Is(err, archive.ErrPruned) {
						t.Errorf("night %d: %v", n, err)
					}
				})
			}
			if d := cmp.Diff(lost, forfeit.Runs); d != "" {
				t.Error(d)
			}
			// Pruned again, nothing more is lost; the next night goes on.
			b.with(nights, func(c *scrape.Crawler) {
				if f, err := c.Archive.Prune(t.Context(), 3, nightID(3)); err != nil || len(f.Runs)+int(f.Fetches+f.Bodies) > 0 {
					t.Errorf("pruned again: %+v, %v", f, err)
				}
			})
			eventful(site, dice, nights)
			want[nights], _ = b.night(nights)
			if d := cmp.Diff(want[nights], b.offline(nights)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestPruningNamesARunThatIsNotThere(t *testing.T) {
	b := newBench(t, smallSite())
	b.night(0)
	b.with(0, func(c *scrape.Crawler) {
		if _, err := c.Archive.Prune(t.Context(), 1, "20990101T000000Z"); !errors.Is(err, archive.ErrNoRun) {
			t.Error(err)
		}
		if _, err := c.Offline(t.Context(), "20990101T000000Z"); !errors.Is(err, archive.ErrNoRun) {
			t.Error(err)
		}
	})
}
