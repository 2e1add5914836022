package run

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// fault is one thing that goes wrong in one night.
type fault struct {
	name string
	// bad: the night must be incomplete or failed. Else it must be complete.
	bad bool
	// copyFails: the night is complete, and the copy for staff is not made.
	copyFails bool
	// site answers in place of the site; nil passes on.
	site func(*faultySite, *http.Request) (*http.Response, error)
	// machine spoils what surrounds the program, and answers how to mend it.
	machine func(*randomNights) (mend func())
}

// faultySite is a living site that a fault stands before.
type faultySite struct {
	*livingSite
	fault *fault
	// share of the pages that a fault strikes, and the page of faults that
	// strike one.
	every int
	page  string
}

func (s *faultySite) RoundTrip(r *http.Request) (*http.Response, error) {
	if s.fault != nil && s.fault.site != nil {
		if resp, err := s.fault.site(s, r); resp != nil || err != nil {
			return resp, err
		}
	}
	return s.livingSite.RoundTrip(r)
}

func isCommitment(r *http.Request) bool { return strings.Contains(r.URL.Path, "/commitments/") }
func isCountry(r *http.Request) bool {
	return strings.HasPrefix(r.URL.Path, "/members/") && !isCommitment(r) && len(r.URL.Path) > len("/members/")
}
func isPage(r *http.Request) bool {
	return isCommitment(r) || isCountry(r) || r.URL.Path == "/our-members/"
}
func isSitemap(r *http.Request) bool { return r.URL.Path == "/sitemap.xml" }
func isRobots(r *http.Request) bool  { return r.URL.Path == "/robots.txt" }

// struck says whether a fault of a share of the pages strikes this one.
func (s *faultySite) struck(r *http.Request) bool {
	n := 0
	for _, c := range r.URL.Path {
		n = 31*n + int(c)
	}
	return n%s.every == 0
}

// answer makes an answer with a status and pairs of headers.
func answer(r *http.Request, status int, body string, headers ...string) (*http.Response, error) {
	rec := httptest.NewRecorder()
	rec.Header().Set("Content-Type", "text/html; charset=utf-8")
	for i := 0; i+1 < len(headers); i += 2 {
		rec.Header().Set(headers[i], headers[i+1])
	}
	rec.WriteHeader(status)
	_, _ = rec.WriteString(body)
	resp := rec.Result()
	resp.Request = r
	return resp, nil
}

// where answers with a status wherever a request is of a kind.
func where(of func(*http.Request) bool, status int, headers ...string) func(*faultySite, *http.Request) (*http.Response, error) {
	return func(s *faultySite, r *http.Request) (*http.Response, error) {
		if !of(r) {
			return nil, nil
		}
		return answer(r, status, "<html><body><p>Something else.</p></body></html>", headers...)
	}
}

// rewritten changes the bodies of pages of a kind. Commitments keep their
// validators and dates; of a list or a country page the changed body is sent.
func rewritten(of func(*http.Request) bool, change func(string) string) func(*faultySite, *http.Request) (*http.Response, error) {
	return func(s *faultySite, r *http.Request) (*http.Response, error) {
		if !of(r) {
			return nil, nil
		}
		if !isCommitment(r) {
			r = r.Clone(r.Context())
			r.Header.Del("If-None-Match")
			r.Header.Del("If-Modified-Since")
		}
		resp, err := s.livingSite.RoundTrip(r)
		if err != nil || resp.StatusCode != http.StatusOK {
			return resp, err
		}
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			return nil, err
		}
		text := change(string(body))
		resp.Body, resp.ContentLength = io.NopCloser(strings.NewReader(text)), int64(len(text))
		resp.Header.Del("Content-Length")
		return resp, nil
	}
}

var (
	card      = regexp.MustCompile(`<div><a href="/members/member-[bc]/">.*?</div>`)
	anyNumber = regexp.MustCompile(`<lastmod>[^<]*</lastmod>`)
)

