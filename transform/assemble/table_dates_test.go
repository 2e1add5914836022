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
