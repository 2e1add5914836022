package scrape_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape"
	"ogptracker/scrape/fetch"
	"ogptracker/scrape/record"
)

const sixty = "/members/estonia/commitments/EE0060/"

func codes(night record.Night) []string {
	var all []string
	for _, i := range night.Issues {
		all = append(all, string(i.Code)+" "+i.Member+i.Key)
	}
	return all
}

func TestWhatBecomesOfAPageThatIsNotHad(t *testing.T) {
	status := func(code int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
	}
	body := func(text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.Write([]byte(text))
		}
	}
	for name, c := range map[string]struct {
		fault    http.HandlerFunc
		want     record.Read // without Page and LastRead
		issues   []string
		standing bool // an earlier reading stands
	}{
		"a server error": {status(500), record.Read{Freshness: record.FreshFailed, Failure: "server-error", Requested: true},
			[]string{"fetch-failed estoniaEE0060"}, true},
		"a page not found":    {status(404), record.Read{Freshness: record.FreshCarried, Gone: true, Requested: true}, nil, true},
		"a page that is gone": {status(410), record.Read{Freshness: record.FreshCarried, Gone: true, Requested: true}, nil, true},
		"a redirect to the home page": {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusFound) },
			record.Read{Freshness: record.FreshFailed, Failure: "redirect-to-other-page", Requested: true}, []string{"fetch-failed estoniaEE0060"}, true},
		"a page without a record": {body("<html><body><p>An empty template of the site, with text and nothing else.</p></body></html>"),
			record.Read{Freshness: record.FreshFailed, Failure: "no-record", NoRecord: true, Body: true, Requested: true}, []string{"no-record estonia"}, true},
		"a page that breaks the reader": {body("<html><h1>x</h1><p>boom, with enough text around it to be a page of its own</p></html>"),
			record.Read{Freshness: record.FreshFailed, Failure: "no-record", NoRecord: true, Body: true, Requested: true}, []string{"no-record estonia"}, true},
		"a challenge page": {body("<html><head><title>Just a moment...</title></head><body>Checking your browser before accessing the site</body></html>"),
			record.Read{Freshness: record.FreshFailed, Failure: "challenge-page", Requested: true}, []string{"fetch-failed estoniaEE0060"}, true},
		"an empty body": {body(""), record.Read{Freshness: record.FreshFailed, Failure: "empty-body", Requested: true}, []string{"fetch-failed estoniaEE0060"}, true},
		"a file in place of the page": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/pdf")
			w.Write([]byte("%PDF-1.7"))
		}, record.Read{Freshness: record.FreshFailed, Failure: "content-type", Requested: true}, []string{"fetch-failed estoniaEE0060"}, true},
		"a redirect to another host": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://elsewhere.example/", http.StatusFound)
		},
			record.Read{Freshness: record.FreshFailed, Failure: "redirect-off-host", Requested: true}, []string{"fetch-failed estoniaEE0060"}, true},
		"a body that is cut": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.Header().Set("Content-Length", "5000")
			w.Write([]byte("<html><h1>Cut"))
		}, record.Read{Freshness: record.FreshFailed, Failure: "cut-body", Requested: true}, []string{"fetch-failed estoniaEE0060"}, true},
		"a changed page": {body(htmlPage("Changed")), record.Read{Freshness: record.FreshRead, Body: true, Requested: true}, nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site := smallSite()
			b := newBench(t, site)
			before, _ := b.night(0)
			site.fault(sixty, c.fault)
			night, _ := b.night(1)
			got := readOf(t, night, sixty)
			page, read, detail := got.Page, got.LastRead, got.Detail
			if (detail == "") != (c.want.Failure == "") {
				t.Errorf("detail %q", detail)
			}
			got.Page, got.LastRead, got.Detail = record.Page{}, time.Time{}, ""
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
			old := readOf(t, before, sixty)
			if c.standing && (cmp.Diff(old.Page, page) != "" || !read.Equal(old.LastRead)) {
				t.Errorf("the earlier reading does not stand: %+v, read %s", page, read)
			}
			if d := cmp.Diff(c.issues, codes(night)); d != "" {
				t.Error(d)
			}
			if d := cmp.Diff(night, b.offline(1)); d != "" {
				t.Error("offline differs:", d)
			}
			if d := cmp.Diff(before, b.offline(0)); d != "" {
				t.Error("the night before, rebuilt, differs:", d)
			}
			// A page that comes back is read again.
			site.fault(sixty, nil)
			night, _ = b.night(2)
			if got := readOf(t, night, sixty); got.Page.Title != "Sixty" || got.Gone || got.Failure != "" || got.NoRecord {
				t.Errorf("once it is back: %+v", got)
			}
		})
	}
}

