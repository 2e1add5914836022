package transformtest

import (
	"fmt"
	"time"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// BigNight is a night of about n commitments, each with its page and its row
// of OGP's table.
func BigNight(n int) dataset.Input {
	base := "https://www.opengovpartnership.org"
	night := record.Night{Base: base, Table: &record.Table{Name: "table.csv", Edition: "2024", Hash: "t"}}
	completions := []string{"Completed", "Substantial", "Limited", "Not Started", "Pending IRM Review", "NR"}
	at := time.Date(2025, 1, 14, 2, 0, 0, 0, time.UTC)
	var members []*vocabulary.KnownMember
	for _, m := range vocabulary.KnownMembers().All() {
		if m.Kind == vocabulary.MemberTypeNational {
			members = append(members, m)
		}
	}
	for i := range n {
		m := members[i%len(members)]
		number := i / len(members)
		code := fmt.Sprintf("%s%04d", m.Prefix, number)
		year := 2012 + 2*(number%6)
		plan := fmt.Sprintf("%s Action Plan %d-%d", m.Name, year, year+2)
		night.Reads = append(night.Reads, record.Read{Freshness: record.FreshRead, LastRead: at, Page: record.Page{
			Source: record.Source{Address: fmt.Sprintf("%s/members/%s/commitments/%s/", base, m.ID, code), Fetched: at, BodyHash: fmt.Sprintf("h%d", i)},
			Kind:   record.KindCommitment, Layout: record.Layout2022, Title: fmt.Sprintf("Open data of ministry %d", i), Member: m.ID, Code: code,
			ActionPlans: []record.Link{{Text: plan, URL: base + "/documents/" + vocabulary.Slug(plan) + "/"}},
			IRMReports:  []record.Link{{Text: fmt.Sprintf("%s End-of-Term Report %d-%d", m.Name, year, year+2)}, {Text: fmt.Sprintf("%s Mid-Term Report %d-%d", m.Name, year, year+2)}},
			Fields: record.Fields{
				record.FieldActionPlanCycle: record.Say(fmt.Sprint(year)), record.FieldStatus: {State: record.Unreadable},
				record.FieldLeadInstitution: record.Say("Ministry of Finance, Ministry of Justice"), record.FieldSupporting: record.Say("NA"),
				record.FieldPolicyAreas: record.Say("Capacity Building, Open Data"), record.FieldVerifiable: record.Say("Yes"),
				record.FieldRelevance: record.Say("Access to Information , Civic Participation"), record.FieldAmbition: record.Say("Low"),
				record.FieldEarlyResults: record.Say("Marginal"), record.FieldCompletion: record.Say(completions[i%6]), record.FieldStarred: record.Say("No"),
				record.FieldDescription: record.Say("The ministry will publish its data."),
			},
		}})
		night.Table.Rows = append(night.Table.Rows, record.Row{
			Line: i + 2, Code: code, Country: m.Name, ISO3: m.ISO3, Region: m.Region, MemberType: "National", PlanNumber: fmt.Sprint(number%6 + 1),
			PlanID: fmt.Sprintf("AP_%s%02d", m.ISO3, number%6+1), Number: fmt.Sprint(number), SubmissionYear: fmt.Sprint(year), EndYear: fmt.Sprint(year + 2),
			Title: fmt.Sprintf("Open data of ministry %d", i), PolicyAreas: []string{"Open Data", "Capacity Building"},
			Fields: record.Fields{
				record.FieldSpecificity: record.Say("High"), record.FieldVerifiable: record.Say("Yes"), record.FieldPotentialImpact: record.Say("Moderate"),
				record.FieldCompletionMidterm: record.Say("Limited"), record.FieldCompletionEnd: record.Say(completions[i%4]), record.FieldRelevance: record.Say("1"),
				record.FieldValueInformation: record.Say("1"), record.FieldStarredMidterm: record.Say("0"), record.FieldStarredEnd: record.Say("0"), record.FieldDIOG: record.Say("Marginal"),
			},
		})
	}
	return dataset.Input{Run: "20250114T020000Z", Date: time.Date(2025, 1, 14, 0, 0, 0, 0, time.UTC), LocalMembers: true, Night: night, Crosswalk: vocabulary.BuiltInCrosswalk()}
}
