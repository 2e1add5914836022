package assemble

import (
	"testing"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

func TestTheReportDecidesWhoseWordARatingIs(t *testing.T) {
	for name, test := range map[string]struct {
		member       string
		reports      []string
		row          string // the type of the member in OGP's table, "" for no row
		selfReported bool
	}{
		"a local member's End of Commitment Report":                {"makueni-kenya", []string{"End of Commitment Report - Open data"}, "", true},
		"written with hyphens":                                     {"makueni-kenya", []string{"End-of-Commitment Report: Open data"}, "", true},
		"beside a review of the design":                            {"scotland-united-kingdom", []string{"Scotland Action Plan Review 2021-2023", "End of Commitment Report - Open data"}, "", true},
		"beside a design report":                                   {"scotland-united-kingdom", []string{"Scotland Design Report 2018-2020", "End of Commitment Report - Open data"}, "", true},
		"a review of the design alone":                             {"scotland-united-kingdom", []string{"Scotland Action Plan Review 2021-2023"}, "", true},
		"a co-creation brief alone":                                {"scotland-united-kingdom", []string{"Scotland Co-Creation Brief 2023"}, "", true},
		"no report at all":                                         {"scotland-united-kingdom", nil, "", true},
		"a results report beside the member's own":                 {"scotland-united-kingdom", []string{"End of Commitment Report - Open data", "Scotland Transitional Results Report 2018-2020"}, "", false},
		"the pilot's design report":                                {"elgeyo-marakwet-kenya", []string{"Elgeyo Marakwet Design Report 2018-2020"}, "", false},
		"a row of the pilot":                                       {"scotland-united-kingdom", nil, "Legacy Local", false},
		"a place that OGP's table calls Other":                     {"springfield-of-nowhere", nil, "Other", true},
		"a place that OGP's table calls Other, with an IRM report": {"springfield-of-nowhere", []string{"Springfield Results Report 2021-2023"}, "Other", false},
		"a national plan":                                          {"kenya", []string{"Kenya Action Plan Review 2021-2023"}, "", false},
		"a national plan without a report":                         {"kenya", nil, "", false},
		"a government's self-assessment":                           {"kenya", []string{"Kenya End-of-Term Self-Assessment Report 2016-2018"}, "", true},
		"a self-assessment beside the IRM's report":                {"kenya", []string{"Kenya Mid-Term Self Assessment", "Kenya Mid-Term Report 2016-2018"}, "", false},
	} {
		t.Run(name, func(t *testing.T) {
			code := "XX0001"
			page := pageOfCommitment(record.Layout2022, test.member, code, say("completion", "Completed", "action_plan_cycle", "2018"), test.reports...)
			page.Page.ActionPlans = []record.Link{{Text: "Action Plan 2018-2020", URL: siteBase + "/documents/plan-2018-2020/"}}
			edit := func(*dataset.Input) {}
			if test.row != "" {
				edit = withTable(record.Row{Country: test.member, Code: code, MemberType: test.row, PlanNumber: "1", SubmissionYear: "2018", EndYear: "2020", Title: "x"})
			}
			out, _ := assembleReads(t, edit, page)
			c := theCommitment(t, out, code)
			if c.SelfReported != test.selfReported || c.CountsInRates() == test.selfReported {
				t.Fatalf("self-reported %v, counts in rates %v", c.SelfReported, c.CountsInRates())
			}
			if test.selfReported && (c.Stage != vocabulary.StageNotReviewed || c.CompletionSource != sourceMember) {
				t.Errorf("stage %s, source %s", c.Stage, c.CompletionSource)
			}
			if m := out.Members[0].Counts; m.Current+m.AwaitingReview+m.PostImplementation+m.NotReviewed+m.StageUnknown != m.Commitments {
				t.Errorf("the stages do not add up: %+v", m)
			}
			for _, p := range out.Plans {
				if p.SelfReported != test.selfReported {
					t.Errorf("plan %s self-reported %v", p.ID, p.SelfReported)
				}
			}
			for _, r := range out.Ratings {
				if (r.Source == sourceMember) != test.selfReported {
					t.Errorf("rating %s has the source %s", r.Indicator, r.Source)
				}
			}
		})
	}
}

// A label that vanishes from a page, or a row from the table, must not turn a
// member's own word into the IRM's.
func TestWhoseWordItIsOutlivesThePartThatSaidSo(t *testing.T) {
	was := func(source string) func(*dataset.Input) {
		return func(in *dataset.Input) {
			in.Before = &dataset.Snapshot{Rows: map[string]dataset.SnapshotRow{
				"commitments/XX0001": {Member: "kenya", Values: dataset.Values{{Field: "completion", SnapshotValue: dataset.SnapshotValue{Value: "Completed", Source: source}}}},
			}}
		}
	}
	none := func(*dataset.Input) {}
	pilot := withTable(record.Row{Country: "scotland-united-kingdom", Code: "SCO0009", MemberType: "Legacy Local", PlanNumber: "1", SubmissionYear: "2018", EndYear: "2020", Title: "another of the plan"})
	for name, test := range map[string]struct {
		member       string
		edit         func(*dataset.Input)
		reports      []string
		selfReported bool
	}{
		"a government that assessed itself, its report no longer listed":    {"kenya", was(sourceMember), nil, true},
		"a government that the IRM reviewed, its report no longer listed":   {"kenya", was(sourcePage), nil, false},
		"a government that assessed itself, the IRM's report listed now":    {"kenya", was(sourceMember), []string{"Kenya Results Report 2018-2020"}, false},
		"a place without a report in a plan of which the pilot had another": {"scotland-united-kingdom", pilot, nil, true},
		"a member of which nothing says what it is":                         {"springfield", none, nil, true},
		"the same, with an IRM report":                                      {"springfield", none, []string{"Springfield Results Report 2018-2020"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			page := pageOfCommitment(record.Layout2022, test.member, "XX0001", say("completion", "Completed", "action_plan_cycle", "2018"), test.reports...)
			page.Page.ActionPlans = []record.Link{{Text: "Action Plan 2018-2020", URL: siteBase + "/documents/plan-2018-2020/"}}
			out, _ := assembleReads(t, test.edit, page)
			if c := theCommitment(t, out, "XX0001"); c.SelfReported != test.selfReported || c.CountsInRates() == test.selfReported {
				t.Errorf("self-reported %v", c.SelfReported)
			}
		})
	}
}

func TestACountThatIsNotKnownIsNotNought(t *testing.T) {
	for name, test := range map[string]struct {
		counts                 dataset.MemberCounts
		known, stages, starred bool
	}{
		"nothing read":         {dataset.MemberCounts{}, false, false, false},
		"no plan known":        {dataset.MemberCounts{Commitments: 5, StageUnknown: 5}, true, false, false},
		"some stages known":    {dataset.MemberCounts{Commitments: 5, StageUnknown: 4, Current: 1}, true, true, false},
		"a star denied of one": {dataset.MemberCounts{Commitments: 1, Current: 1, StarStated: 1}, true, true, true},
	} {
		if c := test.counts; c.Known() != test.known || c.StagesKnown() != test.stages || c.StarsKnown() != test.starred {
			t.Errorf("%s: %v %v %v", name, c.Known(), c.StagesKnown(), c.StarsKnown())
		}
	}
}
