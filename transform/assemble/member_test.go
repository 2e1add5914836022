package assemble

import (
	"strings"
	"testing"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/transformtest"
	"ogptracker/transform/vocabulary"
)

func TestEveryKnownMemberIsWhole(t *testing.T) {
	reg := vocabulary.KnownMembers()
	regions := map[string]bool{"Africa and the Middle East": true, "Americas": true, "Asia and the Pacific": true, "Europe": true}
	prefixes := map[string]string{}
	for _, m := range vocabulary.KnownMembers().All() {
		if m.ID != vocabulary.Slug(m.ID) || m.Name == "" || m.Country == "" || len(m.ISO3) != 3 || !regions[m.Region] {
			t.Errorf("%+v", m)
		}
		if (m.Kind == vocabulary.MemberTypeLocal) != strings.Contains(m.Name, ",") {
			t.Errorf("%s is %s", m.Name, m.Kind)
		}
		if m.Prefix != "" && prefixes[m.Prefix] != "" {
			t.Errorf("%s and %s share the prefix %s", m.ID, prefixes[m.Prefix], m.Prefix)
		}
		prefixes[m.Prefix] = m.ID
		if reg.Find(m.Name) != m || reg.Find(m.ID) != m {
			t.Errorf("%s is not found by its own name", m.Name)
		}
	}
}

func TestOneMemberHasManyNames(t *testing.T) {
	for name, want := range map[string]string{
		"Republic of Moldova": "moldova", "Côte d’Ivoire": "cote-divoire", "cote-d'ivoire": "cote-divoire", "Kyrgyzstan": "kyrgyz-republic", "Slovakia": "slovak-republic",
		"Macedonia": "north-macedonia", "USA": "united-states", "Türkiye": "turkey", "The Netherlands": "netherlands", "UNITED KINGDOM": "united-kingdom",
		"South Korea": "republic-of-korea", "Kaduna State, Nigeria": "kaduna-state-nigeria", "Estonia": "estonia", "papua new guinea": "papua-new-guinea",
		"austin-usa": "austin-united-states", "Austin, USA": "austin-united-states", "Gwangju, South Korea": "gwangju-republic-of-korea",
	} {
		if m := vocabulary.KnownMembers().Find(name); m == nil || m.ID != want {
			t.Errorf("%q finds %v, want %s", name, m, want)
		}
	}
	for _, name := range []string{"Atlantis", "", "Land", "new-york-city-usa", "usa-usa"} {
		if m := vocabulary.KnownMembers().Find(name); m != nil {
			t.Errorf("%q finds %s", name, m.ID)
		}
	}
}

func TestMembersOfTheTableAreKnownWithItsFacts(t *testing.T) {
	table := transformtest.OGPTable(t, "irm-table-2024-extract.csv")
	reg := vocabulary.KnownMembers()
	for _, r := range table.Rows {
		m := reg.Find(r.Country)
		if m == nil {
			t.Errorf("%s is not in the list of members", r.Country)
			continue
		}
		if m.Region != r.Region || len(r.ISO3) == 3 && m.ISO3 != r.ISO3 || m.Prefix != strings.TrimRight(r.Code, "0123456789") {
			t.Errorf("%s: %s, %s, %s; the table has %s, %s, %s", m.ID, m.Region, m.ISO3, m.Prefix, r.Region, r.ISO3, r.Code)
		}
		if want := reg.Find(strings.Split(r.URL, "/")[4]); want != m {
			t.Errorf("%s is at %s", m.ID, r.URL)
		}
	}
}

