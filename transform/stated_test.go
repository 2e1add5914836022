package transform

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape/record"
)

var night = time.Date(2025, 1, 14, 2, 0, 0, 0, time.UTC)

func readPage(p record.Page) *record.Read {
	return &record.Read{Page: p, Freshness: record.FreshRead, LastRead: night, Requested: true}
}

func TestStatedFiguresStandBesideEachOtherWithTheirSource(t *testing.T) {
	today := record.Page{
		Source: record.Source{Address: "https://ogp.example/members/estonia/"}, Kind: record.KindCountry, Member: "estonia",
		Fields: record.Fields{record.FieldCurrentCycle: record.Say("2016-2018")},
		Stated: []record.StatedFigure{
			{Measure: record.MeasureCommitments, Value: record.Say("4"), Number: number(4)},
			{Measure: record.MeasureImplementing, Value: record.Say("3"), Number: number(3)},
			{Measure: record.MeasureImplementing, Value: record.Say("3"), Number: number(3)},
		},
	}
	saved := record.Page{
		Source: record.Source{Address: "https://ogp.example/countries/Estonia", Saved: true, Fetched: time.Date(2018, 5, 1, 0, 0, 0, 0, time.UTC)},
		Kind:   record.KindCountry, Member: "estonia",
		Stated: []record.StatedFigure{
			{Measure: record.MeasurePostImplementation, Value: record.Value{Raw: "0"}},
			{Measure: record.MeasureCurrentCommitments, Value: record.Value{State: record.Unreadable}},
		},
	}
	list := record.Page{
		Source: record.Source{Address: "https://ogp.example/our-members/"}, Kind: record.KindMembersList,
		Members: []record.ListedMember{
			{Name: "Estonia", Member: "estonia", Joined: record.Say("2011"), Commitments: record.Say("4")},
			{Name: "Atlantis", Member: "atlantis", Commitments: record.Say("9")},
		},
	}
	gone := readPage(record.Page{Stated: []record.StatedFigure{{Measure: record.MeasureCommitments, Value: record.Say("5"), Number: number(5)}}})
	gone.Gone = true
	pages := []pageRef{
		{Read: readPage(today), MemberID: "estonia"}, {Read: readPage(saved), MemberID: "estonia"},
		{Read: readPage(list)}, {Read: gone, MemberID: "estonia"},
	}
	type row struct {
		plan, measure, raw, state string
		value                     float64
		read                      string
	}
	var got []row
	for _, s := range statedFigures(pages, []Member{estonia}, []Plan{{ID: "estonia-2016", MemberID: "estonia", StartYear: 2016}}) {
		r := row{s.PlanID, s.Measure, s.Raw, s.State, -1, s.Read.Format(time.DateOnly)}
		if s.Value != nil {
			r.value = *s.Value
		}
		got = append(got, r)
	}
	want := []row{
		{NotStated, "current_commitments", Unreadable, Unreadable, -1, "2018-05-01"},
		{NotStated, "implementing_commitments", "4", "Stated", 4, "2025-01-14"},
		{NotStated, "participating_since", "2011", "Stated", 2011, "2025-01-14"},
		{NotStated, "post_implementation_commitments", "0", NotStated, -1, "2018-05-01"},
		{"estonia-2016", "implementing_commitments", "3", "Stated", 3, "2025-01-14"},
		{"estonia-2016", "number_of_commitments", "4", "Stated", 4, "2025-01-14"},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(row{})); diff != "" {
		t.Error(diff)
	}
}

