package figure

import (
	"cmp"
	"slices"

	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// Activity collects the items of activity streams and the events that the
// pages of members announce: newest first within a member, items without a
// date last. An item that two pages show counts once.
func Activity(pages []dataset.PageRef, members []dataset.Member) []dataset.Activity {
	place := map[string]int{}
	for i := range members {
		place[members[i].ID] = i
	}
	var rows []dataset.Activity
	for _, ref := range pages {
		if _, known := place[ref.MemberID]; !known || !dataset.HasReading(ref.Read) {
			continue
		}
		for _, item := range ref.Read.Page.Activity {
			rows = append(rows, dataset.Activity{
				MemberID: ref.MemberID, Date: vocabulary.OrNotStated(item.Date), Kind: vocabulary.OrNotStated(item.Kind),
				Title: vocabulary.OrNotStated(item.Title), URL: item.URL,
			})
		}
	}
	slices.SortStableFunc(rows, func(a, b dataset.Activity) int {
		return cmp.Or(
			cmp.Compare(place[a.MemberID], place[b.MemberID]),
			cmp.Compare(newestFirst(b.Date), newestFirst(a.Date)),
			cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Title, b.Title), cmp.Compare(a.URL, b.URL))
	})
	return slices.Compact(rows)
}

// newestFirst lets dates that are no ISO dates sort as the oldest.
func newestFirst(date string) string {
	if date == "" || !vocabulary.IsDigit(date[0]) {
		return ""
	}
	return date
}
