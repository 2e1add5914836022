package scrape_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape"
	"ogptracker/scrape/record"
)

func gz(text string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(text))
	z.Close()
	return b.String()
}

func TestSitemapsAreFoundWhereverTheyAre(t *testing.T) {
	const found = "/members/latvia/commitments/LV0001/"
	list := sitemapOf([2]string{found})
	index := `<?xml version="1.0"?><sitemapindex><sitemap><loc>` + base + `/maps/deep.xml.gz</loc><lastmod>2024-01-01</lastmod></sitemap><sitemap><loc>` + base + `/index.xml</loc></sitemap></sitemapindex>`
	for name, set := range map[string]func(*testSite){
		"at the second usual address": func(s *testSite) { s.set("/sitemap.xml", list) },
		"at the third usual address":  func(s *testSite) { s.set("/wp-sitemap.xml", list) },
		"named by robots.txt": func(s *testSite) {
			s.set("/robots.txt", "Sitemap: "+base+"/any/where.xml\n")
			s.set("/any/where.xml", list)
		},
		"named by robots.txt under the other host": func(s *testSite) {
			s.set("/robots.txt", "Sitemap: https://www.opengovpartnership.org/where.xml\n")
			s.set("/where.xml", list)
		},
		"in an index that names itself too, packed": func(s *testSite) {
			s.set("/robots.txt", "Sitemap: "+base+"/index.xml\n")
			s.set("/index.xml", index)
			s.fault("/maps/deep.xml.gz", func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/x-gzip")
				w.Write([]byte(gz(list)))
			})
		},
		"at the usual address when the one named is broken": func(s *testSite) {
			s.set("/robots.txt", "Sitemap: "+base+"/broken.xml\n")
			s.set("/broken.xml", "<?xml version=\"1.0\"?><html>sorry</html>")
			s.set("/sitemap.xml", list)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site := smallSite()
			site.set("/sitemap.xml", "")
			site.mu.Lock()
			delete(site.pages, "/sitemap.xml")
			site.mu.Unlock()
			site.set("/members/latvia/", htmlPage("Latvia"))
			site.set(found, htmlPage("One"))
			set(site)
			b := newBench(t, site)
			night, _ := b.night(0)
			if r := readOf(t, night, found); r.Freshness != record.FreshRead {
				t.Errorf("%+v", r)
			}
			if r := readOf(t, night, "/members/latvia/"); r.Freshness != record.FreshRead {
				t.Errorf("%+v", r)
			}
			noneTwice(t, site.requests())
		})
	}
}

func TestLastmodDecidesWhatIsDue(t *testing.T) {
	site := bigSite(12)
	at := func(i int) string { return fmt.Sprintf("/members/country-%d/commitments/C%c%04d/", i%6, 'A'+i%6, i+1) }
	set := func(lastmod func(i int) string) {
		var entries [][2]string
		for i := range 12 {
			entries = append(entries, [2]string{at(i), lastmod(i)})
		}
		site.set("/sitemap.xml", sitemapOf(entries...))
	}
	set(func(int) string { return "2024-12-01T10:00:00+00:00" })
	b := newBench(t, site)
	b.night(0)
	site.requests()
	commitments := func() (all []string) {
		for _, p := range paths(site.requests()) {
			if strings.Contains(p, "commitments") {
				all = append(all, p)
			}
		}
		return all
	}
	night, _ := b.night(1)
	if got := commitments(); len(got) != 0 {
		t.Errorf("nothing changed, asked for %v", got)
	}
	if r := readOf(t, night, at(3)); r.Freshness != record.FreshCarried || r.Requested || !r.LastRead.Equal(start) {
		t.Errorf("%+v", r)
	}
	set(func(i int) string {
		return map[int]string{3: "2025-01-16T01:00:00Z", 5: "2025-01-15T12:00:00+02:00", 7: "2025-01-15", 8: "2025-01-13T23:59:59Z", 9: "soon"}[i]
	})
	b.night(2)
	want := []string{at(5), at(7), at(3), // by what changed first; the day of 7 may be its end
		at(0), at(6), at(1), at(2), at(4), at(9), at(10), at(11)} // without a lastmod that can be read: by age
	got := commitments()
	slices.Sort(want[3:])
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	set(func(int) string { return "2024-12-01" })
	b.night(3)
	commitments()
	b.night(45)
	if got := commitments(); len(got) != 12 {
		t.Errorf("after more than a month without a look, asked for %d", len(got))
	}
}

