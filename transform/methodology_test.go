package transform

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// workedExamples reads the tables of docs/methodology.md that follow a marker,
// cell by cell, without their headers.
func workedExamples(t *testing.T) map[string][][]string {
	t.Helper()
	text, err := os.ReadFile("../docs/methodology.md")
	if err != nil {
		t.Fatal(err)
	}
	examples := map[string][][]string{}
	for _, part := range strings.Split(string(text), "<!-- worked example: ")[1:] {
		name, rest, _ := strings.Cut(part, " -->\n\n")
		table, _, _ := strings.Cut(rest, "\n\n")
		for i, line := range strings.Split(strings.TrimSpace(table), "\n") {
			if i < 2 { // header and rule
				continue
			}
			line = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(line), "|"), "|")
			cells := strings.Split(line, "|")
			for c := range cells {
				cells[c] = strings.TrimSpace(cells[c])
			}
			examples[name] = append(examples[name], cells)
		}
	}
	return examples
}

// example returns the rows of one worked example, which must exist.
func example(t *testing.T, name string) [][]string {
	t.Helper()
	rows := workedExamples(t)[name]
	if len(rows) == 0 {
		t.Fatalf("docs/methodology.md has no worked example %q", name)
	}
	return rows
}

func ofWords(r Rate) string { return fmt.Sprintf("%d of %d", r.Count, r.Of) }

func estoniaOfTheExample(t *testing.T) []Commitment {
	var cs []Commitment
	for _, row := range example(t, "estonia ratings") {
		cs = append(cs, rated(row[0], "estonia-2016", row[1], row[2]))
	}
	return cs
}

func uruguayOfTheExample(t *testing.T) []Commitment {
	var counts []any
	for _, row := range example(t, "uruguay findings") {
		n, err := strconv.Atoi(row[1])
		if err != nil {
			t.Fatal(err)
		}
		counts = append(counts, row[0], n)
	}
	return endOfTerm("uruguay-2016", counts...)
}

