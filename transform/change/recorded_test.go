package change_test

import (
	"flag"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"ogptracker/transform"
	"ogptracker/transform/change"
	"ogptracker/transform/dataset"
	"ogptracker/transform/transformtest"
)

var update = flag.Bool("update", false, "rewrite the golden changes")

// The log of changes over four nights of pages of all generations, what it
// comes to when changes of one kind are told together, and what the next night
// compares with.
func TestRecordedPagesComeToTheirChanges(t *testing.T) {
	t.Parallel()
	var last *dataset.Dataset
	for n, in := range transformtest.RecordedNights(t) {
		logged := 0
		if last != nil {
			in.Before, in.Log = last.Snapshot, last.Changes
			logged = len(in.Log)
		}
		ds, err := transform.Build(in)
		if err != nil {
			t.Fatal(err)
		}
		last = ds
		for name, text := range map[string]string{
			"changes": transformtest.Lines(ds.Changes[logged:]), "told": told(ds.Changes[logged:]),
		} {
			transformtest.Golden(t, fmt.Sprintf("night%d-%s.txt", n+1, name), text, *update)
		}
	}
	var marks []dataset.SnapshotRow
	for _, key := range slices.Sorted(maps.Keys(last.Snapshot.Rows)) {
		row := last.Snapshot.Rows[key]
		row.Values, row.Hash = dataset.Values{{Field: "key", SnapshotValue: dataset.SnapshotValue{Value: key}}}, ""
		marks = append(marks, row)
	}
	transformtest.Golden(t, "marks.txt", transformtest.Lines(marks), *update)
}

func told(changes []dataset.Change) string {
	var lines []string
	for _, f := range change.FoldChanges(changes) {
		lines = append(lines, f.Line())
	}
	return strings.Join(lines, "\n") + "\n"
}

func TestChangesOfOneKindAreToldTogether(t *testing.T) {
	t.Parallel()
	areas := func(key, member, old, now string) dataset.Change {
		return dataset.Change{Run: "r", Table: "commitments", Key: key, MemberID: member, Field: "policy_areas", Old: old, New: now, Cause: dataset.CauseSource}
	}
	appeared := func(key string) dataset.Change {
		return dataset.Change{Run: "r", Table: "commitments", Key: key, MemberID: "estonia", Cause: dataset.CauseAppeared}
	}
	long := strings.Repeat("é", 60)
	changes := []dataset.Change{
		areas("EE1", "estonia", "Gender | E-Government", "Digital Governance | Gender"),
		appeared("EE8"), appeared("EE9"),
		areas("EE2", "estonia", "E-Government", "Digital Governance"),
		areas("EE3", "estonia", "A | B", "B | A"),
		{Run: "r", Table: "commitments", Key: "EE4", MemberID: "estonia", Field: "title", New: long, Cause: dataset.CauseReading},
		{Run: "r", Table: "commitments", Key: "EE5", MemberID: "estonia", Field: "title", New: long + "é", Cause: dataset.CauseReading},
		areas("EE6", "estonia", "A | B", "A"),
		areas("EE7", "estonia", "A", "A | C"),
		areas("KE1", "kenya", "A | C | B", "C | A"),
	}
	want := strings.Join([]string{
		`2 rows of commitments: policy_areas: "E-Government" -> "Digital Governance" (source)`,
		`commitments EE8: appeared`,
		`commitments EE9: appeared`,
		`commitments EE3: policy_areas: "A | B" -> "B | A" (source)`,
		`commitments EE4: title: nothing -> "` + long + `" (reading)`,
		`commitments EE5: title: nothing -> "` + long[:59*len("é")] + `…" (reading)`,
		`2 rows of commitments: policy_areas: "B" -> nothing (source)`,
		`commitments EE7: policy_areas: "A" -> "A | C" (source)`,
	}, "\n") + "\n"
	if got := told(changes); got != want {
		t.Errorf("told as\n%s\nnot\n%s", got, want)
	}
	folded := change.FoldChanges(changes)
	if folded[0].MemberID != "estonia" || !slices.Equal(folded[0].Keys, []string{"EE1", "EE2"}) || folded[6].MemberID != "" {
		t.Errorf("%+v, %+v", folded[0], folded[6])
	}
}
