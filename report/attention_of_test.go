package report_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ogptracker/report"
	"ogptracker/report/reporttest"
	"ogptracker/report/schema"
	"ogptracker/transform/dataset"
)

// What digests tell out of the published tables are the rows of the sheet.
func TestAttentionOutOfTheTablesIsTheSheet(t *testing.T) {
	nights, err := sampleNights()
	if err != nil {
		t.Fatal(err)
	}
	datasets := append([]*dataset.Dataset{reporttest.Dataset(5, 20)}, nights...)
	for seed := range uint64(2) {
		datasets = append(datasets, built(t, mixedNight(seed, 300)))
	}
	for i, ds := range datasets {
		meta := reporttest.Meta()
		meta.Date = ds.Date
		g := sheet(t, mainBook(t, ds, meta), "Needs attention").Data
		var want, got []string
		for _, row := range g.Rows {
			day := ""
			if row[3] != nil {
				day = fmt.Sprint(row[3])
			}
			if d, ok := row[3].(time.Time); ok {
				day = d.Format(time.DateOnly)
			}
			want = append(want, fmt.Sprint(row[0], "|", row[1], "|", day, "|", g.Columns[2].Links[len(want)]))
		}
		for _, a := range report.AttentionOf(schema.Tables(ds), ds.Date) {
			day := ""
			if !a.Date.IsZero() {
				day = a.Date.Format(time.DateOnly)
			}
			member := a.Member
			if member == "" {
				member = "Several"
			}
			got = append(got, fmt.Sprint(member, "|", a.What, "|", day, "|", a.URL))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("dataset %d: %s", i, diff)
		}
		if len(got) == 0 {
			t.Errorf("dataset %d needs no attention", i)
		}
	}
}
