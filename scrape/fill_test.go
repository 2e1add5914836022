package scrape_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape"
	"ogptracker/scrape/archive"
	"ogptracker/scrape/fetch"
	"ogptracker/scrape/page"
	"ogptracker/scrape/record"
	"ogptracker/scrape/render"
	"ogptracker/scrape/render/rendertest"
)

// byLists is how the site of 2017-18 filled its pages: one request for each
// list, one after the other, when the page was loaded.
const byLists = `
window.addEventListener('load', () => {
	const waiting = Array.from(document.querySelectorAll('[data-fill]'));
	(function next() {
		const element = waiting.shift();
		if (!element) return;
		const x = new XMLHttpRequest();
		x.open('GET', '/apiJSON/list?filter[country]=' + element.dataset.fill + '&page[size]=10&page[number]=1');
		x.onload = () => { if (x.status === 200) element.innerHTML = JSON.parse(x.responseText).data; next() };
		x.onerror = next;
		x.send();
	})();
});`

// inSight is how pages are filled today: each list when it comes into sight,
// all at once, after a moment.
const inSight = `
const seen = new IntersectionObserver(entries => entries.filter(e => e.isIntersecting).forEach(e => {
	seen.unobserve(e.target);
	setTimeout(async () => {
		const r = await fetch('/wp-json/lists/' + e.target.dataset.fill);
		if (r.ok) e.target.innerHTML = (await r.json()).data;
	}, 700);
}));
document.querySelectorAll('[data-fill]').forEach(e => seen.observe(e));`

// page2024 is a country page of today as a person sees it.
const page2024 = `<!doctype html><html><head><meta charset="utf-8"><title>Estonia</title></head><body><main><h1>Estonia</h1><p>Member Since 2011</p><p>Action Plan 6</p>
<p>ON THE PAGE</p><h2>Current Action Plan</h2><p>2024-2026</p><p>Action Plan 6</p><ul><li>Number of Commitments: 3</li><li>Policy Area Focus: Not specified</li></ul>
<h2>Commitments</h2><ul>
<li><a href="/members/estonia/commitments/EE0063/">Open the register of interests</a><p>EE0063, 2024, Anti-Corruption and Integrity</p></li>
<li><a href="/members/estonia/commitments/EE0062/">Hear the public before a law</a><p>EE0062, 2024, Public Participation</p></li>
<li><a href="/members/estonia/commitments/EE0051/">Data of local councils</a><p>EE0051, 2018, Open Data</p></li></ul>
<h2>Resources</h2><ul><li><a href="/documents/estonia-action-plan-2024-2026/">Estonia Action Plan 2024-2026</a><p>2024, Action Plan, Web page</p></li></ul>
<h2>Current Data</h2><p>The data below is updated periodically.</p></main></body></html>`

// tracker is the list of the Open Gov Challenge as a person sees it.
const tracker = `<!doctype html><html><head><meta charset="utf-8"><title>Challenge Tracker | Open Government Partnership</title></head><body><main><h1>Challenge Tracker</h1>
<p>Commitments <b class="content-count">2</b></p><p>Countries <b class="content-count">1</b></p>
<table><thead><tr><th>Commitment</th><th>Level of Government</th><th>Lead Institution</th><th>Primary Challenge Area</th></tr></thead><tbody>
<tr><td><a href="/the-open-gov-challenge/estonia-open-the-register/">Estonia – Open the register</a></td><td>National</td><td>Ministry of Justice</td><td>Anti-Corruption</td></tr>
<tr><td><a href="/the-open-gov-challenge/estonia-hear-the-public/">Estonia – Hear the public</a></td><td>National</td><td>Government Office</td><td>Public Participation</td></tr>
</tbody></table></main></body></html>`

// scripted is a page whose lists and counters a script fills: the page as it
// stands when they are filled, as the site serves it, and its data.
type scripted struct {
	path, own              string // as the site writes it, and canonical
	filled, served, script string
	data                   map[string]string // address to JSON
}

