package assemble

import (
	"slices"
	"strings"

	"ogptracker/scrape/record"
)

// clusterOf is what a commitment shares its assessment with: the codes that
// OGP's table or a page names ("Cluster Commitment ID(s)"), else the name of
// the cluster within its plan. The 2016 edition has the number of a chapter in
// its "Cluster" column for most rows, so that a name counts only beside codes.
func (a *assembly) clusterOf(c *commitmentBuild) []string {
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
	if _, ok := a.vocab.Absence(record.FieldCluster, name); ok {
		return out
	}
	return []string{"cluster " + name}
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
