package figure

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// Duties of the due_dates table, and whose they are.
const (
	DutyResults  = "Results expected"
	DutyNextPlan = "Next plan expected"

	whoseIRM        = "IRM"
	whoseGovernment = "Government"
)

// OGP's rules: the IRM's results come four months after a plan ends (glossary,
// Completion), the next plan within twelve (glossary, Procedural Review).
const (
	resultsMonths  = 4
	nextPlanMonths = 12
)

// DueDates says what can be expected of each member, by date, then by member:
// at most one row for each duty. Members that left or are inactive owe
// nothing; local members report on themselves under rules of their own, so
// neither rule is applied to them. Nothing is ever called overdue.
func DueDates(date time.Time, members []dataset.Member, plans []dataset.Plan, commitments []dataset.Commitment) []dataset.DueDate {
	ofMember := map[string][]*dataset.Plan{}
	for i := range plans {
		ofMember[plans[i].MemberID] = append(ofMember[plans[i].MemberID], &plans[i])
	}
	reviews := planReviews(commitments)
	var rows []dataset.DueDate
	for i := range members {
		m := &members[i]
		if m.Status == vocabulary.StatusWithdrawn || m.Status == vocabulary.StatusInactive || m.Type == vocabulary.MemberTypeLocal || m.Type == vocabulary.MemberTypeOther {
			continue
		}
		own := ofMember[m.ID]
		if p, end := resultsPlan(date, own, reviews); p != nil {
			rows = append(rows, dueDate(date, m, p, end, DutyResults, whoseIRM, resultsMonths))
		}
		if p, end := lastPlan(own); p != nil {
			rows = append(rows, dueDate(date, m, p, end, DutyNextPlan, whoseGovernment, nextPlanMonths))
		}
	}
	slices.SortStableFunc(rows, func(a, b dataset.DueDate) int { return cmp.Compare(a.Expected, b.Expected) })
	return rows
}

// addMonths adds calendar months and stays within the month: four months
// after 31 October is 28 February, not 3 March.
func addMonths(day time.Time, months int) time.Time {
	first := time.Date(day.Year(), day.Month(), 1, 0, 0, 0, 0, time.UTC).AddDate(0, months, 0)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(day.Day(), last)-1)
}

// planReview says what is known of the review of a plan.
type planReview struct{ commitments, awaiting int }

func planReviews(commitments []dataset.Commitment) map[string]planReview {
	reviews := map[string]planReview{}
	for i := range commitments {
		c := &commitments[i]
		if c.Gone {
			continue
		}
		for n, plan := range c.PlanIDs {
			if slices.Contains(c.PlanIDs[:n], plan) {
				continue
			}
			r := reviews[plan]
			r.commitments++
			if c.Stage == vocabulary.StageAwaitingReview && (c.RatedUnder == "" || c.RatedUnder == plan) {
				r.awaiting++
			}
			reviews[plan] = r
		}
	}
	return reviews
}

// resultsPlan is the plan whose results come next: the one that ended last
// and still has commitments awaiting review, else the running plan that ends
// first. An ended plan of which no commitment is known counts only while the
// four months run, since nothing says whether its results are out.
func resultsPlan(date time.Time, plans []*dataset.Plan, reviews map[string]planReview) (*dataset.Plan, dataset.PlanEnd) {
	var ended, running *dataset.Plan
	var endedAt, runningTo dataset.PlanEnd
	for _, p := range plans {
		end, ok := dataset.EndOf(p)
		if !ok || p.SelfReported {
			continue
		}
		if !end.Day.Before(date) {
			if running == nil || end.Day.Before(runningTo.Day) {
				running, runningTo = p, end
			}
			continue
		}
		review := reviews[p.ID]
		pending := review.awaiting > 0 || (review.commitments == 0 && !addMonths(end.Day, resultsMonths).Before(date))
		if pending && (ended == nil || end.Day.After(endedAt.Day)) {
			ended, endedAt = p, end
		}
	}
	if ended != nil {
		return ended, endedAt
	}
	return running, runningTo
}

// lastPlan is the plan that ends last.
func lastPlan(plans []*dataset.Plan) (*dataset.Plan, dataset.PlanEnd) {
	var last *dataset.Plan
	var lastEnd dataset.PlanEnd
	for _, p := range plans {
		if end, ok := dataset.EndOf(p); ok && (last == nil || end.Day.After(lastEnd.Day)) {
			last, lastEnd = p, end
		}
	}
	return last, lastEnd
}

func dueDate(date time.Time, m *dataset.Member, p *dataset.Plan, end dataset.PlanEnd, duty, whose string, months int) dataset.DueDate {
	rule := "four months after the plan ends (OGP glossary, Completion)"
	if duty == DutyNextPlan {
		rule = "within twelve months of the plan's end (OGP glossary, Procedural Review)"
	}
	basis := fmt.Sprintf("%s ends %s; %s", p.Name(m.Name), end.Words, rule)
	if m.Status == vocabulary.StatusSuspended || m.Status == vocabulary.StatusUnderReview {
		basis += "; the member's status is " + m.Status
	}
	expected := addMonths(end.Day, months)
	return dataset.DueDate{
		MemberID: m.ID, PlanID: p.ID, Duty: duty, Whose: whose,
		Expected: expected.Format(time.DateOnly), Days: int(expected.Sub(date).Hours() / 24),
		Basis:   basis,
		Certain: end.Certain,
	}
}
