package assemble

import (
	"testing"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

func TestDocumentsGoToTheMemberTheyName(t *testing.T) {
	list := func(member, title string) record.Read {
		return pageOf(record.KindCountry, record.Layout2022, "/members/"+member+"/", func(p *record.Page) {
			p.Title = member
			p.Fields = say("current_cycle", "2021-2023")
			p.Documents = []record.ListedDocument{{Title: title, Year: "2022", URL: siteBase + "/documents/the-document/"}}
		})
	}
	for title, c := range map[string]struct{ list, want string }{
		"Ireland Action Plan Review 2023-2025":                                           {"ireland", "ireland"},
		"Inception Report – Action plan – Northern Ireland, United Kingdom, 2021 – 2022": {"ireland", "northern-ireland-united-kingdom"},
		"Action plan – Makueni, Kenya, 2021 – 2022":                                      {"kenya", "makueni-kenya"},
		"Elgeyo Marakwet Design Report 2018-2020":                                        {"kenya", "elgeyo-marakwet-kenya"},
		"Building Dialogue Between Government and Civil Society (Discussion Notes)":      {"ireland", "ireland"},
		"Kenya – Makueni Action Plan 2021-2022":                                          {"kenya", "makueni-kenya"},
		"Paris Declaration on open government":                                           {"ireland", "ireland"},
		"Republic of Moldova End-of-Term Report 2016-2018":                               {"moldova", "moldova"},
		"Nigeria Action Plan 2019-2021":                                                  {"nigeria", "nigeria"},
		"Papua New Guinea Action Plan 2022-2024":                                         {"australia", "papua-new-guinea"},
		"Action plan - Tangier – Tetouan – Al-Hoceima, Morocco, 2021 - 2023":             {"morocco", "tangier-tetouan-al-hoceima-morocco"},
		"Côte d'Ivoire – Contrary to Process Letter":                                     {"cote-divoire", "cote-divoire"},
		"Luxembourg – Letter of Withdrawal From OGP (December 2022)":                     {"luxembourg", "luxembourg"},
		"Action plan – Nowhere, Kenya, 2021 – 2022":                                      {"kenya", vocabulary.NotStated},
		"Georgia and Ukraine exchange experience":                                        {"georgia", "georgia"},
		"Georgia and Ukraine exchange lessons":                                           {"ireland", vocabulary.NotStated},
	} {
		t.Run(title, func(t *testing.T) {
			out, issues := assembleReads(t, nil, list(c.list, title))
			if len(out.Documents) != 1 || out.Documents[0].MemberID != c.want {
				t.Errorf("%+v, want %s", out.Documents, c.want)
			}
			if (len(issuesOf(issues, record.CodeUnattributed)) == 1) != (c.want == vocabulary.NotStated) {
				t.Errorf("issues %+v", issues)
			}
		})
	}
}

func TestADocumentsOwnPageStandsOverLists(t *testing.T) {
	list := pageOf(record.KindCountry, record.Layout2019, "/members/estonia/", func(p *record.Page) {
		p.Title = "Estonia"
		p.Fields = say("current_cycle", "2020-2022", "plan_number", "Action Plan 5")
		p.Documents = []record.ListedDocument{
			{Title: "Estonia , First Action Plan, 2011- 12", Year: "2015", Type: "Action Plan", URL: siteBase + "/documents/first/"},
			{Title: "Estonia Action Plan 2018-2020", Year: "2018", Type: "Action Plan", URL: siteBase + "/documents/plan-2018/"},
			{Title: "Estonia Action Plan Review 2020-2022 – For Public Comment", Year: "2021", Type: "IRM Report", URL: siteBase + "/documents/draft/"},
			{Title: "Estonia IRM Progress Report 2014-2015", Year: "2016", Type: "IRM Report", URL: siteBase + "/documents/progress/"},
			{Title: "Odd thing of Estonia", Type: "Poster", URL: siteBase + "/documents/odd/"},
		}
	})
	own := pageOf(record.KindDocument, record.Layout2022, "/documents/plan-2018/", func(p *record.Page) {
		p.Title = "Estonia Action Plan 2018-2020 (revised)"
		p.Fields = say("action_plan_end", "August 2020", "document_type", "Action Plan", "report_publication_year", "2019")
		p.Files = []record.Link{{URL: siteBase + "/wp-content/uploads/a.pdf"}, {URL: siteBase + "/wp-content/uploads/a.pdf"}}
	})
	out, issues := assembleReads(t, withTable(
		record.Row{Country: "Estonia", Code: "EE0001", PlanNumber: "1", SubmissionYear: "2012", EndYear: "2014", Title: "x"},
		record.Row{Country: "Estonia", Code: "EE0009", PlanNumber: "2", SubmissionYear: "2014", EndYear: "2016", Title: "y"},
	), list, own)
	docs := map[string]dataset.Document{}
	for _, d := range out.Documents {
		docs[d.ID] = d
	}
	if d := docs["plan-2018"]; d.Title != "Estonia Action Plan 2018-2020 (revised)" || d.Year != 2019 || d.PlanID != "estonia-2018" || len(d.FileURLs) != 1 || d.Type != "Action Plan" {
		t.Errorf("%+v", d)
	}
	if d := docs["first"]; d.PlanID != "estonia-2012" {
		t.Errorf("the first plan's document, which gives another first year: %+v", d)
	}
	if d := docs["draft"]; !d.Draft || d.PlanID != "estonia-2020" || d.Type != "IRM Report" {
		t.Errorf("%+v", d)
	}
	if d := docs["progress"]; d.PlanID != "estonia-2014" {
		t.Errorf("%+v", d)
	}
	if d := docs["odd"]; d.Type != vocabulary.NotRecognised || len(issuesOf(issues, record.CodeNotRecognised)) != 1 {
		t.Errorf("%+v, %+v", d, issues)
	}
	plans := map[string]dataset.Plan{}
	for _, p := range out.Plans {
		plans[p.ID] = p
	}
	if p := plans["estonia-2018"]; p.EndDate != "2020-08" || p.EndAssumed || p.EndYear != 2020 || len(p.FileURLs) != 1 || p.URL != siteBase+"/documents/plan-2018/" {
		t.Errorf("%+v", p)
	}
	if p := plans["estonia-2020"]; p.EndDate != "2022-12-31" || !p.EndAssumed || p.Number != 5 || p.Cycle != "2020-2022" || p.IsCurrent {
		t.Errorf("%+v", p)
	}
	if len(out.Plans) != 4 {
		t.Errorf("%d plans: %+v", len(out.Plans), out.Plans)
	}
	if m := out.Members[0]; m.CurrentPlanID != "" || m.LatestPlanID != out.Plans[len(out.Plans)-1].ID {
		t.Errorf("no plan runs, but the current one is %q and the latest %q", m.CurrentPlanID, m.LatestPlanID)
	}
}

func TestDocumentsMissingTonightAreKept(t *testing.T) {
	page := func(state record.ListState, docs ...record.ListedDocument) record.Read {
		return pageOf(record.KindCountry, record.Layout2022, "/members/estonia/", func(p *record.Page) {
			p.Title, p.DocumentList, p.Documents = "Estonia", state, docs
		})
	}
	entry := record.ListedDocument{Title: "Estonia Action Plan 2018-2020", Year: "2018", Type: "Action Plan", URL: siteBase + "/documents/plan/"}
	before, _ := assembleReads(t, nil, page(record.ListFilled, entry))
	kept, _ := assembleReads(t, func(in *dataset.Input) { in.Before = snapshotOf(before) }, page(record.ListEmpty))
	if len(kept.Documents) != 1 || kept.Documents[0].Title != before.Documents[0].Title || kept.Documents[0].PlanID != "estonia-2018" || kept.Documents[0].Year != 2018 {
		t.Errorf("%+v", kept.Documents)
	}
	dropped, _ := assembleReads(t, func(in *dataset.Input) { in.Before = snapshotOf(before) }, page(record.ListFilled, record.ListedDocument{Title: "Estonia Another", URL: siteBase + "/documents/another/"}))
	if len(dropped.Documents) != 1 || !dropped.Tracking["documents/plan"].Gone {
		t.Errorf("%+v", dropped.Documents)
	}
}

func TestYearsAreReadFromTitlesAsTheyAreWritten(t *testing.T) {
	for title, want := range map[string][2]vocabulary.Year{
		"Estonia , First Action Plan, 2011- 12": {2011, 2012},
		"Canada Mid-Term Report 2016- 2018":     {2016, 2018},
		"Kenya Results Report 2020–2022":        {2020, 2022},
		"Action plan, 2021 – 2022":              {2021, 2022},
		"Kenya Design Report 2018-202":          {2018, 0},
		"Malta Action Plan 2015 to 2017":        {2015, 2017},
		"Plan 1999-2000/2023":                   {1999, 2000},
		"Letter (December 2022)":                {2022, 0},
		"No years":                              {0, 0},
		"20182020":                              {0, 0},
	} {
		first, end := yearsIn(title)
		if first != want[0] || end != want[1] {
			t.Errorf("%q: %d-%d, want %v", title, first, end, want)
		}
	}
}
