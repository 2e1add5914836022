package figure_test

import (
	"flag"
	"fmt"
	"testing"

	"ogptracker/transform"
	"ogptracker/transform/dataset"
	"ogptracker/transform/transformtest"
)

var update = flag.Bool("update", false, "rewrite the golden figures")

// Every figure of three nights over pages of all generations; of the second
// and third what changed overnight.
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
			"completion": transformtest.Lines(ds.Completion), "focus": transformtest.Lines(ds.ThematicFocus), "activity": transformtest.Lines(ds.Activity),
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
