package archive_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ogptracker/scrape/archive"
	"ogptracker/scrape/record"
	"ogptracker/scrape/store"
)

var start = time.Date(2025, 1, 14, 2, 0, 0, 0, time.UTC)

func open(t *testing.T, path string, o store.Options) *archive.Archive {
	t.Helper()
	a, err := archive.Open(t.Context(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a
}

func fresh(t *testing.T) *archive.Archive {
	t.Helper()
	return open(t, filepath.Join(t.TempDir(), "archive.db"), store.Options{})
}

// night is the run id of the nth night.
func night(n int) string { return start.AddDate(0, 0, n).Format("20060102T150405Z") }

func begin(t *testing.T, a *archive.Archive, n int) string {
	t.Helper()
	if _, err := a.BeginRun(t.Context(), night(n), start.AddDate(0, 0, n), ""); err != nil {
		t.Fatal(err)
	}
	return night(n)
}

func save(t *testing.T, a *archive.Archive, f archive.Fetch, body string) {
	t.Helper()
	if f.Class == "" {
		f.Class = archive.ClassPage
	}
	if f.At.IsZero() {
		at, err := time.Parse("20060102T150405Z", f.Run)
		if err != nil {
			t.Fatal(err)
		}
		f.At = at
	}
	if err := a.Save(t.Context(), f, []byte(body), archive.Part{}); err != nil {
		t.Fatal(err)
	}
}

func hash(body string) string {
	sum := sha256.Sum256([]byte(body))
	return hex.EncodeToString(sum[:])
}

const page = "https://site.example/members/estonia/"

func TestAFetchComesBackAsItWasSaved(t *testing.T) {
	a := fresh(t)
	run := begin(t, a, 0)
	want := archive.Fetch{
		Run: run, Class: archive.ClassPage, Address: "https://site.example/?p=7", Final: page, Outcome: archive.OutcomeRead,
		Status: 200, At: start.Add(time.Second), Requests: 3, ETag: `"a"`, LastModified: "Tue, 14 Jan 2025 00:00:00 GMT", ContentType: "text/html",
	}
	save(t, a, want, "<h1>Estonia</h1>")
	if at, err := a.LastRequest(t.Context(), run); !at.Equal(want.At) || err != nil {
		t.Errorf("last request %s, %v", at, err)
	}
	if at, err := a.LastRequest(t.Context(), begin(t, a, 1)); !at.IsZero() || err != nil {
		t.Errorf("last request of a run without any: %s, %v", at, err)
	}
	got, err := a.RunFetches(t.Context(), run)
	if err != nil {
		t.Fatal(err)
	}
	want.Obtained, want.BodyHash = want.At, hash("<h1>Estonia</h1>")
	if d := cmp.Diff([]archive.Fetch{want}, got); d != "" {
		t.Error(d)
	}
	body, err := a.Body(t.Context(), want.BodyHash)
	if err != nil || string(body) != "<h1>Estonia</h1>" {
		t.Errorf("body %q, %v", body, err)
	}
	aliases, err := a.Aliases(t.Context(), run, true)
	if d := cmp.Diff(map[string]string{want.Address: page}, aliases); d != "" || err != nil {
		t.Error(d, err)
	}
}

func TestAnUnchangedBodyAddsNoneAndKeepsItsValidators(t *testing.T) {
	a := fresh(t)
	for n, f := range []archive.Fetch{
		{Outcome: archive.OutcomeRead, Status: 200, ETag: `"a"`, ContentType: "text/html"},
		{Outcome: archive.OutcomeSame, Status: 304},
		{Outcome: archive.OutcomeRead, Status: 200, ETag: `"b"`, ContentType: "text/html"}, // same bytes, new validator
		{Outcome: archive.OutcomeSame, Status: 304},
	} {
		f.Run, f.Address = begin(t, a, n), page
		save(t, a, f, map[bool]string{true: "one", false: ""}[f.Outcome == archive.OutcomeRead])
	}
	got, ok, err := a.Latest(t.Context(), archive.ClassPage, page, night(3))
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	if got.ETag != `"b"` || got.ContentType != "text/html" || !got.Obtained.Equal(start) || got.BodyHash != hash("one") {
		t.Errorf("latest %+v", got)
	}
	if got, _, _ := a.Latest(t.Context(), archive.ClassPage, page, night(1)); got.ETag != `"a"` || got.Outcome != archive.OutcomeSame {
		t.Errorf("as of the second night %+v", got)
	}
	if n, err := a.Check(t.Context()); n != 1 || err != nil {
		t.Errorf("%d bodies, %v", n, err)
	}
}

func TestStatesAreThoseOfTheRunAskedFor(t *testing.T) {
	a := fresh(t)
	save(t, a, archive.Fetch{Run: begin(t, a, 0), Address: page, Outcome: archive.OutcomeRead, Status: 200}, "one")
	save(t, a, archive.Fetch{Run: begin(t, a, 1), Address: page, Outcome: archive.OutcomeFailed, Reason: "timeout"}, "")
	save(t, a, archive.Fetch{Run: begin(t, a, 2), Address: page, Outcome: archive.OutcomeGone, Status: 404}, "")
	save(t, a, archive.Fetch{Run: begin(t, a, 3), Address: page, Outcome: archive.OutcomeRead, Status: 200}, "two")
	save(t, a, archive.Fetch{Run: begin(t, a, 4), Address: page, Outcome: archive.OutcomeFailed, Reason: "timeout"}, "")
	save(t, a, archive.Fetch{Run: begin(t, a, 5), Address: page, Outcome: archive.OutcomeFailed, Reason: "timeout"}, "")
	type seen struct {
		Body          string
		Gone          bool
		Asked, Failed int
	}
	for n, want := range []seen{{hash("one"), false, 0, 0}, {hash("one"), false, 1, 1}, {hash("one"), true, 2, 0}, {hash("two"), false, 3, 0},
		{hash("two"), false, 4, 1}, {hash("two"), false, 5, 2}} {
		states, err := a.States(t.Context(), archive.ClassPage, night(n), true)
		if err != nil || len(states) != 1 {
			t.Fatal(states, err)
		}
		got := seen{states[0].Read.BodyHash, states[0].Gone, int(states[0].Asked.Sub(start).Hours() / 24), states[0].Failed}
		if got != want {
			t.Errorf("night %d: %+v, want %+v", n, got, want)
		}
	}
	if states, err := a.States(t.Context(), archive.ClassPage, night(0), false); len(states) != 0 || err != nil {
		t.Errorf("before the first run: %v, %v", states, err)
	}
	history, err := a.History(t.Context(), page, night(3))
	if err != nil || len(history) != 2 || history[0].BodyHash != hash("two") || history[1].BodyHash != hash("one") {
		t.Errorf("history %v, %v", history, err)
	}
}

func TestAReadingIsKeptForItsBodyAddressAndVersion(t *testing.T) {
	a := fresh(t)
	save(t, a, archive.Fetch{Run: begin(t, a, 0), Address: page, Outcome: archive.OutcomeRead}, "one")
	want := archive.Reading{
		Key: archive.Key{BodyHash: hash("one"), Address: page}, NoRecord: true,
		Page: record.Page{Kind: record.KindCountry, Title: "Estonia", Fields: record.Fields{record.FieldMemberSince: record.Say("2011")}},
	}
	if err := a.PutReadings(t.Context(), "v1", []archive.Reading{want}); err != nil {
		t.Fatal(err)
	}
	got, ok, err := a.Reading(t.Context(), "v1", want.Key)
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	if d := cmp.Diff(want, got, cmpopts.IgnoreUnexported(archive.Reading{})); d != "" {
		t.Error(d)
	}
	for name, r := range map[string]struct {
		version string
		key     archive.Key
	}{
		"another version": {"v2", want.Key},
		"another address": {"v1", archive.Key{BodyHash: hash("one"), Address: page + "x"}},
		"another body":    {"v1", archive.Key{BodyHash: hash("two"), Address: page}},
	} {
		if _, ok, err := a.Reading(t.Context(), r.version, r.key); ok || err != nil {
			t.Errorf("%s: %v %v", name, ok, err)
		}
	}
	err = a.PutReadings(t.Context(), "v1", []archive.Reading{{Key: archive.Key{BodyHash: hash("two"), Address: page}}})
	if !errors.Is(err, archive.ErrNoBody) {
		t.Errorf("a reading of a body that is not kept: %v", err)
	}
}

func TestARunGoesOnUntilItIsFinished(t *testing.T) {
	a := fresh(t)
	if _, ok, err := a.UnfinishedRun(t.Context()); ok || err != nil {
		t.Fatal("an empty archive has an unfinished run", err)
	}
	run := begin(t, a, 0)
	again, err := a.BeginRun(t.Context(), run, start.Add(time.Hour), "other")
	if err != nil || !again.Started.Equal(start) || again.Settings != "" {
		t.Errorf("begun again: %+v %v", again, err)
	}
	if r, ok, err := a.UnfinishedRun(t.Context()); !ok || r.ID != run || err != nil {
		t.Errorf("unfinished %+v %v %v", r, ok, err)
	}
	if err := a.EndCrawl(t.Context(), run, start.Add(time.Minute), archive.Part{Worked: time.Minute, Stats: "{}"}); err != nil {
		t.Fatal(err)
	}
	if err := a.FinishRun(t.Context(), run, start.Add(2*time.Minute), "complete"); err != nil {
		t.Fatal(err)
	}
	want := archive.Run{ID: run, Started: start, Crawled: start.Add(time.Minute), Finished: start.Add(2 * time.Minute), Outcome: "complete", Kept: true, Stats: "{}", Worked: time.Minute}
	got, err := a.Run(t.Context(), run)
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Error(d, err)
	}
	if _, ok, err := a.UnfinishedRun(t.Context()); ok || err != nil {
		t.Error("a finished run is unfinished", err)
	}
	if _, err := a.Run(t.Context(), night(9)); !errors.Is(err, archive.ErrNoRun) {
		t.Errorf("a run that never was: %v", err)
	}
}

func TestWhatIsKnownIsKnownFromItsFirstRunOn(t *testing.T) {
	a := fresh(t)
	if err := a.AddKnown(t.Context(), begin(t, a, 0), []archive.Known{{Address: page}}); err != nil {
		t.Fatal(err)
	}
	run := begin(t, a, 1)
	if err := a.AddKnown(t.Context(), run, []archive.Known{{Address: page, PlanEnd: 1}, {Address: page + "b", PlanEnd: 2024}}); err != nil {
		t.Fatal(err)
	}
	if err := a.SetKnown(t.Context(), run, []archive.Known{{Address: page + "b", PlanEnd: 2025, Low: true}}); err != nil {
		t.Fatal(err)
	}
	got, err := a.Known(t.Context(), run, true)
	want := []archive.Known{{Address: page, Run: night(0)}, {Address: page + "b", Run: run, PlanEnd: 2025, Low: true}}
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Error(d, err)
	}
	if got, err := a.Known(t.Context(), run, false); len(got) != 1 || err != nil {
		t.Errorf("before the run: %v %v", got, err)
	}
}

func TestASaveSurvivesACancelledContext(t *testing.T) {
	a := fresh(t)
	run := begin(t, a, 0)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := a.Save(ctx, archive.Fetch{Run: run, Class: archive.ClassPage, Address: page, Outcome: archive.OutcomeRead, At: start}, []byte("x"), archive.Part{}); err != nil {
		t.Error(err)
	}
}

func TestAPageIsFetchedOnceInARun(t *testing.T) {
	a := fresh(t)
	f := archive.Fetch{Run: begin(t, a, 0), Class: archive.ClassPage, Address: page, Outcome: archive.OutcomeRead, At: start}
	save(t, a, f, "x")
	if err := a.Save(t.Context(), f, []byte("y"), archive.Part{}); err == nil {
		t.Error("saved twice")
	}
	if n, err := a.Check(t.Context()); n != 1 || err != nil {
		t.Errorf("%d bodies after a save that failed, %v", n, err)
	}
}
