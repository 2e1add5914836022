package change

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

var trackedTables = []string{dataset.TableMembers, dataset.TableActionPlans, dataset.TableCommitments, dataset.TableDocuments, dataset.TablePublishedFigures}

// fieldFreshness is the field of a change that tells of a page which could
// not be read.
const fieldFreshness = "freshness"

// DiffSnapshots lists what changed from one run to a later one, each change
// with its cause, in order of table, key and field. Without an earlier
// snapshot there is nothing to compare with, so nothing changed: the first run
// of all would otherwise call everything new.
func DiffSnapshots(before, after *dataset.Snapshot) []dataset.Change {
	if before == nil || after == nil {
		return nil
	}
	var changes []dataset.Change
	for _, key := range sortedKeys(after.Rows) {
		table, id, _ := strings.Cut(key, "/")
		d := rowDiff{table: table, now: after.Rows[key]}
		d.was, d.had = before.Rows[key]
		d.seen = d.now.LastSeen == after.Date
		for _, c := range d.changes(before, after) {
			c.Run, c.Date, c.Table, c.Key, c.MemberID = after.Run, after.Date, table, id, d.now.Member
			changes = append(changes, c)
		}
	}
	return changes
}

func sortedKeys(rows map[string]dataset.SnapshotRow) []string {
	rank := map[string]int{}
	for i, table := range trackedTables {
		rank[table] = i + 1
	}
	tableOf := func(key string) int {
		table, _, _ := strings.Cut(key, "/")
		return rank[table]
	}
	return slices.SortedFunc(maps.Keys(rows), func(a, b string) int {
		return cmp.Or(cmp.Compare(tableOf(a), tableOf(b)), cmp.Compare(a, b))
	})
}

// rowDiff compares one row with what it was.
type rowDiff struct {
	table    string
	was, now dataset.SnapshotRow
	had      bool
	// seen: a source that was asked in the later run still has the row.
	seen bool
}

func (d *rowDiff) changes(before, after *dataset.Snapshot) []dataset.Change {
	name := d.nameField()
	switch {
	case !d.had && d.now.Gone, d.had && d.was.Gone && d.now.Gone:
		return nil
	case !d.had && !d.isNews(before, after):
		return nil
	case !d.had || d.was.Gone:
		return []dataset.Change{{Field: name, New: d.now.Values.Get(name).Value, Cause: dataset.CauseAppeared}}
	case d.now.Gone:
		return []dataset.Change{{Field: name, Old: d.was.Values.Get(name).Value, Cause: dataset.CauseGone}}
	}
	var changes []dataset.Change
	if d.was.Read || !d.now.Read {
		// The first reading of a row's own page says what was there before.
		changes = d.fieldChanges()
	}
	if d.now.Failed != "" && d.was.Failed == "" {
		changes = append(changes, dataset.Change{Field: fieldFreshness, Old: "Read", New: "Failed: " + d.now.Failed, Cause: dataset.CauseCarriedForward})
	}
	return changes
}

// isNews tells a row that is new from one that a first reading found. A row
// counts as new if its member was known, and its member's page had been read
// before as far as it has been read now. Plans and documents also come to
// light on pages of others, so they are news only once the first reading of
// the whole site is over. Figures of a report are not news: the report is.
func (d *rowDiff) isNews(before, after *dataset.Snapshot) bool {
	switch d.table {
	case dataset.TableMembers:
		return true
	case dataset.TablePublishedFigures:
		return false
	case dataset.TableActionPlans, dataset.TableDocuments:
		if before.Unread > 0 {
			return false
		}
	}
	key := dataset.TableMembers + "/" + d.now.Member
	was, known := before.Rows[key]
	if !known {
		return d.now.Member == "" || after.Rows[key].Member == ""
	}
	return was.Read || !after.Rows[key].Read
}

// nameField is the column a row is called by.
func (d *rowDiff) nameField() string {
	switch d.table {
	case dataset.TableMembers:
		return "member"
	case dataset.TablePublishedFigures:
		return "printed"
	}
	return "title"
}

// ofTheCalendar are columns that change by themselves when a plan ends or
// begins: no source did that, and no source is to be looked at.
var ofTheCalendar = []string{"current_plan_id", "is_current", "stage"}

// fieldChanges compares the values that both runs have. A field that only one
// of them tracks says nothing about the site.
func (d *rowDiff) fieldChanges() []dataset.Change {
	var changes []dataset.Change
	for _, now := range d.now.Values {
		was, ok := d.was.Values.Lookup(now.Field)
		if !ok || was == now.SnapshotValue || slices.Contains(ofTheCalendar, now.Field) {
			continue
		}
		if c, ok := d.fieldChange(was, now.SnapshotValue); ok {
			c.Field = now.Field
			changes = append(changes, c)
		}
	}
	return withoutEchoes(changes)
}

func (d *rowDiff) fieldChange(was, now dataset.SnapshotValue) (dataset.Change, bool) {
	change := dataset.Change{Old: was.Value, New: now.Value}
	switch {
	case now.Carried && !was.Carried:
		// A row that no source was asked for is carried as a whole, which its
		// last_seen says; only what a source no longer says is news.
		change.Cause = dataset.CauseCarriedForward
		return change, d.seen
	case was.Value == now.Value:
		return dataset.Change{}, false
	case was.Value == vocabulary.NotReadYet, now.Value == vocabulary.NotReadYet:
		// The first reading of a page is no change at the source.
		return dataset.Change{}, false
	}
	change.Cause = d.cause(was, now)
	return change, true
}

// cause tells a change of the site from one of the reading: the same words,
// or the same bytes, that come to another value were read differently. A
// value that was carried forward is compared with the bytes it was really
// read from, so that a change which an old reader could not see is found by
// the next one, and is still the site's.
func (d *rowDiff) cause(was, now dataset.SnapshotValue) string {
	if was.Raw != "" && was.Raw == now.Raw {
		return dataset.CauseReading
	}
	wasHash, nowHash := cmp.Or(was.Hash, d.was.Hash), cmp.Or(now.Hash, d.now.Hash)
	if wasHash != "" && wasHash == nowHash {
		return dataset.CauseReading
	}
	return dataset.CauseSource
}

// echoes are columns that repeat what another says: a finding that arrives
// changes the column of its stage, the latest finding, and where that comes
// from. It is told once.
var echoes = map[string]string{
	"completion_midterm": "completion", "completion_end_of_term": "completion",
	"completion_stage": "completion", "completion_source": "completion",
	"starred_midterm": "starred", "starred_end_of_term": "starred",
}

// withoutEchoes leaves out a column of one stage that came to the same value,
// and where a finding comes from when the finding itself changed.
func withoutEchoes(changes []dataset.Change) []dataset.Change {
	return slices.DeleteFunc(changes, func(c dataset.Change) bool {
		of, ok := echoes[c.Field]
		return ok && slices.ContainsFunc(changes, func(other dataset.Change) bool {
			return other.Field == of && (other.New == c.New && other.Cause == c.Cause || strings.HasSuffix(c.Field, "_stage") || strings.HasSuffix(c.Field, "_source"))
		})
	})
}
