package transform

import (
	"cmp"
	"maps"
	"slices"
)

func sortedKnownMembers() []*knownMember {
	return slices.SortedFunc(maps.Values(knownMembers().byID), func(x, y *knownMember) int { return cmp.Compare(x.id, y.id) })
}
