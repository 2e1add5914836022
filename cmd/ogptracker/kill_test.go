package main

import (
	"context"
	"errors"
	"flag"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"ogptracker/output/audit"
	"ogptracker/output/publish"
	"ogptracker/scrape/archive"
	"ogptracker/scrape/store"
)

// kills is how many runs are killed; CI asks for more than go test ./... does.
var kills = flag.Int("kills", 2, "runs to kill at a random moment")

// TestMain lets the test binary be the program, as a command called
// ogptracker, for scripts and so that it can be killed.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"ogptracker": main})
}

// program is a command of the program as a process.
func program(ctx context.Context, args ...string) *exec.Cmd {
	return exec.CommandContext(ctx, "ogptracker", args...)
}

// A run killed at any moment leaves the published report whole and the
// archive readable, and the next run ends with the tables of one that was
// never killed.
func TestKilledAtRandomMoments(t *testing.T) {
	site := newLocalSite(t)
	// What each night comes to without a kill, and how long it takes.
	undisturbed := newWorkplace(t, site.URL)
	began := time.Now()
	undisturbed.must(exitComplete, "run")
	took := time.Since(began)
	first := tables(t, undisturbed.published("latest"))

	seed := uint64(time.Now().UnixNano())
	random := rand.New(rand.NewPCG(seed, 0))
	t.Logf("seed %d; an undisturbed run takes %s", seed, took)
	where := map[string]int{}
	var w *workplace
	for i := 0; where["killed"] < *kills; i++ {
		if i%2 == 0 {
			w = newWorkplace(t, site.URL) // a first night, else one with a report to lose
		}
		_, before := publish.Latest(w.published())
		cmd := program(t.Context(), "run", "--config", w.config)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(random.Int64N(int64(took))))
		_ = cmd.Process.Kill()
		err := cmd.Wait()
		var exit *exec.ExitError
		switch {
		case err == nil:
			// It was over before: the machine is quicker now than it was.
			where["had ended"]++
			took = took * 9 / 10
		case errors.As(err, &exit):
			where["killed"]++
		default:
			t.Fatal(err)
		}
		whole(t, w, before == nil)
		// A run that was killed with nothing left to do is over; the next one
		// is a second night, which carries what was read.
		_, screen, _ := w.run("status")
		over := !strings.Contains(screen, "NO REPORT YET")
		w.must(exitComplete, "run")
		whole(t, w, true)
		if i%2 == 0 && !over {
			for _, d := range differing(first, tables(t, w.published("latest"))) {
				t.Errorf("kill %d: after the next run %s", i, d)
			}
		}
		if t.Failed() {
			return
		}
	}
	t.Logf("%v", where)
}

// whole checks that what a reader and the next run meet is whole.
func whole(t *testing.T, w *workplace, report bool) {
	t.Helper()
	if report {
		if err := publish.Verify(w.published()); err != nil {
			t.Errorf("latest is not whole: %v", err)
		}
		findings, err := audit.Workbook(w.published("latest", "ogp-report.xlsx"))
		if err != nil || len(findings) > 0 {
			t.Errorf("the audit finds %v, %v", findings, err)
		}
	}
	path := filepath.Join(w.dir, "state", store.FileName)
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return
	}
	a, err := archive.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Errorf("the archive does not open: %v", err)
		return
	}
	defer a.Close()
	if _, err := a.Check(t.Context()); err != nil {
		t.Errorf("the archive is not whole: %v", err)
	}
}