func TestAMemberKnownOnlyByOGPsTableIsRead(t *testing.T) {
	site := smallSite()
	site.set("/members/latvia/", htmlPage("Latvia"))
	site.set("/members/latvia/commitments/lv0001", htmlPage("One"))
	table := &record.Table{Name: "t.csv", Hash: "abc", Rows: []record.Row{
		{Code: "LV0001", Country: "Latvia", URL: "https://opengovpartnership.org/members/latvia/commitments/lv0001"},
		{Code: "LV0002", Country: "Latvia", URL: "https://elsewhere.example/x"},
	}}
	b := newBench(t, site)
	b.change = func(c *scrape.Crawler) { c.Table = table }
	night, _ := b.night(0)
	if r := readOf(t, night, "/members/latvia/commitments/LV0001/"); r.Freshness != record.FreshRead {
		t.Errorf("%+v", r)
	}
	if r := readOf(t, night, "/members/latvia/"); r.Freshness != record.FreshRead {
		t.Errorf("%+v", r)
	}
	if d := cmp.Diff(table, night.Table); d != "" {
		t.Error(d)
	}
	// Rebuilt when the file is no longer there.
	if d := cmp.Diff(night, b.offline(0)); d != "" {
		t.Error(d)
	}
}

func TestTheSequenceProbeFindsWhatNothingNames(t *testing.T) {
	site := smallSite()
	for _, code := range []string{"EE0061", "EE0063", "EE0066"} { // 61 and 63 are within reach, 66 is behind two gaps
		site.set("/members/estonia/commitments/"+code+"/", htmlPage(code))
	}
	b := newBench(t, site)
	night, _ := b.night(0)
	if slices.Contains(addresses(night), "/members/estonia/commitments/EE0061/") {
		t.Fatal("found without probing")
	}
	site.requests()
	b.change = func(c *scrape.Crawler) { c.SequenceProbe = true }
	night, stats := b.night(1)
	for _, path := range []string{"/members/estonia/commitments/EE0061/", "/members/estonia/commitments/EE0063/"} {
		if r := readOf(t, night, path); r.Freshness != record.FreshRead {
			t.Errorf("%+v", r)
		}
	}
	var probes []string
	for _, p := range paths(site.requests()) {
		if !slices.Contains([]string{sixty, "/members/estonia/commitments/EE0050/"}, p) && strings.Contains(p, "commitments/EE") {
			probes = append(probes, strings.Trim(filepath.Base(p), "/"))
		}
	}
	if d := cmp.Diff([]string{"EE0061", "EE0062", "EE0063", "EE0064", "EE0065"}, probes); d != "" {
		t.Error(d)
	}
	for _, r := range night.Reads {
		if r.Gone || r.Failure != "" {
			t.Errorf("a guess that missed counts as a page: %+v", r)
		}
	}
	if len(stats.Failures) != 0 {
		t.Errorf("failures %v", stats.Failures)
	}
	// Interrupted, it ends the same.
	other := smallSite()
	for _, code := range []string{"EE0061", "EE0063", "EE0066"} {
		other.set("/members/estonia/commitments/"+code+"/", htmlPage(code))
	}
	c := newBench(t, other)
	c.night(0)
	c.change = b.change
	other.requests()
	got, _ := c.interrupted(1, 1, other)
	if d := cmp.Diff(night, got); d != "" {
		t.Error(d)
	}
	noneTwice(t, other.requests())
}