// script takes lists and counters out of a page and leaves them to a script.
func script(t *testing.T, path, filled, script, data string) scripted {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(filled))
	if err != nil {
		t.Fatal(err)
	}
	a, ok := theSite.Parse(path)
	if !ok {
		t.Fatalf("%s is of no known pattern", path)
	}
	s := scripted{path: path, own: a.Path, script: script, data: map[string]string{}}
	parts := doc.Find("ul, tbody, .content-count, .irm-count, .starred-count, h3 > a")
	parts.Each(func(i int, e *goquery.Selection) { e.SetAttr("data-fill", fmt.Sprint(i)) })
	doc.Find("body").AppendHtml(`<script src="/fill.js"></script>`)
	s.filled = htmlOf(t, doc)
	parts.Each(func(i int, e *goquery.Selection) {
		inner, _ := e.Html()
		s.data[fmt.Sprintf(data, i)] = fmt.Sprintf(`{"data": %q}`, inner)
		switch {
		case e.Is("a"):
			name, _, _ := strings.Cut(e.Text(), " (")
			e.SetText(name + " ()")
		case e.Is("ul, tbody"):
			e.SetHtml("")
		default:
			e.SetText("0")
		}
	})
	s.served = htmlOf(t, doc)
	return s
}

func htmlOf(t *testing.T, doc *goquery.Document) string {
	t.Helper()
	html, err := goquery.OuterHtml(doc.Selection)
	if err != nil {
		t.Fatal(err)
	}
	return html
}

func scriptedPages(t *testing.T) map[string]scripted {
	t.Helper()
	georgia, err := os.ReadFile(filepath.Join("page", "testdata", "country", "2018-georgia-rendered.html"))
	if err != nil {
		t.Fatal(err)
	}
	return map[string]scripted{
		"2017-18":               script(t, "/countries/georgia", string(georgia), byLists, "/apiJSON/list?filter[country]=%d&page[size]=10&page[number]=1"),
		"2022+":                 script(t, "/members/estonia/", page2024, inSight, "/wp-json/lists/%d"),
		"the challenge tracker": script(t, "/the-open-gov-challenge/challenge-tracker", tracker, inSight, "/wp-json/lists/%d"),
	}
}

// siteOf is a site with that page alone, and what its script asks for.
func (s scripted) site() *testSite {
	site := newSite()
	site.set("/our-members/", htmlPage("Members", link(s.path, "Members", "A member")))
	site.set(s.path, s.served)
	if strings.HasPrefix(s.path, "/the-open-gov-challenge/") {
		site.set("/sitemap.xml", sitemapOf([2]string{s.path}))
	}
	site.fault("/fill.js", answerWith("text/javascript", s.script))
	for at, body := range s.data {
		site.fault(at, answerWith("application/json", body))
	}
	return site
}

func answerWith(kind, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		io.WriteString(w, body)
	}
}

// filling makes nights in which a real browser fills country pages.
func filling(t *testing.T, site http.Handler, change func(*render.Options)) *bench {
	t.Helper()
	reader, err := page.New(page.Taught{})
	if err != nil {
		t.Fatal(err)
	}
	o := rendertest.Options(t)
	o.Profile = filepath.Join(t.TempDir(), "browser")
	if change != nil {
		change(&o)
	}
	b := newBench(t, site)
	b.change = func(c *scrape.Crawler) {
		browser := render.New(o)
		t.Cleanup(browser.Close)
		c.Reader, c.Fill = reader, scrape.Fill{Browser: browser, Kinds: []record.Kind{record.KindCountry, record.KindChallenge}}
	}
	return b
}

