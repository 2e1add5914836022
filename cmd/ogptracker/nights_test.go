package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ogptracker/internal/history"
	"ogptracker/internal/samplesite"
)

// answered lets a test change what the site answers.
func answered(change func(path string, body []byte) (int, []byte)) func(http.Handler) http.Handler {
	return func(site http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			// Validators are left out, so that the changed body is sent.
			r.Header.Del("If-None-Match")
			r.Header.Del("If-Modified-Since")
			rec := httptest.NewRecorder()
			site.ServeHTTP(rec, r)
			code, body := rec.Code, rec.Body.Bytes()
			if code == http.StatusOK {
				code, body = change(r.URL.Path, body)
			}
			for k, v := range rec.Header() {
				if k != "Etag" && k != "Last-Modified" && k != "Content-Length" {
					w.Header()[k] = v
				}
			}
			w.WriteHeader(code)
			_, _ = w.Write(body)
		})
	}
}

var (
	commitmentPath = regexp.MustCompile(`^/members/[^/]+/commitments/`)
	pagePath       = regexp.MustCompile(`^/(members|documents)/`)
	anyRating      = regexp.MustCompile(`(?i)\b(completed?|substantial|limited|not started)\b`)
	anyLastmod     = regexp.MustCompile(`<lastmod>[^<]*</lastmod>`)
	mainPart       = regexp.MustCompile(`(?s)<main.*</main>`)
)

func runRecord(t *testing.T, stdout string) history.Record {
	t.Helper()
	var r history.Record
	if err := json.Unmarshal([]byte(stdout), &r); err != nil {
		t.Fatalf("%v: %s", err, stdout)
	}
	return r
}

// A bad night is incomplete: latest stays, the exit code is 3, and the record
// and status say which bound was missed and by how much.
func TestABadNightNeverReplacesAGoodReport(t *testing.T) {
	site := newLocalSite(t)
	w := newWorkplace(t, site.URL)
	w.must(exitComplete, "run")
	before := fingerprint(t, w.published())
	cases := []struct {
		name  string
		bound string
		fault func(path string, body []byte) (int, []byte)
	}{
		{"half of the pages fail", "publish.max_failed_pages", func(path string, body []byte) (int, []byte) {
			if pagePath.MatchString(path) && len(path)%2 == 0 {
				return http.StatusInternalServerError, []byte("broken")
			}
			return http.StatusOK, body
		}},
		{"the members list shows half of the members", "publish.min_members", func(path string, body []byte) (int, []byte) {
			if path == "/our-members/" {
				return http.StatusOK, halfTheCards(body)
			}
			return http.StatusOK, body
		}},
		{"every page is an empty template", "publish.max_failed_pages", func(path string, body []byte) (int, []byte) {
			if pagePath.MatchString(path) || path == "/our-members/" {
				return http.StatusOK, mainPart.ReplaceAll(body, []byte("<main></main>"))
			}
			return http.StatusOK, body
		}},
		{"all ratings are drawn anew and cannot be read", "publish.min_rated", func(path string, body []byte) (int, []byte) {
			if commitmentPath.MatchString(path) {
				return http.StatusOK, anyRating.ReplaceAll(body, []byte(`<svg class="x1"></svg>`))
			}
			// Every page was touched, as the sitemap tells.
			return http.StatusOK, anyLastmod.ReplaceAll(body, []byte("<lastmod>2099-01-01</lastmod>"))
		}},
		{"a fifth of the commitments is missing from every list", "publish.min_commitments", func(path string, body []byte) (int, []byte) {
			if commitmentPath.MatchString(path) {
				return http.StatusOK, body
			}
			return http.StatusOK, withoutAFifth(body)
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			site.before(answered(c.fault))
			defer site.whole()
			if c.bound == "publish.min_commitments" {
				defer w.replaceTable(withoutRows)()
			}
			code, stdout, stderr := w.run("run", "--json")
			if code != exitIncomplete {
				t.Fatalf("exit code %d, want 3\n%s%s", code, stdout, stderr)
			}
			r := runRecord(t, stdout)
			if r.Outcome != history.Incomplete || !slices.ContainsFunc(r.Bounds, func(b history.Bound) bool { return b.Name == c.bound && !b.Kept }) {
				t.Errorf("outcome %s, bounds %+v", r.Outcome, r.Bounds)
			}
			screen := w.must(exitComplete, "status")
			if !strings.Contains(screen, "FAILING") || len(r.Why) == 0 || !strings.Contains(screen, r.Why[0]) {
				t.Errorf("status does not say why:\n%s", screen)
			}
			if link, _ := os.Readlink(w.published("latest")); !strings.Contains(before, link) {
				t.Errorf("latest moved to %s", link)
			}
		})
	}
	for line := range strings.Lines(before) {
		if !strings.Contains(fingerprint(t, w.published()), line) {
			t.Fatalf("the good report was touched: %s", line)
		}
	}
	site.before(answered(cases[1].fault))
	out := w.must(exitComplete, "run", "--accept", "OGP took half of the members off its list")
	if !strings.Contains(out, "OGP took half of the members off its list") {
		t.Errorf("the reason is not told:\n%s", out)
	}
	site.whole()
	// Back to twice as many is a leap, which somebody must explain as well.
	w.must(exitIncomplete, "run")
	w.must(exitComplete, "run", "--accept", "OGP put them back")
	w.must(exitComplete, "run")
}

