package assemble

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

const siteBase = "https://www.opengovpartnership.org"

var nightOf = time.Date(2025, 1, 14, 2, 0, 0, 0, time.UTC)

// pageOf makes a page read tonight.
func pageOf(kind record.Kind, layout record.Layout, path string, edit func(*record.Page)) record.Read {
	r := record.Read{Freshness: record.FreshRead, LastRead: nightOf, Requested: true, Page: record.Page{
		Source: record.Source{Address: siteBase + path, Fetched: nightOf, BodyHash: "hash of " + path + string(layout)}, Kind: kind, Layout: layout,
	}}
	if rest, ok := strings.CutPrefix(path, "/members/"); ok {
		parts := strings.Split(strings.Trim(rest, "/"), "/")
		r.Page.Member = parts[0]
		if len(parts) == 3 {
			r.Page.Code = strings.ToUpper(parts[2])
		}
	}
	if edit != nil {
		edit(&r.Page)
	}
	return r
}

// pageOfCommitment makes a commitment's page with some fields.
func pageOfCommitment(layout record.Layout, member, code string, fields record.Fields, reports ...string) record.Read {
	return pageOf(record.KindCommitment, layout, "/members/"+member+"/commitments/"+code+"/", func(p *record.Page) {
		p.Title, p.Fields = "Commitment "+code, fields
		for _, r := range reports {
			p.IRMReports = append(p.IRMReports, record.Link{Text: r})
		}
	})
}

func say(pairs ...string) record.Fields {
	f := record.Fields{}
	for i := 0; i < len(pairs); i += 2 {
		f[record.Field(pairs[i])] = record.Say(pairs[i+1])
	}
	return f
}

// assembleReads assembles pages of one night.
func assembleReads(t *testing.T, edit func(*dataset.Input), reads ...record.Read) (*dataset.Rows, []record.Issue) {
	t.Helper()
	in := dataset.Input{Run: "20250114T020000Z", Date: time.Date(2025, 1, 14, 0, 0, 0, 0, time.UTC), LocalMembers: true, Night: record.Night{Base: siteBase, Reads: reads}}
	if edit != nil {
		edit(&in)
	}
	return Night(in)
}

// theCommitment returns the row of an id.
func theCommitment(t *testing.T, out *dataset.Rows, id string) dataset.Commitment {
	t.Helper()
	for _, c := range out.Commitments {
		if c.ID == id {
			return c
		}
	}
	t.Fatalf("no commitment %s among %d", id, len(out.Commitments))
	return dataset.Commitment{}
}

func issuesOf(issues []record.Issue, code record.Code) []record.Issue {
	return slices.DeleteFunc(slices.Clone(issues), func(i record.Issue) bool { return i.Code != code })
}

// withTable adds rows of OGP's table to an input.
func withTable(rows ...record.Row) func(*dataset.Input) {
	return func(in *dataset.Input) {
		for i := range rows {
			rows[i].Line = i + 2
		}
		in.Night.Table = &record.Table{Name: "table.csv", Edition: "2024", Hash: "table", Date: time.Date(2024, 7, 1, 0, 0, 0, 0, time.UTC), Rows: rows}
	}
}

// snapshotOf is what the next run would compare with.
func snapshotOf(out *dataset.Rows) *dataset.Snapshot {
	s := &dataset.Snapshot{Run: "20250113T020000Z", Date: "2025-01-13", Rows: map[string]dataset.SnapshotRow{}}
	for key, t := range out.Tracking {
		s.Rows[key] = dataset.SnapshotRow{Member: t.Member, Hash: t.Hash, FirstSeen: "2024-12-01", LastSeen: "2025-01-13", LastChanged: "2024-12-01", Values: t.Values, Gone: t.Gone, Lists: t.Lists}
	}
	return s
}

