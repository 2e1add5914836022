package transform

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape/irmtable/tabletest"
	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/figure"
	"ogptracker/transform/transformtest"
	"ogptracker/transform/vocabulary"
)

// buildTable makes the whole dataset from one of OGP's tables alone.
func buildTable(t testing.TB, name string) *dataset.Dataset {
	t.Helper()
	ds, err := Build(dataset.Input{
		Run: "20250114T020000Z", Date: time.Date(2025, 1, 14, 0, 0, 0, 0, time.UTC), LocalMembers: true,
		Night: record.Night{Table: transformtest.OGPTable(t, name), Base: "https://www.opengovpartnership.org"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return ds
}

// TestEveryPlanOf2016HasTheCountsOfItsTable holds the completion table against
// counts made from the same file by other means, plan by plan.
func TestEveryPlanOf2016HasTheCountsOfItsTable(t *testing.T) {
	want, err := csv.NewReader(bytes.NewReader(tabletest.File(t, "completion-by-plan-2016.csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	ds := buildTable(t, "irm-table-2016.csv")
	planOf := map[string]string{}
	for _, p := range ds.Plans {
		planOf[fmt.Sprintf("%s %d", p.MemberID, p.Number)] = p.ID
	}
	for _, row := range want[1:] {
		name := row[0] + " " + row[1]
		plan := planOf[vocabulary.KnownMembers().Find(row[0]).ID+" "+row[1]]
		if plan == "" {
			t.Errorf("no plan for %s", name)
			continue
		}
		r := transformtest.RowOf(t, ds.Completion, figure.GroupActionPlan, plan, row[3])
		reasons := map[string]int{}
		for _, reason := range r.LeftOutReasons {
			reasons[reason.Words] = reason.Count
		}
		got := []int{
			r.Commitments, r.NotStarted, r.Limited, r.Substantial, r.Completed, reasons[vocabulary.Unclear], reasons[vocabulary.Withdrawn],
			reasons[vocabulary.NotReviewed], reasons[vocabulary.NotApplicable], reasons[vocabulary.NoData], r.Assessed, r.HighCompletion.Count,
		}
		var printed []int
		for _, cell := range row[4:] {
			n, err := strconv.Atoi(cell)
			if err != nil {
				t.Fatal(err)
			}
			printed = append(printed, n)
		}
		if diff := cmp.Diff(printed, got); diff != "" {
			t.Errorf("%s (%s) at %s:\n%s", name, plan, row[3], diff)
		}
	}
}

func TestOGPsOwnHighCompletionRateOf2024(t *testing.T) {
	r := transformtest.RowOf(t, buildTable(t, "irm-table-2024-extract.csv").Completion, figure.GroupAll, figure.GroupAll, "latest")
	if r.HighCompletion != (dataset.Rate{Count: 129, Of: 211}) {
		t.Errorf("high completion %v, want 129 of 211 assessed", r.HighCompletion)
	}
}

// TestThePrintedReportOfEstoniasSecondPlanAgreesWithOGPsTable puts two of
// OGP's own sources side by side: the figures that the report on the plan of
// 2014-2016 prints for the midterm, and the table of 2016.
func TestThePrintedReportOfEstoniasSecondPlanAgreesWithOGPsTable(t *testing.T) {
	page := record.Page{
		Source: record.Source{Address: "https://www.opengovpartnership.org/documents/estonia-end-of-term-report-2014-2016/"},
		Kind:   record.KindDocument, Layout: record.Layout2022, Title: "Estonia End-of-Term Report 2014-2016",
		Fields: record.Fields{record.FieldCountry: record.Say("Estonia")},
	}
	want := map[record.Measure]float64{
		record.MeasureCommitments: 23, record.MeasureCompleted: 5, record.MeasureSubstantial: 14, record.MeasureLimited: 4,
		record.MeasureSubstantialOrComplete: 19,
	}
	for m, n := range want {
		page.Figures = append(page.Figures, record.Figure{Measure: m, Stage: record.StageMidterm, Printed: fmt.Sprint(n), State: record.Stated, Count: &n})
	}
	ds, err := Build(dataset.Input{Run: "20250114T020000Z", Date: weekStart, LocalMembers: true, Night: record.Night{
		Table: transformtest.OGPTable(t, "irm-table-2016.csv"), Base: "https://www.opengovpartnership.org", Reads: []record.Read{*transformtest.ReadPage(page)},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if len(ds.Reconciliation) != len(want) {
		t.Errorf("%d rows for %d figures", len(ds.Reconciliation), len(want))
	}
	for _, r := range ds.Reconciliation {
		if r.PlanID != "estonia-2014" || r.Verdict != dataset.Agrees || *r.Computed != want[record.Measure(r.Measure)] {
			t.Errorf("%s %s: %s (%s)", r.PlanID, r.Measure, r.Verdict, r.Reason)
		}
	}
}

// What the sheet Commitments gives when it is filtered by "Counts in rates"
// and the four ratings is the number that the Cover shows.
func TestTheFilterOfCommitmentsGivesTheNumberAssessed(t *testing.T) {
	for _, table := range []string{"irm-table-2024-extract.csv", "irm-table-2016.csv"} {
		ds := buildTable(t, table)
		for _, stage := range []string{"latest", "end_of_term", "midterm"} {
			filtered := 0
			for i := range ds.Commitments {
				c := &ds.Commitments[i]
				value := map[string]string{"latest": c.Completion, "end_of_term": c.CompletionEndOfTerm, "midterm": c.CompletionMidterm}[stage]
				if c.CountsInRates() && vocabulary.CompletionLevel(value) != vocabulary.LevelNone {
					filtered++
				}
			}
			if r := transformtest.RowOf(t, ds.Completion, figure.GroupAll, figure.GroupAll, stage); r.Assessed != filtered || filtered == 0 {
				t.Errorf("%s, %s: %d assessed, the filter gives %d", table, stage, r.Assessed, filtered)
			}
		}
	}
}
