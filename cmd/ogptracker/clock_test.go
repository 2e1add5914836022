package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Runs are compared in the order of their names: one after the clock was set
// back is still judged against the night before it.
func TestAClockThatWasSetBackDoesNotMakeAFirstRun(t *testing.T) {
	site := newLocalSite(t)
	w := newWorkplace(t, site.URL)
	begun := time.Now()
	run := func(at time.Time) string {
		t.Helper()
		var out, errs strings.Builder
		a := &app{stdout: &out, stderr: &errs, now: func() time.Time { return at.Add(time.Since(begun)) }}
		root := a.root()
		root.SetArgs([]string{"run", "--config", w.config})
		if code := a.exit(t.Context(), root.ExecuteContext(t.Context())); code != exitComplete {
			t.Fatalf("exit %d\n%s", code, errs.String())
		}
		return out.String()
	}
	run(begun)
	first, err := os.Readlink(w.published("latest"))
	if err != nil {
		t.Fatal(err)
	}
	site.night.Store(2)
	if said := run(begun.Add(-3 * time.Hour)); strings.Contains(said, "this is the first run") || !strings.Contains(said, "What changed since") {
		t.Error(said)
	}
	second, err := os.Readlink(w.published("latest"))
	if err != nil || filepath.Base(second) <= filepath.Base(first) {
		t.Errorf("latest went from %s to %s (%v)", first, second, err)
	}
}
