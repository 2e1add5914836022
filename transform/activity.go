package transform

import (
	"cmp"
	"slices"
)

// activity collects the items of activity streams and the events that the
// pages of members announce: newest first within a member, items without a
// date last. An item that two pages show counts once.
func activity(pages []pageRef, members []Member) []Activity {
	place := map[string]int{}
	for i := range members {
		place[members[i].ID] = i
	}
	var rows []Activity
	for _, ref := range pages {
		if _, known := place[ref.MemberID]; !known || !hasReading(ref.Read) {
			continue
		}
		for _, item := range ref.Read.Page.Activity {
			rows = append(rows, Activity{
				MemberID: ref.MemberID, Date: orNotStated(item.Date), Kind: orNotStated(item.Kind),
				Title: orNotStated(item.Title), URL: item.URL,
			})
		}
	}
	slices.SortStableFunc(rows, func(a, b Activity) int {
		return cmp.Or(
			cmp.Compare(place[a.MemberID], place[b.MemberID]),
			cmp.Compare(newestFirst(b.Date), newestFirst(a.Date)),
			cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Title, b.Title), cmp.Compare(a.URL, b.URL))
	})
	return slices.Compact(rows)
}

// newestFirst lets dates that are no ISO dates sort as the oldest.
func newestFirst(date string) string {
	if date == "" || !isDigit(date[0]) {
		return ""
	}
	return date
}
