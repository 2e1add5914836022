package reporttest

import (
	"fmt"
	"strings"
	"time"

	"ogptracker/report"
	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// Base is the address of the site the made-up pages stand on.
const Base = "http://ogp-sample.example"

// Date is the report's date.
var Date = time.Date(2025, 1, 15, 0, 0, 0, 0, time.UTC)

// Meta are the facts of a complete run.
func Meta() report.Meta {
	return report.Meta{
		Run: "20250115T020000Z", Date: Date, Started: Date.Add(2 * time.Hour), Version: "1.0.0",
		ConfigHash: strings.Repeat("ab12", 16), Outcome: report.Complete, BaseURL: Base, Contact: "data@example.org",
	}
}

var (
	places = []struct{ name, iso, region, code string }{
		{"Estonia", "EST", "Europe", "EE"}, {"Kenya", "KEN", "Africa and the Middle East", "KE"},
		{"Uruguay", "URY", "Americas", "UY"}, {"Côte d’Ivoire", "CIV", "Africa and the Middle East", "CI"},
		{"Georgia", "GEO", "Europe", "GE"}, {"Papua New Guinea", "PNG", "Asia and the Pacific", "PNG"},
		{"United Kingdom", "GBR", "Europe", "UK"}, {"New Zealand", "NZL", "Asia and the Pacific", "NZ"},
	}
	areas = []string{"Access to Information", "Anti-Corruption and Integrity", "Capacity Building", "Digital Governance", "Fiscal Openness", "Inclusion",
		"Justice", "Legislation", "Open Data", "Open Parliaments", "Public Participation", "Public Service Delivery", "Social Accountability"}
	findings = []string{vocabulary.Completed, vocabulary.Substantial, vocabulary.Limited, vocabulary.NotStarted, vocabulary.Substantial,
		vocabulary.Limited, vocabulary.Completed, vocabulary.PendingReview, vocabulary.NotReviewed, vocabulary.Unclear, vocabulary.Withdrawn, vocabulary.Unreadable}
	leads = []string{"Government Office", "Ministry of Finance", "Ministry of Justice and Digital Affairs", "Parliament", "Ministry of Economic Affairs and Communications, in cooperation with the State Chancellery"}
)

// Dataset makes a dataset of so many members with so many commitments each.
// The first member is Estonia; every fifth is a local one.
func Dataset(members, commitments int) *dataset.Dataset {
	ds := &dataset.Dataset{Run: "20250115T020000Z", Date: Date}
	for m := range members {
		addMember(ds, m, commitments)
	}
	ds.Progress = dataset.Progress{PagesKnown: members * (commitments + 4), PagesReadOnce: members*(commitments+4) - 3}
	ds.Sources = []dataset.SourceNote{
		{Name: "OGP commitments table", Edition: "2024", Date: "2024-07-01"},
		{Name: "Saved page", Edition: "2018-06-02", Date: "2018-06-02", URL: Base + "/countries/Estonia"},
	}
	addFigures(ds)
	addLogs(ds)
	return ds
}

func addMember(ds *dataset.Dataset, n, commitments int) {
	p := places[n%len(places)]
	name := p.name
	kind := "National"
	if n >= len(places) {
		name = fmt.Sprintf("%s %d", p.name, n)
	}
	if n%5 == 4 {
		kind, name = "Local", "City of "+name
	}
	id := vocabulary.Slug(name)
	url := Base + "/members/" + id + "/"
	m := dataset.Member{
		ID: id, Name: name, Country: p.name, ISO3: p.iso, Type: kind, Region: p.region, MemberSince: vocabulary.Year(2011 + n%9),
		Status: "Active", CurrentPlanID: id + "-2024", Statement: statement(name), StatementBy: "Government of " + name,
		LetterOfIntentURL: Base + "/documents/" + id + "-letter-of-intent/", URL: url,
		LastRead: Date.Add(2*time.Hour + time.Minute), Freshness: record.FreshUnchanged,
	}
	if n%7 == 3 {
		m.MemberSince, m.LetterOfIntentURL, m.Statement, m.StatementBy = 0, "", vocabulary.NotStated, vocabulary.NotStated
	}
	for i, year := range []int{2012, 2016, 2018, 2024} {
		ds.Plans = append(ds.Plans, dataset.Plan{
			ID: fmt.Sprintf("%s-%d", id, year), MemberID: id, Title: fmt.Sprintf("%s Action Plan %d-%d", name, year, year+2), Number: i + 1,
			Cycle: fmt.Sprintf("%d-%d", year, year+2), StartYear: vocabulary.Year(year), EndYear: vocabulary.Year(year + 2),
			EndDate: fmt.Sprintf("%d-12-31", year+2), EndAssumed: i%2 == 0, IsCurrent: year == 2024, Commitments: commitments / 4,
			URL: fmt.Sprintf("%s/documents/%s-action-plan-%d-%d/", Base, id, year, year+2), SelfReported: kind == "Local",
			FileURLs: []string{fmt.Sprintf("%s/wp-content/uploads/%d/01/%s.pdf", Base, year, id)},
		})
	}
	for c := range commitments {
		addCommitment(ds, &m, p.code, n, c, kind == "Local")
	}
	ds.Members = append(ds.Members, m)
	ds.Coverage = append(ds.Coverage, dataset.Coverage{MemberID: id, Expected: commitments + 4, Read: 3, Unchanged: commitments / 2,
		Failed: n % 2, CarriedForward: commitments - commitments/2 + 1 - n%2, OldestRead: Date.AddDate(0, 0, -9)})
	ds.DueDates = append(ds.DueDates,
		dataset.DueDate{MemberID: id, Duty: "Results expected", Whose: "IRM", Expected: "2027-04-30", Basis: "Four months after 2026-12-31, the end of " + id + "-2024", Certain: n%3 > 0},
		dataset.DueDate{MemberID: id, Duty: "Next plan expected", Whose: "Government", Expected: "2027-12", Basis: "Twelve months after 2026-12-31, assumed from the end year 2026"})
	addDocuments(ds, &m)
}

func addDocuments(ds *dataset.Dataset, m *dataset.Member) {
	for i, kind := range []string{"Action Plan", "IRM Report", "Letter", "Self Assessment"} {
		title := fmt.Sprintf("%s %s 2016-2018", m.Name, kind)
		ds.Documents = append(ds.Documents, dataset.Document{ID: vocabulary.Slug(title), MemberID: m.ID, Title: title, Type: kind, Year: vocabulary.Year(2016 + i),
			Draft: i == 1, PlanID: m.ID + "-2016", URL: Base + "/documents/" + vocabulary.Slug(title) + "/"})
	}
	for i := range 3 {
		ds.Activity = append(ds.Activity, dataset.Activity{MemberID: m.ID, Date: fmt.Sprintf("2024-1%d-05", i), Kind: "story", Title: fmt.Sprintf("A new story about %s, part %d", m.Name, i+1),
			URL: fmt.Sprintf("%s/stories/%s-%d/", Base, m.ID, i)})
	}
	value := 4.0
	ds.StatedFigures = append(ds.StatedFigures, dataset.StatedFigure{MemberID: m.ID, PlanID: m.CurrentPlanID, Measure: string(record.MeasureImplementing),
		Raw: "4", Value: &value, State: "Stated", URL: m.URL, Read: Date})
	ds.PublishedFigures = append(ds.PublishedFigures, dataset.PublishedFigure{MemberID: m.ID, PlanID: m.ID + "-2016", ReportURL: Base + "/documents/" + m.ID + "-end-of-term-report-2016-2018/",
		ReportType: "End-of-Term Report", Measure: "completed", Stage: "end_of_term", Printed: "4 (44%)", Value: &value})
	three, minus := 3.0, -1.0
	ds.Reconciliation = append(ds.Reconciliation,
		dataset.Reconciliation{MemberID: m.ID, PlanID: m.ID + "-2016", Measure: "completed", Stage: "end_of_term", Computed: &three, Published: &value, Difference: &minus,
			Verdict: dataset.Differs, Reason: "One commitment of the plan has no page with a rating.", ReportURL: Base + "/documents/" + m.ID + "-end-of-term-report-2016-2018/"},
		dataset.Reconciliation{MemberID: m.ID, PlanID: m.ID + "-2018", Measure: "limited", Stage: "end_of_term", Published: &value,
			Verdict: dataset.NotComparable, Reason: "The report assesses clusters, the pages single commitments."})
}

func statement(name string) string {
	return "The Government of " + name + " has joined the partnership to work in the open with its citizens. " +
		strings.Repeat("It publishes the data of the state, asks for advice before it decides, and reports on what became of its promises. ", 6) +
		"\nThe action plan covers public services, state information, participation and the prevention of corruption."
}
