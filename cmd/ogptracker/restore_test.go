package main

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ogptracker/scrape/store"
)

// changeState runs statements on the state of a workplace.
func (w *workplace) changeState(statements ...string) {
	w.t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(w.dir, "state", store.FileName))
	if err != nil {
		w.t.Fatal(err)
	}
	defer db.Close()
	for _, s := range statements {
		if _, err := db.ExecContext(w.t.Context(), s); err != nil {
			w.t.Fatal(err)
		}
	}
}

func (w *workplace) changes() string {
	w.t.Helper()
	data, err := os.ReadFile(w.published("latest", "csv", "changes.csv"))
	if err != nil {
		w.t.Fatal(err)
	}
	return string(data)
}

// A history that is missing is said and taken from the published reports: the
// log of changes goes on, and what stood on the site before is not new.
func TestAMissingHistoryIsTakenFromThePublishedReports(t *testing.T) {
	for name, c := range map[string]struct {
		lose     func(w *workplace)
		compared bool // the archive still has what tonight is compared with
	}{
		"beside an archive with runs": {func(w *workplace) {
			w.changeState(`UPDATE runs SET record = NULL`, `DELETE FROM snapshots`, `DELETE FROM changes`)
		}, true},
		"with the whole state folder": {func(w *workplace) {
			if err := os.RemoveAll(filepath.Join(w.dir, "state")); err != nil {
				w.t.Fatal(err)
			}
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			site := newLocalSite(t)
			// Every page is asked for without validators each night, so that no
			// run sees a change that the one before it missed.
			w := newWorkplace(t, site.URL)
			w.write(
				`site: {base_url: "`+site.URL+`", members: [estonia]}`,
				"fetch: {min_delay: 0s, retries: 1}",
				"publish: {sample: 60}")
			w.must(exitComplete, "run")
			site.night.Store(2)
			w.must(exitComplete, "run")
			before := w.changes()
			if strings.Count(before, "\n") < 2 {
				t.Fatalf("the second night changed nothing:\n%s", before)
			}
			runs, err := os.ReadDir(w.published("runs"))
			if err != nil {
				t.Fatal(err)
			}
			c.lose(w)
			code, out, log := w.run("run")
			if code != exitComplete {
				t.Fatalf("exit code %d\n%s%s", code, out, log)
			}
			if !strings.Contains(log, "the history of earlier runs was missing") {
				t.Errorf("it is not said:\n%s", log)
			}
			if said := strings.Contains(log, "made again from the archive"); said != c.compared {
				t.Errorf("made again from the archive: %v\n%s", said, log)
			}
			if after := w.changes(); after != before {
				t.Errorf("the log of changes was:\n%s\nand is:\n%s", before, after)
			}
			screen := w.must(exitComplete, "status")
			if !strings.Contains(screen, "taken from the published reports") {
				t.Errorf("status does not say so:\n%s", screen)
			}
			if c.compared {
				w.must(exitComplete, "run", "--as-of", runs[1].Name(), "--out", filepath.Join(w.dir, "earlier"))
			}
		})
	}
}

// A state folder that cannot be used is told by status, whose exit code is 5.
func TestStatusTellsOfAStateFolderAtFault(t *testing.T) {
	site := newLocalSite(t)
	w := newWorkplace(t, site.URL)
	w.must(exitComplete, "run")
	path := filepath.Join(w.dir, "state", store.FileName)
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	if screen := w.must(exitStale, "status"); !strings.Contains(screen, "STATE FOLDER AT FAULT") || !strings.Contains(screen, "permissions") || !strings.Contains(screen, "Last success   run") {
		t.Error(screen)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	w.must(exitComplete, "status")
	if err := os.Truncate(path, 5000); err != nil {
		t.Fatal(err)
	}
	if screen := w.must(exitStale, "status"); !strings.Contains(screen, "is damaged: restore it from a backup") || !strings.Contains(screen, path) {
		t.Error(screen)
	}
}

// A machine that ran once with its clock ahead is not healthy for as long as
// the clock was ahead.
func TestARunDatedAfterNowIsNotTheLastSuccess(t *testing.T) {
	site := newLocalSite(t)
	w := newWorkplace(t, site.URL)
	w.must(exitComplete, "run")
	w.changeState(`UPDATE runs SET finished = finished + 10 * 365 * 86400000, started = started + 10 * 365 * 86400000`)
	screen := w.must(exitStale, "status")
	if !strings.Contains(screen, "STALE") || !strings.Contains(screen, "check the clock") {
		t.Error(screen)
	}
	w.must(exitComplete, "run") // made after it, whatever their dates
	if screen := w.must(exitComplete, "status"); !strings.Contains(screen, "HEALTHY") {
		t.Error(screen)
	}
}