func TestAPageThatFailedBeforeItWasEverReadIsKnownByItsAddress(t *testing.T) {
	site := smallSite()
	site.fault(sixty, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503) })
	b := newBench(t, site)
	night, _ := b.night(0)
	got := readOf(t, night, sixty)
	want := record.Page{Source: record.Source{Address: base + sixty}, Kind: record.KindCommitment, Member: "estonia", Code: "EE0060"}
	if d := cmp.Diff(want, got.Page); d != "" || got.Freshness != record.FreshFailed || !got.LastRead.IsZero() {
		t.Error(d, got.Freshness)
	}
}

func TestAGonePageIsAskedForAgainOnlyWhileSomethingNamesIt(t *testing.T) {
	site := smallSite()
	b := newBench(t, site)
	b.night(0)
	const letter = "/documents/estonia-letter/"
	site.mu.Lock()
	delete(site.pages, letter)
	site.mu.Unlock()
	b.night(1)
	site.requests()
	b.night(2)
	if !slices.Contains(paths(site.requests()), letter) {
		t.Error("a page that its country page still names is not looked for")
	}
	site.set("/members/estonia/", htmlPage("Estonia", "<p>current_cycle: 2024-2026</p>", link(sixty, "2024")))
	b.night(3)
	site.requests()
	b.night(4)
	if slices.Contains(paths(site.requests()), letter) {
		t.Error("a page that is gone, and that nothing names, is asked for every night")
	}
	b.night(40)
	if !slices.Contains(paths(site.requests()), letter) {
		t.Error("a page that is gone is never looked for again")
	}
}

func TestARedirectedPageIsKeptUnderItsOwnAddressAndAskedForThereFromThenOn(t *testing.T) {
	site := smallSite()
	const moved = "/documents/estonia-moved/"
	site.fault("/documents/estonia-letter/", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, moved, http.StatusMovedPermanently) })
	site.set(moved, htmlPage("Moved"))
	b := newBench(t, site)
	night, _ := b.night(0)
	if slices.Contains(addresses(night), "/documents/estonia-letter/") {
		t.Error("the address that leads elsewhere is a page")
	}
	if r := readOf(t, night, moved); r.Page.Title != "Moved" {
		t.Errorf("%+v", r)
	}
	site.requests()
	night, _ = b.night(1)
	log := paths(site.requests())
	if slices.Contains(log, "/documents/estonia-letter/") || !slices.Contains(log, moved) {
		t.Errorf("asked for %v", log)
	}
	if r := readOf(t, night, moved); r.Freshness != record.FreshUnchanged {
		t.Errorf("%+v", r)
	}
}

func TestAPageThatMovesIsGoneFromItsOldAddress(t *testing.T) {
	site := smallSite()
	b := newBench(t, site)
	b.night(0)
	const letter, moved = "/documents/estonia-letter/", "/documents/estonia-moved/"
	site.fault(letter, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, moved, http.StatusMovedPermanently) })
	site.set(moved, htmlPage("Moved"))
	for n := 1; n < 3; n++ {
		night, _ := b.night(n)
		if old := readOf(t, night, letter); !old.Gone || old.Requested || old.Page.Title != "A letter" {
			t.Errorf("night %d: %+v", n, old)
		}
		if now := readOf(t, night, moved); now.Gone || !now.Requested || now.Page.Title != "Moved" {
			t.Errorf("night %d: %+v", n, now)
		}
	}
	site.fault(letter, nil)
	site.fault(moved, http.NotFound)
	b.night(3)
	night, _ := b.night(4)
	if back := readOf(t, night, letter); back.Gone || back.Page.Title != "A letter" {
		t.Errorf("once it is back: %+v", back)
	}
}

