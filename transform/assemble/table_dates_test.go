package assemble

import (
	"testing"
	"time"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

func TestAYearIsCorrectedByTheRowsNearItAlone(t *testing.T) {
	for _, c := range []struct {
		own   vocabulary.Year
		votes map[vocabulary.Year]int
		want  vocabulary.Year
	}{
		{2014, map[vocabulary.Year]int{2014: 1, 2016: 5}, 2016},          // two years apart is one plan
		{2013, map[vocabulary.Year]int{2013: 1, 2016: 5}, 2013},          // three are two plans
		{2016, map[vocabulary.Year]int{2016: 2, 2015: 2}, 2015},          // of equals the earliest
		{2017, map[vocabulary.Year]int{2012: 9, 2016: 4, 2017: 1}, 2016}, // the nearest group, not the largest
		{2012, map[vocabulary.Year]int{2012: 3}, 2012},
		{0, map[vocabulary.Year]int{2012: 3}, 0},
	} {
		if got := mostSaid(c.own, c.votes); got != c.want {
			t.Errorf("%d of %v: %d, want %d", c.own, c.votes, got, c.want)
		}
	}
}

// Either the plan's id or its number tells which rows are of one plan.
func TestRowsOfOnePlanAreKnownByItsIDOrItsNumber(t *testing.T) {
	for _, plan := range []record.Row{{PlanID: "AP_EST03"}, {PlanNumber: "3"}, {PlanID: "AP_EST03", PlanNumber: "3"}} {
		night := record.Night{Base: "https://www.opengovpartnership.org", Table: &record.Table{Name: "table.csv", Edition: "2016"}}
		for i, year := range []string{"2016", "2016", "2017"} {
			row := plan
			row.Line, row.Code, row.Country, row.ISO3, row.SubmissionYear, row.Title = i+2, []string{"EE0001", "EE0002", "EE0003"}[i], "Estonia", "EST", year, "Open data"
			night.Table.Rows = append(night.Table.Rows, row)
		}
		rows, issues := Night(dataset.Input{Run: "20250114T020000Z", Date: time.Date(2025, 1, 14, 0, 0, 0, 0, time.UTC), LocalMembers: true, Night: night, Crosswalk: vocabulary.BuiltInCrosswalk()})
		told := 0
		for _, i := range issues {
			if i.Code == record.CodePlanYears {
				told++
			}
		}
		if told != 1 || len(rows.Plans) != 1 || rows.Plans[0].StartYear != 2016 {
			t.Errorf("%+v: %d issues, plans %+v", plan, told, rows.Plans)
		}
	}
}

// The year of a plan is what most of its rows say, whatever their order, and
// each row that says otherwise is named.
func TestMostRowsSayTheYearOfAPlan(t *testing.T) {
	for name, c := range map[string]struct {
		years []string
		want  vocabulary.Year
		odd   int // rows named
	}{
		"the first row differs":            {[]string{"2012", "2011", "2011", "2011", "2011"}, 2011, 1},
		"the last row differs":             {[]string{"2011", "2011", "2011", "2011", "2012"}, 2011, 1},
		"two rows in the middle differ":    {[]string{"2016", "2015", "2015", "2016", "2016"}, 2016, 2},
		"a year after most is no majority": {[]string{"2014", "2015", "2015", "2015"}, 2015, 1},
		"a row without a year, first":      {[]string{"", "2013", "2013"}, 2013, 0},
		"a row without a year, last":       {[]string{"2013", "2013", ""}, 2013, 0},
		"all the same":                     {[]string{"2013", "2013"}, 2013, 0},
	} {
		t.Run(name, func(t *testing.T) {
			night := record.Night{Base: "https://www.opengovpartnership.org", Table: &record.Table{Name: "table.csv", Edition: "2016"}}
			for i, year := range c.years {
				night.Table.Rows = append(night.Table.Rows, record.Row{Line: i + 2, Country: "Norway", PlanNumber: "1", SubmissionYear: year, Title: "Promise " + string(rune('A'+i))})
			}
			rows, issues := Night(dataset.Input{Run: "20250114T020000Z", Date: time.Date(2025, 1, 14, 0, 0, 0, 0, time.UTC), LocalMembers: true, Night: night, Crosswalk: vocabulary.BuiltInCrosswalk()})
			odd := 0
			for _, i := range issues {
				if i.Code == record.CodePlanYears {
					odd++
				}
			}
			if len(rows.Plans) != 1 || rows.Plans[0].StartYear != c.want || odd != c.odd {
				t.Errorf("plans %+v, %d rows named", rows.Plans, odd)
			}
			for _, r := range rows.Commitments {
				if r.CycleYear != c.want {
					t.Errorf("%s is of the cycle %d", r.ID, r.CycleYear)
				}
			}
		})
	}
}

// A number that two plans of a member have names neither.
func TestANumberOfTwoPlansNamesNeither(t *testing.T) {
	night := record.Night{Base: "https://www.opengovpartnership.org", Table: &record.Table{Name: "table.csv", Edition: "2016"}}
	for i, year := range []string{"2011", "2018", ""} {
		night.Table.Rows = append(night.Table.Rows, record.Row{Line: i + 2, Country: "Norway", PlanNumber: "1", SubmissionYear: year, Title: "Promise " + string(rune('A'+i))})
	}
	rows, issues := Night(dataset.Input{Run: "20250114T020000Z", Date: time.Date(2025, 1, 14, 0, 0, 0, 0, time.UTC), LocalMembers: true, Night: night, Crosswalk: vocabulary.BuiltInCrosswalk()})
	unknown := 0
	for _, i := range issues {
		if i.Code == record.CodePlanUnknown {
			unknown++
		}
	}
	if len(rows.Plans) != 2 || unknown != 1 {
		t.Errorf("%d plans, %d rows of no plan", len(rows.Plans), unknown)
	}
}