// KE0023 as it stood in three generations of the site.
func kenya() []record.Read {
	older := pageOfCommitment(record.Layout2019, "kenya", "KE0023", say(
		"action_plan_cycle", "2018", "status", "Active", "starred", "Pending IRM Review", "early_results", "Pending IRM Review",
		"relevance", "Access to Information , Civic Participation , Technology", "policy_areas", "Capacity Building, E-Government, Public Participation",
		"completion", "Pending IRM Review", "verifiable", "Yes"), "Kenya Design Report 2018-2020")
	older.Page.Address += "?older"
	older.Page.Fields[record.FieldPotentialImpact] = record.Value{State: record.Unreadable}
	newer := pageOfCommitment(record.Layout2022, "kenya", "ke0023", say(
		"action_plan_cycle", "2018", "early_results", "Marginal", "relevance", "Yes", "ambition", "Low", "verifiable", "Yes",
		"policy_areas", "Capacity Building, Public Participation", "lead_institution", "Office of the Deputy President, Ministry of Foreign Affairs"),
		"Kenya Transitional Results Report 2018-2021", "Kenya Design Report 2018-2020")
	newer.Page.Fields[record.FieldCompletion] = record.Value{State: record.Unreadable}
	newer.Page.ActionPlans = []record.Link{{Text: "Kenya Action Plan 2018-2020", URL: siteBase + "/documents/kenya-action-plan-2018-2020/"}}
	return []record.Read{older, newer}
}

