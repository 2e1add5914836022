package transform

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape/record"
)

// buildTable makes the whole dataset from one of OGP's tables alone.
func buildTable(t testing.TB, name string) *Dataset {
	t.Helper()
	ds, err := Build(Input{
		Run: "20250114T020000Z", Date: time.Date(2025, 1, 14, 0, 0, 0, 0, time.UTC), LocalMembers: true,
		Night: record.Night{Table: ogpTable(t, name), Base: "https://www.opengovpartnership.org"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return ds
}

// TestEveryPlanOf2016HasTheCountsOfItsTable holds the completion table against
// counts made from the same file by other means, plan by plan.
func TestEveryPlanOf2016HasTheCountsOfItsTable(t *testing.T) {
	want, err := csv.NewReader(bytes.NewReader(testdata(t, "completion-by-plan-2016.csv"))).ReadAll()
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
		plan := planOf[knownMembers().find(row[0]).id+" "+row[1]]
		if plan == "" {
			t.Errorf("no plan for %s", name)
			continue
		}
		r := rowOf(t, ds.Completion, GroupActionPlan, plan, row[3])
		reasons := map[string]int{}
		for _, reason := range r.LeftOutReasons {
			reasons[reason.Words] = reason.Count
		}
		got := []int{
			r.Commitments, r.NotStarted, r.Limited, r.Substantial, r.Completed, reasons[Unclear], reasons[Withdrawn],
			reasons[NotReviewed], reasons[NotApplicable], reasons[NoData], r.Assessed, r.HighCompletion.Count,
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
	r := rowOf(t, buildTable(t, "irm-table-2024-extract.csv").Completion, GroupAll, GroupAll, "latest")
	if r.HighCompletion != (Rate{129, 211}) {
		t.Errorf("high completion %v, want 129 of 211 assessed", r.HighCompletion)
	}
}
