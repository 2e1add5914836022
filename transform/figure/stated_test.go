package figure

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/transformtest"
	"ogptracker/transform/vocabulary"
)

func TestStatedFiguresStandBesideEachOtherWithTheirSource(t *testing.T) {
	today := record.Page{
		Source: record.Source{Address: "https://ogp.example/members/estonia/"}, Kind: record.KindCountry, Member: "estonia",
		Fields: record.Fields{record.FieldCurrentCycle: record.Say("2016-2018")},
		Stated: []record.StatedFigure{
			{Measure: record.MeasureCommitments, Value: record.Say("4"), Number: transformtest.Number(4)},
			{Measure: record.MeasureImplementing, Value: record.Say("3"), Number: transformtest.Number(3)},
			{Measure: record.MeasureImplementing, Value: record.Say("3"), Number: transformtest.Number(3)},
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
	gone := transformtest.ReadPage(record.Page{Stated: []record.StatedFigure{{Measure: record.MeasureCommitments, Value: record.Say("5"), Number: transformtest.Number(5)}}})
	gone.Gone = true
	pages := []dataset.PageRef{
		{Read: transformtest.ReadPage(today), MemberID: "estonia"}, {Read: transformtest.ReadPage(saved), MemberID: "estonia"},
		{Read: transformtest.ReadPage(list)}, {Read: gone, MemberID: "estonia"},
	}
	type row struct {
		plan, measure, raw, state string
		value                     float64
		read                      string
	}
	var got []row
	for _, s := range StatedFigures(pages, []dataset.Member{transformtest.Estonia}, []dataset.Plan{{ID: "estonia-2016", MemberID: "estonia", StartYear: 2016}}) {
		r := row{s.PlanID, s.Measure, s.Raw, s.State, -1, s.Read.Format(time.DateOnly)}
		if s.Value != nil {
			r.value = *s.Value
		}
		got = append(got, r)
	}
	want := []row{
		{vocabulary.NotStated, "current_commitments", vocabulary.Unreadable, vocabulary.Unreadable, -1, "2018-05-01"},
		{vocabulary.NotStated, "implementing_commitments", "4", "Stated", 4, "2025-01-14"},
		{vocabulary.NotStated, "participating_since", "2011", "Stated", 2011, "2025-01-14"},
		{vocabulary.NotStated, "post_implementation_commitments", "0", vocabulary.NotStated, -1, "2018-05-01"},
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
				{Measure: record.MeasureCommitments, Stage: record.StageEndOfTerm, Printed: "40[1]", State: record.Stated, Count: transformtest.Number(40)},
				{Measure: record.MeasureCompleted, Stage: record.StageEndOfTerm, State: record.Unreadable},
			},
		}
	}
	plans := []dataset.Plan{{ID: "estonia-2016", MemberID: "estonia", StartYear: 2016}}
	documents := []dataset.Document{{ID: "d", MemberID: "estonia", PlanID: vocabulary.NotStated, Type: "IRM Report", Draft: true}}
	tests := map[string]struct {
		ref              dataset.PageRef
		plan, reportType string
		draft            bool
	}{
		"by the year in its title":     {dataset.PageRef{Read: transformtest.ReadPage(page("Estonia End-of-Term Report 2016-2018")), MemberID: "estonia"}, "estonia-2016", "End-of-Term Report", false},
		"by what its document says":    {dataset.PageRef{Read: transformtest.ReadPage(page("A report")), MemberID: "estonia", PlanID: "estonia-2016", DocumentID: "d"}, "estonia-2016", "IRM Report", true},
		"without a plan of that year":  {dataset.PageRef{Read: transformtest.ReadPage(page("Estonia End Term Report 2020-2022")), MemberID: "estonia"}, vocabulary.NotStated, "End-of-Term Report", false},
		"with both stages in its name": {dataset.PageRef{Read: transformtest.ReadPage(page("Estonia Design and Implementation Report 2016")), MemberID: "estonia"}, "estonia-2016", "Design and Implementation Report", false},
	}
	crosswalk, err := vocabulary.ParseCrosswalk(nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			rows := Published(PublishedFigures([]dataset.PageRef{test.ref}, documents, plans, crosswalk))
			if len(rows) != 2 {
				t.Fatalf("%d rows", len(rows))
			}
			r := rows[0]
			if r.PlanID != test.plan || r.ReportType != test.reportType || r.Draft != test.draft || r.Printed != "40[1]" || *r.Value != 40 {
				t.Errorf("%+v", r)
			}
			if rows[1].Printed != vocabulary.Unreadable || rows[1].Value != nil {
				t.Errorf("a blank cell: %+v", rows[1])
			}
		})
	}
}

func TestAFigureThatLooksBackBelongsToTheEarlierPlan(t *testing.T) {
	page := record.Page{
		Source: record.Source{Address: "https://ogp.example/documents/r/"}, Kind: record.KindDocument, Title: "Ukraine Results Report 2021-2022",
		Figures: []record.Figure{
			{Measure: record.MeasureSubstantialOrFull, Stage: record.StageResults, Printed: "Eight of 14 (57%)", Count: transformtest.Number(8), Percent: transformtest.Number(0.57)},
			{Measure: record.MeasureSubstantialOrFull, Stage: record.StageResults, Printed: "11 of 17 (64%)", Count: transformtest.Number(11), Percent: transformtest.Number(0.64), Plan: "2018-2020"},
			{Measure: record.MeasureCompleted, Stage: record.StageResults, Printed: "5", Count: transformtest.Number(5), Plan: "previous action plan"},
			{Measure: record.MeasureCompleted, Stage: record.StageResults, Printed: "6", Count: transformtest.Number(6), Plan: "1999-2001"},
		},
	}
	plans := []dataset.Plan{{ID: "ukraine-2016", MemberID: "ukraine", StartYear: 2016}, {ID: "ukraine-2018", MemberID: "ukraine", StartYear: 2018}, {ID: "ukraine-2021", MemberID: "ukraine", StartYear: 2021}}
	got := map[string]string{}
	for _, f := range PublishedFigures([]dataset.PageRef{{Read: transformtest.ReadPage(page), MemberID: "ukraine"}}, nil, plans, vocabulary.BuiltInCrosswalk()) {
		got[f.Printed] = f.PlanID
	}
	want := map[string]string{"Eight of 14 (57%)": "ukraine-2021", "11 of 17 (64%)": "ukraine-2018", "5": "ukraine-2018", "6": vocabulary.NotStated}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestActivityIsNewestFirstAndEachItemOnce(t *testing.T) {
	page := record.Page{Activity: []record.Activity{
		{Title: "A story"}, {Date: "2018-03", Kind: "story", Title: "Older"}, {Date: "2018-07-17", Kind: "event", Title: "Newer"},
	}}
	pages := []dataset.PageRef{{Read: transformtest.ReadPage(page), MemberID: "estonia"}, {Read: transformtest.ReadPage(page), MemberID: "estonia"}, {Read: transformtest.ReadPage(page), MemberID: "atlantis"}}
	want := []dataset.Activity{
		{MemberID: "estonia", Date: "2018-07-17", Kind: "event", Title: "Newer", URL: ""}, {MemberID: "estonia", Date: "2018-03", Kind: "story", Title: "Older", URL: ""},
		{MemberID: "estonia", Date: vocabulary.NotStated, Kind: vocabulary.NotStated, Title: "A story", URL: ""},
	}
	if diff := cmp.Diff(want, Activity(pages, []dataset.Member{transformtest.Estonia})); diff != "" {
		t.Error(diff)
	}
}