func TestTheNewestLayoutWinsAndOlderOnesFill(t *testing.T) {
	out, _ := assembleReads(t, nil, kenya()...)
	c := theCommitment(t, out, "KE0023")
	got := map[string]string{
		"early results go to their scale": c.DIOG + "/" + c.EarlyResults, "ambition": c.Ambition, "starred, which the newest lacks": c.Starred,
		"a blank is no absence": c.Completion + "/" + c.CompletionEndOfTerm, "areas": strings.Join(c.PolicyAreas, "|"), "lead": c.LeadInstitution,
		"impact": c.PotentialImpact, "plan": strings.Join(c.PlanIDs, "|") + "/" + c.RatedUnder, "relevance": c.Relevance, "stage": string(c.Stage),
	}
	want := map[string]string{
		"early results go to their scale": "Marginal/" + vocabulary.NotStated, "ambition": "Low", "starred, which the newest lacks": vocabulary.PendingReview,
		"a blank is no absence": vocabulary.Unreadable + "/" + vocabulary.Unreadable, "areas": "Capacity Building|Public Participation", "lead": "Office of the Deputy President | Ministry of Foreign Affairs",
		"impact": vocabulary.Unreadable, "plan": "kenya-2018/kenya-2018", "relevance": vocabulary.Yes, "stage": string(vocabulary.StageAwaitingReview),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(out.Commitments) != 1 {
		t.Errorf("%d commitments of two addresses of one", len(out.Commitments))
	}
}

func TestTheOrderOfInputNeverMatters(t *testing.T) {
	rows := []record.Row{
		{Country: "Kenya", Code: "KE0023", PlanNumber: "3", SubmissionYear: "2018", EndYear: "2020", Title: "x", Fields: say("completion_end_of_term", "Limited")},
		{Country: "Kenya", PlanNumber: "3", SubmissionYear: "2018", Number: "1", Title: "a"}, {Country: "Kenya", PlanNumber: "3", SubmissionYear: "2018", Number: "1", Title: "b"},
	}
	reads := append(kenya(), pageOf(record.KindCountry, record.Layout2022, "/members/kenya/", func(p *record.Page) {
		p.Title = "Kenya"
		p.Fields = say("current_cycle", "2023-2027", "plan_number", "Action Plan 5")
		p.Documents = []record.ListedDocument{{Title: "Kenya Action Plan 2023-2027", Type: "Action Plan", URL: siteBase + "/documents/kenya-action-plan-2023-2027/"}, {Title: "Action plan – Makueni, Kenya, 2021 – 2022", URL: siteBase + "/documents/action-plan-makueni-kenya-2021-2022/"}}
	}))
	first, _ := assembleReads(t, withTable(rows...), reads...)
	for i := range rows {
		rows[i].Line = i + 2
	}
	slices.Reverse(reads)
	shuffled, _ := assembleReads(t, func(in *dataset.Input) {
		withTable(rows...)(in)
		slices.Reverse(in.Night.Table.Rows)
	}, reads...)
	ignorePages := cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Pages" }, cmp.Ignore())
	if diff := cmp.Diff(first, shuffled, ignorePages); diff != "" {
		t.Error(diff)
	}
}

func TestACommitmentOfTwoPlansIsRatedUnderItsCycle(t *testing.T) {
	r := pageOfCommitment(record.Layout2022, "estonia", "EE0059", say("action_plan_cycle", "2022"))
	r.Page.ActionPlans = []record.Link{{Text: "Estonia Action Plan 2022-2024"}, {Text: "Estonia Action Plan 2020-2022"}}
	out, _ := assembleReads(t, nil, r)
	c := theCommitment(t, out, "EE0059")
	if diff := cmp.Diff([]string{"estonia-2020", "estonia-2022"}, c.PlanIDs); diff != "" || c.RatedUnder != "estonia-2022" || c.Continues != "estonia-2020" || c.CycleYear != 2022 {
		t.Errorf("rated under %s, continues %s, %s", c.RatedUnder, c.Continues, diff)
	}
	for _, p := range out.Plans {
		if p.Commitments != 1 {
			t.Errorf("%s counts %d", p.ID, p.Commitments)
		}
	}
	if out.Members[0].Counts.Commitments != 1 {
		t.Errorf("the member counts %d", out.Members[0].Counts.Commitments)
	}
}

func TestACountryPageDropsNothingThatItNeverNamed(t *testing.T) {
	country := pageOf(record.KindCountry, record.Layout2019, "/members/kenya/", func(p *record.Page) {
		p.Title, p.CommitmentList = "Kenya", record.ListFilled
		p.Commitments = []record.ListedCommitment{{Code: "KE0001", Title: "Listed", Year: "2018"}}
	})
	own := pageOfCommitment(record.Layout2019, "kenya", "KE0002", say("completion", "Limited"))
	own.InSitemap = true
	whole := func(in *dataset.Input) { in.Night.SitemapRead = true }
	before, _ := assembleReads(t, whole, country, own)
	own.Freshness = record.FreshCarried
	for name, c := range map[string]struct{ inSitemap, gone bool }{
		"the sitemap still lists it":   {true, false},
		"the sitemap lists it no more": {false, true},
	} {
		t.Run(name, func(t *testing.T) {
			own := own
			own.InSitemap = c.inSitemap
			out, _ := assembleReads(t, func(in *dataset.Input) { whole(in); in.Before = snapshotOf(before) }, country, own)
			if got := theCommitment(t, out, "KE0002").Gone; got != c.gone {
				t.Errorf("gone %v", got)
			}
		})
	}
}

func TestWhatIsNotMetIsKeptAndWhatIsDroppedIsGone(t *testing.T) {
	country := func(state record.ListState, codes ...string) record.Read {
		return pageOf(record.KindCountry, record.Layout2019, "/members/kenya/", func(p *record.Page) {
			p.Title, p.CommitmentList = "Kenya", state
			p.Fields = say("current_cycle", "2018-2020")
			for _, c := range codes {
				p.Commitments = append(p.Commitments, record.ListedCommitment{Code: c, Title: "Listed " + c, Year: "2018", PolicyArea: "Open Data"})
			}
		})
	}
	own := pageOfCommitment(record.Layout2019, "kenya", "KE0002", say("completion", "Limited"))
	before, _ := assembleReads(t, nil, country(record.ListFilled, "KE0001", "KE0002"), own)
	notAsked := own
	notAsked.Freshness = record.FreshCarried
	gone := own
	gone.Gone = true
	for name, c := range map[string]struct {
		reads           []record.Read
		missing, itself bool // KE0001 (known from the list only), KE0002 (has a page): gone?
	}{
		"a list that the site left empty drops nothing": {[]record.Read{country(record.ListEmpty), notAsked}, false, false},
		"a list that is there without them drops both":  {[]record.Read{country(record.ListFilled, "KE0003"), notAsked}, true, true},
		"a page that answers keeps its commitment":      {[]record.Read{country(record.ListFilled, "KE0003"), own}, true, false},
		"a page that answers 404 is gone":               {[]record.Read{country(record.ListFilled, "KE0001", "KE0002"), gone}, false, true},
		"a country page that was not asked drops nothing": {[]record.Read{func() record.Read {
			r := country(record.ListFilled, "KE0003")
			r.Freshness = record.FreshCarried
			return r
		}(), notAsked}, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			out, _ := assembleReads(t, func(in *dataset.Input) { in.Before = snapshotOf(before) }, c.reads...)
			one, two := theCommitment(t, out, "KE0001"), theCommitment(t, out, "KE0002")
			if one.Gone != c.missing || two.Gone != c.itself {
				t.Errorf("KE0001 gone %v, KE0002 gone %v", one.Gone, two.Gone)
			}
			if one.Title != "Listed KE0001" || !slices.Equal(one.PolicyAreas, []string{"Open Data"}) || !slices.Equal(one.PlanIDs, []string{"kenya-2018"}) || one.FirstSeen != "2024-12-01" {
				t.Errorf("KE0001 lost what was known: %+v", one)
			}
			if two.Completion != vocabulary.Limited {
				t.Errorf("KE0002 lost its rating: %s", two.Completion)
			}
		})
	}
}

