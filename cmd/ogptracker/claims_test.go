package main

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"

	"ogptracker/internal/history"
	"ogptracker/output/publish"
)

// madeUpInSitemap are addresses that a broken sitemap names and no site has.
var madeUpInSitemap = map[string]string{
	"members":                        "/members/nowhere-%[1]d/",
	"commitments of a member":        "/members/greece/commitments/ZZ%04[1]d/",
	"commitments of made-up members": "/members/nowhere-%[1]d/commitments/NW0001/",
	"members with the longest names": "/members/" + strings.Repeat("a", 90) + "-%[1]d/",
}

// withMadeUp adds addresses to the first sitemap.
func withMadeUp(base, form string, n int) func(string, []byte) (int, []byte) {
	var more bytes.Buffer
	for i := range n {
		fmt.Fprintf(&more, "<url><loc>"+base+form+"</loc></url>\n", i)
	}
	return func(path string, body []byte) (int, []byte) {
		if path == "/page-sitemap.xml" {
			body = bytes.Replace(body, []byte("</urlset>"), append(more.Bytes(), "</urlset>"...), 1)
		}
		return http.StatusOK, body
	}
}

// What a sitemap makes up is no member, no commitment and no workbook; the
// night is judged, and the report made, without it, and so are the nights after
// the site is mended.
func TestWhatASitemapMakesUpStandsInNoReport(t *testing.T) {
	t.Parallel()
	for name, form := range madeUpInSitemap {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site := newLocalSite(t)
			w := budgeted(t, site.URL, 600)
			good := runRecord(t, w.json(exitComplete))
			before := tables(t, w.published("latest"))
			site.before(answered(withMadeUp(site.URL, form, 2000)))
			for night := 2; night <= 3; night++ {
				r := runRecord(t, w.json(exitComplete))
				if r.Counts.Members != good.Counts.Members || r.Counts.Commitments != good.Counts.Commitments || r.Counts.Documents != good.Counts.Documents || len(r.Files) != len(good.Files) {
					t.Errorf("night %d: %+v and %d files, want %+v and %d", night, r.Counts, len(r.Files), good.Counts, len(good.Files))
				}
				if r.Counts.Changes != 0 {
					t.Errorf("night %d: %d changes", night, r.Counts.Changes)
				}
			}
			after := tables(t, w.published("latest"))
			if !strings.Contains(after["issues.csv"], "sitemap-names-missing-pages") {
				t.Error("nobody is told what the sitemap names")
			}
			for _, table := range []string{"commitments.csv", "documents.csv", "completion.csv"} {
				if before[table] != after[table] {
					t.Errorf("%s: %v", table, differing(map[string]string{table: before[table]}, map[string]string{table: after[table]}))
				}
			}
			site.whole()
			asked := site.requests.Load()
			if r := runRecord(t, w.json(exitComplete)); r.FirstReading != nil {
				t.Errorf("still waited for: %+v", r.FirstReading)
			}
			if asked = site.requests.Load() - asked; asked > 300 {
				t.Errorf("the mended site was asked %d times", asked)
			}
		})
	}
}

// budgeted is a workplace whose nights have so many requests.
func budgeted(t *testing.T, baseURL string, requests int) *workplace {
	t.Helper()
	w := newWorkplace(t, baseURL)
	config, err := os.ReadFile(w.config)
	if err != nil {
		t.Fatal(err)
	}
	w.write(strings.Replace(string(config), "retries: 1", fmt.Sprintf("retries: 1, max_requests: %d", requests), 1))
	return w
}

// json is the record that run --json prints.
func (w *workplace) json(code int) string {
	w.t.Helper()
	got, stdout, stderr := w.run("run", "--json")
	if got != code {
		w.t.Fatalf("run ended with %d, want %d\n%s%s", got, code, stdout, stderr)
	}
	return stdout
}

// On a first night a sitemap that leads nowhere makes the night incomplete.
func TestAFirstNightOfMadeUpPagesIsIncomplete(t *testing.T) {
	t.Parallel()
	site := newLocalSite(t)
	site.before(answered(withMadeUp(site.URL, madeUpInSitemap["commitments of a member"], 2000)))
	w := budgeted(t, site.URL, 1200)
	if r := runRecord(t, w.json(exitIncomplete)); !strings.Contains(strings.Join(r.Why, "\n"), "that the site's own lists name are gone") || r.Outcome != history.Incomplete {
		t.Errorf("%s: %q", r.Outcome, r.Why)
	}
	if _, err := publish.Latest(w.published()); err == nil {
		t.Error("it became the latest report")
	}
}
