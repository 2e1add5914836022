package digest

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ogptracker/internal/config"
	"ogptracker/internal/history"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// quiet is a report in which nothing changes and nothing comes near.
func quiet(day string) *dataset.Dataset {
	ds := twoMembers()
	ds.Changes, ds.DueDates, ds.Issues = nil, nil, nil
	for i := range ds.Plans {
		ds.Plans[i].IsCurrent = false
	}
	for i := range ds.Commitments {
		c := &ds.Commitments[i]
		c.Stage, c.Completion, c.Carried = vocabulary.StagePost, vocabulary.Completed, false
	}
	ds.Date, _ = time.Parse(time.DateOnly, day)
	return ds
}

func (o *office) deliver(h *hook) (told []Digest) {
	o.t.Helper()
	o.deliverer.Deliver(o.t.Context())
	for _, body := range h.take(0) {
		var d Digest
		if err := json.Unmarshal([]byte(body), &d); err != nil {
			o.t.Fatal(err)
		}
		told = append(told, d)
	}
	return told
}

func change(ds *dataset.Dataset, day, field, now, cause string) {
	c := &ds.Commitments[0]
	ds.Changes = append(ds.Changes, dataset.Change{Run: strings.ReplaceAll(day, "-", "") + "T020000Z", Date: day, Table: "commitments", Key: c.ID, MemberID: c.MemberID,
		Field: field, Old: "before", New: now, Cause: cause})
}

func dueIn(ds *dataset.Dataset, days int) {
	ds.DueDates = []dataset.DueDate{{MemberID: ds.Members[0].ID, PlanID: ds.Plans[0].ID, Duty: "Next plan expected", Whose: "Government",
		Expected: ds.Date.AddDate(0, 0, days).Format(time.DateOnly), Days: days, Certain: true}}
}

// Each thing that can be worth a word brings a digest to who asked for it, and
// to nobody else.
func TestEachTriggerBringsADigestToWhoAskedForIt(t *testing.T) {
	const first, second = "2025-01-15", "2025-01-16"
	cases := []struct {
		tell   string
		before func(*dataset.Dataset)
		after  func(*dataset.Dataset)
		says   string
	}{
		{"ratings", nil, func(ds *dataset.Dataset) { change(ds, second, "completion", "Substantial", dataset.CauseSource) }, "now finds Substantial"},
		{"new", nil, func(ds *dataset.Dataset) { change(ds, second, "title", "A title", dataset.CauseAppeared) }, ": new"},
		{"gone", nil, func(ds *dataset.Dataset) { change(ds, second, "", "", dataset.CauseGone) }, "no longer listed"},
		{"wording", nil, func(ds *dataset.Dataset) { change(ds, second, "title", "A title", dataset.CauseSource) }, "title is now"},
		{"due", func(ds *dataset.Dataset) { dueIn(ds, 91) }, func(ds *dataset.Dataset) { dueIn(ds, 90) }, "next plan expected (Government)"},
		{"due", func(ds *dataset.Dataset) { dueIn(ds, 40) }, func(ds *dataset.Dataset) { dueIn(ds, 60) }, "expected by 2025-02-24 before"},
		{"attention", nil, func(ds *dataset.Dataset) { ds.Commitments[0].Completion = vocabulary.Unreadable }, "rating could not be read"},
		{"attention", nil, func(ds *dataset.Dataset) {
			ds.Plans[0].IsCurrent, ds.Plans[0].EndDate, ds.Plans[0].EndAssumed = true, "2025-03-31", false
		}, "plan ends: "},
	}
	for _, c := range cases {
		for _, tell := range []string{"ratings", "new", "gone", "documents", "wording", "due", "attention"} {
			t.Run(c.tell+" to "+tell+": "+c.says, func(t *testing.T) {
				t.Parallel()
				h := &hook{}
				server := httptest.NewServer(h)
				defer server.Close()
				o := newOffice(t, config.Watch{Name: "some", Changes: "nightly", Tell: []string{tell}, Webhook: server.URL})
				before, after := quiet(first), quiet(second)
				if c.before != nil {
					c.before(before)
				}
				c.after(after)
				o.publishOf(first, before)
				o.deliver(h)
				o.publishOf(second, after)
				told := o.deliver(h)
				if tell != c.tell {
					if len(told) != 0 {
						t.Errorf("told %+v", told)
					}
					return
				}
				if len(told) != 1 {
					t.Fatalf("%d digests, events %q", len(told), o.events())
				}
				if said := written(t, &told[0], "text"); !strings.Contains(said, c.says) {
					t.Errorf("does not say %q:\n%s", c.says, said)
				}
				if again := o.deliver(h); again != nil {
					t.Errorf("told again: %+v", again)
				}
			})
		}
	}
}

