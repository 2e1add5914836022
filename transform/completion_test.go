package transform

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// rated makes a commitment of one plan with both stages found on.
func rated(id, plan, midterm, endOfTerm string) Commitment {
	c := Commitment{
		ID: id, MemberID: "estonia", PlanIDs: []string{plan}, RatedUnder: plan, CycleYear: 2016,
		PolicyAreas:       []string{"Open Data"},
		CompletionMidterm: midterm, CompletionEndOfTerm: endOfTerm,
		Completion: endOfTerm, CompletionStage: "end of term",
		Starred: NotStated, StarredMidterm: NotStated, StarredEndOfTerm: NotStated,
	}
	if !isCompletionFinding(endOfTerm) && isCompletionFinding(midterm) {
		c.Completion, c.CompletionStage = midterm, "midterm"
	}
	return c
}

// endOfTerm makes the commitments of one plan whose end-of-term findings are
// given as counts of words.
func endOfTerm(plan string, counts ...any) []Commitment {
	var cs []Commitment
	for i := 0; i < len(counts); i += 2 {
		for range counts[i+1].(int) {
			cs = append(cs, rated(fmt.Sprintf("%s-%d", plan, len(cs)), plan, NotStated, counts[i].(string)))
		}
	}
	return cs
}

func rowOf(t *testing.T, rows []Completion, kind, group, stage string) Completion {
	t.Helper()
	for _, r := range rows {
		if r.GroupType == kind && r.Group == group && r.Stage == stage {
			return r
		}
	}
	t.Fatalf("no row for %s %s at %s", kind, group, stage)
	return Completion{}
}

var (
	estonia   = Member{ID: "estonia", Name: "Estonia", Type: "National", Region: "Europe"}
	georgia   = Member{ID: "georgia", Name: "Georgia", Type: "National", Region: "Europe"}
	planEE16  = Plan{ID: "estonia-2016", MemberID: "estonia", Title: "Estonia Action Plan 2016-2018", Cycle: "2016-2018"}
	planEE18  = Plan{ID: "estonia-2018", MemberID: "estonia", Title: NotStated, Cycle: "2018-2020"}
	someAbove = []string{GroupAll, GroupMemberType, GroupRegion, GroupMember, GroupCycle, GroupPolicyArea}
)

func TestEstoniasPlanOf2016HasThePrintedFigures(t *testing.T) {
	// The end-of-term report prints 0, 5, 3, 1 at midterm and 3, 5, 1, 0.
	pairs := [][2]string{
		{Substantial, Completed}, {Substantial, Completed}, {Substantial, Completed},
		{Substantial, Substantial}, {Substantial, Substantial}, {Limited, Substantial}, {Limited, Substantial}, {Limited, Substantial},
		{NotStarted, Limited},
	}
	var cs []Commitment
	for i, p := range pairs {
		cs = append(cs, rated(fmt.Sprintf("EE%04d", i), "estonia-2016", p[0], p[1]))
	}
	rows := completions([]Member{estonia}, []Plan{planEE16}, cs)
	mid := rowOf(t, rows, GroupActionPlan, "estonia-2016", "midterm")
	end := rowOf(t, rows, GroupActionPlan, "estonia-2016", "end_of_term")
	if got, want := [4]int{mid.Completed, mid.Substantial, mid.Limited, mid.NotStarted}, [4]int{0, 5, 3, 1}; got != want {
		t.Errorf("midterm levels %v, want %v", got, want)
	}
	if got, want := [4]int{end.Completed, end.Substantial, end.Limited, end.NotStarted}, [4]int{3, 5, 1, 0}; got != want {
		t.Errorf("end-of-term levels %v, want %v", got, want)
	}
	if mid.HighCompletion != (Rate{5, 9}) || end.HighCompletion != (Rate{8, 9}) {
		t.Errorf("high completion %v and %v, want 5 of 9 and 8 of 9", mid.HighCompletion, end.HighCompletion)
	}
	if end.FullCompletion != (Rate{3, 9}) || end.ShareOfAll != (Rate{8, 9}) {
		t.Errorf("full %v, share of all %v", end.FullCompletion, end.ShareOfAll)
	}
	if want := "High completion: 8 of 9 assessed; 0 left out"; end.InWords != want {
		t.Errorf("in words %q, want %q", end.InWords, want)
	}
	if end.GroupLabel != "Estonia Action Plan 2016-2018" {
		t.Errorf("label %q", end.GroupLabel)
	}
}

