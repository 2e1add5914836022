package figure

import (
	"fmt"
	"strings"
	"testing"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/transformtest"
	"ogptracker/transform/vocabulary"
)

// printedTable makes the figures of a report from "measure stage" to count.
func printedTable(plan string, counts map[string]float64) []Printed {
	var figures []Printed
	for key, n := range counts {
		measure, stage, _ := strings.Cut(key, " ")
		figures = append(figures, printedFigure(plan, measure, stage, fmt.Sprint(n), transformtest.Number(n), nil))
	}
	return figures
}

// printedTotal is the number of commitments of a plan as a report prints it.
func printedTotal(plan string, n int) Printed {
	return printedFigure(plan, "number_of_commitments", "design", fmt.Sprint(n), transformtest.Number(float64(n)), nil)
}

func printedFigure(plan, measure, stage, text string, count, share *float64) Printed {
	value := count
	if value == nil {
		value = share
	}
	return Printed{
		PublishedFigure: dataset.PublishedFigure{
			MemberID: "estonia", PlanID: plan, ReportURL: "https://ogp.example/documents/report/",
			ReportType: "End-of-Term Report", Measure: record.Measure(measure), Stage: record.Stage(stage), Printed: text, Value: value,
		},
		count: count, percent: share,
	}
}

func verdictOf(t *testing.T, rows []dataset.Reconciliation, measure, stage string) dataset.Reconciliation {
	t.Helper()
	for _, r := range rows {
		if r.Measure == record.Measure(measure) && r.Stage == record.Stage(stage) {
			return r
		}
	}
	t.Fatalf("no row for %s at %s", measure, stage)
	return dataset.Reconciliation{}
}

// estonia2016 is the plan as its end-of-term report prints it.
func estonia2016() []dataset.Commitment {
	var cs []dataset.Commitment
	for i, p := range [][2]string{
		{vocabulary.Substantial, vocabulary.Completed}, {vocabulary.Substantial, vocabulary.Completed}, {vocabulary.Substantial, vocabulary.Completed}, {vocabulary.Substantial, vocabulary.Substantial}, {vocabulary.Substantial, vocabulary.Substantial},
		{vocabulary.Limited, vocabulary.Substantial}, {vocabulary.Limited, vocabulary.Substantial}, {vocabulary.Limited, vocabulary.Substantial}, {vocabulary.NotStarted, vocabulary.Limited},
	} {
		c := transformtest.Rated(fmt.Sprintf("EE%04d", i), "estonia-2016", p[0], p[1])
		c.Relevance, c.PotentialImpact, c.DIOG = vocabulary.Yes, "Moderate", "Marginal"
		c.StarRecomputedMidterm, c.StarRecomputedEndOfTerm = vocabulary.No, vocabulary.No
		if i == 0 {
			c.DIOG = "Major"
		}
		if i == 8 {
			c.Relevance = vocabulary.No
		}
		cs = append(cs, c)
	}
	return cs
}

var estoniaPrinted = map[string]float64{
	"number_of_commitments end_of_term": 9,
	"completed midterm":                 0, "completed end_of_term": 3, "substantial midterm": 5, "substantial end_of_term": 5,
	"limited midterm": 3, "limited end_of_term": 1, "not_started midterm": 1, "not_started end_of_term": 0,
	"clear_relevance_to_ogp_values midterm": 8, "clear_relevance_to_ogp_values end_of_term": 8,
	"transformative_potential_impact midterm": 0, "transformative_potential_impact end_of_term": 0,
	"substantial_or_complete_implementation midterm": 5, "substantial_or_complete_implementation end_of_term": 8,
	"all_three_starred midterm": 0, "all_three_starred end_of_term": 0,
	"diog_major end_of_term": 1, "diog_outstanding end_of_term": 0,
}

func TestEveryMeasureOfEstoniasPrintedTableAgrees(t *testing.T) {
	rows := Reconcile(printedTable("estonia-2016", estoniaPrinted), nil, estonia2016(), nil)
	if len(rows) != len(estoniaPrinted) {
		t.Errorf("%d rows for %d printed figures", len(rows), len(estoniaPrinted))
	}
	for _, r := range rows {
		if r.Verdict != dataset.Agrees || *r.Difference != 0 || r.Reason == "" {
			t.Errorf("%s at %s: %s (%s), computed %v", r.Measure, r.Stage, r.Verdict, r.Reason, r.Computed)
		}
	}
}

