package assemble

import (
	"strings"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// selfReported reports whether what is known of a commitment's completion is
// the member's own word. The report it rests on decides, not the kind of
// member: an End of Commitment Report or a self-assessment is the member's
// own, also beside a review of the design, since such a review never gives
// completion. Where no report is listed, what the last run read of it stands;
// else the IRM reviews national plans and, of other places, what OGP's table
// calls "Legacy Local" (the pilot): every other place reports on itself.
func (src *sources) selfReported(c *commitmentBuild) bool {
	own, design, listed := false, false, false
	for _, r := range c.reads {
		for _, name := range reportsOf(r) {
			listed = true
			switch src.vocab.Evidence(name) {
			case vocabulary.EvidenceIRM:
				return false
			case vocabulary.EvidenceMember:
				own = true
			case vocabulary.EvidenceDesign:
				design = true
			}
		}
	}
	switch {
	case own, !listed && c.was != nil && c.was.Values.Get("completion").Source == sourceMember:
		return true
	case c.row != nil && isLegacyLocal(c.row), design:
		return false
	}
	return reportsOnItself(src.kindOf(c.member)) || c.row != nil && src.kindOfRow(c.row) == vocabulary.MemberTypeOther
}

// reportsOnItself reports whether members of a type assess their own plans
// unless a report says otherwise: local members since 2020, which OGP's table
// calls "Other". A member of which nothing says what it is is taken for one:
// its word must not pass for the IRM's.
func reportsOnItself(memberType string) bool {
	return memberType != vocabulary.MemberTypeNational
}

func (src *sources) kindOfRow(row *record.Row) string {
	kind, _ := src.vocab.CrosswalkValue(vocabulary.FieldMemberType, row.MemberType)
	return kind
}

func isLegacyLocal(row *record.Row) bool { return strings.EqualFold(row.MemberType, "Legacy Local") }

// markSelfReportedPlans says of each plan whether its member alone reports on
// it: all its commitments say so, or none is known and the member is of a type
// that reports on itself.
func markSelfReportedPlans(plans []dataset.Plan, commitments []dataset.Commitment) {
	type count struct{ known, own int }
	of := map[string]count{}
	for i := range commitments {
		c := &commitments[i]
		if c.Gone {
			continue
		}
		for _, id := range c.PlanIDs {
			n := of[id]
			n.known++
			if c.SelfReported {
				n.own++
			}
			of[id] = n
		}
	}
	for i := range plans {
		if n := of[plans[i].ID]; n.known > 0 {
			plans[i].SelfReported = n.own == n.known
		}
	}
}