func TestAProbeOfASiteThatAnswersEverythingFindsNothing(t *testing.T) {
	site := smallSite()
	for n := 61; n < 70; n++ {
		site.set(fmt.Sprintf("/members/estonia/commitments/EE%04d/", n), "<html><body><p>A template that the site serves for any address, with some words in it.</p></body></html>")
	}
	b := newBench(t, site)
	b.change = func(c *scrape.Crawler) { c.SequenceProbe = true }
	night, _ := b.night(0)
	if len(night.Reads) != 10 || len(night.Issues) != 0 {
		t.Errorf("%d pages, issues %v", len(night.Reads), codes(night))
	}
}

func TestOnlyTheMembersWantedAreRead(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*scrape.Crawler)
		want   []string
	}{
		"one member": {func(c *scrape.Crawler) { c.Members = []string{"finland"} },
			[]string{"/members/finland/", "/members/finland/commitments/FI0001/", "/our-members/"}},
		"a member that nothing names": {func(c *scrape.Crawler) { c.Members = []string{"latvia"} }, []string{"/members/latvia/", "/our-members/"}},
		"no local members": {func(c *scrape.Crawler) {
			c.Members, c.LocalMembers = []string{"finland", "kaduna-state-nigeria"}, false
		},
			[]string{"/members/finland/", "/members/finland/commitments/FI0001/", "/our-members/"}},
	} {
		t.Run(name, func(t *testing.T) {
			site := smallSite()
			site.set("/members/latvia/", htmlPage("Latvia"))
			b := newBench(t, site)
			b.change = c.change
			night, _ := b.night(0)
			if d := cmp.Diff(c.want, addresses(night)); d != "" {
				t.Error(d)
			}
			asked := paths(site.requests())
			slices.Sort(asked)
			if d := cmp.Diff(c.want, asked); d != "" {
				t.Error(d)
			}
			// The members list may be missing once: who is local is still known.
			site.fault("/our-members/", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) })
			if night, _ = b.night(1); !slices.Equal(addresses(night), c.want) {
				t.Errorf("without the list: %v", addresses(night))
			}
		})
	}
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestSavedPagesAreReadAsOfTheDateTheyCarry(t *testing.T) {
	const head = `<html><head>%s</head><body>%s<h1>Saved</h1></body></html>`
	for name, c := range map[string]struct {
		head, body, sidecarName, sidecar string
		address, date                    string
	}{
		"a sidecar":                        {sidecarName: "page.txt", sidecar: "address: https://www.opengovpartnership.org/countries/Estonia\ndate: 2018-06-01\n", address: "/countries/Estonia", date: "2018-06-01"},
		"a sidecar in YAML":                {sidecarName: "page.html.yaml", sidecar: "# how it came\naddress: \"/countries/Estonia\"\ndate: \"2018-06-01\"\n", address: "/countries/Estonia", date: "2018-06-01"},
		"a canonical link and a meta date": {head: `<link href="https://opengovpartnership.org/members/kenya/commitments/KE0023/" rel="canonical"><meta name="date" content="2021-03-04">`, address: "/members/kenya/commitments/KE0023/", date: "2021-03-04"},
		"og:url":                           {head: `<meta property="og:url" content="https://www.opengovpartnership.org/members/kenya/">`, address: "/members/kenya/", date: "2025-01-10"},
		"a browser's comment":              {body: "<!-- saved from url=(0055)https://www.opengovpartnership.org/members/kenya/ -->", address: "/members/kenya/", date: "2025-01-10"},
		"the Internet Archive":             {head: `<link rel="canonical" href="https://web.archive.org/web/20180601120000/https://www.opengovpartnership.org/countries/Estonia">`, address: "/countries/Estonia", date: "2018-06-01"},
		"an archive's comment":             {head: `<link rel="canonical" href="/countries/Estonia">`, body: "<!-- FILE ARCHIVED ON 08:15:00 Jun 01, 2018 AND RETRIEVED FROM THE INTERNET ARCHIVE -->", address: "/countries/Estonia", date: "2018-06-01"},
		"SingleFile":                       {body: "<!--\n Page saved with SingleFile \n url: https://www.opengovpartnership.org/members/kenya/ \n saved date: Fri Jun 01 2018 10:00:00 GMT+0200 (CEST)\n-->", address: "/members/kenya/", date: "2018-06-01"},
		"a sidecar before the page's own":  {head: `<link rel="canonical" href="/members/kenya/">`, sidecarName: "page.txt", sidecar: "url: /members/ghana/", address: "/members/ghana/", date: "2025-01-10"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			write(t, dir, "page.html", fmt.Sprintf(head, c.head, c.body))
			if c.sidecar != "" {
				write(t, dir, c.sidecarName, c.sidecar)
			}
			modified := time.Date(2025, 1, 10, 0, 0, 0, 0, time.UTC)
			if err := os.Chtimes(filepath.Join(dir, "page.html"), modified, modified); err != nil {
				t.Fatal(err)
			}
			site := smallSite()
			b := newBench(t, site)
			b.change = func(crawler *scrape.Crawler) { crawler.SavedPages = dir }
			night, _ := b.night(0)
			i := slices.IndexFunc(night.Reads, func(r record.Read) bool { return r.Page.Saved })
			if i < 0 {
				t.Fatalf("no saved page among %v, issues %v", addresses(night), night.Issues)
			}
			r := night.Reads[i]
			if r.Page.Address != base+c.address || r.Page.Fetched.Format(time.DateOnly) != c.date || !r.LastRead.Equal(r.Page.Fetched) ||
				r.Requested || r.Freshness != record.FreshRead || r.Page.Title != "Saved" {
				t.Errorf("%+v", r)
			}
			if slices.ContainsFunc(site.requests(), func(a asked) bool { return strings.HasPrefix(a.path, "/countries") }) {
				t.Error("the copy's old address was asked for")
			}
			second, _ := b.night(1)
			if j := slices.IndexFunc(second.Reads, func(r record.Read) bool { return r.Page.Saved }); j < 0 || second.Reads[j].Freshness != record.FreshUnchanged {
				t.Error("an unchanged copy is not Unchanged the next night")
			}
			os.RemoveAll(dir)
			if d := cmp.Diff(night, b.offline(0)); d != "" {
				t.Error("rebuilt without the folder:", d)
			}
		})
	}
}

