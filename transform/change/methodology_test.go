package change

import (
	"strings"
	"testing"

	"ogptracker/transform/dataset"
	"ogptracker/transform/transformtest"
)

func TestTheWorkedExampleOfCauses(t *testing.T) {
	value := func(cell string) dataset.SnapshotValue {
		v, raw, _ := strings.Cut(cell, ", read from ")
		return dataset.SnapshotValue{Value: v, Raw: strings.Trim(raw, `"`)}
	}
	for _, want := range transformtest.Example(t, "causes") {
		d := rowDiff{table: dataset.TableCommitments, had: true, was: dataset.SnapshotRow{Hash: want[1]}, now: dataset.SnapshotRow{Hash: want[3]}}
		if c, changed := d.fieldChange(value(want[0]), value(want[2])); !changed || c.Cause != want[4] {
			t.Errorf("%v: %+v", want, c)
		}
	}
}
