package assemble

import (
	"testing"
	"time"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/transformtest"
	"ogptracker/transform/vocabulary"
)

func TestWhereACommitmentStandsAtTheReportsDate(t *testing.T) {
	date := time.Date(2025, 1, 14, 0, 0, 0, 0, time.UTC)
	plan := func(first, end vocabulary.Year, endDate string) *dataset.Plan {
		return &dataset.Plan{ID: "m-" + yearWords(first), StartYear: first, EndYear: end, EndDate: endDate}
	}
	running, ended := plan(2023, 2025, "2025-12-31"), plan(2020, 2022, "2022-12-31")
	for name, c := range map[string]struct {
		plans      []*dataset.Plan
		commitment dataset.Commitment
		member     dataset.Member
		want       vocabulary.CommitmentStage
	}{
		"in a plan that runs":                                 {[]*dataset.Plan{running}, dataset.Commitment{Completion: vocabulary.PendingReview}, dataset.Member{}, vocabulary.StageCurrent},
		"in one that ended and one that runs":                 {[]*dataset.Plan{ended, running}, dataset.Commitment{CompletionEndOfTerm: vocabulary.Limited}, dataset.Member{}, vocabulary.StageCurrent},
		"on the last day of its plan":                         {[]*dataset.Plan{plan(2023, 2025, "2025-01-14")}, dataset.Commitment{}, dataset.Member{}, vocabulary.StageCurrent},
		"in the month its plan ends":                          {[]*dataset.Plan{plan(2023, 2025, "2025-01")}, dataset.Commitment{}, dataset.Member{}, vocabulary.StageCurrent},
		"the day after":                                       {[]*dataset.Plan{plan(2023, 2025, "2025-01-13")}, dataset.Commitment{Completion: vocabulary.NotStated}, dataset.Member{}, vocabulary.StageAwaitingReview},
		"ended and found on at the end of term":               {[]*dataset.Plan{ended}, dataset.Commitment{CompletionEndOfTerm: vocabulary.Limited, Completion: vocabulary.Limited}, dataset.Member{}, vocabulary.StagePost},
		"ended, withdrawn is a finding":                       {[]*dataset.Plan{ended}, dataset.Commitment{CompletionEndOfTerm: vocabulary.Withdrawn}, dataset.Member{}, vocabulary.StagePost},
		"ended and unreadable":                                {[]*dataset.Plan{ended}, dataset.Commitment{CompletionEndOfTerm: vocabulary.Unreadable, Completion: vocabulary.Unreadable}, dataset.Member{}, vocabulary.StageAwaitingReview},
		"of 2012, found on at midterm, the only review":       {[]*dataset.Plan{plan(2012, 2014, "2014-12-31")}, dataset.Commitment{CompletionMidterm: vocabulary.Completed, Completion: vocabulary.Completed, CompletionEndOfTerm: vocabulary.NoData}, dataset.Member{}, vocabulary.StagePost},
		"of 2014, found on at midterm, the final one to come": {[]*dataset.Plan{plan(2014, 2016, "2016-12-31")}, dataset.Commitment{CompletionMidterm: vocabulary.Completed, Completion: vocabulary.Completed, CompletionEndOfTerm: vocabulary.NotReviewed}, dataset.Member{}, vocabulary.StageAwaitingReview},
		"of 2020, found on at a stage no page states":         {[]*dataset.Plan{ended}, dataset.Commitment{Completion: vocabulary.Limited}, dataset.Member{}, vocabulary.StagePost},
		"of 2016, found on at a stage no page states":         {[]*dataset.Plan{plan(2016, 2018, "2018-12-31")}, dataset.Commitment{Completion: vocabulary.Limited}, dataset.Member{}, vocabulary.StageAwaitingReview},
		"not reviewed, of a member that left":                 {[]*dataset.Plan{ended}, dataset.Commitment{Completion: vocabulary.NotReviewed}, dataset.Member{Status: vocabulary.StatusWithdrawn}, vocabulary.StageNotReviewed},
		"not reviewed, of a member that is there":             {[]*dataset.Plan{ended}, dataset.Commitment{Completion: vocabulary.NotReviewed}, dataset.Member{Status: vocabulary.StatusActive}, vocabulary.StageAwaitingReview},
		"of a local member that reports on itself":            {[]*dataset.Plan{ended}, dataset.Commitment{SelfReported: true, Completion: vocabulary.NotStated}, dataset.Member{Type: vocabulary.MemberTypeLocal}, vocabulary.StageNotReviewed},
		"of a local member that found itself complete":        {[]*dataset.Plan{ended}, dataset.Commitment{SelfReported: true, Completion: vocabulary.Completed}, dataset.Member{Type: vocabulary.MemberTypeLocal}, vocabulary.StageNotReviewed},
		"in no plan":                        {nil, dataset.Commitment{CompletionEndOfTerm: vocabulary.Limited}, dataset.Member{}, vocabulary.StageNotStated},
		"in a plan whose end nobody states": {[]*dataset.Plan{plan(2018, 0, vocabulary.NotStated)}, dataset.Commitment{}, dataset.Member{}, vocabulary.StageNotStated},
	} {
		t.Run(name, func(t *testing.T) {
			if got := stageOf(&c.commitment, c.plans, &c.member, date); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

func TestTheGroupOfAnOldPageTellsTheStageWhereNoPlanDoes(t *testing.T) {
	day := transformtest.Day
	page := func(fetched time.Time) *record.Read {
		return &record.Read{Page: record.Page{Source: record.Source{Fetched: fetched}}}
	}
	entry := func(group string, fetched time.Time) *commitmentBuild {
		return &commitmentBuild{listed: []listedCommitment{{&record.ListedCommitment{Group: group}, page(fetched)}}}
	}
	own := page(day("2018-03-01"))
	own.Page.Group = record.GroupPostImplementation
	date := day("2019-01-14")
	for name, c := range map[string]struct {
		commitment *commitmentBuild
		want       vocabulary.CommitmentStage
	}{
		"listed as current on a page of last year":   {entry(record.GroupCurrent, day("2018-03-01")), vocabulary.StageCurrent},
		"listed as current on a page of years ago":   {entry(record.GroupCurrent, day("2016-03-01")), vocabulary.NotStated},
		"listed as current on a page without a date": {entry(record.GroupCurrent, time.Time{}), vocabulary.NotStated},
		"listed as reviewed":                         {entry(record.GroupPostImplementation, day("2012-03-01")), vocabulary.StagePost},
		"a star says nothing":                        {entry(record.GroupStarred, day("2018-03-01")), vocabulary.NotStated},
		"its own page's word":                        {&commitmentBuild{reads: []*record.Read{own}}, vocabulary.StagePost},
		"no group":                                   {&commitmentBuild{}, vocabulary.NotStated},
	} {
		if got := c.commitment.stageOfGroup(date); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// stageOf says where a commitment stands at a date. plans are the plans it
// belongs to.
func stageOf(c *dataset.Commitment, plans []*dataset.Plan, member *dataset.Member, date time.Time) vocabulary.CommitmentStage {
	return stageBy(c, plans, member, date, dataset.EndOf)
}
