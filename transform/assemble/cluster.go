package assemble

import (
	"slices"
	"strings"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// clusterOf is what a commitment shares its assessment with: the codes that
// OGP's table or a page names ("Cluster Commitment ID(s)"), else the name of
// the cluster within its plan, which dropChapters judges once all ratings are
// known: older rows have the number of a chapter in that column.
func (st *commitmentRows) clusterOf(c *commitmentBuild) []string {
	raw := ""
	if v, _ := pick(c.reads, record.FieldClusterIDs); v.State == record.Stated {
		raw = v.Raw
	} else if c.row != nil {
		raw = c.row.Fields[record.FieldClusterIDs].Raw
	}
	var out []string
	for _, part := range strings.FieldsFunc(raw, func(r rune) bool { return strings.ContainsRune(",;|& \n\t", r) }) {
		id := strings.ToUpper(part)
		if isCommitmentCode(id) && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	if len(out) > 0 || c.row == nil || c.row.Code == "" {
		return out
	}
	name := c.row.Fields[record.FieldCluster].Raw
	switch strings.ToLower(name) {
	case "", "0", "none", "no":
		return out
	}
	if _, ok := st.vocab.Absence(record.FieldCluster, name); ok {
		return out
	}
	return []string{clusterName + name}
}

// clusterName begins the id of a cluster that is known by its name alone.
const clusterName = "cluster "

// dropChapters forgets clusters by name whose commitments were not assessed as
// one: only where two or more of a plan share the name, and every rating, does
// the name speak for one assessment.
func dropChapters(out *dataset.Rows) {
	type cluster struct{ plan, name string }
	members := map[cluster][]*dataset.Commitment{}
	for i := range out.Commitments {
		c := &out.Commitments[i]
		if len(c.ClusterIDs) == 1 && strings.HasPrefix(c.ClusterIDs[0], clusterName) {
			key := cluster{c.RatedUnder, c.ClusterIDs[0]}
			members[key] = append(members[key], c)
		}
	}
	for _, together := range members {
		if assessedAsOne(together) {
			continue
		}
		for _, c := range together {
			c.ClusterIDs = nil
			out.Tracking[dataset.TableCommitments+"/"+c.ID].Values.Set("cluster_ids", dataset.SnapshotValue{Value: vocabulary.NotStated})
		}
	}
}

// assessedAsOne reports whether commitments have every rating in common, one
// of completion among them.
func assessedAsOne(together []*dataset.Commitment) bool {
	first := together[0]
	for _, c := range together[1:] {
		if ratingsOf(c) != ratingsOf(first) {
			return false
		}
	}
	return len(together) > 1 && vocabulary.IsCompletionFinding(first.Completion)
}

func ratingsOf(c *dataset.Commitment) [12]string {
	return [...]string{
		c.Specificity, c.Verifiable, c.Relevance, c.PotentialImpact, c.PotentialForResults, c.Ambition,
		c.CompletionMidterm, c.CompletionEndOfTerm, c.Completion, c.DIOG, c.EarlyResults, c.Starred,
	}
}

// isCommitmentCode reports whether a word has the form of a commitment's code.
func isCommitmentCode(s string) bool {
	letters := len(strings.TrimRight(s, "0123456789"))
	if letters < 2 || letters > 3 || len(s) != letters+4 {
		return false
	}
	for i := range letters {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return true
}
