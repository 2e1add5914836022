package figure

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// Types of groups of the completion table.
const (
	GroupAll        = "all"
	GroupMemberType = "member_type"
	GroupRegion     = "region"
	GroupMember     = "member"
	GroupActionPlan = "action_plan"
	groupCycle      = "cycle"
	groupPolicyArea = "policy_area"
	groupOGPValue   = "ogp_value"
)

// groupTypes are the types of groups in the order of the table.
var groupTypes = [...]string{
	GroupAll, GroupMemberType, GroupRegion, GroupMember, GroupActionPlan, groupCycle, groupPolicyArea, groupOGPValue,
}

const allLabel = "All members"

type groupKey struct{ kind, id string }

// groupLabels knows the groups a commitment belongs to and what they are
// called.
type groupLabels struct {
	members map[string]*dataset.Member
	plans   map[string]*dataset.Plan
	// scratch is used again for each commitment, since a list of groups is
	// needed only until the next one.
	scratch []groupKey
}

func newGroupLabels(members []dataset.Member, plans []dataset.Plan) *groupLabels {
	g := &groupLabels{members: make(map[string]*dataset.Member, len(members)), plans: make(map[string]*dataset.Plan, len(plans))}
	for i := range members {
		g.members[members[i].ID] = &members[i]
	}
	for i := range plans {
		g.plans[plans[i].ID] = &plans[i]
	}
	return g
}

// groupsOf lists each group of a commitment once. The list is valid until the
// next call.
func (g *groupLabels) groupsOf(c *dataset.Commitment) []groupKey {
	memberType, region := vocabulary.NotStated, vocabulary.NotStated
	if m := g.members[c.MemberID]; m != nil {
		memberType, region = vocabulary.OrNotStated(m.Type), vocabulary.OrNotStated(m.Region)
	}
	cycle := vocabulary.NotStated
	if c.CycleYear != 0 {
		cycle = strconv.Itoa(int(c.CycleYear))
	}
	keys := append(g.scratch[:0],
		groupKey{GroupAll, GroupAll}, groupKey{GroupMemberType, memberType}, groupKey{GroupRegion, region},
		groupKey{GroupMember, c.MemberID}, groupKey{groupCycle, cycle})
	keys = appendOnce(keys, GroupActionPlan, c.PlanIDs)
	if len(c.Values) == 0 {
		keys = append(keys, groupKey{groupOGPValue, vocabulary.NotStated})
	}
	keys = appendOnce(keys, groupOGPValue, c.Values)
	if len(c.PolicyAreas) == 0 {
		keys = append(keys, groupKey{groupPolicyArea, vocabulary.NotStated})
	}
	keys = appendOnce(keys, groupPolicyArea, c.PolicyAreas)
	g.scratch = keys
	return keys
}

// appendOnce adds a group for each id, ignoring ids named twice.
func appendOnce(keys []groupKey, kind string, ids []string) []groupKey {
	for i, id := range ids {
		if id != "" && !slices.Contains(ids[:i], id) {
			keys = append(keys, groupKey{kind, id})
		}
	}
	return keys
}

func (g *groupLabels) label(key groupKey) string {
	switch key.kind {
	case GroupAll:
		return allLabel
	case GroupMember:
		if m := g.members[key.id]; m != nil && m.Name != "" {
			return m.Name
		}
	case GroupActionPlan:
		return g.planLabel(key.id)
	}
	return key.id
}

// planLabel is the plan's name, else its id.
func (g *groupLabels) planLabel(id string) string {
	p := g.plans[id]
	if p == nil {
		return id
	}
	if m := g.members[p.MemberID]; m != nil && m.Name != "" {
		return p.Name(m.Name)
	}
	return p.Name(p.MemberID)
}

// completionRows puts the groups in order: types as declared, then labels as
// a reader expects them sorted (Åland before Albania), then stages.
func completionRows(tallies map[groupKey]*tally, labels *groupLabels) []dataset.Completion {
	type entry struct {
		*tally
		label string
		sort  []byte
	}
	collator, buffer := collate.New(language.English), &collate.Buffer{}
	entries := make([]entry, 0, len(tallies))
	for key, t := range tallies {
		label := labels.label(key)
		entries = append(entries, entry{t, label, collator.KeyFromString(buffer, label)})
	}
	slices.SortFunc(entries, func(a, b entry) int {
		return cmp.Or(
			cmp.Compare(groupTypeRank(a.key.kind), groupTypeRank(b.key.kind)),
			bytes.Compare(a.sort, b.sort),
			cmp.Compare(a.key.id, b.key.id))
	})
	rows := make([]dataset.Completion, 0, len(entries)*len(completionStages))
	for _, e := range entries {
		for stage := range completionStages {
			rows = append(rows, e.row(stage, e.label))
		}
	}
	return rows
}

func groupTypeRank(kind string) int { return slices.Index(groupTypes[:], kind) }