// readAs is what the readers make of a page that stands at a path.
func readAs(t *testing.T, html string, like record.Page) record.Page {
	t.Helper()
	reader, err := page.New(page.Taught{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := reader.Read([]byte(html), "text/html; charset=utf-8", like.Source)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// A page that a script fills is read as the page that stands filled before a
// person, of either layout, and every request for it keeps to robots.txt and
// its delay by the site's own log.
func TestThePageThatAScriptFillsIsReadAsTheFilledPage(t *testing.T) {
	t.Parallel()
	for name, s := range scriptedPages(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site := s.site()
			site.set("/robots.txt", "User-agent: *\nDisallow: /private/\nCrawl-delay: 0.2\n")
			site.fault("/fill.js", answerWith("text/javascript", s.script+`
				fetch('/private/count').catch(() => {}); fetch('/send', {method: 'POST'}).catch(() => {}); fetch('http://elsewhere.example/x').catch(() => {});
				fetch('/?blackhole=12ab').catch(() => {}); new Image().src = '/pixel.gif';`))
			clock := &timedSite{Handler: site}
			b := filling(t, clock, nil)
			b.opts = func(o *fetch.Options) { o.Sleep, o.Now = nil, nil }
			night, stats := b.night(0)
			r := readOf(t, night, s.own)
			want := readAs(t, s.filled, r.Page)
			if d := cmp.Diff(want, r.Page); d != "" {
				t.Errorf("the record is not that of the filled page (-want +got):\n%s", d)
			}
			if unfilled := readAs(t, s.served, r.Page); cmp.Equal(want, unfilled) {
				t.Fatal("the page says the same without its script: this test tests nothing")
			}
			b.keepsBoth(s)
			asked := map[string]int{}
			for _, a := range site.requests() {
				asked[a.path]++
			}
			for at := range s.data {
				if asked[at] != 1 {
					t.Errorf("%s was asked for %d times", at, asked[at])
				}
			}
			for _, never := range []string{"/private/count", "/send", "/?blackhole=12ab", "/pixel.gif", "/favicon.ico"} {
				if asked[never] > 0 {
					t.Errorf("%s was asked for", never)
				}
			}
			if n := len(clock.at); n != stats.Requests || asked[s.path] != 1 {
				t.Errorf("%d requests in the site's log, %d counted; the page itself %d times", n, stats.Requests, asked[s.path])
			}
			if least := clock.least(); least < 200*time.Millisecond {
				t.Errorf("two requests %v apart, robots.txt asks for 200ms", least)
			}
			if again := b.offline(0); !cmp.Equal(again.Reads, night.Reads) || !cmp.Equal(again.Issues, night.Issues) {
				t.Errorf("offline the night is another: %s", cmp.Diff(night, again))
			}
			want1 := []string{"page-filled-in-part"}
			if got := issuesOf(night, s.own); !slices.Equal(got, want1) {
				t.Errorf("issues %v, want %v", got, want1)
			}
		})
	}
}

// keepsBoth: the page as served is kept beside the one that was filled.
func (b *bench) keepsBoth(s scripted) {
	b.t.Helper()
	b.with(0, func(c *scrape.Crawler) {
		ctx := context.Background()
		bodies := map[archive.Class]string{}
		for _, class := range []archive.Class{archive.ClassPage, archive.ClassFilled} {
			f, ok, err := c.Archive.Latest(ctx, class, base+s.own, nightID(0))
			if err != nil || !ok {
				b.t.Fatalf("%s: %v, %v", class, ok, err)
			}
			body, err := c.Archive.Body(ctx, f.BodyHash)
			if err != nil {
				b.t.Fatal(err)
			}
			bodies[class] = string(body)
		}
		if bodies[archive.ClassFilled] != s.served {
			b.t.Error("the page as served is not kept")
		}
		if bodies[archive.ClassPage] == s.served {
			b.t.Error("the filled page is not kept")
		}
	})
}

// issuesOf are the codes of what a night says of filling a page.
func issuesOf(night record.Night, path string) []string {
	var all []string
	for _, i := range night.Issues {
		if i.URL == base+path && strings.HasPrefix(string(i.Code), "page-") {
			all = append(all, string(i.Code))
		}
	}
	return all
}

// timedSite notes when requests come.
type timedSite struct {
	http.Handler
	mu sync.Mutex
	at []time.Time
}

func (s *timedSite) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.at = append(s.at, time.Now())
	s.mu.Unlock()
	s.Handler.ServeHTTP(w, r)
}

// least is the smallest interval between two requests.
func (s *timedSite) least() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	least := time.Hour
	for i := 1; i < len(s.at); i++ {
		least = min(least, s.at[i].Sub(s.at[i-1]))
	}
	return least
}