func TestUruguaysFortiethCommitmentIsMissingInBoth(t *testing.T) {
	for _, absence := range []string{vocabulary.NotReviewed, vocabulary.NoData, vocabulary.NotStated, vocabulary.Unreadable} {
		unread := absence == vocabulary.NotStated || absence == vocabulary.Unreadable
		cs := transformtest.EndOfTerm("uruguay-2016", vocabulary.Completed, 9, vocabulary.Substantial, 24, vocabulary.Limited, 4, vocabulary.NotStarted, 2, absence, 1)
		figures := printedTable("uruguay-2016", map[string]float64{
			"completed end_of_term": 9, "substantial end_of_term": 24, "limited end_of_term": 4, "not_started end_of_term": 2,
		})
		figures = append(figures, printedFigure("uruguay-2016", "number_of_commitments", "end_of_term", "40[1]", transformtest.Number(40), nil))
		rows := Reconcile(figures, nil, cs, nil)
		for _, r := range rows {
			want := dataset.Agrees
			if unread && r.Measure != "number_of_commitments" {
				want = dataset.NotComparable // it may be a rating that could not be read
			}
			if r.Verdict != want {
				t.Errorf("%s: %s: %s (%s)", absence, r.Measure, r.Verdict, r.Reason)
			}
		}
		basis := "no rating known for 1 of 40 commitments"
		if absence == vocabulary.NotReviewed {
			basis = "rating known for 39 of 40 commitments, 1 not reviewed"
		}
		if r := verdictOf(t, rows, "completed", "end_of_term"); !unread && r.Reason != basis+"; the printed levels add to 39 of 40" {
			t.Errorf("reason %q", r.Reason)
		}
		if r := verdictOf(t, rows, "number_of_commitments", "end_of_term"); !strings.Contains(r.Reason, "printed 40[1], without its footnote mark") {
			t.Errorf("reason %q", r.Reason)
		}
	}
}

