package transform

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Duties of the due_dates table, and whose they are.
const (
	DutyResults  = "Results expected"
	DutyNextPlan = "Next plan expected"

	WhoseIRM        = "IRM"
	WhoseGovernment = "Government"
)

// OGP's rules: the IRM's results come four months after a plan ends (glossary,
// Completion), the next plan within twelve (glossary, Procedural Review).
const (
	resultsMonths  = 4
	nextPlanMonths = 12
)

const (
	statusInactive    = "Inactive"
	statusWithdrawn   = "Withdrawn"
	statusSuspended   = "Suspended"
	statusUnderReview = "Under review"

	stageAwaitingReview = "Awaiting review"
	memberTypeLocal     = "Local"
)

// dueDates says what can be expected of each member, in the order of members:
// at most one row for each duty. Members that left or are inactive owe
// nothing; local members report on themselves under rules of their own, so
// neither rule is applied to them. Nothing is ever called overdue.
func dueDates(date time.Time, members []Member, plans []Plan, commitments []Commitment) []DueDate {
	ofMember := map[string][]*Plan{}
	for i := range plans {
		ofMember[plans[i].MemberID] = append(ofMember[plans[i].MemberID], &plans[i])
	}
	reviews := planReviews(commitments)
	var rows []DueDate
	for i := range members {
		m := &members[i]
		if m.Status == statusWithdrawn || m.Status == statusInactive || m.Type == memberTypeLocal {
			continue
		}
		own := ofMember[m.ID]
		if p, end := resultsPlan(date, own, reviews); p != nil {
			rows = append(rows, dueDate(m, p, end, DutyResults, WhoseIRM, resultsMonths))
		}
		if p, end := lastPlan(own); p != nil {
			rows = append(rows, dueDate(m, p, end, DutyNextPlan, WhoseGovernment, nextPlanMonths))
		}
	}
	return rows
}

// planEnd is the day a plan ends and how sure that is.
type planEnd struct {
	day     time.Time
	certain bool
	// words say where the day comes from.
	words string
}

// endOf reads the end of a plan; ok is false where neither a date nor a year
// is known. An end known to the year, quarter or month only is reckoned from
// the last day of it, and is not certain.
func endOf(p *Plan) (end planEnd, ok bool) {
	text := p.EndDate
	if text == "" || IsAbsence(text) {
		if p.EndYear == 0 {
			return planEnd{}, false
		}
		text = fmt.Sprintf("%04d", p.EndYear)
	}
	day, whole, ok := lastDay(text)
	if !ok {
		return planEnd{}, false
	}
	shown := day.Format(time.DateOnly)
	switch {
	case p.EndAssumed:
		return planEnd{day, false, shown + ", the last day of the plan's end year, assumed since no day is stated"}, true
	case !whole:
		return planEnd{day, false, shown + ", the last day of the stated " + text}, true
	}
	return planEnd{day, true, shown + ", as stated"}, true
}

// lastDay is the last day of an ISO date of any precision: a day, a month
// (2024-08), a quarter (2024-Q2) or a year. whole says that it is a day.
func lastDay(text string) (day time.Time, whole, ok bool) {
	if t, err := time.Parse(time.DateOnly, text); err == nil {
		return t, true, true
	}
	if t, err := time.Parse("2006-01", text); err == nil {
		return t.AddDate(0, 1, -1), false, true
	}
	if year, quarter, found := strings.Cut(text, "-Q"); found && len(quarter) == 1 && quarter[0] >= '1' && quarter[0] <= '4' {
		if t, err := time.Parse("2006", year); err == nil {
			return t.AddDate(0, 3*int(quarter[0]-'0'), -1), false, true
		}
	}
	if t, err := time.Parse("2006", text); err == nil {
		return t.AddDate(1, 0, -1), false, true
	}
	return time.Time{}, false, false
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

func planReviews(commitments []Commitment) map[string]planReview {
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
			if c.Stage == stageAwaitingReview && (c.RatedUnder == "" || c.RatedUnder == plan) {
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
func resultsPlan(date time.Time, plans []*Plan, reviews map[string]planReview) (*Plan, planEnd) {
	var ended, running *Plan
	var endedAt, runningTo planEnd
	for _, p := range plans {
		end, ok := endOf(p)
		if !ok {
			continue
		}
		if !end.day.Before(date) {
			if running == nil || end.day.Before(runningTo.day) {
				running, runningTo = p, end
			}
			continue
		}
		review := reviews[p.ID]
		pending := review.awaiting > 0 || (review.commitments == 0 && !addMonths(end.day, resultsMonths).Before(date))
		if pending && (ended == nil || end.day.After(endedAt.day)) {
			ended, endedAt = p, end
		}
	}
	if ended != nil {
		return ended, endedAt
	}
	return running, runningTo
}

// lastPlan is the plan that ends last.
func lastPlan(plans []*Plan) (*Plan, planEnd) {
	var last *Plan
	var lastEnd planEnd
	for _, p := range plans {
		if end, ok := endOf(p); ok && (last == nil || end.day.After(lastEnd.day)) {
			last, lastEnd = p, end
		}
	}
	return last, lastEnd
}

func dueDate(m *Member, p *Plan, end planEnd, duty, whose string, months int) DueDate {
	rule := "four months after the plan ends (OGP glossary, Completion)"
	if duty == DutyNextPlan {
		rule = "within twelve months of the plan's end (OGP glossary, Procedural Review)"
	}
	basis := fmt.Sprintf("%s ends %s; %s", p.ID, end.words, rule)
	if m.Status == statusSuspended || m.Status == statusUnderReview {
		basis += "; the member's status is " + m.Status
	}
	return DueDate{
		MemberID: m.ID, PlanID: p.ID, Duty: duty, Whose: whose,
		Expected: addMonths(end.day, months).Format(time.DateOnly),
		Basis:    basis,
		Certain:  end.certain,
	}
}
