package reporttest

import (
	"fmt"
	"strings"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// addCommitment makes the c-th commitment of the n-th member: its plan, its
// ratings and its words turn with both numbers.
func addCommitment(ds *dataset.Dataset, m *dataset.Member, code string, n, c int, local bool) {
	year := []int{2012, 2016, 2018, 2024}[c%4]
	plan := fmt.Sprintf("%s-%d", m.ID, year)
	mid, end := findings[(n+c)%len(findings)], findings[(n*3+c*5)%len(findings)]
	k := dataset.Commitment{
		ID: fmt.Sprintf("%s%04d", code, n*100+c+1), MemberID: m.ID, Title: fmt.Sprintf("Open the registers of %s to everybody who asks, part %d", leads[c%len(leads)], c+1),
		PlanIDs: []string{plan}, RatedUnder: plan, CycleYear: vocabulary.Year(year), Stage: vocabulary.StagePost,
		LeadInstitution: leads[(n+c)%len(leads)], SupportingInstitutions: []string{"Open Knowledge Foundation", "Chamber of Commerce"}[:c%3%2+1],
		PolicyAreas: []string{areas[(n+c)%len(areas)], areas[(n+2*c+5)%len(areas)]}, Values: []string{"Access to Information", "Civic Participation"}[:c%2+1],
		Specificity: "High", Verifiable: "Yes", Relevance: "Yes", PotentialImpact: "Moderate", PotentialForResults: vocabulary.NoData, Ambition: "High",
		CompletionMidterm: mid, CompletionEndOfTerm: end, Completion: end, CompletionStage: record.StageEndOfTerm, CompletionSource: "Page",
		DIOG: "Marginal", EarlyResults: vocabulary.NotStated, Starred: "No", StarredMidterm: "No", StarredEndOfTerm: vocabulary.NoData,
		StarRecomputedMidterm: vocabulary.NotStated, StarRecomputedEndOfTerm: "No", Continues: vocabulary.NotStated,
		Description: strings.Repeat(fmt.Sprintf("Today the registers of the state can be read only at the counter. The commitment %d opens them step by step. ", c+1), 7),
		URL:         fmt.Sprintf("%scommitments/%s%04d/", m.URL, code, n*100+c+1), FirstSeen: "2025-01-14", LastSeen: "2025-01-15", LastChanged: "2025-01-14",
		SelfReported: local, IRMReports: []string{m.Name + " End-of-Term Report 2016-2018"},
	}
	if len(k.PolicyAreas) == 2 && k.PolicyAreas[0] == k.PolicyAreas[1] {
		k.PolicyAreas = k.PolicyAreas[:1]
	}
	switch {
	case year == 2024:
		k.Stage, k.CompletionMidterm, k.CompletionEndOfTerm, k.Completion, k.CompletionStage = vocabulary.StageCurrent, vocabulary.NoData, vocabulary.PendingReview, vocabulary.PendingReview, ""
		m.Counts.Current++
	case year == 2012:
		k.CompletionEndOfTerm, k.Completion, k.CompletionStage = vocabulary.NoData, mid, record.StageMidterm
		m.Counts.PostImplementation++
	case c%11 == 1:
		k.Stage, k.CompletionEndOfTerm, k.Completion = vocabulary.StageAwaitingReview, vocabulary.PendingReview, mid
		m.Counts.AwaitingReview++
	default:
		m.Counts.PostImplementation++
	}
	if c%9 == 5 {
		k.Starred, k.StarredEndOfTerm = "Yes", "Yes"
		m.Counts.Starred, m.Counts.StarStated = m.Counts.Starred+1, m.Counts.StarStated+1
	}
	m.Counts.Commitments++
	ds.Commitments = append(ds.Commitments, k)
	for _, a := range k.PolicyAreas {
		ds.PolicyAreas = append(ds.PolicyAreas, dataset.PolicyArea{CommitmentID: k.ID, PolicyArea: a})
	}
	for _, r := range []struct {
		stage record.Stage
		value string
	}{{record.StageMidterm, k.CompletionMidterm}, {record.StageEndOfTerm, k.CompletionEndOfTerm}} {
		ds.Ratings = append(ds.Ratings, dataset.Rating{CommitmentID: k.ID, Indicator: "completion", Stage: r.stage, Value: r.value, Raw: r.value,
			Source: "Page", SourceURL: k.URL, Read: Date, IRMReport: k.IRMReports[0]})
	}
}