func TestANumberedAddressIsResolvedByThePagesOwnLink(t *testing.T) {
	site := smallSite()
	site.set(sixty, htmlPage("Sixty", link("/?p=31494")))
	site.set("/?p=31494", `<html><head><link rel="canonical" href="https://www.opengovpartnership.org/documents/estonia-numbered/"></head><body><h1>Numbered</h1></body></html>`)
	b := newBench(t, site)
	night, _ := b.night(0)
	if r := readOf(t, night, "/documents/estonia-numbered/"); r.Page.Title != "Numbered" || slices.Contains(addresses(night), "/?p=31494") {
		t.Errorf("%+v in %v", r, addresses(night))
	}
}

func TestAnAddressThatRobotsForbidsIsNeverAskedForAndSaysSo(t *testing.T) {
	site := smallSite()
	site.set("/robots.txt", "User-agent: *\nDisallow: /documents/\n")
	b := newBench(t, site)
	night, stats := b.night(0)
	for _, p := range paths(site.requests()) {
		if strings.HasPrefix(p, "/documents/") {
			t.Errorf("%s was asked for", p)
		}
	}
	r := readOf(t, night, "/documents/estonia-letter/")
	if r.Requested || r.Failure != "robots-forbidden" || r.Freshness != record.FreshNotRead {
		t.Errorf("%+v", r)
	}
	if n := len(night.Issues); n != 3 || night.Issues[0].Code != record.CodeRobotsForbidden {
		t.Errorf("issues %v", codes(night))
	}
	if stats.Refused != 3 || len(stats.Failures) != 1 || stats.Failures[0].Count != 3 || stats.Robots.Rules != 1 {
		t.Errorf("figures %+v", stats)
	}
}

func TestASiteThatCannotBeAskedGivesNoNight(t *testing.T) {
	for name, c := range map[string]struct {
		fault http.HandlerFunc
		want  error
	}{
		"robots.txt that answers 500": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }, fetch.ErrRobotsUnavailable},
		"no answer at all":            {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, fetch.ErrSiteDown},
	} {
		t.Run(name, func(t *testing.T) {
			site := smallSite()
			b := newBench(t, site)
			whole, _ := b.night(0)
			b.site = site
			b.transport = serve(t, http.HandlerFunc(c.fault))
			b.with(1, func(crawler *scrape.Crawler) {
				night, _, err := crawler.Night(context.Background(), nightID(1))
				if !errors.Is(err, c.want) || !fetch.StopsNight(err) || len(night.Reads) > 0 {
					t.Errorf("%v, %d pages", err, len(night.Reads))
				}
			})
			if d := cmp.Diff(whole, b.offline(0)); d != "" {
				t.Error("the night before differs:", d)
			}
		})
	}
}

func TestAMemberWhosePageWasNotReadYetIsNotJudged(t *testing.T) {
	site := smallSite()
	site.set("/our-members/", htmlPage("Members", link("/members/latvia/", "Members", "Latvia: 4 commitments"), link("/members/riga-latvia/", "Local Members", "Riga: 2 commitments")))
	site.set("/members/latvia/", htmlPage("Latvia"))
	b := newBench(t, site)
	b.change = func(c *scrape.Crawler) { c.Budget.MaxRequests, c.LocalMembers = 4, false }
	if night, _ := b.night(0); len(night.Issues) != 0 {
		t.Errorf("before its page was read: %v", codes(night))
	}
	b.change = func(c *scrape.Crawler) { c.LocalMembers = false }
	if night, _ := b.night(1); !slices.Equal(codes(night), []string{"no-way-to-find-commitments latvia"}) {
		t.Errorf("after it was read: %v", codes(night))
	}
}