// A browser that is missing, refused by the system, or killed in the middle
// costs the lists that a script fills and nothing else; the night says so.
func TestANightGoesOnWithoutItsBrowser(t *testing.T) {
	t.Parallel()
	s := scriptedPages(t)["2022+"]
	refused := filepath.Join(t.TempDir(), "refused")
	if err := os.WriteFile(refused, []byte("#!/bin/sh\necho 'No usable sandbox!' >&2\nexit 1\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		change func(*render.Options)
		kill   bool
		reason string
		says   string
	}{
		"missing":               {func(o *render.Options) { o.Program = filepath.Join(t.TempDir(), "nowhere") }, false, "browser-not-started", "no such file"},
		"refused by the system": {func(o *render.Options) { o.Program = refused }, false, "browser-not-started", "No usable sandbox!"},
		"killed in the middle":  {nil, true, "browser-ended", "ended in the middle"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site := s.site()
			profile := ""
			b := filling(t, site, func(o *render.Options) {
				if profile = o.Profile; c.change != nil {
					c.change(o)
				}
			})
			if c.kill {
				site.fault("/fill.js", func(w http.ResponseWriter, r *http.Request) {
					if err := rendertest.Kill(profile); err != nil {
						t.Error(err)
					}
					answerWith("text/javascript", s.script)(w, r)
				})
			}
			var log bytes.Buffer
			b.logTo(&log)
			night, _ := b.night(0)
			r := readOf(t, night, s.own)
			if r.Failure != "" || r.Freshness != record.FreshRead {
				t.Errorf("the page has failed: %+v", r)
			}
			if d := cmp.Diff(readAs(t, s.served, r.Page), r.Page); d != "" {
				t.Errorf("the page is not read as served:\n%s", d)
			}
			i := slices.IndexFunc(night.Issues, func(i record.Issue) bool { return i.Code == record.CodeNotFilled })
			if i < 0 || night.Issues[i].Value != c.reason || !strings.Contains(night.Issues[i].Message, c.says) || night.Issues[i].Member != "estonia" {
				t.Errorf("issues %+v", night.Issues)
			}
			if !strings.Contains(log.String(), c.says) {
				t.Errorf("the log does not say so:\n%s", log.String())
			}
			// The next night has its browser again.
			site.fault("/fill.js", answerWith("text/javascript", s.script))
			next := filling(t, site, nil)
			next.path = b.path
			night, _ = next.night(1)
			if r := readOf(t, night, s.own); !cmp.Equal(readAs(t, s.filled, r.Page), r.Page) || len(issuesOf(night, s.own)) > 0 {
				t.Errorf("the next night does not fill the page: %v", issuesOf(night, s.own))
			}
		})
	}
}

// fakeBrowser fills a page as it is told to.
type fakeBrowser struct {
	fill func(ctx context.Context, p render.Page, ask render.Ask) (*render.Result, error)
	gone bool
	seen []string
}

func (f *fakeBrowser) Available() bool { return !f.gone }

func (f *fakeBrowser) Render(ctx context.Context, p render.Page, ask render.Ask) (*render.Result, error) {
	f.seen = append(f.seen, strings.TrimPrefix(p.URL, base))
	return f.fill(ctx, p, ask)
}

// filledBy makes nights of a small site with a browser that is none.
func filledBy(t *testing.T, site http.Handler, f *fakeBrowser) *bench {
	b := newBench(t, site)
	b.change = func(c *scrape.Crawler) {
		c.Fill = scrape.Fill{Browser: f, Kinds: []record.Kind{record.KindCountry}}
	}
	return b
}

// needs has a browser ask for parts and add what came to the page.
func needs(all ...render.Need) func(context.Context, render.Page, render.Ask) (*render.Result, error) {
	return func(ctx context.Context, p render.Page, ask render.Ask) (*render.Result, error) {
		r := &render.Result{Body: p.Body}
		for _, n := range all {
			part, err := ask(ctx, n)
			if errors.Is(err, fetch.ErrBudget) || errors.Is(err, fetch.ErrBanned) {
				return nil, err
			}
			if err != nil {
				r.Unmet = append(r.Unmet, render.Unmet{URL: n.URL, Err: err})
				continue
			}
			r.Body = bytes.Replace(r.Body, []byte("<footer>"), append(part.Body, "<footer>"...), 1)
		}
		return r, nil
	}
}

