package archive_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape/archive"
	"ogptracker/scrape/record"
)

// prunable are six nights: a page that changes on the third and fifth, one that
// is read once and failed since, and one that went.
func prunable(t *testing.T) *archive.Archive {
	t.Helper()
	a := fresh(t)
	for n := range 6 {
		run := begin(t, a, n)
		body := []string{"one", "one", "two", "two", "three", "three"}[n]
		save(t, a, archive.Fetch{Run: run, Address: page, Outcome: archive.OutcomeRead, Status: 200}, body)
		if n == 0 {
			save(t, a, archive.Fetch{Run: run, Address: page + "once", Outcome: archive.OutcomeRead, Status: 200}, "once")
		} else {
			save(t, a, archive.Fetch{Run: run, Address: page + "once", Outcome: archive.OutcomeFailed, Reason: "timeout"}, "")
		}
		if n == 1 {
			save(t, a, archive.Fetch{Run: run, Address: page + "gone", Outcome: archive.OutcomeGone, Status: 404}, "")
		}
		if err := a.PutReadings(t.Context(), []string{"v1", "v2"}[n/3], []archive.Reading{{Key: archive.Key{BodyHash: hash(body), Address: page}, Page: record.Page{Title: body}}}); err != nil {
			t.Fatal(err)
		}
	}
	return a
}

func everyState(t *testing.T, a *archive.Archive, n int) []archive.State {
	t.Helper()
	states, err := a.States(t.Context(), archive.ClassPage, night(n), true)
	if err != nil {
		t.Fatal(err)
	}
	return states
}

func statesOf(t *testing.T, a *archive.Archive, n int) []archive.State {
	t.Helper()
	states := everyState(t, a, n)
	for i := range states {
		states[i].Failed = 0 // how long it has failed is told by the nights that are kept
	}
	return states
}

// What a night stands on are also the rows just before it, since what failed in
// it may have failed before.
func TestPruningKeepsWhatKeptNightsAreRebuiltFrom(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		keep    int
		besides []string
		lost    []string
		bodies  []string // still there
		kept    []int
	}{
		{9, nil, nil, []string{"one", "two", "three", "once"}, []int{0, 1, 2, 3, 4, 5}},
		{6, nil, nil, []string{"one", "two", "three", "once"}, []int{0, 1, 2, 3, 4, 5}},
		{3, nil, []string{night(0), night(1), night(2)}, []string{"two", "three", "once"}, []int{3, 4, 5}},
		{2, nil, []string{night(0), night(1), night(2), night(3)}, []string{"two", "three", "once"}, []int{4, 5}},
		{0, nil, []string{night(0), night(1), night(2), night(3), night(4)}, []string{"three", "once"}, []int{5}},
		{1, []string{night(1)}, []string{night(0), night(2), night(3), night(4)}, []string{"one", "three", "once"}, []int{1, 5}},
	} {
		a := prunable(t)
		before := map[int][]archive.State{}
		for _, n := range c.kept {
			before[n] = statesOf(t, a, n)
		}
		f, err := a.Prune(t.Context(), c.keep, c.besides...)
		if err != nil || !slices.Equal(f.Runs, c.lost) {
			t.Fatalf("%d nights: lost %v, %v", c.keep, f.Runs, err)
		}
		for _, n := range c.kept {
			if diff := cmp.Diff(before[n], statesOf(t, a, n)); diff != "" {
				t.Errorf("%d nights: night %d is another:\n%s", c.keep, n, diff)
			}
			if err := a.Rebuildable(t.Context(), night(n)); err != nil {
				t.Error(err)
			}
		}
		for _, run := range c.lost {
			if err := a.Rebuildable(t.Context(), run); !errors.Is(err, archive.ErrPruned) || !strings.Contains(err.Error(), run) {
				t.Errorf("%s: %v", run, err)
			}
		}
		for _, body := range []string{"one", "two", "three", "once"} {
			_, err := a.Body(t.Context(), hash(body))
			if there := slices.Contains(c.bodies, body); there != (err == nil) || !there && !errors.Is(err, archive.ErrNoBody) {
				t.Errorf("%d nights: body %q: %v", c.keep, body, err)
			}
		}
		if n, err := a.Check(t.Context()); n != len(c.bodies) || err != nil {
			t.Errorf("%d nights: %d bodies, %v", c.keep, n, err)
		}
		if int(f.Bodies) != 4-len(c.bodies) || (f.Fetches > 0) != (len(c.lost) > 0) {
			t.Errorf("%d nights: gave up %+v", c.keep, f)
		}
		again, err := a.Prune(t.Context(), c.keep, c.besides...)
		if err != nil || len(again.Runs) > 0 || again.Fetches > 0 {
			t.Errorf("pruned again: %+v, %v", again, err)
		}
	}
}

