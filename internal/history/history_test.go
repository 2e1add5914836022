package history

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape/store"
	"ogptracker/transform/dataset"
)

func open(t *testing.T) *History {
	t.Helper()
	h, err := Open(t.Context(), t.TempDir())
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
		var err error
		e.Snapshot, err = PackSnapshot(&dataset.Snapshot{Run: run, Rows: map[string]dataset.SnapshotRow{"commitments/EE0001": {FirstSeen: run}}})
		if err != nil {
			panic(err) // strings alone
		}
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

// A machine that once ran with its clock ahead has a run that is dated after
// all others; what was made after it comes after it.
func TestRunsAreInTheOrderInWhichTheyWereMade(t *testing.T) {
	h := open(t)
	const ahead = "20361123T020000Z"
	save(t, h, entry(n1, Complete, change(n1, "EE0001")), entry(ahead, Complete, change(ahead, "EE0002")), entry(n2, Failed), entry(n3, Complete, change(n3, "EE0003")), entry(n4, Failed))
	var order []string
	runs, err := h.Runs(t.Context(), 0)
	for _, r := range runs {
		order = append(order, r.Run)
	}
	if diff := cmp.Diff([]string{n4, n3, n2, ahead, n1}, order); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if last, err := h.Last(t.Context(), ""); err != nil || last.Run != n4 {
		t.Errorf("last %v, %v", last, err)
	}
	for run, want := range map[string]string{ahead: n1, n2: ahead, n3: ahead, n4: n3} {
		if s, r, err := h.Before(t.Context(), run); err != nil || r.Run != want || s.Run != want {
			t.Errorf("before %s: %v, %v, want %s", run, r, err, want)
		}
	}
	log, err := h.Log(t.Context(), n4)
	if diff := cmp.Diff([]dataset.Change{change(n1, "EE0001"), change(ahead, "EE0002"), change(n3, "EE0003")}, log); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

func TestARunDatedAfterNowIsNoSuccess(t *testing.T) {
	h := open(t)
	const late = "20361123T020000Z"
	now := time.Date(2025, 1, 15, 3, 0, 0, 0, time.UTC)
	said := func(name, wantLast, wantAhead string) {
		t.Helper()
		last, ahead, err := h.LastSuccess(t.Context(), now)
		if err != nil || runOf(last) != wantLast || runOf(ahead) != wantAhead {
			t.Errorf("%s: last %q, ahead %q, %v", name, runOf(last), runOf(ahead), err)
		}
	}
	said("of nothing", "", "")
	save(t, h, entry(late, Complete))
	said("of one run ahead", "", late)
	save(t, h, entry(n1, Complete), entry(n2, Incomplete))
	said("of a run made after it", n1, "")
	save(t, h, entry("20361124T020000Z", Complete))
	said("of one ahead again", n1, "20361124T020000Z")
	now = time.Date(2036, 11, 24, 2, 0, 30, 0, time.UTC) // it ended half a minute from now
	said("of a clock that was set back a little", "20361124T020000Z", "")
}

func runOf(r *Record) string {
	if r == nil {
		return ""
	}
	return r.Run
}

func TestAHistoryIsRestoredInItsOrder(t *testing.T) {
	h := open(t)
	log := []dataset.Change{
		{Run: "20250101T020000Z", Date: "2025-01-01", Table: "members", Key: "estonia", Cause: dataset.CauseSource},
		{Run: n2, Date: "2025-01-15", Table: "members", Key: "latvia", Cause: dataset.CauseSource},
	}
	records := []Record{entry(n1, Complete).Record, entry(n2, Complete).Record, entry(n3, Incomplete).Record}
	if empty, err := h.Empty(t.Context()); !empty || err != nil {
		t.Errorf("empty: %v, %v", empty, err)
	}
	if err := h.Restore(t.Context(), records, log); err != nil {
		t.Fatal(err)
	}
	save(t, h, entry(n4, Complete))
	if empty, err := h.Empty(t.Context()); empty || err != nil {
		t.Errorf("empty: %v, %v", empty, err)
	}
	got, err := h.Log(t.Context(), "")
	if diff := cmp.Diff(log, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	runs, err := h.Runs(t.Context(), 0)
	if err != nil || len(runs) != 4 || runs[0].Run != n4 || runs[3].Run != n1 {
		t.Errorf("%v, %v", runs, err)
	}
	s, previous, err := h.Before(t.Context(), n3)
	if s != nil || runOf(previous) != n2 || err != nil {
		t.Errorf("before %s: %v, %v, %v", n3, s, previous, err)
	}
	if err := h.SaveSnapshot(t.Context(), n2, &dataset.Snapshot{Run: n2}); err != nil {
		t.Fatal(err)
	}
	if s, _, err := h.Before(t.Context(), n3); err != nil || s == nil || s.Run != n2 {
		t.Errorf("before %s: %v, %v", n3, s, err)
	}
}

func TestAHistoryClosesWhatItOpened(t *testing.T) {
	dir := t.TempDir()
	for name, open := range map[string]func() (*History, error){
		"to add": func() (*History, error) { return Open(t.Context(), dir) }, "to look": func() (*History, error) { return View(t.Context(), dir) },
	} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		if h, err := Open(t.Context(), dir); err != nil || h.Close() != nil {
			t.Fatal(err)
		}
		h, err := open()
		if err != nil {
			t.Fatal(err)
		}
		if err := h.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := h.Runs(t.Context(), 0); err == nil {
			t.Errorf("%s: a closed history can be read", name)
		}
	}
	file, err := store.Open(t.Context(), filepath.Join(dir, store.FileName), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	h := New(file)
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Runs(t.Context(), 0); err != nil {
		t.Errorf("a history closed a file that is another's: %v", err)
	}
}
