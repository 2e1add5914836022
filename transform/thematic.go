package transform

import (
	"bytes"
	"cmp"
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// thematicFocus counts the commitments of each plan by policy area. A
// commitment has several areas, so the shares of a plan add up to more than 1.
// Plans keep their order; areas are in order of name. A commitment without an
// area counts under Not stated, since the share is one of all of the plan's
// commitments.
func thematicFocus(plans []Plan, commitments []Commitment) []ThematicFocus {
	type planArea struct{ plan, area string }
	total, count := map[string]int{}, map[planArea]int{}
	areas := map[string][]string{}
	for i := range commitments {
		c := &commitments[i]
		if c.Gone {
			continue
		}
		named := c.PolicyAreas
		if len(named) == 0 {
			named = []string{NotStated}
		}
		for p, plan := range c.PlanIDs {
			if slices.Contains(c.PlanIDs[:p], plan) {
				continue
			}
			total[plan]++
			for a, area := range named {
				if slices.Contains(named[:a], area) {
					continue
				}
				key := planArea{plan, area}
				if count[key] == 0 {
					areas[plan] = append(areas[plan], area)
				}
				count[key]++
			}
		}
	}
	rank := nameRanks(areas)
	var rows []ThematicFocus
	for i := range plans {
		plan := plans[i].ID
		slices.SortFunc(areas[plan], func(a, b string) int { return cmp.Compare(rank[a], rank[b]) })
		for _, area := range areas[plan] {
			n := count[planArea{plan, area}]
			rows = append(rows, ThematicFocus{PlanID: plan, PolicyArea: area, Commitments: n, Share: Rate{n, total[plan]}})
		}
	}
	return rows
}

// nameRanks gives every name its place in alphabetical order, so that the few
// names of many lists are collated once.
func nameRanks(lists map[string][]string) map[string]int {
	collator, buffer := collate.New(language.English), &collate.Buffer{}
	keys := map[string][]byte{}
	for _, names := range lists {
		for _, name := range names {
			if _, ok := keys[name]; !ok {
				keys[name] = collator.KeyFromString(buffer, name)
			}
		}
	}
	names := make([]string, 0, len(keys))
	for name := range keys {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(bytes.Compare(keys[a], keys[b]), cmp.Compare(a, b))
	})
	rank := make(map[string]int, len(names))
	for i, name := range names {
		rank[name] = i
	}
	return rank
}
