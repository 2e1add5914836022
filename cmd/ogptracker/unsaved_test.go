package main

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ogptracker/scrape/store"
)

// A history that cannot be written at the very end does not make a failed run
// of one whose report is published: the next run finishes it.
func TestARunWhoseRecordIsNotKeptIsFinishedByTheNext(t *testing.T) {
	site := newLocalSite(t)
	w := newWorkplace(t, site.URL)
	w.must(exitComplete, "run")
	db, err := sql.Open("sqlite", filepath.Join(w.dir, "state", store.FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), `CREATE TRIGGER no BEFORE UPDATE OF record ON runs BEGIN SELECT RAISE(ABORT, 'not now'); END`); err != nil {
		t.Fatal(err)
	}
	site.night.Store(2)
	if said := w.must(exitFailed, "run"); !strings.Contains(said, "run again to finish it") {
		t.Error(said)
	}
	published, err := os.Readlink(w.published("latest"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), `DROP TRIGGER no`); err != nil {
		t.Fatal(err)
	}
	before := site.requests.Load()
	if said := w.must(exitComplete, "run"); !strings.Contains(said, filepath.Base(published)) {
		t.Errorf("%s was not finished: %s", published, said)
	}
	if n := site.requests.Load() - before; n != 0 {
		t.Errorf("%d requests to finish a run", n)
	}
	if said := w.must(exitComplete, "status"); !strings.Contains(said, "HEALTHY") || !strings.Contains(said, filepath.Base(published)) {
		t.Error(said)
	}
}
