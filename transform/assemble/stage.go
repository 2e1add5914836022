package assemble

import (
	"time"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// stageBy says where a commitment stands at a date. plans are the plans it
// belongs to, and endOf gives the end of each.
func stageBy(c *dataset.Commitment, plans []*dataset.Plan, member *dataset.Member, date time.Time, endOf func(*dataset.Plan) (dataset.PlanEnd, bool)) vocabulary.CommitmentStage {
	if len(plans) == 0 {
		return vocabulary.StageNotStated
	}
	known, first := false, vocabulary.Year(0)
	for _, p := range plans {
		end, ok := endOf(p)
		known = known || ok
		if ok && !end.Day.Before(date) {
			return vocabulary.StageCurrent
		}
		if p.ID == c.RatedUnder || first == 0 {
			first = p.StartYear
		}
	}
	if !known {
		return vocabulary.StageNotStated
	}
	switch {
	case c.SelfReported:
		return vocabulary.StageNotReviewed // the member reports on itself
	case reviewed(c, first):
		return vocabulary.StagePost
	case c.Completion == vocabulary.NotReviewed && (member.Status == vocabulary.StatusWithdrawn || member.Type == vocabulary.MemberTypeLocal):
		return vocabulary.StageNotReviewed
	}
	return vocabulary.StageAwaitingReview
}

// The years in which OGP's reviews changed (by first year of the plan): until
// 2013 the midterm is the only rating of most plans; from 2019 on there is no
// midterm, so a finding whose stage no page states is the final one.
const (
	lastYearOfMidtermOnly = 2013
	firstYearOfFinalOnly  = 2019
)

// reviewed reports whether the last review that the era of the plan provides
// has found on the commitment.
func reviewed(c *dataset.Commitment, first vocabulary.Year) bool {
	switch {
	case vocabulary.IsFinding(c.CompletionEndOfTerm):
		return true
	case first > 0 && first <= lastYearOfMidtermOnly, first >= firstYearOfFinalOnly:
		return vocabulary.IsFinding(c.Completion)
	}
	return false
}

// longestPlan is how long a plan of the site of 2017-18 lasted at most: after
// that, what such a page calls current is so no longer.
const longestPlan = 2 // years

// stageOfGroup is the stage of a commitment of which no plan is known, by the
// group that a page of 2017-18 puts it in: what is post-implementation stays
// so; what is current is so while the page's date lets it be.
func (c *commitmentBuild) stageOfGroup(date time.Time) vocabulary.CommitmentStage {
	stage := vocabulary.StageNotStated
	note := func(group string, page *record.Page) {
		switch {
		case group == record.GroupPostImplementation:
			stage = vocabulary.StagePost
		case group == record.GroupCurrent && stage == vocabulary.StageNotStated && !page.Fetched.IsZero() && page.Fetched.AddDate(longestPlan, 0, 0).After(date):
			stage = vocabulary.StageCurrent
		}
	}
	for _, r := range c.reads {
		note(r.Page.Group, &r.Page)
	}
	for _, l := range c.listed {
		note(l.entry.Group, &l.read.Page)
	}
	return stage
}
