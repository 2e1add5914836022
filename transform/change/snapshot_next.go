package change

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// NextSnapshot makes what the next run compares with. A row that is missing
// tonight is kept as it was, since not having been seen is no proof of having
// gone; so are the rows of members that tonight's report leaves out.
func NextSnapshot(in dataset.Input, rows map[string]dataset.Tracked, failures map[string]string) *dataset.Snapshot {
	date := in.Date.Format(time.DateOnly)
	next := &dataset.Snapshot{
		Run: in.Run, Date: date,
		ReaderVersion: in.Night.ReaderVersion, CrosswalkVersion: in.Crosswalk.Version(),
		Rows: make(map[string]dataset.SnapshotRow, len(rows)),
	}
	var before map[string]dataset.SnapshotRow
	sameReading := false
	if in.Before != nil {
		before = in.Before.Rows
		sameReading = in.Before.ReaderVersion == next.ReaderVersion && in.Before.CrosswalkVersion == next.CrosswalkVersion
		maps.Copy(next.Rows, before)
	}
	for key, t := range rows {
		was, had := before[key]
		now := dataset.SnapshotRow{
			Member: t.Member, Hash: t.Hash, Gone: t.Gone, Values: t.Values,
			FirstSeen: date, LastSeen: date, LastChanged: date, Read: was.Read, Lists: t.Lists,
		}
		if had {
			now.FirstSeen, now.LastChanged = was.FirstSeen, was.LastChanged
			if !t.Seen {
				now.LastSeen = was.LastSeen
			}
			if !t.Seen && !t.Gone && (t.Hash == "" || t.Hash == was.Hash && sameReading) {
				// The row rests on no source of tonight, or on old bytes read
				// as they were: nothing is known that could have changed.
				now.Hash, now.Values = was.Hash, was.Values
			}
		}
		switch reason, asked := failures[key]; {
		case asked:
			now.Failed = reason
		default:
			now.Failed = was.Failed // not asked tonight: as it was
		}
		if had {
			now.Values = withHashes(now.Values, was)
			if slices.Equal(now.Values, was.Values) {
				now.Values = was.Values // most rows of most nights: kept once
			}
		}
		next.Rows[key] = now
	}
	return next
}

// withHashes marks each carried value with the bytes it was last read from.
func withHashes(values dataset.Values, was dataset.SnapshotRow) dataset.Values {
	marked := values
	for i, v := range values {
		if !v.Carried || v.Hash != "" {
			continue
		}
		if &marked[0] == &values[0] {
			marked = slices.Clone(values)
		}
		marked[i].Hash = cmp.Or(was.Values.Get(v.Field).Hash, was.Hash)
	}
	return marked
}

// MarkRead notes which rows' own pages were ever read, and how many pages
// nobody has asked for yet.
func MarkRead(next *dataset.Snapshot, pages []dataset.PageRef) {
	for _, ref := range pages {
		if ref.Read != nil && ref.Read.Freshness == record.FreshNotRead && !ref.Read.Gone {
			next.Unread++
		}
		key := dataset.RowKey(ref)
		if row, ok := next.Rows[key]; ok && !row.Read && !ref.Read.LastRead.IsZero() {
			row.Read = true
			next.Rows[key] = row
		}
	}
}

// DateChanges compares with the last run and dates the rows that changed.
func DateChanges(before, next *dataset.Snapshot) []dataset.Change {
	changes := DiffSnapshots(before, next)
	for _, c := range changes {
		if c.Cause == dataset.CauseCarriedForward {
			continue // the row stands as it was
		}
		key := c.Table + "/" + c.Key
		row := next.Rows[key]
		row.LastChanged = next.Date
		next.Rows[key] = row
	}
	return changes
}

// PageFailures says, by "table/key", whether the row's own page could be read
// tonight: the name of the failure, or "" where it was read. Pages that were
// not asked for are not in it.
func PageFailures(pages []dataset.PageRef) map[string]string {
	failures := map[string]string{}
	for _, ref := range pages {
		key := dataset.RowKey(ref)
		if key == "" || !ref.Read.Requested {
			continue
		}
		switch r := ref.Read; {
		case r.Freshness == record.FreshFailed:
			failures[key] = vocabulary.OrNotStated(r.Failure)
		case r.NoRecord:
			failures[key] = "no-record"
		default:
			failures[key] = ""
		}
	}
	return failures
}