func TestNamesOfStatesAreNoPlaces(t *testing.T) {
	row := func(country string) record.Row {
		return record.Row{Country: country, PlanNumber: "1", SubmissionYear: "2014", Title: "Open data"}
	}
	out, _ := assembleReads(t, withTable(row("Moldova, Republic of"), row("Republic of Albania"), row("Hungary (withdrawn)"), row("Bahamas, The"), row("Northern Ireland"), row("Nowhere, Kenya")))
	got := map[string]string{}
	for _, m := range out.Members {
		got[m.ID] = strings.Join([]string{m.Name, m.Country, m.Type, m.ISO3}, ", ")
		if want := map[string]string{"hungary": vocabulary.StatusWithdrawn}[m.ID]; m.Status != want && (want != "" || m.Status != vocabulary.NotStated) {
			t.Errorf("%s: status %s", m.ID, m.Status)
		}
	}
	for id, want := range map[string]string{
		"moldova":          "Moldova, Moldova, National, MDA",
		"albania":          "Albania, Albania, National, ALB",
		"hungary":          "Hungary, Hungary, National, HUN",
		"bahamas-the":      "Bahamas, The, Bahamas, The, Not stated, Not stated",
		"northern-ireland": "Northern Ireland, United Kingdom, Local, GBR",
		"nowhere-kenya":    "Nowhere, Kenya, Kenya, Local, KEN",
	} {
		if got[id] != want {
			t.Errorf("%s: %s, want %s", id, got[id], want)
		}
	}
}

func TestMembersOfTheListGetTypeAndStatus(t *testing.T) {
	list := pageOf(record.KindMembersList, record.Layout2022, "/our-members/", func(p *record.Page) {
		p.Members = []record.ListedMember{
			{Name: "Estonia", Member: "estonia", Group: "Members", Joined: record.Say("2011")},
			{Name: "Hungary", Member: "hungary", Group: "Members", Note: "withdrawn"},
			{Name: "Azerbaijan", Member: "azerbaijan", Group: "Members", Note: "Inactive"},
			{Name: "Nowhere, Kenya", Member: "nowhere-kenya", Group: "Local Members"},
			{Name: "Atlantis", Member: "atlantis", Group: "Members"},
			{Name: "Georgia", Member: "georgia", Group: "Members"},
			{Name: "Mexico", Member: "mexico", Group: "Members"},
		}
	})
	banner := func(member, text string) record.Read {
		return pageOf(record.KindCountry, record.Layout2022, "/members/"+member+"/", func(p *record.Page) { p.Title, p.Banners = member, []string{text} })
	}
	out, issues := assembleReads(t, nil, list,
		banner("georgia", "Georgia is currently suspended under a Response Policy case. Learn more here."),
		banner("mexico", "Mexico has joined the Open Gov Challenge with one commitment."),
		banner("kenya", "Kenya is currently involved in an OGP Rapid Response Protocol case. Learn more here."),
		banner("ghana", ""))
	got := map[string]string{}
	for _, m := range out.Members {
		got[m.ID] = strings.Join([]string{m.Status, m.Type, m.ISO3, m.Region}, ", ")
	}
	for id, want := range map[string]string{
		"estonia":       "Active, National, EST, Europe",
		"hungary":       "Withdrawn, National, HUN, Europe",
		"azerbaijan":    "Inactive, National, AZE, Asia and the Pacific",
		"nowhere-kenya": "Active, Local, KEN, Africa and the Middle East",
		"atlantis":      "Active, National, Not stated, Not stated",
		"georgia":       "Suspended, National, GEO, Asia and the Pacific",
		"mexico":        "Active, National, MEX, Americas",
		"kenya":         "Under review, National, KEN, Africa and the Middle East",
		"ghana":         "Not stated, National, GHA, Africa and the Middle East",
	} {
		if got[id] != want {
			t.Errorf("%s: %s, want %s", id, got[id], want)
		}
	}
	if n := issuesOf(issues, record.CodeUnknownMember); len(n) != 2 {
		t.Errorf("unknown members: %+v", n)
	}
	if out.Members[0].ID != "atlantis" {
		t.Errorf("members are not in order of id: %s first", out.Members[0].ID)
	}
}

