package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"ogptracker/scrape/render/rendertest"
)

var (
	countryPath = regexp.MustCompile(`^/(?:members|countries)/[^/]+/?$`)
	listed      = regexp.MustCompile(`commitments [1-9]`)
	firstList   = regexp.MustCompile(`(?s)<h2>Commitments</h2>\s*<ol>(.*?)</ol>`)
)

// scriptedLists leaves the list of commitments on country pages to a script,
// and answers what it asks for.
func scriptedLists(site http.Handler) http.Handler {
	lists := answered(func(path string, body []byte) (int, []byte) {
		if !countryPath.MatchString(path) {
			return http.StatusOK, body
		}
		return http.StatusOK, firstList.ReplaceAll(body, []byte(`<h2>Commitments</h2><ol id="list"></ol><script>
			fetch('/lists?of=' + encodeURIComponent(location.pathname)).then(r => r.json()).then(d => { document.getElementById('list').innerHTML = d.list });</script>`))
	})(site)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/lists" {
			lists.ServeHTTP(w, r)
			return
		}
		whole := r.Clone(r.Context())
		whole.URL.Path, whole.URL.RawQuery, whole.RequestURI = r.URL.Query().Get("of"), "", r.URL.Query().Get("of")
		answered(func(_ string, body []byte) (int, []byte) {
			list := ""
			if m := firstList.FindSubmatch(body); m != nil {
				list = string(m[1])
			}
			text, err := json.Marshal(map[string]string{"list": list})
			if err != nil {
				return http.StatusInternalServerError, nil
			}
			return http.StatusOK, text
		})(site).ServeHTTP(w, whole)
	})
}

// rendering is a workplace whose country pages a browser fills.
func rendering(t *testing.T, site *localSite, program string) *workplace {
	w := newWorkplace(t, site.URL)
	w.write("site: {base_url: \""+site.URL+"\"}",
		fmt.Sprintf("fetch: {min_delay: 0s, retries: 0, timeout: 2m, render: [country], browser: %q, browser_no_sandbox: %v}", program, rendertest.NoSandbox()))
	return w
}

func table(t *testing.T, w *workplace, name string) string {
	t.Helper()
	data, err := os.ReadFile(w.published("latest", "csv", name))
	if err != nil {
		t.Fatal(err)
	}
	return moments.ReplaceAllString(string(data), "*")
}

// With a browser a site whose lists a script fills gives the commitments of
// the site itself; inspect and check look through the browser too.
func TestASiteWhoseListsAScriptFillsGivesTheReportOfTheSiteItself(t *testing.T) {
	t.Parallel()
	program := rendertest.Program(t)
	site := newLocalSite(t)
	plain := rendering(t, site, program)
	plain.must(exitComplete, "run")
	want := table(t, plain, "commitments.csv")

	site.before(scriptedLists)
	w := rendering(t, site, program)
	site.requests.Store(0)
	code, stdout, stderr := w.run("run", "--json")
	if code != exitComplete {
		t.Fatalf("the run ended with %d\n%s%s", code, stdout, stderr)
	}
	if r := runRecord(t, stdout); int64(r.Politeness.Requests) != site.requests.Load() {
		t.Errorf("%d requests in run.json, the site saw %d", r.Politeness.Requests, site.requests.Load())
	}
	if got := table(t, w, "commitments.csv"); got != want {
		t.Errorf("the commitments differ: %s", differing(map[string]string{"commitments.csv": want}, map[string]string{"commitments.csv": got}))
	}
	if issues := table(t, w, "issues.csv"); strings.Contains(issues, "page-not-filled") || strings.Contains(issues, "page-filled-in-part") {
		t.Errorf("issues of filling: %s", issues)
	}
	if _, err := os.Stat(filepath.Join(w.dir, "state", "browser")); !os.IsNotExist(err) {
		t.Errorf("the browser's folder was left: %v", err)
	}
	before := tables(t, w.published("latest"))
	w.must(exitComplete, "run", "--offline")
	if d := differing(before, tables(t, w.published("latest"))); len(d) > 0 {
		t.Errorf("rebuilt offline the report differs: %s", d)
	}

	at := site.URL + "/members/georgia/"
	if out := w.must(exitComplete, "inspect", "--render", at); !strings.Contains(out, "filled by the browser with 1 request") || !listed.MatchString(out) {
		t.Errorf("inspect --render:\n%s", out)
	}
	if out := w.must(exitComplete, "inspect", at); listed.MatchString(out) {
		t.Errorf("inspect without the browser sees the list:\n%s", out)
	}
	if _, out, _ := w.run("check", "--live"); !strings.Contains(out, "filled by the browser with ") {
		t.Errorf("check --live:\n%s", out)
	}
}

// A browser that is missing is told before the night by check, and by the
// night, which goes on.
func TestAMissingBrowserIsToldAndTheNightGoesOn(t *testing.T) {
	t.Parallel()
	site := newLocalSite(t)
	w := rendering(t, site, "/nowhere/chromium")
	if out := w.must(exitComplete, "check"); !strings.Contains(out, "there is no program /nowhere/chromium here") {
		t.Errorf("check:\n%s", out)
	}
	out := w.must(exitComplete, "run")
	if n := strings.Count(out, "the browser cannot be used"); n != 1 {
		t.Errorf("told %d times in the log:\n%s", n, out)
	}
	if issues := table(t, w, "issues.csv"); !strings.Contains(issues, "page-not-filled") || !strings.Contains(issues, "browser-not-started") {
		t.Errorf("issues:\n%s", issues)
	}
	code, _, said := w.run("inspect", "--render", site.URL+"/members/estonia/")
	if code != exitFailed || !strings.Contains(said, "the browser did not start") {
		t.Errorf("inspect --render ended with %d: %s", code, said)
	}
	w.write("site: {base_url: \""+site.URL+"\"}", "fetch: {min_delay: 0s, render: [country]}")
	if out := w.must(exitComplete, "check"); !strings.Contains(out, "fetch.browser names no browser") {
		t.Errorf("check:\n%s", out)
	}
	if code, _, said := w.run("inspect", "--render", site.URL+"/members/estonia/"); code != exitUsage || !strings.Contains(said, "fetch.browser") {
		t.Errorf("inspect --render without a browser ended with %d: %s", code, said)
	}
	if code, _, said := w.run("inspect", "--render", "saved.html"); code != exitUsage || !strings.Contains(said, "is a file") {
		t.Errorf("inspect --render of a file ended with %d: %s", code, said)
	}
}
