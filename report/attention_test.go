package report_test

import (
	"strings"
	"testing"

	"ogptracker/report/reporttest"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

func TestWhatNeedsAttentionIsNamedWithItsDay(t *testing.T) {
	ds := reporttest.Dataset(2, 8)
	date := ds.Date.Format("2006-01-02")
	for i := range ds.Plans {
		ds.Plans[i].IsCurrent = false
	}
	soon := &ds.Plans[0]
	soon.IsCurrent, soon.EndDate, soon.EndAssumed = true, ds.Date.AddDate(0, 0, 40).Format("2006-01-02"), false
	ds.DueDates = []dataset.DueDate{
		{MemberID: soon.MemberID, PlanID: soon.ID, Duty: "Results expected", Whose: "IRM", Expected: ds.Date.AddDate(0, 0, 90).Format("2006-01-02"), Days: 90, Certain: true},
		{MemberID: soon.MemberID, PlanID: "far", Duty: "Results expected", Whose: "IRM", Expected: ds.Date.AddDate(0, 0, 91).Format("2006-01-02"), Days: 91, Certain: true},
		{MemberID: soon.MemberID, PlanID: "gone-by", Duty: "Results expected", Whose: "IRM", Expected: "2020-01-01", Days: -1800},
		{MemberID: soon.MemberID, PlanID: "theirs", Duty: "Next plan expected", Whose: "Government", Expected: date, Days: 0},
	}
	for i := range ds.Commitments {
		c := &ds.Commitments[i]
		c.Stage, c.Completion, c.Carried, c.SelfReported = vocabulary.StagePost, vocabulary.Completed, false, false
	}
	behind, own, unread := &ds.Commitments[0], &ds.Commitments[1], &ds.Commitments[2]
	behind.Stage, behind.Completion = vocabulary.StageCurrent, vocabulary.Limited
	own.Stage, own.Completion, own.SelfReported = vocabulary.StageCurrent, vocabulary.NotStarted, true
	unread.Completion = vocabulary.Unreadable
	ds.Issues = []dataset.Issue{
		{Severity: "warning", Code: "sources-contradict", MemberID: "estonia", Key: "EE0001", Message: "completion differs", Count: 1},
		{Severity: "warning", Code: "unknown-label", Message: "a label", Count: 1},
	}
	rows := sheet(t, mainBook(t, ds, reporttest.Meta()), "Needs attention").Data.Rows
	var kinds []string
	for _, row := range rows {
		kinds = append(kinds, row[1].(string))
	}
	want := "Plan ends, IRM results expected, IRM results expected, Little done in a running plan, Rating could not be read, Sources contradict each other"
	if got := strings.Join(kinds, ", "); got != want {
		t.Fatalf("the sheet names %s, want %s", got, want)
	}
	if rows[0][4] != 40 || rows[1][4] == 90 || rows[2][4] != 90 {
		t.Errorf("days are %v, %v, %v", rows[0][4], rows[1][4], rows[2][4])
	}
	if !strings.Contains(rows[1][2].(string), "were expected by this day") || !strings.Contains(rows[3][2].(string), behind.ID) || rows[5][2] != "Completion differs" {
		t.Errorf("rows say %q, %q, %q", rows[1][2], rows[3][2], rows[5][2])
	}
}
