package assemble

import (
	"strconv"

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
	return strconv.FormatUint(fnvText(fnvText(fnvOffset, have), more), 16)
}

// rowHash identifies what a row of OGP's table says, wherever it stands in
// whichever edition: a new edition that says the same of a commitment is no
// new source for it.
func rowHash(row *record.Row) string {
	h := uint64(fnvOffset)
	for _, s := range [...]string{row.Code, row.Country, row.PlanNumber, row.PlanID, row.Number, row.SubmissionYear, row.EndYear, row.Title, row.ShortTitle} {
		h = fnvText(h, s)
	}
	for _, s := range row.PolicyAreas {
		h = fnvText(h, s)
	}
	// Cells are added up, since a map has no order.
	var cells uint64
	for f, v := range row.Fields {
		if f != record.FieldDescription {
			cells += fnvText(fnvText(fnvOffset, string(f)), v.Raw)
		}
	}
	return strconv.FormatUint(h^cells, 16)
}

// FNV-1a, 64 bits.
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

func fnvText(h uint64, s string) uint64 {
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	return h * fnvPrime // a zero byte between texts
}
