package transform

import (
	"fmt"
	"strings"
	"testing"

	"ogptracker/scrape/record"
)

func number(n float64) *float64 { return &n }

// printedTable makes the figures of a report from "measure stage" to count.
func printedTable(plan string, counts map[string]float64) []printed {
	var figures []printed
	for key, n := range counts {
		measure, stage, _ := strings.Cut(key, " ")
		figures = append(figures, printedFigure(plan, measure, stage, fmt.Sprint(n), number(n), nil))
	}
	return figures
}

func printedFigure(plan, measure, stage, text string, count, share *float64) printed {
	value := count
	if value == nil {
		value = share
	}
	return printed{
		PublishedFigure: PublishedFigure{
			MemberID: "estonia", PlanID: plan, ReportURL: "https://ogp.example/documents/report/",
			ReportType: "End-of-Term Report", Measure: measure, Stage: stage, Printed: text, Value: value,
		},
		count: count, percent: share,
	}
}

func verdictOf(t *testing.T, rows []Reconciliation, measure, stage string) Reconciliation {
	t.Helper()
	for _, r := range rows {
		if r.Measure == measure && r.Stage == stage {
			return r
		}
	}
	t.Fatalf("no row for %s at %s", measure, stage)
	return Reconciliation{}
}

// estonia2016 is the plan as its end-of-term report prints it.
func estonia2016() []Commitment {
	var cs []Commitment
	for i, p := range [][2]string{
		{Substantial, Completed}, {Substantial, Completed}, {Substantial, Completed}, {Substantial, Substantial}, {Substantial, Substantial},
		{Limited, Substantial}, {Limited, Substantial}, {Limited, Substantial}, {NotStarted, Limited},
	} {
		c := rated(fmt.Sprintf("EE%04d", i), "estonia-2016", p[0], p[1])
		c.Relevance, c.PotentialImpact, c.DIOG = saidYes, "Moderate", "Marginal"
		c.StarRecomputedMidterm, c.StarRecomputedEndOfTerm = saidNo, saidNo
		if i == 0 {
			c.DIOG = "Major"
		}
		if i == 8 {
			c.Relevance = saidNo
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
	rows := reconcile(printedTable("estonia-2016", estoniaPrinted), nil, estonia2016(), nil)
	if len(rows) != len(estoniaPrinted) {
		t.Errorf("%d rows for %d printed figures", len(rows), len(estoniaPrinted))
	}
	for _, r := range rows {
		if r.Verdict != Agrees || *r.Difference != 0 || r.Reason == "" {
			t.Errorf("%s at %s: %s (%s), computed %v", r.Measure, r.Stage, r.Verdict, r.Reason, r.Computed)
		}
	}
}

func TestUruguaysFortiethCommitmentIsMissingInBoth(t *testing.T) {
	for _, absence := range []string{NotReviewed, NoData, NotStated, Unreadable} {
		cs := endOfTerm("uruguay-2016", Completed, 9, Substantial, 24, Limited, 4, NotStarted, 2, absence, 1)
		figures := printedTable("uruguay-2016", map[string]float64{
			"completed end_of_term": 9, "substantial end_of_term": 24, "limited end_of_term": 4, "not_started end_of_term": 2,
		})
		figures = append(figures, printedFigure("uruguay-2016", "number_of_commitments", "end_of_term", "40[1]", number(40), nil))
		rows := reconcile(figures, nil, cs, nil)
		for _, r := range rows {
			if r.Verdict != Agrees {
				t.Errorf("%s: %s: %s (%s)", absence, r.Measure, r.Verdict, r.Reason)
			}
		}
		basis := "no rating known for 1 of 40 commitments"
		if absence == NotReviewed {
			basis = "rating known for 39 of 40 commitments, 1 not reviewed"
		}
		if r := verdictOf(t, rows, "completed", "end_of_term"); r.Reason != basis+"; the printed levels add to 39 of 40" {
			t.Errorf("reason %q", r.Reason)
		}
		if r := verdictOf(t, rows, "number_of_commitments", "end_of_term"); !strings.Contains(r.Reason, "printed 40[1], without its footnote mark") {
			t.Errorf("reason %q", r.Reason)
		}
	}
}

func TestVerdicts(t *testing.T) {
	const plan = "estonia-2016"
	some := endOfTerm(plan, Completed, 2, Limited, 5, NotStated, 2)
	figure := func(measure, text string, count, share *float64) printed {
		return printedFigure(plan, measure, "end_of_term", text, count, share)
	}
	draft := figure("completed", "3", number(3), nil)
	draft.Draft = true
	noPlan := figure("completed", "3", number(3), nil)
	noPlan.PlanID = NotStated
	blank := figure("completed", Unreadable, nil, nil)
	blank.state = record.Unreadable
	clustered := endOfTerm(plan, Completed, 3, Limited, 1)
	clustered[0].ClusterIDs = []string{clustered[1].ID}
	tests := map[string]struct {
		figure      printed
		commitments []Commitment
		verdict     string
		reason      string
	}{
		"a count that is wrong whatever is still missing": {figure("completed", "7", number(7), nil), some, Differs, "differs by -5; no rating known for 2 of 9 commitments"},
		"fewer printed than found":                        {figure("completed", "1", number(1), nil), some, Differs, "differs by +1"},
		"a difference that the missing could make up":     {figure("completed", "4", number(4), nil), some, NotComparable, "no rating known for 2 of 9 commitments"},
		"an equality that may be chance":                  {figure("completed", "2", number(2), nil), some, NotComparable, "what is known comes to the printed figure"},
		"no rating known at all":                          {figure("completed", "0", number(0), nil), endOfTerm(plan, NotStated, 9), NotComparable, "no rating known for 9 of 9 commitments"},
		"not reviewed throughout means not yet":           {figure("completed", "0", number(0), nil), endOfTerm(plan, NotReviewed, 9), NotComparable, "no rating known for 9 of 9 commitments"},
		"no commitment known":                             {figure("completed", "3", number(3), nil), nil, NotComparable, "no commitment of this plan is known"},
		"a draft":                                         {draft, estonia2016(), NotComparable, "the report is a draft for public comment"},
		"a report of an unknown plan":                     {noPlan, estonia2016(), NotComparable, "it is not known which plan the report is about"},
		"a blank cell":                                    {blank, estonia2016(), NotComparable, "the report leaves the figure blank"},
		"a word instead of a number":                      {figure("completed", "N/A", nil, nil), estonia2016(), NotComparable, `the report prints "N/A", not a number`},
		"a plan with another number of commitments":       {figure("number_of_commitments", "35", number(35), nil), endOfTerm(plan, Completed, 38), Differs, "the report counts 35 commitments, here are 38"},
		"a count of assessments":                          {figure("completed", "2", number(2), nil), clustered, NotComparable, "the report counts assessments, of which there are 2; here 3 commitments are counted"},
		"a printed percentage within one point":           {figure("substantial_or_full_implementation", "64%", nil, number(0.64)), endOfTerm(plan, Completed, 11, Limited, 6), Agrees, "11 of 17 is 64.7 %"},
		"a printed percentage beyond one point":           {figure("substantial_or_full_implementation", "57%", nil, number(0.57)), endOfTerm(plan, Completed, 11, Limited, 6), Differs, "11 of 17 is 64.7 %"},
		"a count beside a percentage that does not fit":   {figure("completed", "3 (50%)", number(3), number(0.5)), estonia2016(), Agrees, "the printed 50.0 % does not"},
		"completed meaning substantial too":               {figure("completed_commitments", "8", number(8), nil), estonia2016(), Differs, "Completed and Substantial together are 8"},
		"carried over without a source that says so":      {figure("carried_over_to_next_action_plan", "5", number(5), nil), estonia2016(), NotComparable, "no continuation known for 9 of 9 commitments"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			rows := reconcile([]printed{test.figure}, nil, test.commitments, nil)
			if len(rows) != 1 {
				t.Fatalf("%d rows", len(rows))
			}
			r := rows[0]
			if r.Verdict != test.verdict || !strings.Contains(r.Reason, test.reason) {
				t.Errorf("%s (%s), want %s (%s)", r.Verdict, r.Reason, test.verdict, test.reason)
			}
			if (r.Difference == nil) != (test.verdict == NotComparable) {
				t.Errorf("difference %v with verdict %s", r.Difference, r.Verdict)
			}
		})
	}
}

func TestWhatIsCarriedOverComesFromTheTableOrStandsInALaterPlan(t *testing.T) {
	figure := printedFigure("estonia-2016", "carried_over_to_next_action_plan", "end_of_term", "2", number(2), nil)
	cs := estonia2016()
	var ratings []Rating
	for i, c := range cs {
		ratings = append(ratings, Rating{CommitmentID: c.ID, Indicator: "carried_forward", Value: map[bool]string{true: saidYes, false: saidNo}[i == 3]})
	}
	cs[5].PlanIDs, cs[5].RatedUnder = []string{"estonia-2016", "estonia-2018"}, "estonia-2018"
	if r := reconcile([]printed{figure}, nil, cs, ratings)[0]; r.Verdict != Agrees {
		t.Errorf("%s (%s)", r.Verdict, r.Reason)
	}
}

func TestEarlyResultsAreAskedOfBothScales(t *testing.T) {
	cs := endOfTerm("estonia-2020", Completed, 4)
	for i := range cs {
		cs[i].EarlyResults, cs[i].DIOG = NoData, NoData
	}
	cs[0].EarlyResults, cs[1].EarlyResults, cs[2].DIOG, cs[3].EarlyResults = "Significant", "Moderate", "Major", "No notable results"
	for measure, want := range map[string]float64{
		"early_results_any": 3, "early_results_major": 1, "early_results_moderate": 1, "early_results_significant_or_exceptional": 1, "early_results_marginal": 0,
	} {
		r := reconcile([]printed{printedFigure("estonia-2020", measure, "results", "", number(want), nil)}, nil, cs, nil)[0]
		if r.Verdict != Agrees {
			t.Errorf("%s: %s (%s), computed %v", measure, r.Verdict, r.Reason, r.Computed)
		}
	}
}

func TestDesignFiguresAreComparedWithDesignRatings(t *testing.T) {
	cs := endOfTerm("estonia-2018", Completed, 7)
	for i := range cs {
		cs[i].Relevance, cs[i].PotentialImpact, cs[i].Verifiable, cs[i].PotentialForResults = saidYes, "Transformative", saidYes, "Modest"
	}
	cs[0].Relevance, cs[1].Verifiable, cs[2].PotentialImpact = saidNo, saidNo, "Minor"
	rows := reconcile([]printed{
		printedFigure("estonia-2018", "commitments_relevant_to_ogp_values", "design", "6 (86%)", number(6), number(0.86)),
		printedFigure("estonia-2018", "transformative_commitments", "design", "6 (86%)", number(6), number(0.86)),
		printedFigure("estonia-2018", "potentially_starred_commitments", "design", "4 (57%)", number(4), number(0.57)),
		printedFigure("estonia-2018", "commitments_with_substantial_potential_for_results", "design", "0", number(0), nil),
		printedFigure("estonia-2018", "completed_commitments", "design", "N/A", nil, nil),
		printedFigure("estonia-2018", "multistakeholder_forum", "design", "Yes", nil, nil),
	}, nil, cs, nil)
	if len(rows) != 5 {
		t.Fatalf("%d rows, want none for what the data cannot give", len(rows))
	}
	for _, r := range rows[:4] {
		if r.Verdict != Agrees {
			t.Errorf("%s: %s (%s)", r.Measure, r.Verdict, r.Reason)
		}
	}
	if rows[4].Verdict != NotComparable {
		t.Errorf("completion in a design report: %s", rows[4].Verdict)
	}
}

func TestTheYearOfJoiningIsComparedWithTheMembersPage(t *testing.T) {
	m := Member{ID: "estonia", MemberSince: 2011}
	figure := printedFigure(NotStated, "participating_since", "design", "2011", number(2011), nil)
	if r := reconcile([]printed{figure}, []Member{m}, nil, nil)[0]; r.Verdict != Agrees {
		t.Errorf("%s (%s)", r.Verdict, r.Reason)
	}
	if r := reconcile([]printed{figure}, nil, nil, nil)[0]; r.Verdict != NotComparable {
		t.Errorf("%s (%s)", r.Verdict, r.Reason)
	}
}