func TestVerdicts(t *testing.T) {
	const plan = "estonia-2016"
	some := transformtest.EndOfTerm(plan, vocabulary.Completed, 2, vocabulary.Limited, 5, vocabulary.NotStated, 2)
	figure := func(measure, text string, count, share *float64) Printed {
		return printedFigure(plan, measure, "end_of_term", text, count, share)
	}
	draft := figure("completed", "3", transformtest.Number(3), nil)
	draft.Draft = true
	noPlan := figure("completed", "3", transformtest.Number(3), nil)
	noPlan.PlanID = vocabulary.NotStated
	blank := figure("completed", vocabulary.Unreadable, nil, nil)
	blank.state = record.Unreadable
	clustered := transformtest.EndOfTerm(plan, vocabulary.Completed, 3, vocabulary.Limited, 1)
	clustered[0].ClusterIDs = []string{clustered[1].ID}
	tests := map[string]struct {
		figure      Printed
		commitments []dataset.Commitment
		verdict     string
		reason      string
	}{
		"a count that is wrong whatever is still missing": {figure("completed", "7", transformtest.Number(7), nil), some, dataset.Differs, "differs by -5; no rating known for 2 of 9 commitments"},
		"fewer printed than found":                        {figure("completed", "1", transformtest.Number(1), nil), some, dataset.Differs, "differs by +1"},
		"a difference that the missing could make up":     {figure("completed", "4", transformtest.Number(4), nil), some, dataset.NotComparable, "no rating known for 2 of 9 commitments"},
		"an equality that may be chance":                  {figure("completed", "2", transformtest.Number(2), nil), some, dataset.NotComparable, "what is known comes to the printed figure"},
		"no rating known at all":                          {figure("completed", "0", transformtest.Number(0), nil), transformtest.EndOfTerm(plan, vocabulary.NotStated, 9), dataset.NotComparable, "no rating known for 9 of 9 commitments"},
		"not reviewed throughout means not yet":           {figure("completed", "0", transformtest.Number(0), nil), transformtest.EndOfTerm(plan, vocabulary.NotReviewed, 9), dataset.NotComparable, "no rating known for 9 of 9 commitments"},
		"no commitment known":                             {figure("completed", "3", transformtest.Number(3), nil), nil, dataset.NotComparable, "no commitment of this plan is known"},
		"a draft":                                         {draft, estonia2016(), dataset.NotComparable, "the report is a draft for public comment"},
		"a report of an unknown plan":                     {noPlan, estonia2016(), dataset.NotComparable, "it is not known which plan the report is about"},
		"a blank cell":                                    {blank, estonia2016(), dataset.NotComparable, "the report leaves the figure blank"},
		"a word instead of a number":                      {figure("completed", "N/A", nil, nil), estonia2016(), dataset.NotComparable, `the report prints "N/A", not a number`},
		"a plan with another number of commitments":       {figure("number_of_commitments", "35", transformtest.Number(35), nil), transformtest.EndOfTerm(plan, vocabulary.Completed, 38), dataset.Differs, "the report counts 35 commitments, here are 38"},
		"a count of assessments":                          {figure("completed", "2", transformtest.Number(2), nil), clustered, dataset.NotComparable, "the report counts assessments, of which there are 2; here 3 commitments are counted"},
		"a printed percentage within one point":           {figure("substantial_or_full_implementation", "64%", nil, transformtest.Number(0.64)), transformtest.EndOfTerm(plan, vocabulary.Completed, 11, vocabulary.Limited, 6), dataset.Agrees, "11 of 17 is 64.7 %"},
		"a printed percentage beyond one point":           {figure("substantial_or_full_implementation", "57%", nil, transformtest.Number(0.57)), transformtest.EndOfTerm(plan, vocabulary.Completed, 11, vocabulary.Limited, 6), dataset.Differs, "11 of 17 is 64.7 %"},
		"a count beside a percentage that does not fit":   {figure("completed", "3 (50%)", transformtest.Number(3), transformtest.Number(0.5)), estonia2016(), dataset.Agrees, "the printed 50.0 % does not"},
		"completed meaning substantial too":               {figure("completed_commitments", "8", transformtest.Number(8), nil), estonia2016(), dataset.Differs, "Completed and Substantial together are 8"},
		"carried over without a source that says so":      {figure("carried_over_to_next_action_plan", "5", transformtest.Number(5), nil), estonia2016(), dataset.NotComparable, "no continuation known for 9 of 9 commitments"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			figures := []Printed{test.figure}
			if test.figure.Measure != "number_of_commitments" {
				figures = append(figures, printedTotal(plan, len(test.commitments)))
			}
			rows := Reconcile(figures, nil, test.commitments, nil)
			if len(rows) != len(figures) {
				t.Fatalf("%d rows", len(rows))
			}
			r := rows[0]
			if r.Verdict != test.verdict || !strings.Contains(r.Reason, test.reason) {
				t.Errorf("%s (%s), want %s (%s)", r.Verdict, r.Reason, test.verdict, test.reason)
			}
			if (r.Difference == nil) != (test.verdict == dataset.NotComparable) {
				t.Errorf("difference %v with verdict %s", r.Difference, r.Verdict)
			}
		})
	}
}

func TestWhatIsCarriedOverComesFromTheTableOrStandsInALaterPlan(t *testing.T) {
	figure := printedFigure("estonia-2016", "carried_over_to_next_action_plan", "end_of_term", "2", transformtest.Number(2), nil)
	cs := estonia2016()
	var ratings []dataset.Rating
	for i, c := range cs {
		ratings = append(ratings, dataset.Rating{CommitmentID: c.ID, Indicator: "carried_forward", Value: map[bool]string{true: vocabulary.Yes, false: vocabulary.No}[i == 3]})
	}
	cs[5].PlanIDs, cs[5].RatedUnder = []string{"estonia-2016", "estonia-2018"}, "estonia-2018"
	if r := Reconcile([]Printed{figure, printedTotal("estonia-2016", len(cs))}, nil, cs, ratings)[0]; r.Verdict != dataset.Agrees {
		t.Errorf("%s (%s)", r.Verdict, r.Reason)
	}
}

