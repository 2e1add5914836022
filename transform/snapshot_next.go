package transform

import (
	"maps"
	"time"

	"ogptracker/scrape/record"
)

// nextSnapshot makes what the next run compares with. A row that is missing
// tonight is kept as it was, since not having been seen is no proof of having
// gone; so are the rows of members that tonight's report leaves out.
func nextSnapshot(in Input, rows map[string]tracked, failures map[string]string) *Snapshot {
	date := in.Date.Format(time.DateOnly)
	next := &Snapshot{
		Run: in.Run, Date: date,
		ReaderVersion: in.Night.ReaderVersion, CrosswalkVersion: in.Crosswalk.Version(),
		Rows: make(map[string]SnapshotRow, len(rows)),
	}
	var before map[string]SnapshotRow
	sameReading := false
	if in.Before != nil {
		before = in.Before.Rows
		sameReading = in.Before.ReaderVersion == next.ReaderVersion && in.Before.CrosswalkVersion == next.CrosswalkVersion
		maps.Copy(next.Rows, before)
	}
	for key, t := range rows {
		was, had := before[key]
		now := SnapshotRow{
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
		}
		next.Rows[key] = now
	}
	return next
}

// withHashes marks each carried value with the bytes it was last read from.
func withHashes(values map[string]SnapshotValue, was SnapshotRow) map[string]SnapshotValue {
	var marked map[string]SnapshotValue
	for field, v := range values {
		if !v.Carried || v.Hash != "" {
			continue
		}
		if marked == nil {
			marked = maps.Clone(values)
		}
		if v.Hash = was.Values[field].Hash; v.Hash == "" {
			v.Hash = was.Hash
		}
		marked[field] = v
	}
	if marked == nil {
		return values
	}
	return marked
}

// markRead notes which rows' own pages were ever read, and how many pages
// nobody has asked for yet.
func markRead(next *Snapshot, pages []pageRef) {
	for _, ref := range pages {
		if ref.Read != nil && ref.Read.Freshness == record.FreshNotRead && !ref.Read.Gone {
			next.Unread++
		}
		key := rowKey(ref)
		if row, ok := next.Rows[key]; ok && !row.Read && !ref.Read.LastRead.IsZero() {
			row.Read = true
			next.Rows[key] = row
		}
	}
}

// dateChanges compares with the last run and dates the rows that changed.
func dateChanges(before, next *Snapshot) []Change {
	changes := DiffSnapshots(before, next)
	for _, c := range changes {
		if c.Cause == CauseCarriedForward {
			continue // the row stands as it was
		}
		key := c.Table + "/" + c.Key
		row := next.Rows[key]
		row.LastChanged = next.Date
		next.Rows[key] = row
	}
	return changes
}

// pageFailures says, by "table/key", whether the row's own page could be read
// tonight: the name of the failure, or "" where it was read. Pages that were
// not asked for are not in it.
func pageFailures(pages []pageRef) map[string]string {
	failures := map[string]string{}
	for _, ref := range pages {
		key := rowKey(ref)
		if key == "" || !ref.Read.Requested {
			continue
		}
		switch r := ref.Read; {
		case r.Freshness == record.FreshFailed:
			failures[key] = orNotStated(r.Failure)
		case r.NoRecord:
			failures[key] = "no-record"
		default:
			failures[key] = ""
		}
	}
	return failures
}

// rowKey is the tracked row whose own page a page is.
func rowKey(ref pageRef) string {
	if ref.Read == nil || ref.Read.Page.Saved {
		return ""
	}
	switch page := &ref.Read.Page; {
	case page.Kind == record.KindCountry && ref.MemberID != "":
		return TableMembers + "/" + ref.MemberID
	case page.Kind == record.KindCommitment && page.Code != "":
		return TableCommitments + "/" + page.Code
	case ref.DocumentID != "":
		return TableDocuments + "/" + ref.DocumentID
	}
	return ""
}

// trackFigures adds the figures that reports print to what is tracked.
func trackFigures(rows map[string]tracked, figures []printed, pages []pageRef) {
	byAddress := map[string]*record.Read{}
	for _, ref := range pages {
		if ref.Read != nil {
			byAddress[ref.Read.Page.Address] = ref.Read
		}
	}
	for i := range figures {
		f := &figures[i]
		read := byAddress[f.ReportURL]
		if read == nil {
			continue
		}
		rows[TablePublishedFigures+"/"+f.ReportURL+" "+f.Measure+" "+f.Stage] = tracked{
			Member: presentOrEmpty(f.MemberID), Hash: read.Page.BodyHash,
			Values: map[string]SnapshotValue{"printed": {Value: f.Printed, Raw: f.Printed}},
			Seen:   read.Freshness == record.FreshRead || read.Freshness == record.FreshUnchanged,
			Gone:   read.Gone,
		}
	}
}