func TestOnlyThePagesNamedAreFilled(t *testing.T) {
	t.Parallel()
	site := smallSite()
	f := &fakeBrowser{fill: needs(render.Need{URL: base + "/site.js", Code: true}, render.Need{URL: base + "/list.json"})}
	site.fault("/site.js", answerWith("text/javascript", ""))
	site.fault("/list.json", answerWith("application/json", link("/members/estonia/commitments/EE0099/", "2024")))
	b := filledBy(t, site, f)
	night, stats := b.night(0)
	log := site.requests()
	if want := []string{"/members/estonia/", "/members/kaduna-state-nigeria/", "/members/finland/"}; !slices.Equal(f.seen, want) {
		t.Errorf("filled %v, want %v", f.seen, want)
	}
	count := map[string]int{}
	for _, a := range log {
		count[a.path]++
	}
	if count["/site.js"] != 1 || count["/list.json"] != 3 {
		t.Errorf("the script was asked for %d times, want once a night; the list %d times, want once a page", count["/site.js"], count["/list.json"])
	}
	if stats.Requests != len(log) {
		t.Errorf("%d requests counted, the site saw %d", stats.Requests, len(log))
	}
	// What the list names is asked for, the same night.
	if count["/members/estonia/commitments/EE0099/"] != 1 {
		t.Error("a commitment that only the filled list names was not asked for")
	}
	if got := issuesOf(night, "/members/estonia/"); len(got) > 0 {
		t.Errorf("issues %v", got)
	}
	// A list may change although its page does not: the page is asked for
	// without validators, and unchanged where both are.
	site.requests()
	night, _ = b.night(1)
	for _, a := range site.requests() {
		if a.path == "/members/estonia/" && (a.conditional || a.status != 200) {
			t.Errorf("asked for under validators: %+v", a)
		}
	}
	if r := readOf(t, night, "/members/estonia/"); r.Freshness != record.FreshUnchanged {
		t.Errorf("freshness %s of a page that came as it was", r.Freshness)
	}
	site.fault("/list.json", answerWith("application/json", link("/members/estonia/commitments/EE0098/", "2024")))
	night, _ = b.night(2)
	if r := readOf(t, night, "/members/estonia/"); r.Freshness != record.FreshRead || !slices.ContainsFunc(r.Page.Commitments, func(l record.ListedCommitment) bool { return l.Code == "EE0098" }) {
		t.Errorf("the new list was not read: %+v", r)
	}
	// Without a browser the filling kept stands while the page does.
	f.gone, f.fill = true, func(context.Context, render.Page, render.Ask) (*render.Result, error) {
		return nil, &render.Error{Reason: render.ReasonNoBrowser, Err: errors.New("gone")}
	}
	change := b.change
	b.change = func(c *scrape.Crawler) { change(c); c.Before = nightID(2) }
	night, _ = b.night(3)
	if r := readOf(t, night, "/members/estonia/"); r.Freshness != record.FreshUnchanged || !slices.ContainsFunc(r.Page.Commitments, func(l record.ListedCommitment) bool { return l.Code == "EE0098" }) {
		t.Errorf("the filling kept does not stand: %+v", r)
	}
	if got := issuesOf(night, "/members/estonia/"); !slices.Equal(got, []string{"page-not-filled"}) {
		t.Errorf("issues %v", got)
	}
}

func TestWhatAFilledPageDidNotGetIsSaid(t *testing.T) {
	t.Parallel()
	site := smallSite()
	f := &fakeBrowser{fill: needs(render.Need{URL: base + "/private/list.json"}, render.Need{URL: "https://elsewhere.example/count.js"}, render.Need{URL: base + "/gone.json"})}
	night, _ := filledBy(t, site, f).night(0)
	i := slices.IndexFunc(night.Issues, func(i record.Issue) bool { return i.Code == record.CodeFilledInPart && i.Member == "estonia" })
	if i < 0 {
		t.Fatalf("issues %+v", night.Issues)
	}
	says := night.Issues[i].Message
	for _, want := range []string{"/private/list.json", "robots.txt", "/gone.json", "404"} {
		if !strings.Contains(says, want) {
			t.Errorf("%q does not say %s", says, want)
		}
	}
	if strings.Contains(says, "elsewhere") {
		t.Errorf("%q speaks of other hosts, which are never asked", says)
	}
	for _, a := range site.requests() {
		if a.path == "/private/list.json" {
			t.Error("what robots.txt forbids was asked for")
		}
	}
}

