package assemble

import (
	"cmp"
	"net/url"
	"slices"

	"ogptracker/scrape/record"
	"ogptracker/transform/vocabulary"
)

// titleTellsApart is how long a title must be to name one document alone:
// "Action Plan" names many.
const titleTellsApart = 16

// sameDocuments finds documents that stand under two addresses: WordPress
// answers "/?p=5120" beside the address with words, and lists name either. It
// returns, for each further address, the one that the document stands under:
// that with words. Two pages are one document where they have the same title
// and the same bytes, or the same title and one of them is a number.
func sameDocuments(reads []*record.Read) map[string]string {
	byTitle := map[string][]*record.Read{}
	for _, r := range reads {
		if title := vocabulary.Slug(r.Page.Title); r.Page.Kind == record.KindDocument && hasContent(r) && len(title) >= titleTellsApart {
			byTitle[title] = append(byTitle[title], r)
		}
	}
	same := map[string]string{}
	for _, group := range byTitle {
		slices.SortFunc(group, func(x, y *record.Read) int {
			return cmp.Or(cmp.Compare(numbered(x), numbered(y)), cmp.Compare(x.Page.Address, y.Page.Address))
		})
		words := 0
		for words < len(group) && numbered(group[words]) == 0 {
			words++
		}
		for i, r := range group[1:] {
			to := slices.IndexFunc(group[:i+1], func(other *record.Read) bool {
				return other.Page.BodyHash != "" && other.Page.BodyHash == r.Page.BodyHash
			})
			if to < 0 && words == 1 && i+1 >= words {
				to = 0
			}
			if to >= 0 && group[to].Page.Address != r.Page.Address {
				same[r.Page.Address] = cmp.Or(same[group[to].Page.Address], group[to].Page.Address)
			}
		}
	}
	return same
}

// numbered is 1 for an address of a number alone (/?p=31494), else 0.
func numbered(r *record.Read) int {
	if u, err := url.Parse(r.Page.Address); err == nil && u.Query().Get("p") != "" {
		return 1
	}
	return 0
}
