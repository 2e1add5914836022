package change

import (
	"slices"
	"strings"

	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// listFields are the tracked columns that hold lists.
var listFields = []string{"policy_areas", "supporting_institutions", "plan_ids", "cluster_ids", "ogp_values", "file_urls"}

// FoldedChange is one change that happened to several rows in one run: a
// policy area renamed everywhere is one line, not four hundred.
type FoldedChange struct {
	// Change is the first of them. With Count over 1 in a list, Old and New
	// hold only the entries that went and came.
	dataset.Change
	Count int
	// Keys are the keys of the rows, in the order of the log.
	Keys []string
}

// FoldChanges folds changes of one run, table, field and cause whose old and
// new values are the same, in the order in which each kind comes first. Rows
// that appeared or are gone are never folded: each is news of its own.
func FoldChanges(changes []dataset.Change) []FoldedChange {
	type kind struct{ run, table, field, old, new, cause string }
	place := map[kind]int{}
	var folded []FoldedChange
	for _, c := range changes {
		k := kind{c.Run, c.Table, c.Field, c.Old, c.New, c.Cause}
		if slices.Contains(listFields, c.Field) {
			k.old, k.new = listDifference(c.Old, c.New)
		}
		at, ok := place[k]
		if !ok || c.Cause == dataset.CauseAppeared || c.Cause == dataset.CauseGone {
			place[k] = len(folded)
			folded = append(folded, FoldedChange{Change: c, Count: 1, Keys: []string{c.Key}})
			continue
		}
		f := &folded[at]
		f.Old, f.New = k.old, k.new
		f.Count++
		f.Keys = append(f.Keys, c.Key)
		if f.MemberID != c.MemberID {
			f.MemberID = "" // of several members
		}
	}
	return folded
}

// listDifference is what went from a list and what came to it. Two lists of
// the same entries in another order differ as a whole.
func listDifference(old, now string) (went, came string) {
	was, is := strings.Split(old, vocabulary.ListSeparator), strings.Split(now, vocabulary.ListSeparator)
	went, came = without(was, is), without(is, was)
	if went == "" && came == "" {
		return old, now
	}
	return went, came
}

func without(list, other []string) string {
	var rest []string
	for _, entry := range list {
		if !slices.Contains(other, entry) {
			rest = append(rest, entry)
		}
	}
	return strings.Join(rest, vocabulary.ListSeparator)
}
