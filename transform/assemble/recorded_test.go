package assemble

import (
	"flag"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"testing"

	"ogptracker/transform/dataset"
	"ogptracker/transform/transformtest"
)

var update = flag.Bool("update", false, "rewrite the golden rows")

type trackedRow struct {
	Key string
	Row any
}

// Every row, every value that the log follows and every issue of four nights
// over pages of all generations; of the later ones what changed overnight.
func TestRecordedPagesComeToTheirRows(t *testing.T) {
	t.Parallel()
	before := map[string]string{}
	var last *dataset.Rows
	for n, in := range transformtest.RecordedNights(t) {
		if last != nil {
			in.Before = snapshotOf(last)
		}
		rows, issues := Night(in)
		last = rows
		var tracked []trackedRow
		for _, key := range slices.Sorted(maps.Keys(rows.Tracking)) {
			tracked = append(tracked, trackedRow{key, marksOf(rows.Tracking[key])})
		}
		var pages []trackedRow
		for _, p := range rows.Pages {
			pages = append(pages, trackedRow{p.Read.Page.Address, []string{p.MemberID, p.PlanID, p.DocumentID}})
		}
		for name, text := range map[string]string{
			"members": transformtest.Lines(rows.Members), "plans": transformtest.Lines(rows.Plans), "commitments": transformtest.Lines(rows.Commitments),
			"ratings": transformtest.Lines(rows.Ratings), "areas": transformtest.Lines(rows.PolicyAreas), "documents": transformtest.Lines(rows.Documents),
			"words": transformtest.Lines(rows.Uses), "sources": transformtest.Lines(rows.Sources), "tracked": transformtest.Lines(tracked),
			"pages": transformtest.Lines(pages), "issues": transformtest.Lines(issues),
		} {
			said := text
			if n > 0 {
				said = transformtest.Overnight(before[name], text)
			}
			before[name] = text
			transformtest.Golden(t, fmt.Sprintf("night%d-%s.txt", n+1, name), said, *update)
		}
	}
}

// marksOf is what is tracked of a row; of values that stand in the row itself
// only how many there are.
func marksOf(t dataset.Tracked) any {
	values := map[string]dataset.SnapshotValue{}
	for _, f := range t.Values {
		v := f.SnapshotValue
		if v.Raw == v.Value {
			v.Raw = "same"
		}
		if v.Value = ""; v != (dataset.SnapshotValue{}) {
			values[f.Field] = v
		}
	}
	values["plain"] = dataset.SnapshotValue{Value: strconv.Itoa(len(t.Values) - len(values))}
	return struct {
		Member, Hash string
		Values       map[string]dataset.SnapshotValue
		Seen, Gone   bool
		Lists        []string
		Dropped      bool
	}{t.Member, t.Hash, values, t.Seen, t.Gone, t.Lists, t.Dropped}
}
