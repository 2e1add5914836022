package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestStatusSaysTheTruthInEachSituation(t *testing.T) {
	site := newLocalSite(t)
	w := newWorkplace(t, site.URL)
	says := func(name string, code int, words ...string) {
		t.Helper()
		got, screen, stderr := w.run("status")
		if got != code {
			t.Errorf("%s: code %d, want %d\n%s%s", name, got, code, screen, stderr)
		}
		for _, word := range words {
			if !strings.Contains(screen, word) {
				t.Errorf("%s: the screen does not say %q\n%s", name, word, screen)
			}
		}
	}
	says("a fresh install", exitStale, "NO REPORT YET", "ogptracker run", "Next runs")
	if _, err := os.Stat(filepath.Join(w.dir, "state")); err == nil {
		t.Error("status made a state folder")
	}

	w.must(exitComplete, "run")
	says("after success", exitComplete, "HEALTHY", "commitments", "less than a minute ago")

	site.before(func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) })
	})
	w.must(exitFailed, "run")
	says("after failure", exitComplete, "FAILING", "Last run", "failed", "robots.txt")
	site.whole()

	var out, errs strings.Builder
	a := &app{stdout: &out, stderr: &errs, now: func() time.Time { return time.Now().Add(72 * time.Hour) }}
	root := a.root()
	root.SetArgs([]string{"status", "--config", w.config})
	err := root.ExecuteContext(t.Context())
	if code := a.exit(t.Context(), err); code != exitStale || !strings.Contains(out.String(), "STALE") || !strings.Contains(out.String(), "72 hours ago") && !strings.Contains(out.String(), "3 days ago") {
		t.Errorf("when stale: code %d\n%s", code, out.String())
	}

	if err := os.WriteFile(w.published("latest", "csv", "members.csv"), []byte("cut"), 0o644); err != nil {
		t.Fatal(err)
	}
	says("a damaged report", exitStale, "DAMAGED", "members.csv", "--offline")
	w.must(exitComplete, "run", "--offline")
	says("after it was written again", exitComplete, "FAILING", "still stands")
}

func TestStatusDuringTheFirstReading(t *testing.T) {
	site := newLocalSite(t)
	w := newWorkplace(t, site.URL)
	w.write("site: {base_url: \""+site.URL+"\"}", "fetch: {min_delay: 0s, max_requests: 120}")
	w.must(exitComplete, "run")
	screen := w.must(exitComplete, "status")
	if !strings.Contains(screen, "First reading") || !strings.Contains(screen, " of ") {
		t.Errorf("the screen does not say how far the first reading is:\n%s", screen)
	}
}