// siteFaults are faults of the site that make a night bad.
func siteFaults() []fault {
	notSitemap := func(r *http.Request) bool { return isPage(r) }
	down := func(_ *faultySite, r *http.Request) (*http.Response, error) {
		return nil, fmt.Errorf("dial tcp: connection refused")
	}
	cut := func(page string) string { return page[:len(page)/2] }
	return []fault{
		{name: "the site is down", bad: true, site: down},
		{name: "robots.txt fails", bad: true, site: where(isRobots, 503)},
		{name: "robots.txt forbids everything", bad: true, site: func(_ *faultySite, r *http.Request) (*http.Response, error) {
			if !isRobots(r) {
				return nil, nil
			}
			return answer(r, 200, "User-agent: *\nDisallow: /\n", "Content-Type", "text/plain")
		}},
		{name: "many commitments fail", bad: true, site: func(s *faultySite, r *http.Request) (*http.Response, error) {
			if isCommitment(r) && s.struck(r) {
				return answer(r, 500, "")
			}
			return nil, nil
		}},
		{name: "a member's page fails", bad: true, site: where(isCountry, 502)},
		{name: "the members list fails", bad: true, site: where(func(r *http.Request) bool { return r.URL.Path == "/our-members/" }, 500)},
		{name: "fewer requests are wanted, for a day", bad: true, site: where(isCommitment, 429, "Retry-After", "86400")},
		{name: "maintenance for a day", bad: true, site: where(notSitemap, 503, "Retry-After", "86400")},
		{name: "empty templates", bad: true, site: rewritten(isCommitment, quietFaults["an empty template"])},
		{name: "ratings drawn anew", bad: true, site: rewritten(isCommitment, quietFaults["ratings drawn anew"])},
		{name: "institutions are gone", bad: true, site: rewritten(isCommitment, quietFaults["no lead institutions"])},
		{name: "labels without words", bad: true, site: rewritten(isCommitment, quietFaults["labels without words"])},
		{name: "pages are cut", bad: true, site: rewritten(isPage, cut)},
		{name: "two of three members leave the list", bad: true, site: rewritten(func(r *http.Request) bool { return r.URL.Path == "/our-members/" }, func(page string) string { return card.ReplaceAllString(page, "") })},
		{name: "a login in place of pages", bad: true, site: rewritten(isPage, func(string) string {
			return `<html><head><title>Log in</title></head><body><form action="/login"><input type="password" name="pwd"></form></body></html>`
		})},
		{name: "everything leads home", bad: true, site: where(func(r *http.Request) bool { return isCommitment(r) || isCountry(r) }, 302, "Location", "/")},
	}
}

// harmlessFaults are faults that the night bears.
func harmlessFaults() []fault {
	sitemap := func(change func(string) string) func(*faultySite, *http.Request) (*http.Response, error) {
		return rewritten(isSitemap, change)
	}
	return []fault{
		{name: "nothing"},
		{name: "one page fails", site: func(s *faultySite, r *http.Request) (*http.Response, error) {
			if strings.Contains(r.URL.Path, s.page) {
				return answer(r, 500, "")
			}
			return nil, nil
		}},
		{name: "the sitemap is gone", site: where(isSitemap, 404)},
		{name: "the sitemap fails", site: where(isSitemap, 500)},
		{name: "the sitemap is cut", site: sitemap(func(s string) string { return s[:len(s)*2/3] })},
		{name: "the sitemap is empty", site: sitemap(func(string) string {
			return `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>`
		})},
		{name: "the sitemap has no dates", site: sitemap(func(s string) string { return anyNumber.ReplaceAllString(s, "") })},
		{name: "the sitemap makes up members", site: sitemap(func(s string) string {
			var b strings.Builder
			for i := range 3000 {
				fmt.Fprintf(&b, "<url><loc>http://living.example/members/nowhere-%d/</loc></url>", i)
			}
			return strings.Replace(s, "</urlset>", b.String()+"</urlset>", 1)
		})},
		{name: "the sitemap makes up commitments", site: sitemap(func(s string) string {
			var b strings.Builder
			for i := range 3000 {
				fmt.Fprintf(&b, "<url><loc>http://living.example/members/member-a/commitments/ZZ%04d/</loc></url>", i)
			}
			return strings.Replace(s, "</urlset>", b.String()+"</urlset>", 1)
		})},
		{name: "the clock is ten hours ahead", machine: (*randomNights)(nil).clock(10 * time.Hour)},
		{name: "the clock is ten hours behind", machine: (*randomNights)(nil).clock(-10 * time.Hour)},
	}
}

