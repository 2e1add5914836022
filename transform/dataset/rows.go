package dataset

import (
	"ogptracker/scrape/record"
	"ogptracker/transform/vocabulary"
)

// Rows is what the night's pages and table come to before any figure is
// made: one row for each member, plan, commitment, rating, policy area and
// document, in the order the tables print them.
type Rows struct {
	Members     []Member
	Plans       []Plan
	Commitments []Commitment
	Ratings     []Rating
	PolicyAreas []PolicyArea
	Documents   []Document
	// Uses counts the raw words met, for the crosswalk table.
	Uses []vocabulary.CrosswalkUse
	// Sources are the table's edition and the saved pages used.
	Sources []SourceNote
	// Tracking holds what the log of changes compares, by "table/key"
	// ("members/estonia", "action_plans/estonia-2018", "commitments/EE0043",
	// "documents/<id>"), for every row above.
	Tracking map[string]Tracked
	// Pages are all pages that were ever read, in order of address, with the
	// member and plan they belong to.
	Pages []PageRef
}

// Tracked is one row as the log of changes sees it.
type Tracked struct {
	Member string
	// Hash identifies the bytes the row came from: the same hash with another
	// value is a change of reading, not of the source.
	Hash string
	// Values by column name of the row's table, with raw words where the
	// value came from a vocabulary; Carried marks a value kept from an
	// earlier run.
	Values Values
	// Seen: a source that was asked tonight (page, list or table) still has
	// it. Gone: an index read completely no longer lists it, or its page
	// answers 404 or 410.
	Seen, Gone bool
	// Lists name it; Dropped: all that named it were read completely tonight
	// and name it no more, though its page may still answer.
	Lists   []string
	Dropped bool
}

// PageRef is one page with what it belongs to. MemberID or PlanID is "" where
// that is not known.
type PageRef struct {
	Read             *record.Read
	MemberID, PlanID string
	// DocumentID is the row of documents this page is, "" for other kinds.
	DocumentID string
}

// RowKey is the tracked row whose own page a page is.
func RowKey(ref PageRef) string {
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

// HasReading reports whether a page was ever read; what an earlier reading
// says stands until the page is gone.
func HasReading(r *record.Read) bool {
	return r != nil && r.Freshness != record.FreshNotRead && !r.Gone && !r.LastRead.IsZero()
}