// The budget and the ban hold for what a page needs too.
func TestTheEndOfANightEndsAPageInTheBrowser(t *testing.T) {
	t.Parallel()
	list := render.Need{URL: base + "/list.json"}
	t.Run("the requests are spent", func(t *testing.T) {
		t.Parallel()
		site := smallSite()
		site.fault("/list.json", answerWith("application/json", "{}"))
		b := filledBy(t, site, &fakeBrowser{fill: needs(slices.Repeat([]render.Need{list}, 20)...)})
		b.opts = func(o *fetch.Options) { o.MaxRequests = 8 }
		_, stats := b.night(0)
		if n := len(site.requests()); n != 8 || stats.StoppedBy != "max_requests" {
			t.Errorf("%d requests, stopped by %q", n, stats.StoppedBy)
		}
	})
	t.Run("a ban", func(t *testing.T) {
		t.Parallel()
		site := smallSite()
		site.fault("/list.json", func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusForbidden)
			io.WriteString(w, "<html><body><h1>You have been banned from this site.</h1></body></html>")
		})
		b := filledBy(t, site, &fakeBrowser{fill: needs(list)})
		_, stats := b.night(0)
		log := site.requests()
		if last := log[len(log)-1].path; last != "/list.json" || stats.StoppedBy != "banned" {
			t.Errorf("the last request was %s, stopped by %q", last, stats.StoppedBy)
		}
	})
	t.Run("the time is over", func(t *testing.T) {
		t.Parallel()
		site := smallSite()
		late := false
		f := &fakeBrowser{}
		f.fill = func(ctx context.Context, p render.Page, ask render.Ask) (*render.Result, error) {
			late = true
			_, err := ask(ctx, list)
			return nil, err
		}
		b := filledBy(t, site, f)
		change := b.change
		b.change = func(c *scrape.Crawler) {
			change(c)
			now := c.Now
			c.Now = func() time.Time {
				if late {
					return now().Add(time.Hour)
				}
				return now()
			}
			c.Budget.MaxDuration = time.Minute
		}
		night, stats := b.night(0)
		if got := issuesOf(night, "/members/estonia/"); !slices.Equal(got, []string{"page-not-filled"}) || stats.StoppedBy != "max_duration" {
			t.Errorf("issues %v, stopped by %q", got, stats.StoppedBy)
		}
	})
}

// A script that puts a notice in the place of the page: the page was not had.
func TestANoticeThatAScriptMakesIsNoPage(t *testing.T) {
	t.Parallel()
	f := &fakeBrowser{fill: func(_ context.Context, _ render.Page, _ render.Ask) (*render.Result, error) {
		return &render.Result{Body: []byte("<html><head><title>Just a moment...</title></head><body>Checking your browser before accessing the site</body></html>")}, nil
	}}
	night, _ := filledBy(t, smallSite(), f).night(0)
	if r := readOf(t, night, "/members/estonia/"); r.Failure != "challenge-page" {
		t.Errorf("the page is %+v", r)
	}
}

// A run that was stopped after a page was filled does not fill it again.
func TestAFilledPageIsNotFilledAgainByTheRunThatGoesOn(t *testing.T) {
	t.Parallel()
	site := smallSite()
	site.fault("/list.json", answerWith("application/json", "<p>x: y</p>"))
	f := &fakeBrowser{fill: needs(render.Need{URL: base + "/list.json"})}
	b := filledBy(t, site, f)
	ctx, cancel := context.WithCancel(context.Background())
	site.after = func(n int) {
		if slices.Contains(f.seen, "/members/estonia/") {
			cancel()
		}
	}
	b.with(0, func(c *scrape.Crawler) {
		if _, _, err := c.Night(ctx, nightID(0)); !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
	})
	site.after = nil
	_, stats := b.night(0)
	seen := slices.DeleteFunc(slices.Clone(f.seen), func(at string) bool { return at != "/members/estonia/" })
	if len(seen) != 1 {
		t.Errorf("filled %d times", len(seen))
	}
	if n := len(site.requests()); n != stats.Requests {
		t.Errorf("%d requests counted, the site saw %d", stats.Requests, n)
	}
}

// logTo has the nights write their log.
func (b *bench) logTo(w io.Writer) {
	change := b.change
	b.change = func(c *scrape.Crawler) {
		if change != nil {
			change(c)
		}
		c.Log = slog.New(slog.NewTextHandler(w, nil))
	}
}

