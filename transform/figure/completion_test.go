package figure

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ogptracker/transform/dataset"
	"ogptracker/transform/transformtest"
	"ogptracker/transform/vocabulary"
)

var (
	planEE18  = dataset.Plan{ID: "estonia-2018", MemberID: "estonia", Title: vocabulary.NotStated, Cycle: "2018-2020"}
	someAbove = []string{GroupAll, GroupMemberType, GroupRegion, GroupMember, groupCycle, groupPolicyArea}
)

func TestEstoniasPlanOf2016HasThePrintedFigures(t *testing.T) {
	// The end-of-term report prints 0, 5, 3, 1 at midterm and 3, 5, 1, 0.
	pairs := [][2]string{
		{vocabulary.Substantial, vocabulary.Completed}, {vocabulary.Substantial, vocabulary.Completed}, {vocabulary.Substantial, vocabulary.Completed},
		{vocabulary.Substantial, vocabulary.Substantial}, {vocabulary.Substantial, vocabulary.Substantial}, {vocabulary.Limited, vocabulary.Substantial}, {vocabulary.Limited, vocabulary.Substantial}, {vocabulary.Limited, vocabulary.Substantial},
		{vocabulary.NotStarted, vocabulary.Limited},
	}
	var cs []dataset.Commitment
	for i, p := range pairs {
		cs = append(cs, transformtest.Rated(fmt.Sprintf("EE%04d", i), "estonia-2016", p[0], p[1]))
	}
	rows := Completions([]dataset.Member{transformtest.Estonia}, []dataset.Plan{transformtest.PlanEE16}, cs)
	mid := transformtest.RowOf(t, rows, GroupActionPlan, "estonia-2016", "midterm")
	end := transformtest.RowOf(t, rows, GroupActionPlan, "estonia-2016", "end_of_term")
	if got, want := [4]int{mid.Completed, mid.Substantial, mid.Limited, mid.NotStarted}, [4]int{0, 5, 3, 1}; got != want {
		t.Errorf("midterm levels %v, want %v", got, want)
	}
	if got, want := [4]int{end.Completed, end.Substantial, end.Limited, end.NotStarted}, [4]int{3, 5, 1, 0}; got != want {
		t.Errorf("end-of-term levels %v, want %v", got, want)
	}
	if mid.HighCompletion != (dataset.Rate{Count: 5, Of: 9}) || end.HighCompletion != (dataset.Rate{Count: 8, Of: 9}) {
		t.Errorf("high completion %v and %v, want 5 of 9 and 8 of 9", mid.HighCompletion, end.HighCompletion)
	}
	if end.FullCompletion != (dataset.Rate{Count: 3, Of: 9}) || end.ShareOfAll != (dataset.Rate{Count: 8, Of: 9}) {
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
	cs := transformtest.EndOfTerm("estonia-2016", vocabulary.Completed, 9, vocabulary.Substantial, 24, vocabulary.Limited, 4, vocabulary.NotStarted, 2, vocabulary.NotReviewed, 1)
	row := transformtest.RowOf(t, Completions([]dataset.Member{transformtest.Estonia}, []dataset.Plan{transformtest.PlanEE16}, cs), GroupAll, GroupAll, "latest")
	if row.Commitments != 40 || row.Assessed != 39 || row.LeftOut != 1 {
		t.Errorf("%d commitments, %d assessed, %d left out; want 40, 39, 1", row.Commitments, row.Assessed, row.LeftOut)
	}
	if row.ShareOfAll != (dataset.Rate{Count: 33, Of: 40}) {
		t.Errorf("share of all %v, want 33 of 40: its denominator is every commitment", row.ShareOfAll)
	}
	if want := "High completion: 33 of 39 assessed; 1 left out: 1 Not reviewed (NR); 39 of 40 commitments assessed"; row.InWords != want {
		t.Errorf("in words\n got %q\nwant %q", row.InWords, want)
	}
}

func TestReasonsStandInTheOrderOfTheVocabulary(t *testing.T) {
	cs := transformtest.EndOfTerm("estonia-2016", vocabulary.NotReadYet, 1, vocabulary.Unreadable, 2, vocabulary.NoData, 1, vocabulary.Withdrawn, 1, vocabulary.PendingReview, 3, vocabulary.Unclear, 1, "", 1, vocabulary.NoEvidence, 1)
	row := transformtest.RowOf(t, Completions(nil, nil, cs), GroupAll, GroupAll, "end_of_term")
	want := []dataset.Reason{{Words: vocabulary.Unclear, Count: 1}, {Words: vocabulary.Withdrawn, Count: 1}, {Words: vocabulary.NoEvidence, Count: 1}, {Words: vocabulary.PendingReview, Count: 3}, {Words: vocabulary.NoData, Count: 1}, {Words: vocabulary.NotStated, Count: 1}, {Words: vocabulary.Unreadable, Count: 2}, {Words: vocabulary.NotReadYet, Count: 1}}
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
	c := transformtest.Rated("EE0059", "estonia-2016", vocabulary.NotStated, vocabulary.Completed)
	c.PlanIDs = []string{"estonia-2016", "estonia-2018", "estonia-2018"}
	c.Starred = vocabulary.Yes
	rows := Completions([]dataset.Member{transformtest.Estonia}, []dataset.Plan{transformtest.PlanEE16, planEE18}, []dataset.Commitment{c})
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
	here := transformtest.RowOf(t, rows, GroupActionPlan, "estonia-2016", "latest")
	there := transformtest.RowOf(t, rows, GroupActionPlan, "estonia-2018", "latest")
	if here.Assessed != 1 || here.Starred != 1 {
		t.Errorf("the plan of its cycle: %d assessed, %d starred", here.Assessed, here.Starred)
	}
	if there.Commitments != 1 || there.Assessed != 0 || there.Starred != 0 {
		t.Errorf("the other plan: %d commitments, %d assessed, %d starred", there.Commitments, there.Assessed, there.Starred)
	}
	if diff := cmp.Diff([]dataset.Reason{{Words: "rated under estonia-2016", Count: 1}}, there.LeftOutReasons); diff != "" {
		t.Error(diff)
	}
	if there.GroupLabel != "Estonia action plan 2018-2020" {
		t.Errorf("a plan without a title is called %q", there.GroupLabel)
	}
}

func TestLocalMembersAreLeftOutAsNotAssessedByTheIRM(t *testing.T) {
	c := transformtest.Rated("KAD0001", "kaduna-state-nigeria-2018", vocabulary.NotStated, vocabulary.Completed)
	c.SelfReported = true
	row := transformtest.RowOf(t, Completions(nil, nil, []dataset.Commitment{c}), GroupAll, GroupAll, "latest")
	if row.Assessed != 0 || row.LeftOutReasons[0] != (dataset.Reason{Words: "not assessed by the IRM", Count: 1}) {
		t.Errorf("assessed %d, reasons %v", row.Assessed, row.LeftOutReasons)
	}
}

func TestGoneCommitmentsAreNotCounted(t *testing.T) {
	c := transformtest.Rated("EE0001", "estonia-2016", vocabulary.NotStated, vocabulary.Completed)
	c.Gone = true
	if rows := Completions([]dataset.Member{transformtest.Estonia}, []dataset.Plan{transformtest.PlanEE16}, []dataset.Commitment{c}); len(rows) != 0 {
		t.Errorf("rows for groups without a commitment: %v", rows)
	}
}

func TestPlansWithOnlyAMidtermAreMarked(t *testing.T) {
	cs := []dataset.Commitment{
		transformtest.Rated("EE0001", "estonia-2012", vocabulary.Limited, vocabulary.NoData), transformtest.Rated("EE0002", "estonia-2012", vocabulary.NotReviewed, vocabulary.NoData),
		transformtest.Rated("EE0003", "estonia-2014", vocabulary.Limited, vocabulary.NotReviewed), transformtest.Rated("EE0004", "estonia-2014", vocabulary.Limited, vocabulary.Completed),
	}
	unstated := transformtest.Rated("EE0005", "estonia-2013", vocabulary.Limited, vocabulary.NotStated)
	unstated.Completion, unstated.CompletionStage = vocabulary.Completed, ""
	rows := Completions(nil, nil, append(cs, unstated))
	if row := transformtest.RowOf(t, rows, GroupAll, GroupAll, "latest"); row.MidtermOnly != 2 {
		t.Errorf("midterm only %d, want the 2 of the plan without a later finding", row.MidtermOnly)
	}
}

func TestClustersCountAsCommitmentsAndSaySo(t *testing.T) {
	cs := transformtest.EndOfTerm("estonia-2016", vocabulary.Completed, 2, vocabulary.Limited, 1, vocabulary.Substantial, 1)
	cs[0].ClusterIDs = []string{cs[0].ID, cs[1].ID}
	cs[1].ClusterIDs = []string{cs[0].ID, cs[1].ID}
	cs[2].ClusterIDs = []string{"a cluster of its own"}
	row := transformtest.RowOf(t, Completions(nil, nil, cs), GroupAll, GroupAll, "latest")
	if row.Assessed != 4 || row.Assessments != 3 {
		t.Errorf("%d assessed by %d assessments, want 4 by 3", row.Assessed, row.Assessments)
	}
	if want := "; the 4 assessed commitments rest on 3 assessments, since clusters are assessed together"; row.InWords != "High completion: 3 of 4 assessed; 0 left out"+want {
		t.Errorf("in words %q", row.InWords)
	}
}

func TestAClusterWithDifferentRatingsWasNotAssessedTogether(t *testing.T) {
	cs := transformtest.EndOfTerm("estonia-2020", vocabulary.Limited, 3, vocabulary.Completed, 1, vocabulary.NotReviewed, 1)
	for i := range cs {
		cs[i].ClusterIDs = []string{"A"}
		cs[i].CompletionMidterm = vocabulary.Limited
	}
	rows := Completions(nil, nil, cs)
	if row := transformtest.RowOf(t, rows, GroupAll, GroupAll, "end_of_term"); row.Assessed != 4 || row.Assessments != 4 {
		t.Errorf("%d assessed by %d assessments, want each by its own", row.Assessed, row.Assessments)
	}
	if row := transformtest.RowOf(t, rows, GroupAll, GroupAll, "midterm"); row.Assessed != 5 || row.Assessments != 1 {
		t.Errorf("%d assessed by %d assessments at midterm, want 5 by 1", row.Assessed, row.Assessments)
	}
	figure := printedFigure("estonia-2020", "limited", "end_of_term", "1", transformtest.Number(1), nil)
	if r := Reconcile([]Printed{figure}, nil, cs, nil)[0]; r.Verdict != dataset.Differs {
		t.Errorf("%s (%s): three ratings are not one assessment", r.Verdict, r.Reason)
	}
}

func TestAClusterNameMeansSomethingWithinOnePlanOnly(t *testing.T) {
	cs := append(transformtest.EndOfTerm("estonia-2016", vocabulary.Completed, 1), transformtest.EndOfTerm("estonia-2018", vocabulary.Completed, 1)...)
	cs[0].ClusterIDs, cs[1].ClusterIDs = []string{"Cluster 1"}, []string{"Cluster 1"}
	if row := transformtest.RowOf(t, Completions(nil, nil, cs), GroupAll, GroupAll, "latest"); row.Assessments != 2 {
		t.Errorf("%d assessments, want 2", row.Assessments)
	}
}

func TestGroupsStandInDeclaredOrderThenByNameAsPeopleSort(t *testing.T) {
	members := []dataset.Member{{ID: "aland", Name: "Åland"}, {ID: "albania", Name: "albania"}, {ID: "cote-divoire", Name: "Côte d’Ivoire"}, {ID: "costa-rica", Name: "Costa Rica"}}
	var cs []dataset.Commitment
	for _, id := range []string{"cote-divoire", "albania", "costa-rica", "aland"} {
		c := transformtest.Rated(id, id+"-2016", vocabulary.Limited, vocabulary.Completed)
		c.MemberID = id
		cs = append(cs, c)
	}
	var kinds, names []string
	for _, r := range Completions(members, nil, cs) {
		if len(kinds) == 0 || kinds[len(kinds)-1] != r.GroupType {
			kinds = append(kinds, r.GroupType)
		}
		if r.GroupType == GroupMember && r.Stage == "latest" {
			names = append(names, r.GroupLabel)
		}
	}
	if diff := cmp.Diff([]string{GroupAll, GroupMemberType, GroupRegion, GroupMember, GroupActionPlan, groupCycle, groupPolicyArea, groupOGPValue}, kinds); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Åland", "albania", "Costa Rica", "Côte d’Ivoire"}, names); diff != "" {
		t.Error(diff)
	}
}

func TestThematicFocusSharesArePartsOfThePlansCommitments(t *testing.T) {
	cs := transformtest.EndOfTerm("estonia-2016", vocabulary.Completed, 4)
	cs[0].PolicyAreas = []string{"Open Data", "Gender", "Open Data"}
	cs[1].PolicyAreas = nil
	cs[2].Gone = true
	cs[3].PlanIDs = []string{"estonia-2016", "estonia-2018"}
	got := ThematicFocus([]dataset.Plan{transformtest.PlanEE16, planEE18}, cs)
	want := []dataset.ThematicFocus{
		{PlanID: "estonia-2016", PolicyArea: "Gender", Commitments: 1, Share: dataset.Rate{Count: 1, Of: 3}}, {PlanID: "estonia-2016", PolicyArea: vocabulary.NotStated, Commitments: 1, Share: dataset.Rate{Count: 1, Of: 3}}, {PlanID: "estonia-2016", PolicyArea: "Open Data", Commitments: 2, Share: dataset.Rate{Count: 2, Of: 3}},
		{PlanID: "estonia-2018", PolicyArea: "Open Data", Commitments: 1, Share: dataset.Rate{Count: 1, Of: 1}},
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
}
