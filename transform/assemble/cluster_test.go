package assemble

import (
	"strings"
	"testing"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

func TestClustersAreReadAsCodesThenAsNames(t *testing.T) {
	for name, c := range map[string]struct {
		ids, cluster, code, want string
	}{
		"codes":                      {"ID0129, ID0130; id0131", "2", "ID0129", "ID0129|ID0130|ID0131"},
		"a name of one commitment":   {"NA", "3.2 & 3.3", "ID0129", ""},
		"no cluster":                 {"ND", "0", "ID0129", ""},
		"a code of no cluster":       {"NR", "ND", "ID0129", ""},
		"a chapter of the 2016 file": {"", "4", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			out, _ := assembleReads(t, withTable(record.Row{Country: "Indonesia", Code: c.code, PlanNumber: "5", SubmissionYear: "2018", Title: "x", Fields: say("cluster", c.cluster, "cluster_ids", c.ids)}))
			if got := strings.Join(out.Commitments[0].ClusterIDs, "|"); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestANameIsAClusterOnlyWhereAllRatingsAreEqual(t *testing.T) {
	rated := func(code, cluster, specificity, completion string) record.Row {
		return record.Row{Country: "Chile", Code: code, PlanNumber: "1", SubmissionYear: "2012", Title: code, Fields: say("cluster", cluster, "specificity", specificity, "completion_midterm", completion)}
	}
	for name, c := range map[string]struct {
		rows []record.Row
		want string
	}{
		"a chapter, each found on by itself":    {[]record.Row{rated("CL0005", "2", "High", "Limited"), rated("CL0006", "2", "Low", "Limited")}, ""},
		"a chapter, found on otherwise":         {[]record.Row{rated("CL0005", "2", "High", "Limited"), rated("CL0006", "2", "High", "Substantial")}, ""},
		"equal ratings":                         {[]record.Row{rated("CL0005", "3.2 & 3.3", "High", "Limited"), rated("CL0006", "3.2 & 3.3", "High", "Limited")}, "cluster 3.2 & 3.3"},
		"equal for want of any finding":         {[]record.Row{rated("CL0005", "A", "High", "ND"), rated("CL0006", "A", "High", "ND")}, ""},
		"two of three equal":                    {[]record.Row{rated("CL0005", "A", "High", "Limited"), rated("CL0006", "A", "High", "Limited"), rated("CL0007", "A", "Low", "Limited")}, ""},
		"another cluster beside it says naught": {[]record.Row{rated("CL0005", "A", "High", "Limited"), rated("CL0006", "A", "High", "Limited"), rated("CL0007", "B", "Low", "Limited")}, "cluster A"},
	} {
		t.Run(name, func(t *testing.T) {
			out, _ := assembleReads(t, withTable(c.rows...))
			got := strings.Join(out.Commitments[0].ClusterIDs, "|")
			if tracked := out.Tracking["commitments/CL0005"].Values.Get("cluster_ids").Value; got != c.want || tracked != vocabulary.OrNotStated(c.want) {
				t.Errorf("%q (tracked %q), want %q", got, tracked, c.want)
			}
		})
	}
}

func TestPolicyAreasComeUnderTheNamesInUseNow(t *testing.T) {
	page := pageOfCommitment(record.Layout2019, "kenya", "KE0001", say("policy_areas", "Fiscal Transparency, Marginalized Communities; E-Government, Inclusion, Space Travel; Sub-national governance; Public Service Delivery Improvement; Budget Transparency"))
	out, issues := assembleReads(t, nil, page)
	want := "Fiscal Openness|Inclusion|Digital Governance|Space Travel|Subnational|Public Service Delivery"
	if got := strings.Join(out.Commitments[0].PolicyAreas, "|"); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if len(out.PolicyAreas) != 6 || out.PolicyAreas[3] != (dataset.PolicyArea{CommitmentID: "KE0001", PolicyArea: "Space Travel"}) {
		t.Errorf("%+v", out.PolicyAreas)
	}
	if n := issuesOf(issues, record.CodeNotRecognised); len(n) != 1 || n[0].Value != "Space Travel" {
		t.Errorf("%+v", n)
	}
	t.Run("and absences are none", func(t *testing.T) {
		out, _ := assembleReads(t, nil, pageOfCommitment(record.Layout2019, "kenya", "KE0001", say("policy_areas", "Not specified")))
		if len(out.Commitments[0].PolicyAreas) != 0 {
			t.Errorf("%+v", out.Commitments[0].PolicyAreas)
		}
	})
}
