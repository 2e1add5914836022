package record

import "time"

// Freshness says what tonight's run did for a page.
type Freshness string

const (
	FreshRead      Freshness = "Read"            // fetched tonight, body new or changed
	FreshUnchanged Freshness = "Unchanged"       // asked tonight, the site answered that nothing changed
	FreshCarried   Freshness = "Carried forward" // not asked tonight, an earlier reading stands
	FreshFailed    Freshness = "Failed"          // asked tonight without success; an earlier reading stands where there is one
	FreshNotRead   Freshness = "Not read yet"    // known, never read
)

// Read is one known page of the site and the reading that stands for it.
type Read struct {
	// Page is the reading that stands; for FreshNotRead and for a page that
	// failed before it was ever read only its Source.Address, Kind, Member
	// and Code are filled.
	Page      Page
	Freshness Freshness
	// LastRead is when the site last confirmed this reading (fetch or 304);
	// zero if never.
	LastRead time.Time
	// Gone: the site answered 404 or 410 the last time it was asked.
	Gone bool
	// Failure is the named error of tonight's attempt ("timeout",
	// "challenge-page", ...), empty without one; Detail says it in words.
	Failure string
	Detail  string
	// Requested tells pages asked for tonight from pages carried.
	Requested bool
	// InSitemap: the site's sitemap, read completely tonight, lists it.
	InSitemap bool
	// NoRecord: fetched tonight, but the readers found nothing that its kind
	// of page must have; an earlier reading stands where there is one.
	NoRecord bool
	// Body: a body of the page came tonight, be it the one that was kept.
	Body bool
	// Sampled: asked for without validators, as one of the night's sample.
	Sampled bool
	// Before is what the page said in the last complete run, of a page whose
	// body came tonight: title, plan and the fields a night is judged by. Nil
	// where it was not read then.
	Before *Page
	// Failing: it failed tonight and the time before, or it was not asked for
	// tonight and failed when it last was.
	Failing bool
}

// Comparison says what tonight's bodies must be compared with.
type Comparison struct {
	// Needed is how many bodies must have come tonight of pages that had title,
	// plan, lead institution and rating in the last complete run, or, where no
	// page had them all, of any page that was read then. Fewer are too few to
	// tell whether the site still gives what it gave.
	Needed int
	// Any: no page had all four, so that every page read then counts.
	Any bool
}

// Night is what scrape hands over: every page known, in order of address.
type Night struct {
	Reads []Read
	// Unconfirmed are pages that only a sitemap names and that were never read,
	// as far as they were asked for tonight. No row stands for one.
	Unconfirmed []Read
	// Waiting counts, by member, the pages that only a sitemap names and that
	// wait to be read for the first time; "" those of no member. Members of
	// which nothing was read are left out.
	Waiting map[string]int
	// SitemapRead: every sitemap the site names was read tonight, so that a
	// page missing there is missing from it.
	SitemapRead bool
	// Table is OGP's commitments table, nil without one.
	Table  *Table
	Issues []Issue
	// Comparison is nil where there is no complete run to compare with.
	Comparison *Comparison
	// ReaderVersion identifies readers and labels together; a change of it
	// makes changes of cause "reading".
	ReaderVersion string
	// Base is the public address of the site, without a final slash.
	Base string
	// Written gives the addresses of pages that the site writes otherwise than
	// in their canonical form, by that form.
	Written map[string]string
}
