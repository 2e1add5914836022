package run

import (
	"strings"
	"testing"
	"time"

	"ogptracker/internal/history"
)

func TestARunIsFoundByItsNameOrByADay(t *testing.T) {
	t.Parallel()
	var runs []history.Record
	for _, r := range []struct{ run, outcome string }{
		{"20250117T020000Z", history.Failed}, {"20250116T230000Z", history.Complete}, {"20250116T020000Z", history.Incomplete}, {"20250114T020000Z", history.Complete},
	} {
		started, err := time.Parse(idLayout, r.run)
		if err != nil {
			t.Fatal(err)
		}
		runs = append(runs, history.Record{Run: r.run, Started: started, Outcome: r.outcome})
	}
	for _, c := range []struct {
		name string
		kept func(*history.Record) bool
		want string // a run, or words of the error
	}{
		{"20250114T020000Z", IsComplete, "20250114T020000Z"},
		{"2025-01-14", IsComplete, "20250114T020000Z"},
		{"2025-01-15", IsComplete, "20250114T020000Z"},
		{"2025-01-16", IsComplete, "20250116T230000Z"},
		{"2026-01-01", WithReport, "20250116T230000Z"},
		{"20250116T020000Z", WithReport, "20250116T020000Z"},
		{"20250116T020000Z", IsComplete, "was incomplete"},
		{"20250117T020000Z", WithReport, "was failed"},
		{"2025-01-13", IsComplete, "no such report of that day or before; the newest are 20250116T230000Z, 20250114T020000Z"},
		{"20240101T000000Z", IsComplete, "no such run"},
		{"yesterday", IsComplete, "expected a run such as"},
		{"2025-02-30", IsComplete, "expected a run such as"},
	} {
		got, err := FindRun(runs, c.name, c.kept)
		if err != nil {
			got = err.Error()
		}
		if got != c.want && (err == nil || !strings.Contains(got, c.want)) {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	if _, err := FindRun(nil, "2025-01-14", IsComplete); err == nil || !strings.Contains(err.Error(), "there is none yet") {
		t.Error(err)
	}
}
