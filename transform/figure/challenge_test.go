package figure_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/figure"
)

func TestAChallengeCommitmentIsOneRowOfTrackerAndOwnPage(t *testing.T) {
	const own = "https://site.example/the-open-gov-challenge/open-courts/"
	day := func(d int) time.Time { return time.Date(2026, 3, d, 23, 0, 0, 0, time.UTC) }
	ref := func(address string, read time.Time, rows ...record.ListedChallenge) dataset.PageRef {
		return dataset.PageRef{Read: &record.Read{Freshness: record.FreshRead, LastRead: read, Page: record.Page{Source: record.Source{Address: address, BodyHash: "x"}, Kind: record.KindChallenge, Title: "t", Challenge: rows}}}
	}
	pages := []dataset.PageRef{
		ref("https://site.example/the-open-gov-challenge/challenge-tracker/", day(4),
			record.ListedChallenge{Title: "Open court", Level: "National", Lead: "Judiciary", Area: "Justice", URL: own},
			record.ListedChallenge{Title: "Hear girls", Place: "Ostrava", Level: "Local (non-member)"}),
		ref(own, day(2), record.ListedChallenge{Title: "Open courts", Place: "Kenya", Level: "National", URL: own}),
		{Read: &record.Read{Freshness: record.FreshRead, Page: record.Page{Source: record.Source{BodyHash: "x"}, Kind: record.KindDocument, Title: "t", Challenge: []record.ListedChallenge{{Title: "Nothing of the kind"}}}}},
	}
	want := []dataset.ChallengeCommitment{
		{ID: "open-courts", MemberID: "kenya", Place: "Kenya", Level: "National", Title: "Open courts", Lead: "Judiciary", Area: "Justice", URL: own, LastSeen: "2026-03-04"},
		{ID: "ostrava-hear-girls", Place: "Ostrava", Level: "Local (non-member)", Title: "Hear girls", Lead: "Not stated", Area: "Not stated", LastSeen: "2026-03-04"},
	}
	if diff := cmp.Diff(want, figure.Challenge(pages, []dataset.Member{{ID: "kenya", Name: "Kenya"}, {ID: "ghana", Name: "Ghana"}})); diff != "" {
		t.Error(diff)
	}
}