func TestWhatIsNotARatingIsLeftOutByName(t *testing.T) {
	cs := endOfTerm("estonia-2016", Completed, 9, Substantial, 24, Limited, 4, NotStarted, 2, NotReviewed, 1)
	row := rowOf(t, completions([]Member{estonia}, []Plan{planEE16}, cs), GroupAll, GroupAll, "latest")
	if row.Commitments != 40 || row.Assessed != 39 || row.LeftOut != 1 {
		t.Errorf("%d commitments, %d assessed, %d left out; want 40, 39, 1", row.Commitments, row.Assessed, row.LeftOut)
	}
	if row.ShareOfAll != (Rate{33, 40}) {
		t.Errorf("share of all %v, want 33 of 40: its denominator is every commitment", row.ShareOfAll)
	}
	if want := "High completion: 33 of 39 assessed; 1 left out: 1 Not reviewed (NR); 39 of 40 commitments assessed"; row.InWords != want {
		t.Errorf("in words\n got %q\nwant %q", row.InWords, want)
	}
}

func TestReasonsStandInTheOrderOfTheVocabulary(t *testing.T) {
	cs := endOfTerm("estonia-2016", NotReadYet, 1, Unreadable, 2, NoData, 1, Withdrawn, 1, PendingReview, 3, Unclear, 1, "", 1, NoEvidence, 1)
	row := rowOf(t, completions(nil, nil, cs), GroupAll, GroupAll, "end_of_term")
	want := []Reason{{Unclear, 1}, {Withdrawn, 1}, {NoEvidence, 1}, {PendingReview, 3}, {NoData, 1}, {NotStated, 1}, {Unreadable, 2}, {NotReadYet, 1}}
	if diff := cmp.Diff(want, row.LeftOutReasons); diff != "" {
		t.Error(diff)
	}
	if row.HighCompletion.Has() {
		t.Error("a rate was made of absences")
	}
	if want := "High completion: none assessed; 11 left out"; row.InWords[:len(want)] != want {
		t.Errorf("in words %q", row.InWords)
	}
}

func TestACommitmentOfTwoPlansCountsOnceAboveThePlan(t *testing.T) {
	c := rated("EE0059", "estonia-2016", NotStated, Completed)
	c.PlanIDs = []string{"estonia-2016", "estonia-2018", "estonia-2018"}
	c.Starred = saidYes
	rows := completions([]Member{estonia}, []Plan{planEE16, planEE18}, []Commitment{c})
	for _, kind := range someAbove {
		n := 0
		for _, r := range rows {
			if r.GroupType == kind && r.Stage == "latest" {
				n += r.Commitments
			}
		}
		if n != 1 {
			t.Errorf("%s counts it %d times", kind, n)
		}
	}
	here := rowOf(t, rows, GroupActionPlan, "estonia-2016", "latest")
	there := rowOf(t, rows, GroupActionPlan, "estonia-2018", "latest")
	if here.Assessed != 1 || here.Starred != 1 {
		t.Errorf("the plan of its cycle: %d assessed, %d starred", here.Assessed, here.Starred)
	}
	if there.Commitments != 1 || there.Assessed != 0 || there.Starred != 0 {
		t.Errorf("the other plan: %d commitments, %d assessed, %d starred", there.Commitments, there.Assessed, there.Starred)
	}
	if diff := cmp.Diff([]Reason{{"rated under estonia-2016", 1}}, there.LeftOutReasons); diff != "" {
		t.Error(diff)
	}
	if there.GroupLabel != "Estonia 2018-2020" {
		t.Errorf("a plan without a title is called %q", there.GroupLabel)
	}
}

func TestLocalMembersAreLeftOutAsNotAssessedByTheIRM(t *testing.T) {
	c := rated("KAD0001", "kaduna-state-nigeria-2018", NotStated, Completed)
	c.Local = true
	row := rowOf(t, completions(nil, nil, []Commitment{c}), GroupAll, GroupAll, "latest")
	if row.Assessed != 0 || row.LeftOutReasons[0] != (Reason{"not assessed by the IRM", 1}) {
		t.Errorf("assessed %d, reasons %v", row.Assessed, row.LeftOutReasons)
	}
}

func TestGoneCommitmentsAreNotCounted(t *testing.T) {
	c := rated("EE0001", "estonia-2016", NotStated, Completed)
	c.Gone = true
	if rows := completions([]Member{estonia}, []Plan{planEE16}, []Commitment{c}); len(rows) != 0 {
		t.Errorf("rows for groups without a commitment: %v", rows)
	}
}

func TestPlansWithOnlyAMidtermAreMarked(t *testing.T) {
	cs := []Commitment{
		rated("EE0001", "estonia-2012", Limited, NoData), rated("EE0002", "estonia-2012", NotReviewed, NoData),
		rated("EE0003", "estonia-2014", Limited, NotReviewed), rated("EE0004", "estonia-2014", Limited, Completed),
	}
	unstated := rated("EE0005", "estonia-2013", Limited, NotStated)
	unstated.Completion, unstated.CompletionStage = Completed, NotStated
	rows := completions(nil, nil, append(cs, unstated))
	if row := rowOf(t, rows, GroupAll, GroupAll, "latest"); row.MidtermOnly != 2 {
		t.Errorf("midterm only %d, want the 2 of the plan without a later finding", row.MidtermOnly)
	}
}

