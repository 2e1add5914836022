package scrape_test

import (
	"database/sql"
	"net/http"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape"
	"ogptracker/scrape/record"
)

// lowerSite is a site that tells capitals apart and writes all its addresses
// in small letters, codes of commitments too.
func lowerSite(sitemap bool) *testSite {
	s := newSite()
	s.set("/our-members/", htmlPage("Members", link("/members/estonia", "Members", "Estonia: 2")))
	s.set("/members/estonia", htmlPage("Estonia", link("/members/estonia/commitments/ee0001/"), link("/members/estonia/commitments/ee0002"), link("/Documents/Estonia-Action-Plan-2022-2024/", "Action Plan")))
	s.set("/members/estonia/commitments/ee0001/", htmlPage("One", "<p>status: Active</p>"))
	s.set("/members/estonia/commitments/ee0002", htmlPage("Two", "<p>status: Active</p>"))
	s.set("/Documents/Estonia-Action-Plan-2022-2024/", htmlPage("Estonia Action Plan 2022-2024"))
	if sitemap {
		s.set("/sitemap.xml", sitemapOf([2]string{"/members/estonia/commitments/ee0001/", ""}, [2]string{"/members/estonia/commitments/ee0003/", ""}))
		s.set("/members/estonia/commitments/ee0003/", htmlPage("Three"))
	}
	return s
}

func gone(log []asked) (all []string) {
	for _, a := range log {
		if a.status == http.StatusNotFound && !slices.Contains([]string{"/sitemap_index.xml", "/sitemap.xml", "/wp-sitemap.xml"}, a.path) {
			all = append(all, a.path)
		}
	}
	return all
}

func TestAddressesAreAskedForAsTheSiteWritesThem(t *testing.T) {
	for name, sitemap := range map[string]bool{"by its pages": false, "by its sitemap": true} {
		t.Run(name, func(t *testing.T) {
			site := lowerSite(sitemap)
			b := newBench(t, site)
			b.change = func(c *scrape.Crawler) { c.SequenceProbe = true }
			for n := range 3 {
				night, _ := b.night(n)
				log := site.requests()
				probes := 0
				for _, path := range gone(log) {
					if !slices.Contains([]string{"/members/estonia/commitments/ee0003", "/members/estonia/commitments/ee0004", "/members/estonia/commitments/ee0004/", "/members/estonia/commitments/ee0005/"}, path) {
						t.Errorf("night %d asked in vain for %s", n, path)
					}
					probes++
				}
				if probes != 2 {
					t.Errorf("night %d: %d probes in vain, want 2 spelled as the known ones", n, probes)
				}
				for _, path := range []string{"/members/estonia/", "/members/estonia/commitments/EE0001/", "/members/estonia/commitments/EE0002/", "/documents/estonia-action-plan-2022-2024/"} {
					if r := readOf(t, night, path); r.Page.Title == "" || r.Gone {
						t.Errorf("night %d: %s was not read: %+v", n, path, r)
					}
				}
				if sitemap && readOf(t, night, "/members/estonia/commitments/EE0003/").Page.Title != "Three" {
					t.Errorf("night %d: what only the sitemap lists was not read", n)
				}
				for canonical, want := range map[string]string{"/members/estonia/": "/members/estonia", "/members/estonia/commitments/EE0001/": "/members/estonia/commitments/ee0001/",
					"/members/estonia/commitments/EE0002/": "/members/estonia/commitments/ee0002", "/documents/estonia-action-plan-2022-2024/": "/Documents/Estonia-Action-Plan-2022-2024/"} {
					if got := night.Written[base+canonical]; got != base+want {
						t.Errorf("night %d: %s is shown as %q, want %q", n, canonical, got, base+want)
					}
				}
				if d := cmp.Diff(night.Written, b.offline(n).Written); d != "" {
					t.Errorf("night %d rebuilt (-live +offline):\n%s", n, d)
				}
			}
		})
	}
}

func TestOnePageOfSeveralSpellingsIsAskedForOnce(t *testing.T) {
	site := newSite()
	moved := func(to string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusMovedPermanently) }
	}
	site.set("/our-members/", htmlPage("Members", link("/members/Kenya/", "Members", "Kenya: 1")))
	site.set("/sitemap.xml", sitemapOf([2]string{"/members/kenya/", ""}, [2]string{"/members/kenya/commitments/ke0001/", ""}, [2]string{"/members/kenya/commitments/KE0002", ""}))
	site.set("/members/kenya/", htmlPage("Kenya", link("/members/kenya/commitments/KE0001"), link("/country/kenya"), link("/countries/Kenya/commitments/Ke0001/")))
	site.set("/members/kenya/commitments/ke0001/", htmlPage("One"))
	site.fault("/members/kenya/commitments/KE0002", moved("/members/kenya/commitments/KE0002/"))
	site.set("/members/kenya/commitments/KE0002/", htmlPage("Two"))
	b := newBench(t, site)
	once := []string{"/our-members/", "/members/kenya/", "/members/kenya/commitments/ke0001/", "/members/kenya/commitments/KE0002", "/members/kenya/commitments/KE0002/"}
	night, _ := b.night(0)
	got := paths(site.requests())
	slices.Sort(got)
	slices.Sort(once)
	if d := cmp.Diff(once, got); d != "" {
		t.Errorf("asked for (-want +got):\n%s", d)
	}
	if n := len(night.Reads); n != 4 {
		t.Errorf("%d pages, want the list, a member and two commitments: %q", n, addresses(night))
	}
	b.night(1)
	if got := paths(site.requests()); slices.Contains(got, "/members/kenya/commitments/KE0002") || !slices.Contains(got, "/members/kenya/commitments/KE0002/") {
		t.Errorf("asked for %q; the redirect is known", got)
	}
}

// An archive of an earlier version knows pages by their canonical address
// alone.
func TestPagesOfAnOlderArchiveAreTheSamePages(t *testing.T) {
	site := smallSite()
	b := newBench(t, site)
	b.night(0)
	db, err := sql.Open("sqlite", b.path)
	if err != nil {
		t.Fatal(err)
	}
	for _, undo := range []string{`ALTER TABLE fetches DROP COLUMN asked`, `ALTER TABLE fetches DROP COLUMN answered`, `ALTER TABLE known DROP COLUMN written`, `DELETE FROM goose_db_version WHERE version_id >= 3`} {
		if _, err := db.Exec(undo); err != nil {
			t.Fatal(undo, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	before := b.offline(0)
	// The site now tells capitals apart and writes small letters.
	site.fault("/members/estonia/commitments/EE0060/", http.NotFound)
	site.set("/members/estonia/commitments/ee0060/", htmlPage("Sixty, as it reads now"))
	site.set("/sitemap.xml", sitemapOf([2]string{"/members/estonia/commitments/ee0060/", ""}))
	night, _ := b.night(1)
	r := readOf(t, night, "/members/estonia/commitments/EE0060/")
	if r.Freshness != record.FreshRead || r.Page.Title != "Sixty, as it reads now" {
		t.Errorf("%+v", r)
	}
	if d := cmp.Diff(addresses(before), addresses(night)); d != "" {
		t.Errorf("pages known (-before +now):\n%s", d)
	}
}