// TestAStarIsAskedOfTheRecomputedFormulaFirst: where the formula's parts are
// not known, the star as stated counts.
func TestAStarIsAskedOfTheRecomputedFormulaFirst(t *testing.T) {
	for _, c := range []struct {
		recomputed, stated string
		want               answer
	}{
		{vocabulary.Yes, vocabulary.No, answerYes}, {vocabulary.Yes, vocabulary.NoData, answerYes}, {vocabulary.No, vocabulary.Yes, answerNo},
		{vocabulary.NoData, vocabulary.Yes, answerYes}, {vocabulary.NotStated, vocabulary.No, answerNo},
	} {
		row := dataset.Commitment{StarRecomputedEndOfTerm: c.recomputed, StarredEndOfTerm: c.stated, StarRecomputedMidterm: vocabulary.NotStated, StarredMidterm: vocabulary.NotStated}
		if got := isStarred(&row, record.StageEndOfTerm); got != c.want {
			t.Errorf("recomputed %s, stated %s: %v, want %v", c.recomputed, c.stated, got, c.want)
		}
		if got := isStarred(&row, record.StageMidterm); got == answerYes {
			t.Errorf("recomputed %s, stated %s: starred at midterm", c.recomputed, c.stated)
		}
	}
}

func TestEarlyResultsAreAskedOfBothScales(t *testing.T) {
	cs := transformtest.EndOfTerm("estonia-2020", vocabulary.Completed, 4)
	for i := range cs {
		cs[i].EarlyResults, cs[i].DIOG = vocabulary.NoData, vocabulary.NoData
	}
	cs[0].EarlyResults, cs[1].EarlyResults, cs[2].DIOG, cs[3].EarlyResults = "Significant", "Moderate", "Major", "No notable results"
	for measure, want := range map[string]float64{
		"early_results_any": 3, "early_results_major": 1, "early_results_moderate": 1, "early_results_significant_or_exceptional": 1, "early_results_marginal": 0,
	} {
		r := Reconcile([]Printed{printedFigure("estonia-2020", measure, "results", "", transformtest.Number(want), nil), printedTotal("estonia-2020", len(cs))}, nil, cs, nil)[0]
		if r.Verdict != dataset.Agrees {
			t.Errorf("%s: %s (%s), computed %v", measure, r.Verdict, r.Reason, r.Computed)
		}
	}
}

func TestDesignFiguresAreComparedWithDesignRatings(t *testing.T) {
	cs := transformtest.EndOfTerm("estonia-2018", vocabulary.Completed, 7)
	for i := range cs {
		cs[i].Relevance, cs[i].PotentialImpact, cs[i].Verifiable, cs[i].PotentialForResults = vocabulary.Yes, "Transformative", vocabulary.Yes, "Modest"
	}
	cs[0].Relevance, cs[1].Verifiable, cs[2].PotentialImpact = vocabulary.No, vocabulary.No, "Minor"
	rows := Reconcile([]Printed{
		printedFigure("estonia-2018", "commitments_relevant_to_ogp_values", "design", "6 (86%)", transformtest.Number(6), transformtest.Number(0.86)),
		printedFigure("estonia-2018", "transformative_commitments", "design", "6 (86%)", transformtest.Number(6), transformtest.Number(0.86)),
		printedFigure("estonia-2018", "potentially_starred_commitments", "design", "4 (57%)", transformtest.Number(4), transformtest.Number(0.57)),
		printedFigure("estonia-2018", "commitments_with_substantial_potential_for_results", "design", "0", transformtest.Number(0), nil),
		printedFigure("estonia-2018", "completed_commitments", "design", "N/A", nil, nil),
		printedFigure("estonia-2018", "multistakeholder_forum", "design", "Yes", nil, nil),
		printedTotal("estonia-2018", len(cs)),
	}, nil, cs, nil)
	if len(rows) != 6 {
		t.Fatalf("%d rows, want none for what the data cannot give", len(rows))
	}
	for _, r := range rows[:4] {
		if r.Verdict != dataset.Agrees {
			t.Errorf("%s: %s (%s)", r.Measure, r.Verdict, r.Reason)
		}
	}
	if rows[4].Verdict != dataset.NotComparable {
		t.Errorf("completion in a design report: %s", rows[4].Verdict)
	}
}

func TestTheYearOfJoiningIsComparedWithTheMembersPage(t *testing.T) {
	m := dataset.Member{ID: "estonia", MemberSince: 2011}
	figure := printedFigure(vocabulary.NotStated, "participating_since", "design", "2011", transformtest.Number(2011), nil)
	if r := Reconcile([]Printed{figure}, []dataset.Member{m}, nil, nil)[0]; r.Verdict != dataset.Agrees {
		t.Errorf("%s (%s)", r.Verdict, r.Reason)
	}
	if r := Reconcile([]Printed{figure}, nil, nil, nil)[0]; r.Verdict != dataset.NotComparable {
		t.Errorf("%s (%s)", r.Verdict, r.Reason)
	}
}