func TestAMemberWithoutAnyWayToItsCommitmentsIsAnIssue(t *testing.T) {
	site := smallSite()
	site.set("/our-members/", htmlPage("Members", link("/members/estonia/", "Members", "Estonia"), link("/members/latvia/", "Members", "Latvia")))
	site.set("/members/latvia/", htmlPage("Latvia", "<p>number_of_commitments: 4</p>"))
	b := newBench(t, site)
	night, _ := b.night(0)
	if d := cmp.Diff([]string{"no-way-to-find-commitments latvia"}, codes(night)); d != "" {
		t.Error(d)
	}
	b.change = func(c *scrape.Crawler) {
		c.Table = &record.Table{Hash: "t", Rows: []record.Row{{Country: "Latvia", Title: "One"}}}
	}
	if night, _ := b.night(1); len(night.Issues) != 0 {
		t.Errorf("with rows in the table: %v", codes(night))
	}
	b.change = nil
	site.set("/members/latvia/", htmlPage("Latvia", "<p>number_of_commitments: 4</p>", link("/members/latvia/commitments/LV0001/")))
	site.set("/members/latvia/commitments/LV0001/", htmlPage("One"))
	if night, _ := b.night(2); len(night.Issues) != 0 {
		t.Errorf("with a list on its page: %v", codes(night))
	}
	// The list is lost, but the page known from before is still there.
	site.set("/members/latvia/", htmlPage("Latvia", "<p>number_of_commitments: 4</p>"))
	if night, _ := b.night(3); len(night.Issues) != 0 {
		t.Errorf("with a page known from before: %v", codes(night))
	}
	site.mu.Lock()
	delete(site.pages, "/members/latvia/commitments/LV0001/")
	site.mu.Unlock()
	if night, _ := b.night(4); !slices.Contains(codes(night), "no-way-to-find-commitments latvia") {
		t.Errorf("when all is lost: %v", codes(night))
	}
}

