package history

import (
	"errors"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"ogptracker/scrape/store"
	"ogptracker/transform/dataset"
)

func TestHowTheCopyForStaffIsDoing(t *testing.T) {
	t.Parallel()
	at := time.Date(2025, 1, 14, 3, 0, 0, 0, time.UTC)
	run := func(day int, outcome string, c *Copy) Record {
		return Record{Run: string(rune('0' + day)), Outcome: outcome, Finished: at.AddDate(0, 0, day), Copy: c}
	}
	made, failed := &Copy{To: "staff", Made: true}, func(why string) *Copy { return &Copy{To: "staff", Why: why} }
	for name, c := range map[string]struct {
		runs  []Record
		times int // -1: no copy was due
		since int
		why   string
	}{
		"no run":                     {nil, -1, 0, ""},
		"no copy was due":            {[]Record{run(1, Complete, nil)}, -1, 0, ""},
		"only of a run that failed":  {[]Record{run(1, Failed, failed("x"))}, -1, 0, ""},
		"made":                       {[]Record{run(2, Complete, made), run(1, Complete, failed("x"))}, 0, 0, ""},
		"failed once":                {[]Record{run(2, Complete, failed("no right")), run(1, Complete, made)}, 1, 2, "no right"},
		"failed for several nights":  {[]Record{run(5, Failed, nil), run(4, Complete, failed("full")), run(3, Complete, nil), run(2, Complete, failed("no right")), run(1, Complete, made), run(0, Complete, failed("x"))}, 2, 2, "full"},
		"failed from the first on":   {[]Record{run(2, Complete, failed("b")), run(1, Complete, failed("a"))}, 2, 1, "b"},
		"a failed run's is no count": {[]Record{run(2, Incomplete, failed("b")), run(1, Complete, made)}, 0, 0, ""},
	} {
		s := CopyStateOf(c.runs)
		if c.times < 0 {
			if s != nil {
				t.Errorf("%s: %+v", name, s)
			}
			continue
		}
		if s == nil || s.To != "staff" || s.Times != c.times || s.Why != c.why || (s.FailingSince != nil) != (c.times > 0) {
			t.Errorf("%s: %+v", name, s)
		} else if s.FailingSince != nil && !s.FailingSince.Equal(at.AddDate(0, 0, c.since)) {
			t.Errorf("%s: since %s", name, s.FailingSince)
		}
	}
}

func TestLengthsOfTimeAreSeconds(t *testing.T) {
	t.Parallel()
	for _, d := range []time.Duration{0, time.Second, 1500 * time.Millisecond, time.Hour} {
		if s := SecondsOf(d); float64(s) != d.Seconds() || s.Duration() != d {
			t.Errorf("%s: %v, %s", d, s, s.Duration())
		}
	}
}

func TestWhatIsLookedForAmongRuns(t *testing.T) {
	t.Parallel()
	h := open(t)
	if last, err := h.Last(t.Context(), ""); last != nil || err != nil {
		t.Errorf("the last of none: %v, %v", last, err)
	}
	save(t, h, entry(n1, Complete), entry(n2, Failed), entry(n3, Complete), entry(n4, Failed))
	for outcome, want := range map[string]string{"": n4, Complete: n3, Failed: n4, Interrupted: ""} {
		if last, err := h.Last(t.Context(), outcome); runOf(last) != want || err != nil {
			t.Errorf("the last %q is %q, %v", outcome, runOf(last), err)
		}
	}
	for n, want := range map[int]int{-1: 4, 0: 4, 1: 1, 3: 3, 9: 4} {
		runs, err := h.Runs(t.Context(), n)
		if len(runs) != want || runs[0].Run != n4 || err != nil {
			t.Errorf("the newest %d are %d, %v", n, len(runs), err)
		}
	}
	counts, err := h.Outcomes(t.Context())
	if len(counts) != 2 || counts[Complete] != 2 || counts[Failed] != 2 || err != nil {
		t.Errorf("%v, %v", counts, err)
	}
	if _, err := h.Run(t.Context(), "20990101T000000Z"); !errors.Is(err, ErrUnknownRun) {
		t.Errorf("a run that never was: %v", err)
	}
	if r, err := h.Run(t.Context(), n2); runOf(r) != n2 || err != nil {
		t.Errorf("%v, %v", r, err)
	}
	if _, err := h.Snapshot(t.Context(), n2); !errors.Is(err, ErrUnknownRun) {
		t.Errorf("the snapshot of a failed run: %v", err)
	}
	// A run that is saved again as failed keeps no snapshot.
	save(t, h, entry(n3, Failed))
	if _, err := h.Snapshot(t.Context(), n3); !errors.Is(err, ErrUnknownRun) {
		t.Errorf("the snapshot of a run that failed after all: %v", err)
	}
}

func TestOfALogAloneTheRunsAreRestoredToo(t *testing.T) {
	t.Parallel()
	h := open(t)
	log := []dataset.Change{{Run: "a", Date: "2025-01-01", Key: "1"}, {Run: "b", Date: "2025-01-02", Key: "2"}, {Run: "b", Date: "2025-01-02", Key: "3"}}
	if err := h.Restore(t.Context(), nil, log); err != nil {
		t.Fatal(err)
	}
	got, err := h.Log(t.Context(), "")
	if !slices.Equal(got, log) || err != nil {
		t.Errorf("%v, %v", got, err)
	}
	if got, err := h.Log(t.Context(), "b"); len(got) != 1 || err != nil {
		t.Errorf("before b: %v, %v", got, err)
	}
	if runs, err := h.Runs(t.Context(), 0); len(runs) != 0 || err != nil {
		t.Errorf("runs without a record: %v, %v", runs, err)
	}
	if err := open(t).Restore(t.Context(), nil, []dataset.Change{{Run: "a", Date: "yesterday"}}); err == nil {
		t.Error("a change without a date was restored")
	}
}

func TestWhatIsNotWhatWasKeptIsDamage(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file, err := store.Open(t.Context(), filepath.Join(dir, store.FileName), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	h := New(file)
	save(t, h, entry(n1, Complete))
	if err := h.Note(t.Context(), Event{Time: time.Unix(0, 0), Kind: EventSkipped}); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{`UPDATE runs SET record = x'00'`, `UPDATE snapshots SET data = x'00'`, `UPDATE events SET time = 'once'`} {
		if err := file.Write(t.Context(), "spoiling", func(tx *store.Tx) error { _, err := tx.Exec(statement); return err }); err != nil {
			t.Fatal(err)
		}
	}
	_, err1 := h.Runs(t.Context(), 0)
	_, err2 := h.Snapshot(t.Context(), n1)
	_, err3 := h.Events(t.Context(), 5)
	for i, err := range []error{err1, err2, err3} {
		if !errors.Is(err, store.ErrDamaged) {
			t.Errorf("%d: %v", i, err)
		}
	}
}