func TestPruningCountsWhatItGivesUp(t *testing.T) {
	t.Parallel()
	a := prunable(t)
	f, err := a.Prune(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	// Bodies "one" and "two" go with their readings; "three" has one by the
	// newest readers alone.
	if f.Bodies != 2 || f.Bytes != int64(len("one")+len("two")) || f.Readings != 3 || f.Fetches != 7 {
		t.Errorf("%+v", f)
	}
	if r, ok, err := a.Reading(t.Context(), "v2", archive.Key{BodyHash: hash("three"), Address: page}); !ok || r.Page.Title != "three" || err != nil {
		t.Errorf("the newest reading: %v, %v", ok, err)
	}
	if _, err := a.Prune(t.Context(), 1, "20990101T000000Z"); !errors.Is(err, archive.ErrNoRun) {
		t.Errorf("a run that never was: %v", err)
	}
	if err := a.Rebuildable(t.Context(), "20990101T000000Z"); !errors.Is(err, archive.ErrNoRun) {
		t.Errorf("a run that never was: %v", err)
	}
}

func TestAFetchKeepsTheWaysItsAddressesAreWritten(t *testing.T) {
	t.Parallel()
	a := fresh(t)
	run := begin(t, a, 0)
	other := page + "Final"
	save(t, a, archive.Fetch{Run: run, Address: page, Final: other, Asked: page + "#a", Answered: other, Outcome: archive.OutcomeRead}, "one")
	save(t, a, archive.Fetch{Run: run, Address: page + "2", Asked: page + "2", Answered: page + "two", Outcome: archive.OutcomeFailed, Reason: "timeout", Detail: "too slow"}, "")
	saved := start.AddDate(-6, 0, 0)
	save(t, a, archive.Fetch{Run: run, Class: archive.ClassSaved, Address: page, Outcome: archive.OutcomeRead, Detail: "estonia.html", Obtained: saved, ETag: "e"}, "copy")
	got, err := a.RunFetches(t.Context(), run)
	if err != nil || len(got) != 3 {
		t.Fatal(got, err)
	}
	if got[0].Asked != page+"#a" || got[0].Answered != "" || got[0].Final != other || got[0].Requests != 0 {
		t.Errorf("%+v", got[0])
	}
	if f := got[1]; f.Asked != "" || f.Answered != page+"two" || f.Reason != "timeout" || f.Detail != "too slow" || f.BodyHash != "" || !f.Obtained.IsZero() || f.Final != f.Address {
		t.Errorf("%+v", f)
	}
	if f := got[2]; !f.Obtained.Equal(saved) || f.Detail != "estonia.html" || f.ETag != "e" || f.BodyHash != hash("copy") {
		t.Errorf("%+v", f)
	}
	known := []archive.Known{{Address: page, Written: page + "As"}, {Address: other, Written: other}}
	if err := a.AddKnown(t.Context(), run, known); err != nil {
		t.Fatal(err)
	}
	all, err := a.Known(t.Context(), run, true)
	if diff := cmp.Diff([]archive.Known{{Address: page, Written: page + "As", Run: run}, {Address: other, Run: run}}, all); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

func TestAnAnswerThatNothingChangedNeedsSomethingKept(t *testing.T) {
	t.Parallel()
	a := fresh(t)
	run := begin(t, a, 0)
	err := a.Save(t.Context(), archive.Fetch{Run: run, Class: archive.ClassPage, Address: page, Outcome: archive.OutcomeSame, At: start}, nil, archive.Part{})
	if err == nil || !strings.Contains(err.Error(), "nothing of it is kept") {
		t.Errorf("%v", err)
	}
	save(t, a, archive.Fetch{Run: run, Address: page, Outcome: archive.OutcomeRead, ETag: "a", LastModified: "m", ContentType: "text/html"}, "one")
	for n, f := range []archive.Fetch{{ETag: "a", LastModified: "m"}, {}, {ETag: "b"}, {LastModified: "n"}} {
		f.Run, f.Address, f.Outcome = begin(t, a, n+1), page, archive.OutcomeSame
		save(t, a, f, "")
	}
	var said []string
	for n := 1; n <= 4; n++ {
		f, ok, err := a.Latest(t.Context(), archive.ClassPage, page, night(n))
		if !ok || err != nil || !f.Obtained.Equal(start) || f.BodyHash != hash("one") || f.ContentType != "text/html" {
			t.Errorf("night %d: %+v, %v", n, f, err)
		}
		said = append(said, f.ETag+"/"+f.LastModified)
	}
	if want := []string{"a/m", "a/m", "b/", "/n"}; !slices.Equal(said, want) {
		t.Errorf("validators %q, not %q", said, want)
	}
	if _, ok, err := a.Latest(t.Context(), archive.ClassPage, page+"x", night(4)); ok || err != nil {
		t.Errorf("a page that was never read: %v, %v", ok, err)
	}
}

func TestAFailureOfReadingCountsLikeOneOfFetching(t *testing.T) {
	t.Parallel()
	a := fresh(t)
	reading := func(body string, none bool) {
		t.Helper()
		if err := a.PutReadings(t.Context(), "v1", []archive.Reading{{Key: archive.Key{BodyHash: hash(body), Address: page}, NoRecord: none}}); err != nil {
			t.Fatal(err)
		}
	}
	for n, body := range []string{"good", "bad", "bad", "", "good again"} {
		f := archive.Fetch{Run: begin(t, a, n), Address: page, Outcome: archive.OutcomeRead}
		if body == "" {
			f.Outcome = archive.OutcomeFailed
		}
		save(t, a, f, body)
		if body != "" {
			reading(body, body == "bad")
		}
	}
	save(t, a, archive.Fetch{Run: night(4), Address: page + "never", Outcome: archive.OutcomeRefused}, "")
	for n, want := range []int{0, 1, 2, 3, 0} {
		states := everyState(t, a, n)
		if len(states) != 1 || states[0].Failed != want || states[0].NoRecord != (n > 0 && n < 4) {
			t.Errorf("night %d: %+v", n, states)
		}
	}
}

func TestHowFarARunHasComeIsKept(t *testing.T) {
	t.Parallel()
	a := fresh(t)
	run := begin(t, a, 0)
	parts := []archive.Part{{Worked: 2 * time.Second, Stats: "{1}"}, {Worked: time.Second}, {}, {Stats: "{2}"}}
	for i, p := range parts {
		f := archive.Fetch{Run: run, Class: archive.ClassPage, Address: page + string(rune('a'+i)), Outcome: archive.OutcomeGone, At: start}
		if err := a.Save(t.Context(), f, nil, p); err != nil {
			t.Fatal(err)
		}
		r, err := a.Run(t.Context(), run)
		if want := []string{"{1}", "{1}", "{1}", "{2}"}[i]; err != nil || r.Worked != 2*time.Second || r.Stats != want {
			t.Errorf("after part %d: %+v, %v", i, r, err)
		}
	}
	if err := a.SaveAll(t.Context(), nil); err != nil {
		t.Error(err)
	}
	if err := a.EndCrawl(t.Context(), night(9), start, archive.Part{}); !errors.Is(err, archive.ErrNoRun) {
		t.Errorf("%v", err)
	}
	if _, err := a.States(t.Context(), archive.ClassPage, night(9), true); !errors.Is(err, archive.ErrNoRun) {
		t.Errorf("%v", err)
	}
	aliases, err := a.Aliases(t.Context(), run, false)
	if len(aliases) != 0 || err != nil {
		t.Errorf("%v, %v", aliases, err)
	}
}
