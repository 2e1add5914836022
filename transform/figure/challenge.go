package figure

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// Challenge collects the commitments of the Open Gov Challenge, which stand
// apart from action plans: what the tracker lists and what their own pages
// say, one row for each. What a commitment's own page says goes before the
// tracker's words. members are those a place can be.
func Challenge(pages []dataset.PageRef, members []dataset.Member) []dataset.ChallengeCommitment {
	named := map[string]string{}
	for i := range members {
		named[strings.ToLower(members[i].Name)], named[members[i].ID] = members[i].ID, members[i].ID
	}
	rows := map[string]*dataset.ChallengeCommitment{}
	for _, ref := range pages {
		if !dataset.HasReading(ref.Read) || ref.Read.Page.Kind != record.KindChallenge {
			continue
		}
		page := &ref.Read.Page
		for i := range page.Challenge {
			c := &page.Challenge[i]
			id := challengeID(c)
			row := rows[id]
			if row == nil {
				row = &dataset.ChallengeCommitment{ID: id}
				rows[id] = row
			}
			own := c.URL != "" && c.URL == page.Address
			fillChallenge(row, c, own)
			if seen := ref.Read.LastRead; !seen.IsZero() {
				row.LastSeen = max(row.LastSeen, seen.UTC().Format(time.DateOnly))
			}
		}
	}
	var all []dataset.ChallengeCommitment
	for _, row := range rows {
		row.MemberID = cmp.Or(named[strings.ToLower(row.Place)], named[vocabulary.Slug(row.Place)])
		for _, text := range []*string{&row.Place, &row.Level, &row.Lead, &row.Area} {
			*text = vocabulary.OrNotStated(*text)
		}
		all = append(all, *row)
	}
	slices.SortFunc(all, func(a, b dataset.ChallengeCommitment) int { return cmp.Compare(a.ID, b.ID) })
	return all
}

// fillChallenge takes the words of one source. own: they are the
// commitment's own page's, which go before those of a list.
func fillChallenge(row *dataset.ChallengeCommitment, c *record.ListedChallenge, own bool) {
	for _, v := range []struct {
		to   *string
		from string
	}{{&row.Title, c.Title}, {&row.Place, c.Place}, {&row.Level, c.Level}, {&row.Lead, c.Lead}, {&row.Area, c.Area}, {&row.URL, c.URL}} {
		if v.from != "" && (own || *v.to == "") {
			*v.to = v.from
		}
	}
}

// challengeID is the last part of the commitment's own address, else a slug of
// place and title.
func challengeID(c *record.ListedChallenge) string {
	if at := strings.TrimSuffix(c.URL, "/"); at != "" {
		return at[strings.LastIndexByte(at, '/')+1:]
	}
	return vocabulary.ShortSlug(strings.TrimSpace(c.Place+" "+c.Title), 60)
}
