package transform

import (
	"testing"
	"time"
)

func TestWhereACommitmentStandsAtTheReportsDate(t *testing.T) {
	date := time.Date(2025, 1, 14, 0, 0, 0, 0, time.UTC)
	plan := func(first, end Year, endDate string) *Plan {
		return &Plan{ID: "m-" + yearWords(first), StartYear: first, EndYear: end, EndDate: endDate}
	}
	running, ended := plan(2023, 2025, "2025-12-31"), plan(2020, 2022, "2022-12-31")
	for name, c := range map[string]struct {
		plans      []*Plan
		commitment Commitment
		member     Member
		want       string
	}{
		"in a plan that runs":                                 {[]*Plan{running}, Commitment{Completion: PendingReview}, Member{}, stageCurrent},
		"in one that ended and one that runs":                 {[]*Plan{ended, running}, Commitment{CompletionEndOfTerm: Limited}, Member{}, stageCurrent},
		"on the last day of its plan":                         {[]*Plan{plan(2023, 2025, "2025-01-14")}, Commitment{}, Member{}, stageCurrent},
		"in the month its plan ends":                          {[]*Plan{plan(2023, 2025, "2025-01")}, Commitment{}, Member{}, stageCurrent},
		"the day after":                                       {[]*Plan{plan(2023, 2025, "2025-01-13")}, Commitment{Completion: NotStated}, Member{}, stageAwaitingReview},
		"ended and found on at the end of term":               {[]*Plan{ended}, Commitment{CompletionEndOfTerm: Limited, Completion: Limited}, Member{}, stagePost},
		"ended, withdrawn is a finding":                       {[]*Plan{ended}, Commitment{CompletionEndOfTerm: Withdrawn}, Member{}, stagePost},
		"ended and unreadable":                                {[]*Plan{ended}, Commitment{CompletionEndOfTerm: Unreadable, Completion: Unreadable}, Member{}, stageAwaitingReview},
		"of 2012, found on at midterm, the only review":       {[]*Plan{plan(2012, 2014, "2014-12-31")}, Commitment{CompletionMidterm: Completed, Completion: Completed, CompletionEndOfTerm: NoData}, Member{}, stagePost},
		"of 2014, found on at midterm, the final one to come": {[]*Plan{plan(2014, 2016, "2016-12-31")}, Commitment{CompletionMidterm: Completed, Completion: Completed, CompletionEndOfTerm: NotReviewed}, Member{}, stageAwaitingReview},
		"of 2020, found on at a stage no page states":         {[]*Plan{ended}, Commitment{Completion: Limited}, Member{}, stagePost},
		"of 2016, found on at a stage no page states":         {[]*Plan{plan(2016, 2018, "2018-12-31")}, Commitment{Completion: Limited}, Member{}, stageAwaitingReview},
		"not reviewed, of a member that left":                 {[]*Plan{ended}, Commitment{Completion: NotReviewed}, Member{Status: statusWithdrawn}, stageNotReviewed},
		"not reviewed, of a member that is there":             {[]*Plan{ended}, Commitment{Completion: NotReviewed}, Member{Status: statusActive}, stageAwaitingReview},
		"of a local member that reports on itself":            {[]*Plan{ended}, Commitment{Local: true, Completion: NotStated}, Member{Type: memberTypeLocal}, stageNotReviewed},
		"of a local member that found itself complete":        {[]*Plan{ended}, Commitment{Local: true, Completion: Completed}, Member{Type: memberTypeLocal}, stageNotReviewed},
		"in no plan":                        {nil, Commitment{CompletionEndOfTerm: Limited}, Member{}, NotStated},
		"in a plan whose end nobody states": {[]*Plan{plan(2018, 0, NotStated)}, Commitment{}, Member{}, NotStated},
	} {
		t.Run(name, func(t *testing.T) {
			if got := stageOf(&c.commitment, c.plans, &c.member, date); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}