func TestCommitmentsWithoutACodeFindTheirOwn(t *testing.T) {
	coded := pageOfCommitment(record.Layout2019, "estonia", "EE0010", say("action_plan_cycle", "2014"))
	coded.Page.Title = "Open data portal"
	rows := []record.Row{
		{Country: "Estonia", PlanNumber: "2", SubmissionYear: "2014", EndYear: "2016", Number: "6.1", Title: "COMMITMENT 6", ShortTitle: "6.1 Open Data Portal", Fields: say("completion_midterm", "d. Complete")},
		{Country: "Estonia", PlanNumber: "2", SubmissionYear: "2014", EndYear: "2016", Number: "6.2", Title: "COMMITMENT 6", ShortTitle: "6.2 Opening data", Fields: say("completion_midterm", "c. Substantial")},
		{Country: "Estonia", PlanNumber: "2", SubmissionYear: "2014", EndYear: "2016", Number: "1", Title: "One thing"},
		{Country: "Estonia", PlanNumber: "2", SubmissionYear: "2014", EndYear: "2016", Number: "1", Title: "Another thing"},
		{Country: "Estonia", PlanNumber: "2", SubmissionYear: "2014", EndYear: "2016", Number: "NA", Title: "Without a number"},
	}
	out, _ := assembleReads(t, withTable(rows...), coded)
	var ids []string
	for _, c := range out.Commitments {
		ids = append(ids, fmt.Sprintf("%s %v", c.ID, c.Provisional))
	}
	want := []string{"EE0010 false", "estonia-2014-1-another-thing true", "estonia-2014-1-one-thing true", "estonia-2014-6.2 true", "estonia-2014-without-a-number true"}
	if diff := cmp.Diff(want, ids); diff != "" {
		t.Error(diff)
	}
	if c := theCommitment(t, out, "EE0010"); c.CompletionMidterm != vocabulary.Completed {
		t.Errorf("the table's row was not joined by its title: %s", c.CompletionMidterm)
	}
}

func TestBadRowsAreNamedAndTheRestStands(t *testing.T) {
	good := record.Row{Country: "Kenya", Code: "KE0001", PlanNumber: "1", PlanID: "AP_KEN01", SubmissionYear: "2016", EndYear: "2018", Title: "x", Fields: say("completion_end_of_term", "Limited")}
	for name, c := range map[string]struct {
		row  record.Row
		code record.Code
		says string
	}{
		"a code of another member":    {record.Row{Country: "Kenya", Code: "EE0001", PlanNumber: "1", SubmissionYear: "2016", Title: "y"}, record.CodeCodeNotMembers, "row 3 of OGP's table gives it to kenya"},
		"a rating of another scale":   {record.Row{Country: "Kenya", Code: "KE0002", PlanNumber: "1", SubmissionYear: "2016", Title: "y", Fields: say("completion_end_of_term", "Transformative")}, record.CodeNotRecognised, "scale potential_impact"},
		"an impossible date":          {record.Row{Country: "Kenya", Code: "KE0002", PlanNumber: "1", SubmissionYear: "2016", Title: "y", Fields: say("end_date", "2/30/2018")}, record.CodeDateUnreadable, `row 3 (KE0002) has "2/30/2018" as its end date`},
		"a plan Not Attached":         {record.Row{Country: "Kenya", Code: "KE0002", PlanID: "Not Attached", PlanNumber: "Not Attached", SubmissionYear: "2016", Title: "y"}, record.CodePlanUnknown, "row 3 (KE0002) belongs to no action plan"},
		"a commitment in no plan":     {record.Row{Country: "Kenya", Code: "KE0002", Title: "y"}, record.CodePlanUnknown, "row 3 (KE0002) belongs to no action plan"},
		"a member nobody knows":       {record.Row{Country: "Atlantis", Code: "AT0001", PlanNumber: "1", SubmissionYear: "2016", Title: "y"}, record.CodeUnknownMember, "Atlantis"},
		"a plan known by number only": {record.Row{Country: "Estonia", Code: "EE0002", PlanNumber: "7", Title: "y"}, record.CodePlanUnknown, "without a year of submission"},
	} {
		t.Run(name, func(t *testing.T) {
			out, issues := assembleReads(t, withTable(good, c.row))
			found := issuesOf(issues, c.code)
			if len(found) != 1 || !strings.Contains(found[0].Message, c.says) {
				t.Errorf("issues %+v do not say %q once", issues, c.says)
			}
			if len(out.Commitments) != 2 || theCommitment(t, out, "KE0001").Completion != vocabulary.Limited {
				t.Errorf("the rest does not stand: %+v", out.Commitments)
			}
		})
	}
}

