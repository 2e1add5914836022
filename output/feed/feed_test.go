package feed

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed/atom"

	"ogptracker/report/reporttest"
	"ogptracker/report/schema"
	"ogptracker/transform/dataset"
)

func written(t *testing.T, f Feed) string {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func parsed(t *testing.T, f Feed) *atom.Feed {
	t.Helper()
	feed, err := (&atom.Parser{}).Parse(strings.NewReader(written(t, f)))
	if err != nil {
		t.Fatal(err)
	}
	return feed
}

func changed(changes ...dataset.Change) *dataset.Dataset {
	ds := reporttest.Dataset(3, 10)
	ds.Changes = changes
	return ds
}

func at(run, table, key, member, field, old, now, cause string) dataset.Change {
	return dataset.Change{Run: run, Date: run[:4] + "-" + run[4:6] + "-" + run[6:8], Table: table, Key: key, MemberID: member, Field: field, Old: old, New: now, Cause: cause}
}

const first, second = "20250113T020000Z", "20250114T020000Z"

func TestARunIsOneEntryAndItsWordingAnother(t *testing.T) {
	ds := reporttest.Dataset(3, 10)
	m, c := ds.Members[0], ds.Commitments[0]
	ds = changed(
		at(first, "documents", "report", m.ID, "", "", "", dataset.CauseAppeared),
		at(second, "commitments", c.ID, m.ID, "title", "Old <b>", "New & better", dataset.CauseSource),
		at(second, "commitments", c.ID, m.ID, "completion_end_of_term", "Pending IRM review", "Substantial", dataset.CauseSource),
		at(second, "commitments", c.ID, m.ID, "completion", "Pending IRM review", "Substantial", dataset.CauseSource),
		at(second, "commitments", "XX0001", ds.Members[1].ID, "", "", "", dataset.CauseGone),
	)
	feeds := Of(reporttest.Meta(), schema.Tables(ds))
	all := parsed(t, feeds[0])
	var titles []string
	for _, e := range all.Entries {
		titles = append(titles, e.Updated+" "+e.Title)
	}
	want := []string{
		"2025-01-14T02:00:00Z 14 January 2025: 1 rating, 1 row gone",
		"2025-01-14T02:00:00Z " + m.Name + ", " + c.ID + " " + c.Title + ": title is now New & better (was Old <b>)",
		"2025-01-13T02:00:00Z " + m.Name + ", report: new",
	}
	if diff := cmp.Diff(want, titles); diff != "" {
		t.Error(diff)
	}
	if body := all.Entries[0].Content.Value; !strings.Contains(body, "finds Substantial at the end of term (was Pending IRM review)") || strings.Count(body, "<li>") != 2 {
		t.Errorf("content %s", body)
	}
	var own *atom.Feed
	for _, f := range feeds {
		if f.Path == "feeds/"+ds.Members[1].ID+".atom" {
			own = parsed(t, f)
		}
	}
	if own == nil || len(own.Entries) != 1 || !strings.Contains(own.Entries[0].Title, "no longer listed") {
		t.Errorf("the member's own feed: %+v", own)
	}
}

func TestEveryFeedIsValidAndItsIdsAreItsOwn(t *testing.T) {
	ids := map[string]string{}
	ds := reporttest.Dataset(6, 20)
	ds.Members[1].ID = "all" // as the feed of all members is known
	for _, f := range Of(reporttest.Meta(), schema.Tables(ds)) {
		feed := parsed(t, f)
		if feed.ID == "" || feed.Title == "" || len(feed.Links) != 1 || len(feed.Authors) != 1 || feed.UpdatedParsed == nil {
			t.Errorf("%s lacks what an Atom feed must have: %+v", f.Path, feed)
		}
		if other, ok := ids[feed.ID]; ok {
			t.Errorf("%s has the id of %s", f.Path, other)
		}
		ids[feed.ID] = f.Path
		for _, e := range feed.Entries {
			if other, ok := ids[e.ID]; ok || e.ID == "" || e.UpdatedParsed == nil || e.Title == "" {
				t.Errorf("%s: entry %+v (id also of %s)", f.Path, e, other)
			}
			ids[e.ID] = f.Path
		}
	}
}

func TestANightInWhichNothingChangedGivesTheSameBytes(t *testing.T) {
	one, two := reporttest.Meta(), reporttest.Meta()
	two.Run, two.Date, two.Started, two.Version = "20250202T020000Z", two.Date.AddDate(0, 0, 14), two.Started.AddDate(0, 0, 14), "later"
	tables := schema.Tables(reporttest.Dataset(3, 10))
	a, b := Of(one, tables), Of(two, tables)
	for i := range a {
		if written(t, a[i]) != written(t, b[i]) {
			t.Errorf("%s differs", a[i].Path)
		}
	}
}

func TestALongRunNamesWhatItLeavesOut(t *testing.T) {
	var changes []dataset.Change
	ds := reporttest.Dataset(3, 10)
	for range mostSentences + 7 {
		changes = append(changes, at(second, "commitments", ds.Commitments[0].ID, ds.Members[0].ID, "title", "a", "b", dataset.CauseSource))
	}
	feed := parsed(t, Of(reporttest.Meta(), schema.Tables(changed(changes...)))[0])
	if len(feed.Entries) != 1 || !strings.Contains(feed.Entries[0].Content.Value, "And 7 more") {
		t.Errorf("%d entries", len(feed.Entries))
	}
	if updated, err := time.Parse(time.RFC3339, feed.Updated); err != nil || updated.Day() != 14 {
		t.Errorf("updated %s", feed.Updated)
	}
}

func TestHostileTextsStayTexts(t *testing.T) {
	ds := reporttest.Dataset(3, 10)
	f := Of(reporttest.Meta(), schema.Tables(changed(at(second, "members", ds.Members[0].ID, ds.Members[0].ID, "statement", "]]>\x00\x1b", "<script>alert(1)</script>", dataset.CauseSource))))[0]
	entry := parsed(t, f).Entries[0]
	if strings.Contains(entry.Content.Value, "<script>") || !strings.Contains(entry.Content.Value, "&lt;script&gt;") {
		t.Errorf("content %q", entry.Content.Value)
	}
}
