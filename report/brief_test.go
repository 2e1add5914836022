package report_test

import (
	"fmt"
	"strings"
	"testing"

	"ogptracker/report"
	"ogptracker/report/reporttest"
	"ogptracker/transform/dataset"
)

func TestTheBriefComesFirstAndFitsOnePage(t *testing.T) {
	ds := reporttest.Dataset(4, 12)
	id := ds.Members[0].ID
	for i := range 40 {
		ds.DueDates = append(ds.DueDates, dataset.DueDate{MemberID: id, Duty: fmt.Sprintf("Duty %d", i), Whose: "IRM", Expected: "2025-02-01", Days: 17, PlanID: "p", Certain: true})
		ds.Changes = append(ds.Changes, dataset.Change{Run: "r", Date: "2025-01-15", Table: "commitments", Key: fmt.Sprintf("EE%04d", i), MemberID: id,
			Field: "completion", Old: "Limited", New: "Completed", Cause: dataset.CauseSource})
	}
	for _, wb := range reporttest.Workbooks(report.Build(ds, reporttest.Meta()))[1:] {
		brief := wb.Sheets[0]
		if brief.Name != "Brief" || !brief.OnePage {
			t.Fatalf("%s begins with %s", wb.Path, brief.Name)
		}
		rows := 0
		for _, b := range brief.Blocks {
			if b.Grid != nil {
				rows += len(b.Grid.Rows)
			}
		}
		if rows > 25 {
			t.Errorf("%s: the brief has %d rows, too many for a page", wb.Path, rows)
		}
	}
	got := words(sheet(t, reporttest.Workbooks(report.Build(ds, reporttest.Meta()))[1], "Brief"))
	for _, part := range []string{"more on sheet Due dates.", "more on sheet What changed.", "in 17 days"} {
		if !strings.Contains(got, part) {
			t.Errorf("the brief does not say %q:\n%s", part, got)
		}
	}
}

func TestTheBriefOfAMemberOfWhichNothingIsKnownSaysSo(t *testing.T) {
	ds := &dataset.Dataset{Run: "20250115T020000Z", Date: reporttest.Date, Members: []dataset.Member{{ID: "x", Name: "Xanadu"}}}
	got := words(sheet(t, reporttest.Workbooks(report.Build(ds, reporttest.Meta()))[1], "Brief"))
	for _, part := range []string{"Xanadu joined in a year that no source states; its status is Not stated. No action plan of it is known here.",
		"None assessed", "Nothing needs attention", "No plan whose end is known"} {
		if !strings.Contains(got, part) {
			t.Errorf("the brief does not say %q:\n%s", part, got)
		}
	}
}

// The starting page's member: the final rating of its plan of 2016 is 8 of 9,
// said with its number beside it.
func TestTheBriefOfTheSampleLeadsWithFinalFindings(t *testing.T) {
	brief := words(sheet(t, bookOf(t, sampleReport(t, 2), "members/estonia.xlsx"), "Brief"))
	all, midterm := strings.Index(brief, "High completion rate, all plans, final"), strings.Index(brief, "Midterm only")
	if all < 0 || midterm >= 0 && midterm < all {
		t.Errorf("final findings do not come first:\n%s", brief)
	}
	if !strings.Contains(brief, "Final, plan of 2016-2018 8 of 9 8 completed or substantial of 9 assessed; too few for a rate; none left out") {
		t.Errorf("the number beside the rate is missing:\n%s", brief)
	}
}

// Counts that stand together add up to their total, on the first sheets of
// every member.
func TestTheCountsOfAMemberAddUp(t *testing.T) {
	r := sampleReport(t, 2)
	checked := 0
	for _, book := range reporttest.Workbooks(r)[1:] {
		for _, s := range book.Sheets {
			for _, g := range grids(s) {
				if g.Name != "Numbers" {
					continue
				}
				parts := 0
				for _, row := range g.Rows {
					n, is := row[1].(int)
					switch {
					case !is || row[0] == "Starred commitments":
					case row[0] == "Commitments in all":
						if checked++; n != parts {
							t.Errorf("%s, %s: the parts come to %d of %d", book.Path, s.Name, parts, n)
						}
					default:
						parts += n
					}
				}
			}
		}
	}
	if checked < 8 {
		t.Errorf("only %d members have counts", checked)
	}
}
