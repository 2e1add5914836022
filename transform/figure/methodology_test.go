package figure

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ogptracker/transform/dataset"
	"ogptracker/transform/transformtest"
	"ogptracker/transform/vocabulary"
)

func ofWords(r dataset.Rate) string { return fmt.Sprintf("%d of %d", r.Count, r.Of) }

func estoniaOfTheExample(t *testing.T) []dataset.Commitment {
	var cs []dataset.Commitment
	for _, row := range transformtest.Example(t, "estonia ratings") {
		cs = append(cs, transformtest.Rated(row[0], "estonia-2016", row[1], row[2]))
	}
	return cs
}

func uruguayOfTheExample(t *testing.T) []dataset.Commitment {
	var counts []any
	for _, row := range transformtest.Example(t, "uruguay findings") {
		n, err := strconv.Atoi(row[1])
		if err != nil {
			t.Fatal(err)
		}
		counts = append(counts, row[0], n)
	}
	return transformtest.EndOfTerm("uruguay-2016", counts...)
}

func TestTheWorkedExampleOfCompletion(t *testing.T) {
	rows := Completions(nil, nil, estoniaOfTheExample(t))
	for _, want := range transformtest.Example(t, "estonia figures") {
		r := transformtest.RowOf(t, rows, GroupActionPlan, "estonia-2016", want[0])
		got := []string{
			string(r.Stage), strconv.Itoa(r.Completed), strconv.Itoa(r.Substantial), strconv.Itoa(r.Limited), strconv.Itoa(r.NotStarted),
			ofWords(r.HighCompletion), ofWords(r.FullCompletion), ofWords(r.ShareOfAll), r.InWords,
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
	r := transformtest.RowOf(t, Completions(nil, nil, uruguayOfTheExample(t)), GroupActionPlan, "uruguay-2016", "end_of_term")
	want := transformtest.Example(t, "uruguay figures")[0]
	if diff := cmp.Diff(want, []string{ofWords(r.HighCompletion), ofWords(r.ShareOfAll), reasonsInWords(r.LeftOutReasons), r.InWords}); diff != "" {
		t.Error(diff)
	}
}

func TestTheWorkedExampleOfStars(t *testing.T) {
	for _, want := range transformtest.Example(t, "stars") {
		if got := vocabulary.Recomputed(vocabulary.StarParts{Specificity: want[0], Relevance: want[1], PotentialImpact: want[2], Completion: want[3]}); got != want[4] {
			t.Errorf("%v: %s", want, got)
		}
	}
}

func TestTheWorkedExampleOfPlansAndClusters(t *testing.T) {
	var cs []dataset.Commitment
	for _, row := range transformtest.Example(t, "plans and clusters") {
		c := transformtest.Rated(row[0], row[2], vocabulary.NotStated, row[4])
		c.PlanIDs = strings.Split(row[1], ", ")
		if row[3] != "" {
			c.ClusterIDs = []string{row[3]}
		}
		cs = append(cs, c)
	}
	rows := Completions(nil, nil, cs)
	for _, want := range transformtest.Example(t, "plans and clusters counted") {
		kind, group := GroupAll, GroupAll
		if plan, ok := strings.CutPrefix(want[0], "plan of "); ok {
			kind, group = GroupActionPlan, plan
		}
		r := transformtest.RowOf(t, rows, kind, group, "end_of_term")
		if diff := cmp.Diff(want[1:], []string{strconv.Itoa(r.Commitments), r.InWords}); diff != "" {
			t.Errorf("%s: %s", want[0], diff)
		}
	}
}

func TestTheWorkedExampleOfThematicFocus(t *testing.T) {
	var cs []dataset.Commitment
	for _, row := range transformtest.Example(t, "areas") {
		c := transformtest.Rated(row[0], "estonia-2016", vocabulary.NotStated, vocabulary.NotStated)
		c.PolicyAreas = strings.Split(row[1], ", ")
		cs = append(cs, c)
	}
	var got [][]string
	for _, f := range ThematicFocus([]dataset.Plan{transformtest.PlanEE16}, cs) {
		got = append(got, []string{f.PolicyArea, strconv.Itoa(f.Commitments), ofWords(f.Share)})
	}
	if diff := cmp.Diff(transformtest.Example(t, "focus"), got); diff != "" {
		t.Error(diff)
	}
}

func TestTheWorkedExampleOfDueDates(t *testing.T) {
	for _, want := range transformtest.Example(t, "due dates") {
		rows := DueDates(transformtest.Day("2025-01-14"), []dataset.Member{{ID: "estonia"}}, []dataset.Plan{{ID: "p", MemberID: "estonia", EndDate: want[0]}}, nil)
		got := []string{want[0], rows[0].Expected, rows[1].Expected, map[bool]string{true: "yes", false: "no"}[rows[0].Certain]}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestTheWorkedExampleOfReconciliation(t *testing.T) {
	estonia, uruguay := estoniaOfTheExample(t), uruguayOfTheExample(t)
	levels := map[string]float64{"completed end_of_term": 9, "substantial end_of_term": 24, "limited end_of_term": 4, "not_started end_of_term": 2}
	for _, want := range transformtest.Example(t, "reconciliation") {
		cs, plan, others := estonia, "estonia-2016", []Printed(nil)
		if want[0] == "Uruguay" {
			cs, plan, others = uruguay, "uruguay-2016", printedTable("uruguay-2016", levels)
		}
		var count, share *float64
		if n, err := strconv.ParseFloat(strings.TrimSuffix(want[3], "%"), 64); err == nil {
			count = &n
			if strings.HasSuffix(want[3], "%") {
				n /= 100
				count, share = nil, &n
			}
		}
		others = append(others, printedTotal(plan, len(cs)))
		figures := append([]Printed{printedFigure(plan, want[1], want[2], want[3], count, share)}, others...)
		r := Reconcile(figures, nil, cs, nil)[0]
		computed := ""
		if r.Computed != nil {
			computed = strconv.FormatFloat(*r.Computed, 'g', 3, 64)
		}
		if diff := cmp.Diff(want[4:], []string{computed, r.Verdict}); diff != "" {
			t.Errorf("%s %s %s (%s): %s", want[0], want[1], want[3], r.Reason, diff)
		}
	}
}