func TestAMembersFactsComeFromItsNewestPage(t *testing.T) {
	old := pageOf(record.KindCountry, record.Layout2017, "/countries/Estonia", func(p *record.Page) {
		p.Member, p.Title, p.Saved = "estonia", "Estonia", true
		p.Fields = say("member_since", "Joined 2011", "statement", "Estonia is happy.", "statement_by", "Government of Estonia", "letter_of_intent", siteBase+"/letter.pdf")
	})
	old.Freshness = record.FreshCarried
	newer := pageOf(record.KindCountry, record.Layout2022, "/members/estonia/", func(p *record.Page) {
		p.Title = "Estonia"
		p.Fields = say("member_since", "Member Since 2011", "current_cycle", "2024-2026", "plan_number", "Action Plan 7")
	})
	out, _ := assembleReads(t, nil, old, newer)
	m := out.Members[0]
	if m.MemberSince != 2011 || m.Statement != "Estonia is happy." || m.StatementBy != "Government of Estonia" || m.LetterOfIntentURL != siteBase+"/letter.pdf" || m.URL != siteBase+"/members/estonia/" || m.Freshness != record.FreshRead || m.CurrentPlanID != "estonia-2024" {
		t.Errorf("%+v", m)
	}
	if len(out.Sources) != 1 || out.Sources[0].URL != siteBase+"/countries/Estonia" {
		t.Errorf("sources %+v", out.Sources)
	}
}

func TestAPlanKeepsTheIdentityItWasFirstSeenUnder(t *testing.T) {
	page := func(cycle string) record.Read {
		return pageOf(record.KindCountry, record.Layout2022, "/members/mexico/", func(p *record.Page) {
			p.Title = "Mexico"
			p.Fields = say("current_cycle", cycle, "plan_number", "Action Plan 4")
		})
	}
	before, _ := assembleReads(t, nil, page("2019-2021"))
	for _, cycle := range []string{"2019-2022", "2020-2022"} {
		out, _ := assembleReads(t, func(in *dataset.Input) { in.Before = snapshotOf(before) }, page(cycle))
		if len(out.Plans) != 1 || out.Plans[0].ID != "mexico-2019" || out.Plans[0].Cycle != "2019-2021" || out.Plans[0].EndYear != 2022 {
			t.Errorf("%s: %+v", cycle, out.Plans)
		}
	}
}

func TestPagesAndTablesOfOnePlanAreJoined(t *testing.T) {
	page := pageOfCommitment(record.Layout2022, "spain", "ES0001", say("action_plan_cycle", "2017"))
	page.Page.ActionPlans = []record.Link{{Text: "Spain Action Plan 2017-2019"}}
	row := func(code, number, year string) record.Row {
		return record.Row{Country: "Spain", Code: code, PlanNumber: number, PlanID: "AP_ESP0" + number, SubmissionYear: year, EndYear: "2019", Title: code}
	}
	for name, c := range map[string]struct {
		rows []record.Row
		want string
	}{
		"by the codes they share, whatever the year": {[]record.Row{row("ES0001", "3", "2019"), row("ES0002", "3", "2019")}, "spain-2017"},
		"by the year":            {[]record.Row{row("ES0002", "3", "2017")}, "spain-2017"},
		"by a year that is near": {[]record.Row{row("ES0002", "3", "2018")}, "spain-2017"},
		"not by one that is far": {[]record.Row{row("ES0002", "3", "2014")}, "spain-2014"},
	} {
		t.Run(name, func(t *testing.T) {
			out, _ := assembleReads(t, withTable(c.rows...), page)
			if got := theCommitment(t, out, "ES0002").RatedUnder; got != c.want {
				t.Errorf("rated under %s, want %s; plans %+v", got, c.want, out.Plans)
			}
		})
	}
}

func TestAnExtensionOnTheCountryPageMovesThePlansEnd(t *testing.T) {
	commitment := pageOfCommitment(record.Layout2022, "mexico", "MX0075", say("action_plan_cycle", "2019"))
	commitment.Page.ActionPlans = []record.Link{{Text: "Mexico Action Plan 2019-2021"}}
	country := pageOf(record.KindCountry, record.Layout2022, "/members/mexico/", func(p *record.Page) {
		p.Title = "Mexico"
		p.Fields = say("current_cycle", "2019-2022", "plan_number", "Action Plan 4")
	})
	out, _ := assembleReads(t, nil, commitment, country)
	if len(out.Plans) != 1 || out.Plans[0].EndYear != 2022 || out.Plans[0].EndDate != "2022-12-31" {
		t.Errorf("%+v", out.Plans)
	}
}