func TestPublishedFiguresKnowTheirPlanAndKindOfReport(t *testing.T) {
	page := func(title string) record.Page {
		return record.Page{
			Source: record.Source{Address: "https://ogp.example/documents/" + title}, Kind: record.KindDocument, Title: title,
			Figures: []record.Figure{
				{Measure: record.MeasureCommitments, Stage: record.StageEndOfTerm, Printed: "40[1]", State: record.Stated, Count: number(40)},
				{Measure: record.MeasureCompleted, Stage: record.StageEndOfTerm, State: record.Unreadable},
			},
		}
	}
	plans := []Plan{{ID: "estonia-2016", MemberID: "estonia", StartYear: 2016}}
	documents := []Document{{ID: "d", MemberID: "estonia", PlanID: NotStated, Type: "IRM Report", Draft: true}}
	tests := map[string]struct {
		ref              pageRef
		plan, reportType string
		draft            bool
	}{
		"by the year in its title":     {pageRef{Read: readPage(page("Estonia End-of-Term Report 2016-2018")), MemberID: "estonia"}, "estonia-2016", "End-of-Term Report", false},
		"by what its document says":    {pageRef{Read: readPage(page("A report")), MemberID: "estonia", PlanID: "estonia-2016", DocumentID: "d"}, "estonia-2016", "IRM Report", true},
		"without a plan of that year":  {pageRef{Read: readPage(page("Estonia End Term Report 2020-2022")), MemberID: "estonia"}, NotStated, "End-of-Term Report", false},
		"with both stages in its name": {pageRef{Read: readPage(page("Estonia Design and Implementation Report 2016")), MemberID: "estonia"}, "estonia-2016", "Design and Implementation Report", false},
	}
	crosswalk, err := ParseCrosswalk(nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			rows := published(publishedFigures([]pageRef{test.ref}, documents, plans, crosswalk))
			if len(rows) != 2 {
				t.Fatalf("%d rows", len(rows))
			}
			r := rows[0]
			if r.PlanID != test.plan || r.ReportType != test.reportType || r.Draft != test.draft || r.Printed != "40[1]" || *r.Value != 40 {
				t.Errorf("%+v", r)
			}
			if rows[1].Printed != Unreadable || rows[1].Value != nil {
				t.Errorf("a blank cell: %+v", rows[1])
			}
		})
	}
}

func TestAFigureThatLooksBackBelongsToTheEarlierPlan(t *testing.T) {
	page := record.Page{
		Source: record.Source{Address: "https://ogp.example/documents/r/"}, Kind: record.KindDocument, Title: "Ukraine Results Report 2021-2022",
		Figures: []record.Figure{
			{Measure: record.MeasureSubstantialOrFull, Stage: record.StageResults, Printed: "Eight of 14 (57%)", Count: number(8), Percent: number(0.57)},
			{Measure: record.MeasureSubstantialOrFull, Stage: record.StageResults, Printed: "11 of 17 (64%)", Count: number(11), Percent: number(0.64), Plan: "2018-2020"},
			{Measure: record.MeasureCompleted, Stage: record.StageResults, Printed: "5", Count: number(5), Plan: "previous action plan"},
			{Measure: record.MeasureCompleted, Stage: record.StageResults, Printed: "6", Count: number(6), Plan: "1999-2001"},
		},
	}
	plans := []Plan{{ID: "ukraine-2016", MemberID: "ukraine", StartYear: 2016}, {ID: "ukraine-2018", MemberID: "ukraine", StartYear: 2018}, {ID: "ukraine-2021", MemberID: "ukraine", StartYear: 2021}}
	got := map[string]string{}
	for _, f := range publishedFigures([]pageRef{{Read: readPage(page), MemberID: "ukraine"}}, nil, plans, builtInCrosswalk()) {
		got[f.Printed] = f.PlanID
	}
	want := map[string]string{"Eight of 14 (57%)": "ukraine-2021", "11 of 17 (64%)": "ukraine-2018", "5": "ukraine-2018", "6": NotStated}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestActivityIsNewestFirstAndEachItemOnce(t *testing.T) {
	page := record.Page{Activity: []record.Activity{
		{Title: "A story"}, {Date: "2018-03", Kind: "story", Title: "Older"}, {Date: "2018-07-17", Kind: "event", Title: "Newer"},
	}}
	pages := []pageRef{{Read: readPage(page), MemberID: "estonia"}, {Read: readPage(page), MemberID: "estonia"}, {Read: readPage(page), MemberID: "atlantis"}}
	want := []Activity{
		{"estonia", "2018-07-17", "event", "Newer", ""}, {"estonia", "2018-03", "story", "Older", ""},
		{"estonia", NotStated, NotStated, "A story", ""},
	}
	if diff := cmp.Diff(want, activity(pages, []Member{estonia})); diff != "" {
		t.Error(diff)
	}
}