func TestADateThatWasToldIsNotToldAgain(t *testing.T) {
	h := &hook{}
	server := httptest.NewServer(h)
	defer server.Close()
	o := newOffice(t, config.Watch{Name: "some", Changes: "nightly", Webhook: server.URL})
	days := []string{"2025-01-15", "2025-01-16", "2025-01-17"}
	for i, day := range days {
		ds := quiet(day)
		dueIn(ds, 60-i) // the same day in April, seen from the next
		ds.Commitments[0].Completion = vocabulary.Unreadable
		o.publishOf(day, ds)
		if told := o.deliver(h); (len(told) == 1) != (i == 0) {
			t.Errorf("%s: %+v", day, told)
		}
	}
}

// A report that was told may be pruned by now; the oldest that is kept stands
// for it, so that not everything is new again.
func TestAPrunedReportIsStoodForByTheOldestKept(t *testing.T) {
	h := &hook{}
	server := httptest.NewServer(h)
	defer server.Close()
	o := newOffice(t, config.Watch{Name: "some", Changes: "monthly", Webhook: server.URL})
	for i, day := range []string{"2025-01-15", "2025-01-16", "2025-02-17"} {
		ds := quiet(day)
		ds.Commitments[0].Completion = vocabulary.Unreadable
		o.publishOf(day, ds)
		if told := o.deliver(h); (len(told) == 1) != (i == 0) {
			t.Errorf("%s: %+v", day, told)
		}
		if i == 0 {
			if err := os.RemoveAll(filepath.Join(o.config.Output.Dir, "runs", "20250115T020000Z")); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// A digest can be a file, which each one replaces, in the form of its name; one
// that cannot be written goes with the next.
func TestADigestCanBeAFile(t *testing.T) {
	t.Parallel()
	for name, says := range map[string]string{"nordic.txt": "What changed for nordic", "nordic.md": "# What changed for nordic", "nordic.html": "<h1>What changed for nordic", "nordic.json": `"title": "What changed for nordic`} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := filepath.Join(t.TempDir(), "digests")
			o := newOffice(t, config.Watch{Name: "nordic", Changes: "nightly", Tell: []string{"wording"}, File: filepath.Join(folder, name)})
			if err := os.WriteFile(folder, nil, 0o600); err != nil { // in the folder's place
				t.Fatal(err)
			}
			ds := quiet("2025-01-15")
			change(ds, "2025-01-15", "title", "A title", dataset.CauseSource)
			o.publishOf("2025-01-15", ds)
			o.deliverer.Deliver(t.Context())
			if e := o.events(); len(e) != 1 || !strings.HasPrefix(e[0], "nordic could not be told by file: ") {
				t.Fatalf("events %q", e)
			}
			if err := os.Remove(folder); err != nil {
				t.Fatal(err)
			}
			o.publishOf("2025-01-16", ds)
			o.deliverer.Deliver(t.Context())
			got, err := os.ReadFile(filepath.Join(folder, name))
			if err != nil || !strings.Contains(string(got), says) || !strings.Contains(string(got), "A title") {
				t.Errorf("%v: %s", err, got)
			}
			change(ds, "2025-01-17", "title", "Another title", dataset.CauseSource)
			o.publishOf("2025-01-17", ds)
			o.deliverer.Deliver(t.Context())
			got, err = os.ReadFile(filepath.Join(folder, name))
			if err != nil || !strings.Contains(string(got), "Another title") || strings.Contains(string(got), "is now A title") {
				t.Errorf("%v: %s", err, got)
			}
			if left, err := os.ReadDir(folder); err != nil || len(left) != 1 {
				t.Errorf("%v: %v", left, err)
			}
		})
	}
}

// What a server answers may have several lines.
func TestADigestThatCouldNotBeSentIsKnownAgain(t *testing.T) {
	t.Parallel()
	events := []history.Event{{Kind: history.EventDigest, Text: "nordic could not be told by mail: 550 not here\n550 nor there (report of run 20250115T020000Z)"}}
	if got := attempts(events, failedText, "nordic", "mail"); len(got) != 1 || got[0].run != "20250115T020000Z" {
		t.Errorf("%+v", got)
	}
}
