package figure

import (
	"bytes"
	"cmp"
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// ThematicFocus counts the commitments of each plan by policy area. A
// commitment has several areas, so the shares of a plan add up to more than 1.
// Plans keep their order; areas are in order of name. A commitment without an
// area counts under Not stated, since the share is one of all of the plan's
// commitments.
func ThematicFocus(plans []dataset.Plan, commitments []dataset.Commitment) []dataset.ThematicFocus {
	place := make(map[string]int, len(plans))
	for i := range plans {
		place[plans[i].ID] = i
	}
	names, rank := areasByName(commitments)
	total := make([]int, len(plans))
	var marks []planArea
	for i := range commitments {
		c := &commitments[i]
		if c.Gone {
			continue
		}
		for n, id := range c.PlanIDs {
			plan, known := place[id]
			if !known || containsBefore(c.PlanIDs, n) {
				continue
			}
			total[plan]++
			for a, area := range areasOf(c) {
				if !containsBefore(c.PolicyAreas, a) {
					marks = append(marks, planArea{plan, rank[area]})
				}
			}
		}
	}
	slices.SortFunc(marks, func(a, b planArea) int { return cmp.Or(cmp.Compare(a.plan, b.plan), cmp.Compare(a.area, b.area)) })
	var rows []dataset.ThematicFocus
	for i := 0; i < len(marks); {
		n := i + 1
		for n < len(marks) && marks[n] == marks[i] {
			n++
		}
		rows = append(rows, dataset.ThematicFocus{
			PlanID: plans[marks[i].plan].ID, PolicyArea: names[marks[i].area],
			Commitments: n - i, Share: dataset.Rate{Count: n - i, Of: total[marks[i].plan]},
		})
		i = n
	}
	return rows
}

// planArea is one commitment's mark for one of its areas in one plan, both by
// their place in the order of print.
type planArea struct{ plan, area int }

var noAreas = []string{vocabulary.NotStated}

func areasOf(c *dataset.Commitment) []string {
	if len(c.PolicyAreas) == 0 {
		return noAreas
	}
	return c.PolicyAreas
}

// areasByName lists the policy areas in alphabetical order, and the place of
// each in that order.
func areasByName(commitments []dataset.Commitment) (names []string, rank map[string]int) {
	rank = map[string]int{}
	for i := range commitments {
		for _, area := range areasOf(&commitments[i]) {
			rank[area] = 0
		}
	}
	collator, buffer := collate.New(language.English), &collate.Buffer{}
	keys := make(map[string][]byte, len(rank))
	for name := range rank {
		names = append(names, name)
		keys[name] = collator.KeyFromString(buffer, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(bytes.Compare(keys[a], keys[b]), cmp.Compare(a, b))
	})
	for i, name := range names {
		rank[name] = i
	}
	return names, rank
}
