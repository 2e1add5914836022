package change

import (
	"strings"
	"testing"
	"unicode/utf8"

	"ogptracker/transform/dataset"
)

func TestWhatIsNewOfAMemberThatIsNewItselfIsToldOnce(t *testing.T) {
	before := &dataset.Snapshot{Rows: map[string]dataset.SnapshotRow{}}
	after := &dataset.Snapshot{Rows: map[string]dataset.SnapshotRow{"members/estonia": {Member: "estonia"}}}
	for _, c := range []struct {
		table, member string
		want          bool
	}{
		{dataset.TableDocuments, "", true},           // of no member: told for itself
		{dataset.TableCommitments, "estonia", false}, // the member is the news
		{dataset.TableCommitments, "nowhere", true},  // of a member that has no row
		{dataset.TablePublishedFigures, "", false},   // the report is the news
		{dataset.TableMembers, "estonia", true},
	} {
		d := rowDiff{table: c.table, now: dataset.SnapshotRow{Member: c.member}}
		if got := d.isNews(before, after); got != c.want {
			t.Errorf("a row of %s of member %q: news %t", c.table, c.member, got)
		}
	}
}

func TestALineCutsWhatIsLongerThanItShows(t *testing.T) {
	if got := quoted(strings.Repeat("ä", lineLength)); strings.Contains(got, "…") {
		t.Errorf("a value of the whole length is cut: %s", got)
	}
	got := strings.Trim(quoted(strings.Repeat("ä", lineLength+1)), `"`)
	if utf8.RuneCountInString(got) != lineLength || !strings.HasSuffix(got, "ä…") {
		t.Errorf("%d letters: %s", utf8.RuneCountInString(got), got)
	}
	if got := quoted(""); got != "nothing" {
		t.Errorf("an empty value is %s", got)
	}
}
