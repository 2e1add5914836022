package figure_test

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"

	"ogptracker/transform"
	"ogptracker/transform/dataset"
	"ogptracker/transform/transformtest"
)

var update = flag.Bool("update", false, "rewrite the golden figures")

// Every figure of four nights over pages of all generations; of the later ones
// what changed overnight.
func TestRecordedPagesComeToTheirFigures(t *testing.T) {
	t.Parallel()
	before := map[string]string{}
	var last *dataset.Dataset
	for n, in := range transformtest.RecordedNights(t) {
		if last != nil {
			in.Before = last.Snapshot
		}
		ds, err := transform.Build(in)
		if err != nil {
			t.Fatal(err)
		}
		last = ds
		for name, text := range map[string]string{
			"completion": transformtest.Lines(fewGroups(ds.Completion)), "focus": transformtest.Lines(ds.ThematicFocus), "activity": transformtest.Lines(ds.Activity),
			"challenge": transformtest.Lines(ds.Challenge), "due": transformtest.Lines(ds.DueDates), "stated": transformtest.Lines(ds.StatedFigures),
			"published": transformtest.Lines(ds.PublishedFigures), "reconciliation": transformtest.Lines(ds.Reconciliation),
			"coverage": transformtest.Lines(ds.Coverage), "progress": transformtest.Lines([]dataset.Progress{ds.Progress}),
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

// fewGroups leaves out most members and plans, which are counted alike.
func fewGroups(rows []dataset.Completion) []dataset.Completion {
	return slices.DeleteFunc(slices.Clone(rows), func(r dataset.Completion) bool {
		return (r.GroupType == "member" || r.GroupType == "action_plan") && !strings.HasPrefix(r.Group, "estonia") && !strings.HasPrefix(r.Group, "latvia")
	})
}