// machineFaults are faults of the disk and of OGP's table that make a night
// bad.
func machineFaults() []fault {
	table := func(text string) func(*randomNights) func() {
		return func(n *randomNights) func() {
			whole := n.read(n.cfg.Sources.IRMTable)
			n.write(n.cfg.Sources.IRMTable, []byte(text))
			return func() { n.write(n.cfg.Sources.IRMTable, whole) }
		}
	}
	inTheWay := func(path func(*randomNights) string) func(*randomNights) func() {
		return func(n *randomNights) func() {
			at := path(n)
			aside := at + ".aside"
			if err := os.Rename(at, aside); err != nil && !os.IsNotExist(err) {
				n.t.Fatal(err)
			}
			n.write(at, []byte("in the way"))
			return func() {
				if err := os.Remove(at); err != nil {
					n.t.Fatal(err)
				}
				if err := os.Rename(aside, at); err != nil && !os.IsNotExist(err) {
					n.t.Fatal(err)
				}
			}
		}
	}
	return []fault{
		{name: "OGP's table is no table", bad: true, machine: table("PK\x03\x04 not a workbook")},
		{name: "OGP's table lost its completion", bad: true, machine: table("ID,Country,Commitment,Kompletion A,Lead Institution\nQA0001,Member A,One,Limited,Office\n")},
		{name: "OGP's table is missing", bad: true, machine: func(n *randomNights) func() {
			whole := n.read(n.cfg.Sources.IRMTable)
			if err := os.Remove(n.cfg.Sources.IRMTable); err != nil {
				n.t.Fatal(err)
			}
			return func() { n.write(n.cfg.Sources.IRMTable, whole) }
		}},
		{name: "a file stands where reports belong", bad: true, machine: inTheWay(func(n *randomNights) string { return filepath.Join(n.cfg.Output.Dir, "runs") })},
		{name: "the state is damaged", bad: true, machine: inTheWay(func(n *randomNights) string { return filepath.Join(n.cfg.State.Dir, "archive.db") })},
		{name: "the lock cannot be written", bad: true, machine: func(n *randomNights) func() {
			at := filepath.Join(n.cfg.State.Dir, "lock.json")
			if err := os.MkdirAll(filepath.Join(at, "in the way"), 0o755); err != nil {
				n.t.Fatal(err)
			}
			return func() {
				if err := os.RemoveAll(at); err != nil {
					n.t.Fatal(err)
				}
			}
		}},
	}
}

// shareFaults leave the report whole and the copy for staff not made.
func shareFaults() []fault {
	away := func(put func(n *randomNights, share string)) func(*randomNights) func() {
		return func(n *randomNights) func() {
			share := n.cfg.Output.CopyTo
			if err := os.Rename(share, share+".aside"); err != nil {
				n.t.Fatal(err)
			}
			put(n, share)
			return func() {
				if err := os.RemoveAll(share); err != nil {
					n.t.Fatal(err)
				}
				if err := os.Rename(share+".aside", share); err != nil {
					n.t.Fatal(err)
				}
			}
		}
	}
	return []fault{
		{name: "the share is gone", copyFails: true, machine: away(func(*randomNights, string) {})},
		{name: "the share is not mounted", copyFails: true, machine: away(func(n *randomNights, share string) {
			if err := os.Mkdir(share, 0o755); err != nil {
				n.t.Fatal(err)
			}
		})},
		{name: "a file stands where the share was", copyFails: true, machine: away(func(n *randomNights, share string) { n.write(share, nil) })},
	}
}

// drawFault draws a fault of a kind that is drawn first, so that no kind is
// rare because it has few forms.
func drawFault(random *rand.Rand) fault {
	one := func(list []fault) fault { return list[random.IntN(len(list))] }
	switch random.IntN(8) {
	case 0, 1, 2:
		return one(siteFaults())
	case 3, 4:
		return one(harmlessFaults())
	case 5:
		return one(machineFaults())
	case 6:
		return one(shareFaults())
	}
	f := one(siteFaults())
	f.name = "the webhook is down, and " + f.name
	f.machine = func(n *randomNights) func() {
		n.webhookDown.Store(true)
		return func() { n.webhookDown.Store(false) }
	}
	return f
}
