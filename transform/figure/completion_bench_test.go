package figure

import (
	"fmt"
	"testing"

	"ogptracker/transform/dataset"
	"ogptracker/transform/transformtest"
	"ogptracker/transform/vocabulary"
)

// manyCommitments makes a full-scale site: 26 commitments a member, three
// plans, real proportions of findings.
func manyCommitments(n int) ([]dataset.Member, []dataset.Plan, []dataset.Commitment) {
	findings := []string{vocabulary.Completed, vocabulary.Substantial, vocabulary.Limited, vocabulary.NotStarted, vocabulary.Substantial, vocabulary.NotReviewed, vocabulary.PendingReview, vocabulary.Limited, vocabulary.NoData}
	areas := make([]string, 90)
	for i := range areas {
		areas[i] = fmt.Sprintf("Policy area %02d", i)
	}
	var members []dataset.Member
	var plans []dataset.Plan
	cs := make([]dataset.Commitment, n)
	for i := range cs {
		m := i / 26
		id := fmt.Sprintf("member-%04d", m)
		if i%26 == 0 {
			members = append(members, dataset.Member{ID: id, Name: "Member " + id, Type: "National", Region: []string{"Europe", "Americas", "Asia"}[m%3]})
			for _, year := range []int{2014, 2016, 2018} {
				plans = append(plans, dataset.Plan{ID: fmt.Sprintf("%s-%d", id, year), MemberID: id, Title: vocabulary.NotStated, Cycle: fmt.Sprintf("%d-%d", year, year+2), StartYear: vocabulary.Year(year), EndYear: vocabulary.Year(year + 2)})
			}
		}
		year := 2014 + 2*(i%3)
		plan := fmt.Sprintf("%s-%d", id, year)
		c := transformtest.Rated(fmt.Sprintf("C%06d", i), plan, findings[i%len(findings)], findings[(i+3)%len(findings)])
		c.MemberID, c.CycleYear = id, vocabulary.Year(year)
		c.PolicyAreas = []string{areas[i%90], areas[(i*7)%90], areas[(i*13)%90]}
		c.Values = []string{"Access to Information", "Civic Participation"}[:1+i%2]
		if i%11 == 0 {
			c.PlanIDs = append(c.PlanIDs, fmt.Sprintf("%s-%d", id, year+2))
		}
		if i%20 < 2 {
			c.ClusterIDs = []string{"Cluster A"}
		}
		cs[i] = c
	}
	return members, plans, cs
}

func BenchmarkFigures(b *testing.B) {
	for _, n := range []int{6_000, 60_000} {
		members, plans, cs := manyCommitments(n)
		figures := make([]Printed, 0, len(plans)*4)
		for _, p := range plans {
			for i, measure := range []string{"completed", "substantial", "number_of_commitments", "all_three_starred"} {
				figures = append(figures, printedFigure(p.ID, measure, "end_of_term", "3", transformtest.Number(float64(i)), nil))
			}
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Completions(members, plans, cs)
				ThematicFocus(plans, cs)
				DueDates(transformtest.Night, members, plans, cs)
				Reconcile(figures, members, cs, nil)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/commitment")
		})
	}
}
