package assemble

import (
	"fmt"
	"slices"
	"strings"

	"ogptracker/scrape/record"
	"ogptracker/transform/vocabulary"
)

// policyAreasOf is the list of policy areas: of the newest page that has any,
// else of the newest list entry, else the tags of OGP's table. Renamed areas
// come under the name in use now; a name that the vocabulary does not know is
// kept as its source says it, with an issue. Empty where no source has any.
func (st *commitmentRows) policyAreasOf(c *commitmentBuild) []string {
	raw, url := st.rawPolicyAreas(c)
	if len(raw) == 0 && len(c.reads) == 0 && c.row == nil && c.was != nil {
		if was := vocabulary.PresentOrEmpty(c.was.Values.Get("policy_areas").Value); was != "" {
			return strings.Split(was, vocabulary.ListSeparator)
		}
	}
	out := make([]string, 0, len(raw))
	for _, r := range raw {
		value, known := st.vocab.Normalize(record.FieldPolicyAreas, r)
		if vocabulary.IsAbsence(value) {
			continue
		}
		if !known {
			st.issue(record.Issue{
				Code: record.CodeNotRecognised, Member: c.member.id, Key: c.id, Field: record.FieldPolicyAreas, Value: r, URL: url,
				Message: fmt.Sprintf("%q is no policy area of the vocabulary; it is kept as it stands", r),
			})
		}
		if !slices.Contains(out, value) {
			out = append(out, value)
		}
	}
	return out
}

func (st *commitmentRows) rawPolicyAreas(c *commitmentBuild) (raw []string, url string) {
	if v, r := pick(c.reads, record.FieldPolicyAreas); v.State == record.Stated {
		if areas := st.vocab.SplitAreas(v.Raw); len(areas) > 0 {
			return areas, r.Page.Address
		}
	}
	for _, l := range c.listed {
		if areas := st.vocab.SplitAreas(l.entry.PolicyArea); len(areas) > 0 {
			return areas, l.read.Page.Address
		}
	}
	if c.row != nil {
		return c.row.PolicyAreas, c.row.URL
	}
	return nil, ""
}
