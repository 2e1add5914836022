package scrape_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"ogptracker/scrape"
	"ogptracker/scrape/fetch"
)

func TestABanHoldsUntilAPersonSaysThatItWasLifted(t *testing.T) {
	t.Parallel()
	for name, at := range map[string]string{"on a page": sixty, "on a country page": "/members/estonia/", "on robots.txt": "/robots.txt"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site := smallSite()
			b := newBench(t, site)
			b.night(0)
			site.fault(at, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/html")
				w.WriteHeader(http.StatusForbidden)
				w.Write([]byte("<html><h1>You have been banned from this site.</h1></html>"))
			})
			site.requests()
			var told bytes.Buffer
			b.change = func(c *scrape.Crawler) { c.Log = slog.New(slog.NewTextHandler(&told, nil)) }
			_, stats := b.night(1)
			b.change = nil
			if !strings.Contains(told.String(), "level=ERROR msg=\"the site has banned this program") {
				t.Errorf("the log says %s", &told)
			}
			if log := site.requests(); stats.StoppedBy != "banned" || !strings.Contains(stats.StoppedWhy, "banned") || log[len(log)-1].path != at {
				t.Errorf("stopped by %q (%s) after %v", stats.StoppedBy, stats.StoppedWhy, log)
			}
			site.fault(at, nil)
			for n := 2; n <= 3; n++ {
				b.with(n, func(c *scrape.Crawler) {
					if _, _, err := c.Night(context.Background(), nightID(n)); !errors.Is(err, fetch.ErrBanned) || !strings.Contains(err.Error(), nightID(1)) {
						t.Errorf("night %d: %v", n, err)
					}
				})
			}
			if log := site.requests(); len(log) > 0 {
				t.Errorf("asked for %v after the ban", log)
			}
			b.change = func(c *scrape.Crawler) { c.AfterBan = true }
			b.night(4)
			b.change = nil
			if _, stats := b.night(5); stats.StoppedBy != "" || len(site.requests()) == 0 {
				t.Errorf("once it was lifted: stopped by %q", stats.StoppedBy)
			}
		})
	}
}

func TestASitemapIsUsedAsFarAsItCanBeRead(t *testing.T) {
	t.Parallel()
	good := sitemapOf([2]string{sixty, ""}, [2]string{"/members/estonia/commitments/EE0070/", ""})
	for name, c := range map[string]struct {
		body  string
		whole bool
	}{
		"with a comment and a script behind its end": {good + "\n<!-- made in 0.4 s --><script>var x = a && b < c;</script>", true},
		"with words behind its end":                  {good + "\nNotice: x < y & z", true},
		"with a fault in its middle":                 {strings.Replace(good, "</urlset>", "<url><loc>&&<b</urlset", 1), false},
		"cut":                                        {good[:len(good)-9], false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site := smallSite()
			site.set("/sitemap.xml", c.body)
			site.set("/members/estonia/commitments/EE0070/", htmlPage("Seventy"))
			night, _ := newBench(t, site).night(0)
			if r := readOf(t, night, "/members/estonia/commitments/EE0070/"); r.Page.Title != "Seventy" {
				t.Errorf("what the sitemap names was not read: %+v", r)
			}
			if night.SitemapRead != c.whole {
				t.Errorf("read whole: %t", night.SitemapRead)
			}
		})
	}
}

func TestASitemapThatIsNoMoreIsSaid(t *testing.T) {
	t.Parallel()
	for name, vanish := range map[string]func(*testSite){
		"it is gone": func(s *testSite) { s.fault("/sitemap.xml", http.NotFound) },
		"robots.txt has another": func(s *testSite) {
			s.set("/robots.txt", "User-agent: *\nSitemap: "+base+"/other.xml\n")
			s.set("/other.xml", sitemapOf([2]string{sixty, ""}))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site := smallSite()
			site.set("/sitemap.xml", sitemapOf([2]string{sixty, ""}))
			b := newBench(t, site)
			if night, _ := b.night(0); strings.Contains(strings.Join(codes(night), " "), "sitemap-gone") {
				t.Errorf("while it is there: %v", codes(night))
			}
			vanish(site)
			if night, _ := b.night(1); !strings.Contains(strings.Join(codes(night), " "), "sitemap-gone") {
				t.Errorf("said %v", codes(night))
			}
			if night, _ := b.night(40); strings.Contains(strings.Join(codes(night), " "), "sitemap-gone") {
				t.Errorf("still said after forty nights: %v", codes(night))
			}
		})
	}
}

func TestAPageThatIsSaidToHaveChangedIsAskedForWithoutValidators(t *testing.T) {
	t.Parallel()
	site := smallSite()
	site.set("/sitemap.xml", sitemapOf([2]string{sixty, "2010-01-01"}))
	b := newBench(t, site)
	b.night(0)
	// A server that answers "not modified" to whatever validator it is given.
	site.set(sixty, htmlPage("Changed"))
	site.fault(sixty, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		w.Write([]byte(htmlPage("Changed")))
	})
	site.set("/sitemap.xml", sitemapOf([2]string{sixty, start.AddDate(0, 0, 1).Format("2006-01-02")}))
	if night, _ := b.night(1); readOf(t, night, sixty).Page.Title != "Changed" {
		t.Error("the change that the sitemap tells of was not read")
	}
}
