package history

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ogptracker/internal/database"
	"ogptracker/transform/dataset"
)

func open(t *testing.T) *History {
	t.Helper()
	h, err := Open(t.Context(), filepath.Join(t.TempDir(), "history.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	return h
}

func entry(run, outcome string, changes ...dataset.Change) Entry {
	at, _ := time.Parse("20060102T150405Z", run)
	e := Entry{Record: Record{Run: run, Started: at, Finished: at.Add(time.Minute), Outcome: outcome}, Changes: changes}
	if outcome == Complete {
		e.Snapshot = &dataset.Snapshot{Run: run, Rows: map[string]dataset.SnapshotRow{"commitments/EE0001": {FirstSeen: run}}}
	}
	return e
}

func save(t *testing.T, h *History, entries ...Entry) {
	t.Helper()
	for _, e := range entries {
		if err := h.Save(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
}

const n1, n2, n3, n4 = "20250114T020000Z", "20250115T020000Z", "20250116T020000Z", "20250117T020000Z"

func change(run, key string) dataset.Change {
	return dataset.Change{Run: run, Date: run[:8], Table: "commitments", Key: key, Field: "title", Old: "a", New: "b", Cause: dataset.CauseSource}
}

func TestARunComparesWithTheLastCompleteOneBeforeIt(t *testing.T) {
	h := open(t)
	if s, r, err := h.Before(t.Context(), n1); s != nil || r != nil || err != nil {
		t.Fatalf("on the first night: %v %v %v", s, r, err)
	}
	save(t, h, entry(n1, Complete), entry(n2, Incomplete), entry(n3, Complete))
	for run, want := range map[string]string{n2: n1, n3: n1, n4: n3} {
		s, r, err := h.Before(t.Context(), run)
		if err != nil || s.Run != want || r.Run != want {
			t.Errorf("before %s: %v %v %v, want %s", run, s, r, err, want)
		}
	}
}

func TestSavingARunAgainReplacesIt(t *testing.T) {
	h := open(t)
	save(t, h, entry(n1, Complete, change(n1, "EE0001"), change(n1, "EE0002")), entry(n2, Complete, change(n2, "EE0003")))
	save(t, h, entry(n1, Complete, change(n1, "EE0009")))
	log, err := h.Log(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]dataset.Change{change(n1, "EE0009"), change(n2, "EE0003")}, log); diff != "" {
		t.Error(diff)
	}
	if log, _ := h.Log(t.Context(), n2); len(log) != 1 {
		t.Errorf("log before %s has %d changes, want 1", n2, len(log))
	}
	runs, err := h.Runs(t.Context(), 0)
	if err != nil || len(runs) != 2 || runs[0].Run != n2 {
		t.Errorf("runs = %v, %v", runs, err)
	}
}

func TestPruneKeepsWhatKeptRunsCompareWith(t *testing.T) {
	h := open(t)
	save(t, h, entry(n1, Complete), entry(n2, Complete), entry(n3, Complete), entry(n4, Complete))
	if err := h.Prune(t.Context(), []string{n3, n4}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Snapshot(t.Context(), n1); !errors.Is(err, ErrUnknownRun) {
		t.Errorf("snapshot of %s is still there: %v", n1, err)
	}
	if _, err := h.Snapshot(t.Context(), n2); err != nil {
		t.Errorf("%s, which %s compares with, is gone: %v", n2, n3, err)
	}
	if _, err := h.Run(t.Context(), n1); err != nil {
		t.Errorf("the record of %s is gone: %v", n1, err)
	}
}

func TestEventsAreKeptNewestFirst(t *testing.T) {
	h := open(t)
	at := time.Date(2025, 1, 14, 2, 0, 0, 0, time.UTC)
	for i, kind := range []string{EventSkipped, EventPanicked, EventSkipped} {
		if err := h.Note(t.Context(), Event{Time: at.AddDate(0, 0, i), Kind: kind, Text: "x"}); err != nil {
			t.Fatal(err)
		}
	}
	events, err := h.Events(t.Context(), 2)
	if err != nil || len(events) != 2 || !events[0].Time.Equal(at.AddDate(0, 0, 2)) {
		t.Errorf("events = %v, %v", events, err)
	}
	if kinds, err := h.EventKinds(t.Context()); err != nil || kinds[EventSkipped] != 2 {
		t.Errorf("kinds = %v, %v", kinds, err)
	}
}

func TestADamagedFileIsNamedAndLeftAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.db")
	garbage := []byte("this is not a database, and long enough to be taken for one by its size alone ......................")
	if err := os.WriteFile(path, garbage, 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := Open(context.Background(), path)
	if !errors.Is(err, database.ErrDamaged) {
		t.Errorf("got %v", err)
	}
	if got, _ := os.ReadFile(path); string(got) != string(garbage) {
		t.Error("the file was changed")
	}
}

func TestAFileOfANewerVersionIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.db")
	h, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.db.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, 1)"); err != nil {
		t.Fatal(err)
	}
	_ = h.Close()
	if _, err := Open(t.Context(), path); !errors.Is(err, database.ErrNewer) {
		t.Errorf("got %v", err)
	}
}
