package figure

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/transformtest"
	"ogptracker/transform/vocabulary"
)

var anyFinding = rapid.SampledFrom([]string{
	vocabulary.Completed, vocabulary.Substantial, vocabulary.Limited, vocabulary.NotStarted, vocabulary.Unclear, vocabulary.Withdrawn, vocabulary.NoEvidence,
	vocabulary.PendingReview, vocabulary.NoIRMData, vocabulary.NotReviewed, vocabulary.NoData, vocabulary.NotApplicable, vocabulary.NotStated, vocabulary.Unreadable, vocabulary.NotRecognised, vocabulary.NotReadYet, "",
})

var propertyMembers = []dataset.Member{
	{ID: "estonia", Name: "Estonia", Type: "National", Region: "Europe"},
	{ID: "georgia", Name: "Georgia", Type: "National", Region: "Europe"},
	{ID: "kenya", Name: "Kenya", Type: "National", Region: "Africa and the Middle East"},
	{ID: "kaduna", Name: "Kaduna", Type: "Local"},
}

// anyCommitments makes commitments of some members; at most twoPlans of two
// plans each.
func anyCommitments(t *rapid.T, twoPlans bool) []dataset.Commitment {
	n := rapid.IntRange(0, 30).Draw(t, "commitments")
	cs := make([]dataset.Commitment, n)
	for i := range cs {
		m := rapid.SampledFrom(propertyMembers).Draw(t, "member")
		year := rapid.SampledFrom([]vocabulary.Year{2014, 2016, 2018}).Draw(t, "year")
		plan := fmt.Sprintf("%s-%d", m.ID, year)
		cs[i] = dataset.Commitment{
			ID: fmt.Sprintf("C%04d", i), MemberID: m.ID, CycleYear: year, PlanIDs: []string{plan}, RatedUnder: plan,
			SelfReported:      m.Type == "Local",
			CompletionMidterm: anyFinding.Draw(t, "midterm"), CompletionEndOfTerm: anyFinding.Draw(t, "end of term"),
			Completion: anyFinding.Draw(t, "latest"), CompletionStage: rapid.SampledFrom([]record.Stage{record.StageMidterm, record.StageEndOfTerm, ""}).Draw(t, "stage"),
			PolicyAreas: rapid.SliceOfN(rapid.SampledFrom([]string{"Open Data", "Gender", "Youth"}), 0, 3).Draw(t, "areas"),
			Gone:        rapid.IntRange(0, 9).Draw(t, "gone") == 0,
		}
		if twoPlans && rapid.Bool().Draw(t, "in two plans") {
			cs[i].PlanIDs = append(cs[i].PlanIDs, fmt.Sprintf("%s-%d", m.ID, year+2))
		}
		if rapid.IntRange(0, 4).Draw(t, "in a cluster") == 0 {
			cs[i].ClusterIDs = []string{rapid.SampledFrom([]string{"A", "B"}).Draw(t, "cluster")}
		}
	}
	return cs
}

func TestThePartsOfEveryGroupAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for _, r := range Completions(propertyMembers, nil, anyCommitments(t, true)) {
			if got := r.Completed + r.Substantial + r.Limited + r.NotStarted; got != r.Assessed {
				t.Errorf("%s %s: levels add to %d of %d assessed", r.GroupType, r.Group, got, r.Assessed)
			}
			reasons := 0
			for _, reason := range r.LeftOutReasons {
				reasons += reason.Count
			}
			if r.Assessed+r.LeftOut != r.Commitments || reasons != r.LeftOut {
				t.Errorf("%s %s: %d assessed and %d left out (%d by reasons) of %d", r.GroupType, r.Group, r.Assessed, r.LeftOut, reasons, r.Commitments)
			}
			if r.Assessments > r.Assessed || (r.Assessed > 0) != (r.Assessments > 0) {
				t.Errorf("%s %s: %d assessed by %d assessments", r.GroupType, r.Group, r.Assessed, r.Assessments)
			}
			if r.Commitments == 0 {
				t.Errorf("%s %s: a group without a commitment", r.GroupType, r.Group)
			}
		}
	})
}

func TestARateIsNeverMadeOfAnAbsence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cs := anyCommitments(t, false)
		ratings := map[string]int{}
		for _, c := range cs {
			switch c.Completion {
			case vocabulary.Completed, vocabulary.Substantial, vocabulary.Limited, vocabulary.NotStarted:
				if !c.Gone && !c.SelfReported {
					ratings[c.MemberID]++
				}
			}
		}
		for _, r := range Completions(propertyMembers, nil, cs) {
			if r.GroupType == GroupMember && r.Stage == "latest" && r.HighCompletion.Of != ratings[r.Group] {
				t.Errorf("%s: a rate of %d, with %d ratings", r.Group, r.HighCompletion.Of, ratings[r.Group])
			}
			if share, ok := r.HighCompletion.Value(); ok != (r.Assessed > 0) || share < 0 || share > 1 {
				t.Errorf("%s %s: share %v, %v, of %d assessed", r.GroupType, r.Group, share, ok, r.Assessed)
			}
		}
	})
}

