package figure

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ogptracker/transform/dataset"
	"ogptracker/transform/transformtest"
	"ogptracker/transform/vocabulary"
)

func TestDueDates(t *testing.T) {
	plan := func(id, end string, assumed bool) dataset.Plan {
		return dataset.Plan{ID: id, MemberID: "estonia", EndDate: end, EndAssumed: assumed}
	}
	awaiting := dataset.Commitment{PlanIDs: []string{"estonia-2020"}, RatedUnder: "estonia-2020", Stage: "Awaiting review"}
	reviewed := dataset.Commitment{PlanIDs: []string{"estonia-2020"}, RatedUnder: "estonia-2020", Stage: "Post-implementation"}
	type due struct {
		duty, whose, expected string
		certain               bool
	}
	results := func(expected string, certain bool) due { return due{"Results expected", "IRM", expected, certain} }
	next := func(expected string, certain bool) due {
		return due{"Next plan expected", "Government", expected, certain}
	}
	tests := map[string]struct {
		status, kind string
		plans        []dataset.Plan
		commitments  []dataset.Commitment
		want         []due
	}{
		"a running plan with a stated end": {
			plans: []dataset.Plan{plan("estonia-2022", "2025-10-31", false)},
			want:  []due{results("2026-02-28", true), next("2026-10-31", true)},
		},
		"an assumed end is not certain": {
			plans: []dataset.Plan{plan("estonia-2022", "2025-12-31", true)},
			want:  []due{results("2026-04-30", false), next("2026-12-31", false)},
		},
		"an end known to the month only": {
			plans: []dataset.Plan{plan("estonia-2022", "2025-08", false)},
			want:  []due{results("2025-12-31", false), next("2026-08-31", false)},
		},
		"an end known to the quarter only": {
			plans: []dataset.Plan{plan("estonia-2022", "2025-Q2", false)},
			want:  []due{results("2025-10-30", false), next("2026-06-30", false)},
		},
		"an end known to the year only": {
			plans: []dataset.Plan{{ID: "estonia-2022", MemberID: "estonia", EndDate: vocabulary.NotStated, EndYear: 2025}},
			want:  []due{results("2026-04-30", false), next("2026-12-31", false)},
		},
		"results of the ended plan come before those of the running one": {
			plans:       []dataset.Plan{plan("estonia-2020", "2022-06-30", false), plan("estonia-2022", "2026-06-30", false)},
			commitments: []dataset.Commitment{awaiting},
			want:        []due{results("2022-10-30", true), next("2027-06-30", true)},
		},
		"a reviewed plan owes no results": {
			plans:       []dataset.Plan{plan("estonia-2020", "2022-06-30", false)},
			commitments: []dataset.Commitment{reviewed},
			want:        []due{next("2023-06-30", true)},
		},
		"an ended plan without known commitments, within the four months": {
			plans: []dataset.Plan{plan("estonia-2020", "2024-11-30", false)},
			want:  []due{results("2025-03-30", true), next("2025-11-30", true)},
		},
		"a leap day": {
			plans: []dataset.Plan{plan("estonia-2022", "2028-02-29", false)},
			want:  []due{results("2028-06-29", true), next("2029-02-28", true)},
		},
		"a plan whose end nobody knows": {plans: []dataset.Plan{{ID: "estonia-2022", MemberID: "estonia", EndDate: vocabulary.NotStated}}},
		"a member that withdrew":        {status: "Withdrawn", plans: []dataset.Plan{plan("estonia-2022", "2025-10-31", false)}},
		"an inactive member":            {status: "Inactive", plans: []dataset.Plan{plan("estonia-2022", "2025-10-31", false)}},
		"a local member":                {kind: "Local", plans: []dataset.Plan{plan("estonia-2022", "2025-10-31", false)}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			m := dataset.Member{ID: "estonia", Name: "Estonia", Type: test.kind, Status: test.status}
			var got []due
			for _, d := range DueDates(transformtest.Day("2025-01-14"), []dataset.Member{m}, test.plans, test.commitments) {
				got = append(got, due{d.Duty, d.Whose, d.Expected, d.Certain})
			}
			if diff := cmp.Diff(test.want, got, cmp.AllowUnexported(due{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDueDatesSayWhatTheyAreReckonedFrom(t *testing.T) {
	m := dataset.Member{ID: "georgia", Name: "Georgia", Status: "Suspended"}
	p := dataset.Plan{ID: "georgia-2023", MemberID: "georgia", EndDate: "2025-12-31", EndAssumed: true}
	rows := DueDates(transformtest.Day("2025-01-14"), []dataset.Member{m}, []dataset.Plan{p}, nil)
	want := "Action plan georgia-2023 ends 31 December 2025, the last day of the plan's end year, assumed since no day is stated; " +
		"four months after the plan ends (OGP glossary, Completion); the member's status is Suspended"
	if rows[0].Basis != want {
		t.Errorf("basis\n got %q\nwant %q", rows[0].Basis, want)
	}
}