func TestTheWorkedExampleOfCompletion(t *testing.T) {
	rows := completions(nil, nil, estoniaOfTheExample(t))
	for _, want := range example(t, "estonia figures") {
		r := rowOf(t, rows, GroupActionPlan, "estonia-2016", want[0])
		got := []string{
			r.Stage, strconv.Itoa(r.Completed), strconv.Itoa(r.Substantial), strconv.Itoa(r.Limited), strconv.Itoa(r.NotStarted),
			ofWords(r.HighCompletion), ofWords(r.FullCompletion), ofWords(r.ShareOfAll), r.InWords,
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
	r := rowOf(t, completions(nil, nil, uruguayOfTheExample(t)), GroupActionPlan, "uruguay-2016", "end_of_term")
	want := example(t, "uruguay figures")[0]
	if diff := cmp.Diff(want, []string{ofWords(r.HighCompletion), ofWords(r.ShareOfAll), ReasonsInWords(r.LeftOutReasons), r.InWords}); diff != "" {
		t.Error(diff)
	}
}

func TestTheWorkedExampleOfTheLatestFinding(t *testing.T) {
	for _, want := range example(t, "latest") {
		r := commitmentRatings{midterm: rating{value: want[1]}, endOfTerm: rating{value: want[2]}}
		latest, stage := r.latestCompletion()
		if diff := cmp.Diff(want[3:], []string{latest.value, stage}); diff != "" {
			t.Errorf("%s: %s", want[0], diff)
		}
	}
}

func TestTheWorkedExampleOfStars(t *testing.T) {
	for _, want := range example(t, "stars") {
		if got := recomputed(StarParts{Specificity: want[0], Relevance: want[1], PotentialImpact: want[2], Completion: want[3]}); got != want[4] {
			t.Errorf("%v: %s", want, got)
		}
	}
}

func TestTheWorkedExampleOfPlansAndClusters(t *testing.T) {
	var cs []Commitment
	for _, row := range example(t, "plans and clusters") {
		c := rated(row[0], row[2], NotStated, row[4])
		c.PlanIDs = strings.Split(row[1], ", ")
		if row[3] != "" {
			c.ClusterIDs = []string{row[3]}
		}
		cs = append(cs, c)
	}
	rows := completions(nil, nil, cs)
	for _, want := range example(t, "plans and clusters counted") {
		kind, group := GroupAll, GroupAll
		if plan, ok := strings.CutPrefix(want[0], "plan of "); ok {
			kind, group = GroupActionPlan, plan
		}
		r := rowOf(t, rows, kind, group, "end_of_term")
		if diff := cmp.Diff(want[1:], []string{strconv.Itoa(r.Commitments), r.InWords}); diff != "" {
			t.Errorf("%s: %s", want[0], diff)
		}
	}
}

func TestTheWorkedExamplesOfVerifiableAndRelevant(t *testing.T) {
	for _, want := range example(t, "relevance") {
		if got := relevant(strings.Split(want[0], ", ")); got != want[1] {
			t.Errorf("%s: %s", want[0], got)
		}
	}
	for _, want := range example(t, "verifiable") {
		if got := map[bool]string{true: saidYes, false: saidNo}[specific(want[0])]; got != want[1] {
			t.Errorf("%s: %s", want[0], got)
		}
	}
}

func TestTheWorkedExampleOfStages(t *testing.T) {
	for _, want := range example(t, "stage at 2025-01-14") {
		start, end, _ := strings.Cut(want[0], " to ")
		year, _ := strconv.Atoi(start)
		c := rated("c", "p", want[1], want[2])
		if got := stageOf(&c, []*Plan{{ID: "p", StartYear: Year(year), EndDate: end}}, &Member{}, day("2025-01-14")); got != want[3] {
			t.Errorf("%v: %s", want, got)
		}
	}
}

func TestTheWorkedExampleOfThematicFocus(t *testing.T) {
	var cs []Commitment
	for _, row := range example(t, "areas") {
		c := rated(row[0], "estonia-2016", NotStated, NotStated)
		c.PolicyAreas = strings.Split(row[1], ", ")
		cs = append(cs, c)
	}
	var got [][]string
	for _, f := range thematicFocus([]Plan{planEE16}, cs) {
		got = append(got, []string{f.PolicyArea, strconv.Itoa(f.Commitments), ofWords(f.Share)})
	}
	if diff := cmp.Diff(example(t, "focus"), got); diff != "" {
		t.Error(diff)
	}
}

func TestTheWorkedExampleOfDueDates(t *testing.T) {
	for _, want := range example(t, "due dates") {
		rows := dueDates(day("2025-01-14"), []Member{{ID: "estonia"}}, []Plan{{ID: "p", MemberID: "estonia", EndDate: want[0]}}, nil)
		got := []string{want[0], rows[0].Expected, rows[1].Expected, map[bool]string{true: "yes", false: "no"}[rows[0].Certain]}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestTheWorkedExampleOfReconciliation(t *testing.T) {
	estonia, uruguay := estoniaOfTheExample(t), uruguayOfTheExample(t)
	levels := map[string]float64{"completed end_of_term": 9, "substantial end_of_term": 24, "limited end_of_term": 4, "not_started end_of_term": 2}
	for _, want := range example(t, "reconciliation") {
		cs, plan, others := estonia, "estonia-2016", []printed(nil)
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
		figures := append([]printed{printedFigure(plan, want[1], want[2], want[3], count, share)}, others...)
		r := reconcile(figures, nil, cs, nil)[0]
		computed := ""
		if r.Computed != nil {
			computed = strconv.FormatFloat(*r.Computed, 'g', 3, 64)
		}
		if diff := cmp.Diff(want[4:], []string{computed, r.Verdict}); diff != "" {
			t.Errorf("%s %s %s (%s): %s", want[0], want[1], want[3], r.Reason, diff)
		}
	}
}

func TestTheWorkedExampleOfCauses(t *testing.T) {
	value := func(cell string) SnapshotValue {
		v, raw, _ := strings.Cut(cell, ", read from ")
		return SnapshotValue{Value: v, Raw: strings.Trim(raw, `"`)}
	}
	for _, want := range example(t, "causes") {
		d := rowDiff{table: TableCommitments, had: true, was: SnapshotRow{Hash: want[1]}, now: SnapshotRow{Hash: want[3]}}
		if c, changed := d.fieldChange(value(want[0]), value(want[2])); !changed || c.Cause != want[4] {
			t.Errorf("%v: %+v", want, c)
		}
	}
}