func TestAnUnassessedCommitmentNeverChangesAHighCompletionRate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cs := anyCommitments(t, true)
		extra := dataset.Commitment{ID: "extra", MemberID: "estonia", CycleYear: 2016, PlanIDs: []string{"estonia-2016"}, RatedUnder: "estonia-2016", PolicyAreas: []string{"Gender"}}
		absence := anyFinding.Filter(func(v string) bool { return vocabulary.CompletionLevel(v) == vocabulary.LevelNone })
		extra.CompletionMidterm, extra.CompletionEndOfTerm, extra.Completion = absence.Draw(t, "mid"), absence.Draw(t, "end"), absence.Draw(t, "latest")
		before := map[string]dataset.Rate{}
		for _, r := range Completions(propertyMembers, nil, cs) {
			before[r.GroupType+r.Group+string(r.Stage)] = r.HighCompletion
		}
		for _, r := range Completions(propertyMembers, nil, append(cs, extra)) {
			if was := before[r.GroupType+r.Group+string(r.Stage)]; r.HighCompletion != was {
				t.Errorf("%s %s %s: %v became %v", r.GroupType, r.Group, r.Stage, was, r.HighCompletion)
			}
		}
	})
}

func TestTheOrderOfCommitmentsNeverChangesAFigure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cs := anyCommitments(t, true)
		shuffled := rapid.Permutation(cs).Draw(t, "order")
		if diff := cmp.Diff(Completions(propertyMembers, nil, cs), Completions(propertyMembers, nil, shuffled)); diff != "" {
			t.Error(diff)
		}
		plans := []dataset.Plan{{ID: "estonia-2016", MemberID: "estonia", EndYear: 2018}, {ID: "kenya-2014", MemberID: "kenya", EndYear: 2016}}
		if diff := cmp.Diff(ThematicFocus(plans, cs), ThematicFocus(plans, shuffled)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(DueDates(transformtest.Night, propertyMembers, plans, cs), DueDates(transformtest.Night, propertyMembers, plans, shuffled)); diff != "" {
			t.Error(diff)
		}
		figures := []Printed{printedFigure("estonia-2016", "completed", "end_of_term", "3", transformtest.Number(3), nil)}
		if diff := cmp.Diff(Reconcile(figures, nil, cs, nil), Reconcile(figures, nil, shuffled, nil)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestCountsAddUpFromPlansToEverything(t *testing.T) {
	sum := func(rows []dataset.Completion, kind, prefix string) (commitments, assessed int) {
		for _, r := range rows {
			if r.GroupType == kind && r.Stage == "latest" && len(r.Group) >= len(prefix) && r.Group[:len(prefix)] == prefix {
				commitments += r.Commitments
				assessed += r.Assessed
			}
		}
		return commitments, assessed
	}
	rapid.Check(t, func(t *rapid.T) {
		rows := Completions(propertyMembers, nil, anyCommitments(t, false))
		all, assessed := sum(rows, GroupAll, "")
		for _, kind := range []string{GroupMemberType, GroupRegion, GroupMember, GroupActionPlan, groupCycle} {
			if n, a := sum(rows, kind, ""); n != all || a != assessed {
				t.Errorf("%s adds to %d commitments and %d assessed, not %d and %d", kind, n, a, all, assessed)
			}
		}
		for _, m := range propertyMembers {
			n, a := sum(rows, GroupMember, m.ID)
			if np, ap := sum(rows, GroupActionPlan, m.ID+"-"); np != n || ap != a {
				t.Errorf("plans of %s add to %d and %d, not %d and %d", m.ID, np, ap, n, a)
			}
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		cs := anyCommitments(t, true)
		once, entries := 0, 0
		for _, c := range cs {
			if !c.Gone {
				once++
				entries += len(c.PlanIDs)
			}
		}
		rows := Completions(propertyMembers, nil, cs)
		all, assessed := sum(rows, GroupAll, "")
		plans, plansAssessed := sum(rows, GroupActionPlan, "")
		members, _ := sum(rows, GroupMember, "")
		if all != once || members != once || plans != entries {
			t.Errorf("all %d, members %d of %d; plans %d of %d", all, members, once, plans, entries)
		}
		if plansAssessed != assessed {
			t.Errorf("a rating counts in %d plans, for %d commitments assessed", plansAssessed, assessed)
		}
	})
}
