package transform

import (
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"sync"

	"ogptracker/scrape/record"
)

// joinHash adds the hash of another source to that of a row.
func joinHash(have, more string) string {
	switch {
	case more == "" || more == have:
		return have
	case have == "":
		return more
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte(have + "+" + more)) // a hash never fails to write
	return fmt.Sprintf("%016x", h.Sum64())
}

// rowHash identifies what a row of OGP's table says, wherever it stands in
// whichever edition: a new edition that says the same of a commitment is no
// new source for it.
func rowHash(row *record.Row) string {
	h := fnv.New64a()
	put := func(s string) {
		_, _ = h.Write([]byte(s))
		_, _ = h.Write([]byte{0})
	}
	for _, s := range []string{row.Code, row.Country, row.PlanNumber, row.PlanID, row.Number, row.SubmissionYear, row.EndYear, row.Title, row.ShortTitle} {
		put(s)
	}
	for _, s := range row.PolicyAreas {
		put(s)
	}
	for _, f := range slices.Sorted(maps.Keys(row.Fields)) {
		if f != record.FieldDescription {
			put(string(f))
			put(row.Fields[f].Raw)
		}
	}
	return fmt.Sprintf("%016x", h.Sum64())
}

// builtInCrosswalk is the crosswalk without an operator's entries. It panics
// on a built-in file that cannot be read: that is a fault of the build.
var builtInCrosswalk = sync.OnceValue(func() *Crosswalk {
	x, err := ParseCrosswalk(nil)
	if err != nil {
		panic(err)
	}
	return x
})