func TestClustersCountAsCommitmentsAndSaySo(t *testing.T) {
	cs := endOfTerm("estonia-2016", Completed, 2, Limited, 1, Substantial, 1)
	cs[0].ClusterIDs = []string{cs[0].ID, cs[1].ID}
	cs[1].ClusterIDs = []string{cs[0].ID, cs[1].ID}
	cs[2].ClusterIDs = []string{"a cluster of its own"}
	row := rowOf(t, completions(nil, nil, cs), GroupAll, GroupAll, "latest")
	if row.Assessed != 4 || row.Assessments != 3 {
		t.Errorf("%d assessed by %d assessments, want 4 by 3", row.Assessed, row.Assessments)
	}
	if want := "; the 4 assessed commitments rest on 3 assessments, since clusters are assessed together"; row.InWords != "High completion: 3 of 4 assessed; 0 left out"+want {
		t.Errorf("in words %q", row.InWords)
	}
}

func TestAClusterWithDifferentRatingsWasNotAssessedTogether(t *testing.T) {
	cs := endOfTerm("estonia-2020", Limited, 3, Completed, 1, NotReviewed, 1)
	for i := range cs {
		cs[i].ClusterIDs = []string{"A"}
		cs[i].CompletionMidterm = Limited
	}
	rows := completions(nil, nil, cs)
	if row := rowOf(t, rows, GroupAll, GroupAll, "end_of_term"); row.Assessed != 4 || row.Assessments != 4 {
		t.Errorf("%d assessed by %d assessments, want each by its own", row.Assessed, row.Assessments)
	}
	if row := rowOf(t, rows, GroupAll, GroupAll, "midterm"); row.Assessed != 5 || row.Assessments != 1 {
		t.Errorf("%d assessed by %d assessments at midterm, want 5 by 1", row.Assessed, row.Assessments)
	}
	figure := printedFigure("estonia-2020", "limited", "end_of_term", "1", number(1), nil)
	if r := reconcile([]printed{figure}, nil, cs, nil)[0]; r.Verdict != Differs {
		t.Errorf("%s (%s): three ratings are not one assessment", r.Verdict, r.Reason)
	}
}

func TestAClusterNameMeansSomethingWithinOnePlanOnly(t *testing.T) {
	cs := append(endOfTerm("estonia-2016", Completed, 1), endOfTerm("estonia-2018", Completed, 1)...)
	cs[0].ClusterIDs, cs[1].ClusterIDs = []string{"Cluster 1"}, []string{"Cluster 1"}
	if row := rowOf(t, completions(nil, nil, cs), GroupAll, GroupAll, "latest"); row.Assessments != 2 {
		t.Errorf("%d assessments, want 2", row.Assessments)
	}
}

func TestGroupsStandInDeclaredOrderThenByNameAsPeopleSort(t *testing.T) {
	members := []Member{{ID: "aland", Name: "Åland"}, {ID: "albania", Name: "albania"}, {ID: "cote-divoire", Name: "Côte d’Ivoire"}, {ID: "costa-rica", Name: "Costa Rica"}}
	var cs []Commitment
	for _, id := range []string{"cote-divoire", "albania", "costa-rica", "aland"} {
		c := rated(id, id+"-2016", Limited, Completed)
		c.MemberID = id
		cs = append(cs, c)
	}
	var kinds, names []string
	for _, r := range completions(members, nil, cs) {
		if len(kinds) == 0 || kinds[len(kinds)-1] != r.GroupType {
			kinds = append(kinds, r.GroupType)
		}
		if r.GroupType == GroupMember && r.Stage == "latest" {
			names = append(names, r.GroupLabel)
		}
	}
	if diff := cmp.Diff([]string{GroupAll, GroupMemberType, GroupRegion, GroupMember, GroupActionPlan, GroupCycle, GroupPolicyArea}, kinds); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Åland", "albania", "Costa Rica", "Côte d’Ivoire"}, names); diff != "" {
		t.Error(diff)
	}
}

func TestThematicFocusSharesArePartsOfThePlansCommitments(t *testing.T) {
	cs := endOfTerm("estonia-2016", Completed, 4)
	cs[0].PolicyAreas = []string{"Open Data", "Gender", "Open Data"}
	cs[1].PolicyAreas = nil
	cs[2].Gone = true
	cs[3].PlanIDs = []string{"estonia-2016", "estonia-2018"}
	got := thematicFocus([]Plan{planEE16, planEE18}, cs)
	want := []ThematicFocus{
		{"estonia-2016", "Gender", 1, Rate{1, 3}}, {"estonia-2016", NotStated, 1, Rate{1, 3}}, {"estonia-2016", "Open Data", 2, Rate{2, 3}},
		{"estonia-2018", "Open Data", 1, Rate{1, 1}},
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
}
