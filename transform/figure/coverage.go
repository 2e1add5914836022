package figure

import (
	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
)

// Coverage counts, for each member and in their order, what tonight's run did
// for the pages known of it, those that a sitemap alone names and that wait for
// their first reading included. The parts add up to what was expected. Pages
// that are gone are not expected, nor those that robots.txt forbids; one that was fetched and held no record
// counts as failed.
func Coverage(pages []dataset.PageRef, waiting map[string]int, members []dataset.Member) []dataset.Coverage {
	place := make(map[string]int, len(members))
	rows := make([]dataset.Coverage, len(members))
	for i := range members {
		place[members[i].ID] = i
		rows[i].MemberID = members[i].ID
		rows[i].NotReadYet = waiting[members[i].ID]
		rows[i].Expected = rows[i].NotReadYet
	}
	for _, ref := range pages {
		at, known := place[ref.MemberID]
		if !known || ref.Read == nil || ref.Read.Gone || forbidden(ref.Read) {
			continue
		}
		row, read := &rows[at], ref.Read
		row.Expected++
		switch {
		case read.Freshness == record.FreshFailed, read.NoRecord:
			row.Failed++
		case read.Freshness == record.FreshRead:
			row.Read++
		case read.Freshness == record.FreshUnchanged:
			row.Unchanged++
		case read.Freshness == record.FreshNotRead:
			row.NotReadYet++
		default:
			row.CarriedForward++
		}
		if at := readAt(read); !at.IsZero() && (row.OldestRead.IsZero() || at.Before(row.OldestRead)) {
			row.OldestRead = at
		}
	}
	return rows
}