// The editions of 2015 number the plans and say no year of them.
func TestTheNumberOfAPlanIsKeptWhereItsYearsAreNotKnown(t *testing.T) {
	for name, c := range map[string]struct {
		row   record.Row
		want  int
		plans int
	}{
		"a number alone":          {record.Row{Country: "Norway", Title: "Open the land register", PlanNumber: "1"}, 1, 0},
		"a number and a year":     {record.Row{Country: "Norway", Title: "Open the land register", PlanNumber: "2", SubmissionYear: "2013"}, 2, 1},
		"a year alone":            {record.Row{Country: "Norway", Title: "Open the land register", SubmissionYear: "2013"}, 0, 1},
		"a word for a number":     {record.Row{Country: "Norway", Title: "Open the land register", PlanNumber: "ND"}, 0, 0},
		"a number that is none":   {record.Row{Country: "Norway", Title: "Open the land register", PlanNumber: "-1"}, 0, 0},
		"a commitment of no plan": {record.Row{Country: "Norway", Title: "Open the land register", PlanNumber: "Not Attached"}, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			out, _ := assembleReads(t, withTable(c.row))
			if len(out.Commitments) != 1 || out.Commitments[0].PlanNumber != c.want || len(out.Commitments[0].PlanIDs) != c.plans {
				t.Errorf("%+v", out.Commitments)
			}
		})
	}
}

func TestLocalMembersReportOnThemselves(t *testing.T) {
	page := pageOfCommitment(record.Layout2022, "makueni-kenya", "MAK0001", say("completion", "Completed", "action_plan_cycle", "2021"), "End of Commitment Report – Open data")
	legacy := record.Row{Country: "Scotland, United Kingdom", Code: "SCO0001", MemberType: "Legacy Local", PlanNumber: "1", SubmissionYear: "2017", EndYear: "2017", Title: "x", Fields: say("completion_end_of_term", "Substantial")}
	reviewed := pageOfCommitment(record.Layout2022, "elgeyo-marakwet-kenya", "ELG0001", say("completion", "Limited"), "Elgeyo Marakwet Design Report 2018-2020")
	out, _ := assembleReads(t, withTable(legacy), page, reviewed)
	own, irm, design := theCommitment(t, out, "MAK0001"), theCommitment(t, out, "SCO0001"), theCommitment(t, out, "ELG0001")
	if !own.SelfReported || own.CompletionSource != sourceMember || irm.SelfReported || design.SelfReported {
		t.Errorf("local: %v (%s), %v, %v", own.SelfReported, own.CompletionSource, irm.SelfReported, design.SelfReported)
	}
	for _, r := range out.Ratings {
		if r.CommitmentID == "MAK0001" && r.Source != sourceMember {
			t.Errorf("a rating of its own: %+v", r)
		}
	}
	t.Run("and are left out on request", func(t *testing.T) {
		without, _ := assembleReads(t, func(in *dataset.Input) { withTable(legacy)(in); in.LocalMembers = false }, page, reviewed)
		if len(without.Commitments)+len(without.Members)+len(without.Plans)+len(without.Pages) != 0 {
			t.Errorf("%+v", without)
		}
	})
}

func TestKnownAddressesThatWereNeverReadSaySo(t *testing.T) {
	r := pageOfCommitment(record.Layout2022, "kenya", "KE0001", nil)
	r.Freshness, r.Page.Title, r.Page.BodyHash, r.LastRead = record.FreshNotRead, "", "", time.Time{}
	out, _ := assembleReads(t, nil, r)
	c := theCommitment(t, out, "KE0001")
	if c.Title != vocabulary.NotReadYet || c.Completion != vocabulary.NotReadYet || c.LeadInstitution != vocabulary.NotReadYet || c.Stage != vocabulary.NotStated {
		t.Errorf("%+v", c)
	}
}

func TestContactsAreLeftOutOfTexts(t *testing.T) {
	text := "Open data.\nE-mail: jane.doe@gov.example\nTelephone (61) 3216-2010\nWrite to info@gov.example for more.\nName of responsible person: Jane Doe\nCivil servant in charge for implementing John Doe\nPublish data by 2018."
	got := vocabulary.WithoutContacts(text)
	if want := "Open data.\nWrite to [e-mail left out] for more.\nPublish data by 2018."; got != want {
		t.Errorf("got %q", got)
	}
}
