package report_test

import (
	"slices"
	"strings"
	"testing"

	"ogptracker/report"
	"ogptracker/report/reporttest"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

func gridOn(t *testing.T, s *report.Sheet, name string) *report.Grid {
	t.Helper()
	for _, b := range s.Blocks {
		if b.Grid != nil && b.Grid.Name == name {
			return b.Grid
		}
	}
	t.Fatalf("sheet %s has no table %s", s.Name, name)
	return nil
}

func TestStagesAreComparedForTheSameCommitmentsOnly(t *testing.T) {
	ds := reporttest.Dataset(2, 4)
	ds.Commitments = []dataset.Commitment{
		{ID: "AA0001", MemberID: ds.Members[0].ID, CompletionMidterm: vocabulary.Limited, CompletionEndOfTerm: vocabulary.Completed},
		{ID: "AA0002", MemberID: ds.Members[0].ID, CompletionMidterm: vocabulary.Substantial, CompletionEndOfTerm: vocabulary.NotStarted},
		{ID: "AA0003", MemberID: ds.Members[0].ID, CompletionMidterm: vocabulary.Completed, CompletionEndOfTerm: vocabulary.PendingReview},
		{ID: "AA0004", MemberID: ds.Members[0].ID, CompletionMidterm: vocabulary.NotStated, CompletionEndOfTerm: vocabulary.Completed},
		{ID: "AA0005", MemberID: ds.Members[0].ID, CompletionMidterm: vocabulary.Limited, CompletionEndOfTerm: vocabulary.Limited, SelfReported: true},
		{ID: "AA0006", MemberID: ds.Members[0].ID, CompletionMidterm: vocabulary.Limited, CompletionEndOfTerm: vocabulary.Limited, Gone: true},
	}
	summary := sheet(t, mainBook(t, ds, reporttest.Meta()), "Summary")
	g := gridOn(t, summary, "SummaryRatedTwice")
	want := [][]any{{"At midterm, n = 2", 2, 0, 1, 1, 0}, {"At end of term, n = 2", 2, 1, 0, 0, 1}}
	for i, row := range g.Rows {
		if !slices.Equal(row, want[i]) {
			t.Errorf("row %d is %v, not %v", i+1, row, want[i])
		}
	}
	if got := words(summary); !strings.Contains(got, "1 completed or substantial at midterm, 1 at end of term") {
		t.Errorf("the sentence is missing:\n%s", got)
	}
	ds.Commitments = ds.Commitments[2:]
	if got := words(sheet(t, mainBook(t, ds, reporttest.Meta()), "Summary")); !strings.Contains(got, "nothing to compare") {
		t.Error("nothing says that no commitment was rated twice")
	}
}

// A chart keeps its kind whatever the data, and shows no bar without a finding.
func TestChartsOfCompletionKeepTheirKindAndHaveNoEmptyBar(t *testing.T) {
	ds := reporttest.Dataset(6, 12)
	group := func(name string, assessed int) dataset.Completion {
		return dataset.Completion{GroupType: "region", Group: name, GroupLabel: name, Stage: "latest", Commitments: assessed + 3, Assessed: assessed, Completed: assessed,
			HighCompletion: dataset.Rate{Count: assessed, Of: assessed}, InWords: "made for this test"}
	}
	ds.Completion = append(ds.Completion, group("Here", 1200), group("There", 4), group("Nowhere", 0))
	drawn := 0
	for _, wb := range reporttest.Workbooks(report.Build(ds, reporttest.Meta())) {
		for _, s := range wb.Sheets {
			for _, b := range s.Blocks {
				if b.Chart == nil || len(b.Chart.Series) != 4 {
					continue
				}
				drawn++
				if b.Chart.Kind != report.SharedBars {
					t.Errorf("%s, %s: %s is drawn as %s", wb.Path, s.Name, b.Chart.Name, b.Chart.Kind)
				}
				for _, row := range b.Chart.Grid.Rows {
					if !strings.Contains(row[b.Chart.Category].(string), ", n = ") {
						t.Errorf("%s: %v does not say of how many", b.Chart.Name, row[0])
					}
					sum := 0
					for _, i := range b.Chart.Series {
						sum += row[i].(int)
					}
					if sum == 0 {
						t.Errorf("%s: the bar of %v is empty", b.Chart.Name, row[0])
					}
				}
			}
		}
	}
	if drawn < 5 {
		t.Errorf("only %d charts of completion", drawn)
	}
	got := words(sheet(t, mainBook(t, ds, reporttest.Meta()), "Summary"))
	for _, part := range []string{"Here, n = 1,200", "There, n = 4", "None assessed: Nowhere (3 commitments)."} {
		if !strings.Contains(got, part) {
			t.Errorf("Summary does not say %q", part)
		}
	}
}