// The members list of the site lags behind its own pages: the page's word
// stands. Where many pages say "0" beside a list that says otherwise, the site
// fills them by script.
func TestAMembersOwnPageOverrulesTheMembersList(t *testing.T) {
	names := []string{"latvia", "malta", "norway", "peru", "ghana", "kenya"}
	for name, c := range map[string]struct {
		says  []string // number of commitments on the own page, "" for none
		issue string
	}{
		"one page says none":                {[]string{"0"}, "members-list-overruled"},
		"five pages say none":               {[]string{"0", "0", "0", "0", "0"}, "members-list-overruled"},
		"the page says a number too":        {[]string{"3"}, "no-way-to-find-commitments"},
		"the page says nothing":             {[]string{""}, "no-way-to-find-commitments"},
		"more pages than lag behind a list": {[]string{"0", "0", "0", "0", "0", "0"}, "no-way-to-find-commitments"},
	} {
		t.Run(name, func(t *testing.T) {
			site := newSite()
			var list, want []string
			for i, says := range c.says {
				list = append(list, link("/members/"+names[i]+"/", "Members", names[i]+": is implementing 2 commitments"))
				var lines []string
				if says != "" {
					lines = append(lines, "<p>number_of_commitments: "+says+"</p>")
				}
				site.set("/members/"+names[i]+"/", htmlPage(names[i], lines...))
				want = append(want, c.issue+" "+names[i])
			}
			site.set("/our-members/", htmlPage("Members", list...))
			night, _ := newBench(t, site).night(0)
			slices.Sort(want)
			if d := cmp.Diff(want, codes(night)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestANewVersionOfTheReadersReadsKeptPagesAnew(t *testing.T) {
	site := smallSite()
	b := newBench(t, site)
	b.night(0)
	b.reader.reads()
	b.reader.version = "2"
	b.change = afterACompleteNight
	night, stats := b.night(1)
	if n := b.reader.taken(); n != 10 || stats.NotModified != 10+1 || night.ReaderVersion != "links 2" {
		t.Errorf("parsed %d pages, %d answers 304, version %s", n, stats.NotModified, night.ReaderVersion)
	}
}

func TestAPageThatNeverWorksIsAskedForLessAndLessOften(t *testing.T) {
	if testing.Short() {
		t.Skip("takes more than sixty nights")
	}
	t.Parallel()
	site := smallSite()
	site.fault(sixty, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) })
	b := newBench(t, site)
	var nights []int
	for n := range 50 {
		b.night(n)
		if slices.Contains(paths(site.requests()), sixty) {
			nights = append(nights, n)
		}
	}
	// Three nights in a row, then after 2, 4, 8 and 16 days.
	if d := cmp.Diff([]int{0, 1, 2, 4, 8, 16, 32}, nights); d != "" {
		t.Error(d)
	}
	site.fault(sixty, nil)
	for n := 50; n < 65; n++ {
		b.night(n)
	}
	if night, _ := b.night(65); readOf(t, night, sixty).Freshness != record.FreshUnchanged {
		t.Error("a page that works again is not read every night again")
	}
}

func TestAPageWithoutARecordIsAskedForAgainTheNextNight(t *testing.T) {
	t.Parallel()
	const template = "<html><body><p>An empty template of the site, with text and nothing else.</p></body></html>"
	site := newSite()
	var entries [][2]string
	for n := range 20 {
		path := fmt.Sprintf("/members/estonia/commitments/EE%04d/", n+1)
		site.set(path, template)
		entries = append(entries, [2]string{path, "2010-01-01"})
	}
	site.set("/members/", htmlPage("Members", link("/members/estonia/")))
	site.set("/members/estonia/", htmlPage("Estonia"))
	site.set("/sitemap.xml", sitemapOf(entries...))
	b := newBench(t, site)
	for n := range 5 {
		site.requests()
		night, _ := b.night(n)
		without := 0
		for _, r := range night.Unconfirmed {
			if r.NoRecord && r.Requested {
				without++
			}
		}
		if without != 20 {
			t.Fatalf("night %d asked for %d pages without a record, want all 20", n, without)
		}
	}
	for n := range 20 {
		site.set(fmt.Sprintf("/members/estonia/commitments/EE%04d/", n+1), htmlPage("One"))
	}
	night, _ := b.night(5)
	for _, r := range night.Reads {
		if r.Page.Kind == record.KindCommitment && (r.NoRecord || r.Page.Title != "One") {
			t.Errorf("%s is still without a record", r.Page.Address)
		}
	}
}

func TestProgressNeverRunsBackwardsAndEndsAtItsTotal(t *testing.T) {
	b := newBench(t, bigSite(60))
	last := map[string]scrape.Progress{}
	b.change = func(c *scrape.Crawler) {
		c.Progress = func(p scrape.Progress) {
			if old := last[p.Phase]; p.Done <= old.Done || p.Total < old.Total || p.Done > p.Total {
				t.Errorf("%+v after %+v", p, old)
			}
			last[p.Phase] = p
		}
	}
	b.night(0)
	for phase, want := range map[string]int{"index": 2, "countries": 6, "pages": 60, "archive": 67} {
		if p := last[phase]; p.Done != want || p.Total != want {
			t.Errorf("%s: %+v, want %d", phase, p, want)
		}
	}
}

func TestAMembersListThatMovesAndMovesBackIsFound(t *testing.T) {
	site := smallSite()
	list := site.pages["/our-members/"]
	site.set("/members/", list)
	site.fault("/our-members/", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/members/", http.StatusFound) })
	// Lists by other names are not asked for.
	site.set("/members/finland/", htmlPage("Finland", link("/countries/"), link("/local/participants/")))
	b := newBench(t, site)
	for n := range 2 {
		night, _ := b.night(n)
		if r := readOf(t, night, "/members/"); len(r.Page.Members) != 2 {
			t.Errorf("night %d: %+v", n, r)
		}
	}
	if d := cmp.Diff([]string{"/our-members/", "/members/", "/members/"}, only(paths(site.requests()), "/our-members/", "/members/", "/countries/", "/local/participants/")); d != "" {
		t.Error(d)
	}
	site.fault("/our-members/", nil)
	site.fault("/members/", http.NotFound)
	b.night(2)
	night, _ := b.night(3)
	if r := readOf(t, night, "/our-members/"); r.Freshness != record.FreshRead || len(r.Page.Members) != 2 {
		t.Errorf("once it is back: %+v", r)
	}
}

func only(all []string, wanted ...string) []string {
	return slices.DeleteFunc(all, func(p string) bool { return !slices.Contains(wanted, p) })
}

func TestADelayPastTheEndOfTheNightIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	site := smallSite()
	site.set("/robots.txt", "User-agent: *\nCrawl-delay: 86400\n")
	b := newBench(t, site)
	b.change = func(c *scrape.Crawler) { c.Budget.MaxDuration = 5 * time.Hour }
	_, stats := b.night(0)
	if n := len(site.requests()); n != 1 || stats.StoppedBy != "max_duration" {
		t.Errorf("%d requests, stopped by %q", n, stats.StoppedBy)
	}
}