// halfTheCards drops every second card of the members list.
func halfTheCards(body []byte) []byte {
	cards := regexp.MustCompile(`(?s)<div class="card">.*?</div>`)
	n := 0
	return cards.ReplaceAllFunc(body, func(b []byte) []byte {
		if n++; n%2 == 0 {
			return nil
		}
		return b
	})
}

// withoutAFifth drops every fifth commitment from lists and sitemaps.
func withoutAFifth(body []byte) []byte {
	entry := regexp.MustCompile(`(?s)<url>.*?</url>|<li[^>]*>.*?</li>`)
	return entry.ReplaceAllFunc(body, func(b []byte) []byte {
		code := regexp.MustCompile(`[A-Z]{2,3}(\d{4})`).FindSubmatch([]byte(strings.ToUpper(string(b))))
		if code != nil && (code[1][3] == '0' || code[1][3] == '5') {
			return nil
		}
		return b
	})
}

// withoutRows drops the same commitments from OGP's table.
func withoutRows(table []byte) []byte {
	return regexp.MustCompile(`(?m)^[A-Z]{2,3}\d{3}[05],.*\r?\n`).ReplaceAll(table, nil)
}

// replaceTable changes the table's file until the returned function is called.
func (w *workplace) replaceTable(change func([]byte) []byte) func() {
	w.t.Helper()
	path := filepath.Join(w.dir, samplesite.TableName)
	whole, err := os.ReadFile(path)
	if err != nil {
		w.t.Fatal(err)
	}
	changed := change(whole)
	if len(changed) == len(whole) {
		w.t.Fatal("the table was not changed")
	}
	if err := os.WriteFile(path, changed, 0o644); err != nil {
		w.t.Fatal(err)
	}
	return func() {
		if err := os.WriteFile(path, whole, 0o644); err != nil {
			w.t.Fatal(err)
		}
	}
}

// The list of members may stand under another of its known addresses.
func TestTheMembersListIsFoundUnderItsOtherAddresses(t *testing.T) {
	site := newLocalSite(t)
	site.before(func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch r.URL.Path {
			case "/our-members/":
				http.NotFound(w, r)
				return
			case "/members/":
				r.URL.Path = "/our-members/"
			}
			h.ServeHTTP(w, r)
		})
	})
	w := newWorkplace(t, site.URL)
	for range 2 {
		code, stdout, stderr := w.run("run", "--json")
		if code != exitComplete {
			t.Fatalf("exit code %d\n%s%s", code, stdout, stderr)
		}
		if r := runRecord(t, stdout); r.Counts.MembersListed < 5 {
			t.Errorf("%d members listed", r.Counts.MembersListed)
		}
	}
}