// A rating that only a style sheet writes stands on the screen and in no
// document; the browser's page says it.
func TestARatingThatAStyleWritesIsReadFromTheFilledPage(t *testing.T) {
	t.Parallel()
	const path = "/members/estonia/commitments/EE0062/"
	html := `<!doctype html><html><head><meta charset="utf-8"><title>Hear the public (EE0062)</title><link rel="stylesheet" href="/ratings.css"></head><body>
<h2><a href="/members/estonia">Estonia</a></h2><h1>Hear the public before a law (EE0062)</h1>
<section><h2>Overview</h2><h3>At-a-Glance</h3><ul><li>Action Plan: <a href="/documents/estonia-action-plan-2024-2026/">Estonia Action Plan 2024-2026</a></li><li>Action Plan Cycle: 2024</li></ul>
<h3>Institutions</h3><dl><dt>Lead Institution:</dt><dd>Ministry of Justice</dd></dl><h3>IRM Review</h3><p>IRM Report: Estonia Results Report 2024-2026</p><p>Early Results: <span class="x1"></span></p>
<h4>Implementation i</h4><p>Completion: <span class="x3"></span></p></section><h2>Description</h2><p>The public is heard.</p></body></html>`
	site := newSite()
	site.set("/our-members/", htmlPage("Members", link("/members/estonia/", "Members", "Estonia")))
	site.set("/members/estonia/", page2024)
	site.set(path, html)
	site.fault("/ratings.css", answerWith("text/css", `.x3::before { content: "Substantial" } .x1::after { content: "• " }`))
	b := filling(t, site, nil)
	change := b.change
	b.change = func(c *scrape.Crawler) { change(c); c.Fill.Kinds = []record.Kind{record.KindCommitment} }
	night, _ := b.night(0)
	p := readOf(t, night, path).Page
	if v := p.Field(record.FieldCompletion); v.Raw != "Substantial" || v.State != record.Stated {
		t.Errorf("completion %+v", v)
	}
	if v := p.Field(record.FieldEarlyResults); v.State != record.Unreadable {
		t.Errorf("early results, drawn as a dot: %+v", v)
	}
	served := readAs(t, html, p)
	if v := served.Field(record.FieldCompletion); v.State != record.Unreadable {
		t.Errorf("without the browser: %+v", v)
	}
}

// A page that is not filled tonight stands as it was filled last, whatever the
// site serves, until it is filled again.
func TestAPageThatIsNotFilledKeepsItsLastFilling(t *testing.T) {
	t.Parallel()
	for name, fails := range map[string]struct {
		reason render.Reason
		gone   bool
	}{"the page": {render.ReasonNotStill, false}, "the browser": {render.ReasonNoBrowser, true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site := smallSite()
			site.fault("/list.json", answerWith("application/json", link("/members/estonia/commitments/EE0077/")))
			site.set("/members/estonia/commitments/EE0077/", htmlPage("Hear the public (EE0077)"))
			fill := needs(render.Need{URL: base + "/list.json"})
			f := &fakeBrowser{fill: fill}
			b := filledBy(t, site, f)
			first, _ := b.night(0)
			country := func(n record.Night) record.Read { return readOf(t, n, "/members/estonia/") }
			readOf(t, first, "/members/estonia/commitments/EE0077/")
			f.gone, f.fill = fails.gone, func(context.Context, render.Page, render.Ask) (*render.Result, error) {
				return nil, &render.Error{Reason: fails.reason}
			}
			site.set("/members/estonia/", strings.Replace(site.pages["/members/estonia/"], "</h1>", "</h1><p>New words.</p>", 1))
			var log bytes.Buffer
			b.logTo(&log)
			for n := 1; n <= 2; n++ {
				night, _ := b.night(n)
				if was, is := country(first).Page.Source.BodyHash, country(night).Page.Source.BodyHash; was != is || readOf(t, night, "/members/estonia/commitments/EE0077/").Gone {
					t.Errorf("night %d: the filling is lost", n)
				}
				i := slices.IndexFunc(night.Issues, func(i record.Issue) bool { return i.Code == record.CodeNotFilled })
				if i < 0 || !strings.Contains(night.Issues[i].Message, "it stands as it was filled on "+country(first).LastRead.Format("2006-01-02")) {
					t.Errorf("night %d: issues %+v", n, night.Issues)
				}
				if diff := cmp.Diff(night, b.offline(n)); diff != "" {
					t.Errorf("night %d rebuilt: %s", n, diff)
				}
			}
			if !strings.Contains(log.String(), "it stands as it was filled on") {
				t.Errorf("the log does not say what stands: %s", &log)
			}
			f.gone, f.fill = false, fill
			last, _ := b.night(3)
			if was, is := country(first).Page.Source.BodyHash, country(last).Page.Source.BodyHash; was == is || len(issuesOf(last, "/members/estonia/")) > 0 {
				t.Errorf("it is not filled again: %v", issuesOf(last, "/members/estonia/"))
			}
		})
	}
}
