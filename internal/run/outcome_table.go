package run

import (
	"fmt"
	"strings"

	"ogptracker/internal/history"
	"ogptracker/scrape/record"
)

// leastRowsUsed is the share of the commitments of OGP's table that must have
// been read for a report to rest on it.
const leastRowsUsed = 0.98

// table: OGP's table was read whole, not in part.
func (j *judgement) table(t *record.Table) {
	if t == nil || t.Commitments == 0 {
		return
	}
	j.least(boundTableRows, "", t.Commitments-t.LeftOut, t.Commitments, leastRowsUsed, "commitments of OGP's table read")
	read := history.Bound{Name: boundTableRead, Got: len(t.Unread), Kept: len(t.Unread) == 0, Words: "OGP's table was read whole"}
	if !read.Kept {
		read.Words = fmt.Sprintf("OGP's table %s could be read in part only: %s", t.Name, strings.Join(t.Unread, "; "))
	}
	j.bounds = append(j.bounds, read)
}

// tableHad: a report of OGP's table alone needs one.
func (j *judgement) tableHad(night *record.Night) {
	for i := range night.Issues {
		if is := &night.Issues[i]; is.Code == record.CodeTableNotUsed && night.Table == nil {
			j.bounds = append(j.bounds, history.Bound{Name: boundTableRead, Words: is.Message})
		}
	}
}