func TestASavedPageThatCannotBeUsedSaysWhy(t *testing.T) {
	for name, c := range map[string]struct{ text, sidecar, why string }{
		"no address":                 {"<html><h1>x</h1></html>", "", "does not say of which page"},
		"another site":               {`<link rel="canonical" href="https://elsewhere.example/members/kenya/">`, "", "not the address of a page"},
		"a page of no known kind":    {`<link rel="canonical" href="/stories/one/">`, "", "not the address of a page"},
		"a date that cannot be read": {"<h1>x</h1>", "address: /members/kenya/\ndate: 3/4/2015", "3/4/2015"},
		"a date after the run":       {"<h1>x</h1>", "address: /members/kenya/\ndate: 2031-01-01", "after the run"},
		"an empty file":              {"", "address: /members/kenya/", "empty"},
		"nothing to read in it":      {"<p>no heading</p>", "address: /members/kenya/", "no heading"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			write(t, dir, "page.htm", c.text)
			if c.sidecar != "" {
				write(t, dir, "page.txt", c.sidecar)
			}
			b := newBench(t, smallSite())
			b.change = func(crawler *scrape.Crawler) { crawler.SavedPages = dir }
			night, _ := b.night(0)
			if len(night.Issues) != 1 || night.Issues[0].Code != record.CodeSavedPage || night.Issues[0].Key != "page.htm" || !strings.Contains(night.Issues[0].Message, c.why) {
				t.Errorf("%+v", night.Issues)
			}
			if len(night.Reads) != 10 {
				t.Errorf("%v", addresses(night))
			}
			if d := cmp.Diff(night, b.offline(0)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestAFolderOfSavedPagesThatIsNotThereIsAnError(t *testing.T) {
	b := newBench(t, smallSite())
	b.with(0, func(c *scrape.Crawler) {
		c.SavedPages = filepath.Join(t.TempDir(), "nowhere")
		if _, _, err := c.Night(context.Background(), nightID(0)); err == nil || !strings.Contains(err.Error(), "sources.saved_pages") {
			t.Error(err)
		}
	})
}

func TestANightWithoutASiteIsOfSavedPagesAndTheTableAlone(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "page.html", htmlPage("Estonia", link(sixty))+`<link rel="canonical" href="/members/estonia/"><meta name="date" content="2018-06-01">`)
	b := newBench(t, smallSite())
	b.change = func(c *scrape.Crawler) {
		c.Fetch, c.SavedPages = nil, dir
		c.Table = &record.Table{Hash: "t", Rows: []record.Row{{Code: "EE0060", URL: base + sixty}}}
	}
	night, stats := b.night(0)
	if len(night.Reads) != 1 || !night.Reads[0].Page.Saved || night.Table == nil || stats.Requests != 0 {
		t.Errorf("%v, %+v", addresses(night), stats)
	}
	if d := cmp.Diff(night, b.offline(0)); d != "" {
		t.Error(d)
	}
}

// A night under a clock that was ahead does not keep what changes after it from
// being seen.
func TestWhatChangesAfterANightUnderAClockThatWasAheadIsSeen(t *testing.T) {
	t.Parallel()
	for name, ahead := range map[string]time.Duration{"three days": 72 * time.Hour, "ten years": 10 * 365 * 24 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const path = "/members/estonia/commitments/EE0050/"
			site := smallSite()
			list := func(lastmod string) { site.set("/sitemap.xml", sitemapOf([2]string{path, lastmod})) }
			list("2025-01-01T00:00:00Z")
			b, watched := onClock(t, site)
			watched.clock.now = start.Add(ahead)
			b.night(0)
			watched.clock.now = start.AddDate(0, 0, 1)
			site.set(path, htmlPage("Fifty anew"))
			list(start.Add(20 * time.Hour).Format(time.RFC3339))
			night, _ := b.night(1)
			if r := readOf(t, night, path); r.Page.Title != "Fifty anew" {
				t.Errorf("%+v", r.Page.Title)
			}
		})
	}
}

// A run that is dated a moment before the last fetches of the one before still
// asks for its sample.
func TestARunRightAfterAnotherAsksForItsSample(t *testing.T) {
	t.Parallel()
	for name, later := range map[string]time.Duration{"within the second": 900 * time.Millisecond, "a minute": time.Minute} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site := bigSite(60)
			b, watched := onClock(t, site)
			watched.clock.now = start.Add(later)
			b.night(0)
			site.requests()
			change := b.change
			b.change = func(c *scrape.Crawler) {
				change(c)
				c.Before, c.Sample, c.Whole = nightID(0), 20, func(*record.Page) bool { return true }
			}
			var night record.Night
			b.with(0, func(c *scrape.Crawler) {
				var err error
				if night, _, err = c.Night(t.Context(), start.Add(time.Second).Format("20060102T150405Z")); err != nil {
					t.Fatal(err)
				}
			})
			bodies := 0
			for _, r := range night.Reads {
				if r.Body && r.Page.Kind == record.KindCommitment {
					bodies++
				}
			}
			if bodies < 20 {
				t.Errorf("%d bodies came", bodies)
			}
		})
	}
}
