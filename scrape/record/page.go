package record

import (
	"cmp"
	"time"
)

// Kind is the kind of a page.
type Kind string

const (
	KindUnknown     Kind = ""
	KindMembersList Kind = "members_list"
	KindCountry     Kind = "country"
	KindCommitment  Kind = "commitment"
	// KindDocument is every page under /documents/ (and its 2018 addresses):
	// action plans, IRM reports, letters, resources. Type tells which.
	KindDocument Kind = "document"
	// KindChallenge is every page of the Open Gov Challenge: the tracker with
	// its table, and the page of one commitment.
	KindChallenge Kind = "challenge"
)

// Layout is the generation of the site a page belongs to. Newer layouts sort
// after older ones; for each field the newest layout wins.
type Layout string

const (
	LayoutUnknown Layout = ""
	Layout2013    Layout = "2011-16"
	Layout2017    Layout = "2017-18"
	Layout2019    Layout = "2019-21"
	Layout2022    Layout = "2022+"
)

// Source says where the bytes of a page came from and when.
type Source struct {
	// Address is the final canonical address of the page.
	Address string `json:"address,omitempty"`
	// Fetched is when the bytes were obtained, UTC. For a saved page it is
	// the date the copy carries.
	Fetched time.Time `json:"fetched,omitzero"`
	// BodyHash is the SHA-256 of the body, hex.
	BodyHash string `json:"body_hash,omitempty"`
	// Saved marks a page read from sources.saved_pages.
	Saved bool `json:"saved,omitempty"`
}

// Link is a link with its visible words. URL is canonical.
type Link struct {
	Text string `json:"text,omitempty"`
	URL  string `json:"url,omitempty"`
}

// ListState says how far a list on an index page can be trusted.
type ListState string

const (
	ListAbsent ListState = ""       // the page has no such list
	ListEmpty  ListState = "empty"  // the heading is there, filled by script, nothing under it
	ListFilled ListState = "filled" // entries were read
	ListPart   ListState = "part"   // entries were read, fewer than the page says there are
)

// ListedMember is a card of the members list.
type ListedMember struct {
	Name   string `json:"name"`
	Member string `json:"member"` // slug from its link; from its name where it has no link
	URL    string `json:"url,omitempty"`
	// Group is the heading it stands under ("Members", "Local Members", ...).
	Group string `json:"group,omitempty"`
	// Joined and Commitments are the printed numbers, as words of the card.
	Joined      Value `json:"joined,omitzero"`
	Commitments Value `json:"commitments,omitzero"`
	// Note is any status word beside the name ("withdrawn", "Inactive", ...).
	Note string `json:"note,omitempty"`
}

// Groups of commitments on a country page.
const (
	GroupCurrent            = "current"
	GroupPostImplementation = "post_implementation"
	GroupStarred            = "starred"
)

// ListedCommitment is an entry of a country page's list of commitments.
type ListedCommitment struct {
	Code       string `json:"code,omitempty"` // upper-cased; empty where the list has none
	Title      string `json:"title,omitempty"`
	Year       string `json:"year,omitempty"`
	PolicyArea string `json:"policy_area,omitempty"`
	URL        string `json:"url,omitempty"`
	Group      string `json:"group,omitempty"` // "" on layouts that do not tell groups apart
	Text       string `json:"text,omitempty"`  // what stands under its title
}

// ListedDocument is an entry of a list of resources.
type ListedDocument struct {
	Title string `json:"title"`
	Year  string `json:"year,omitempty"` // posting year, often wrong for old plans
	Type  string `json:"type,omitempty"` // empty where the list gives none
	URL   string `json:"url,omitempty"`
}

// ListedChallenge is a commitment of the Open Gov Challenge, kept apart from
// those of action plans: a row of the tracker, or a page of its own.
type ListedChallenge struct {
	Title string `json:"title"`
	Place string `json:"place,omitempty"` // country or local government, in the page's words
	Level string `json:"level,omitempty"` // "National", "Local (non-member)", ...
	Lead  string `json:"lead,omitempty"`
	Area  string `json:"area,omitempty"` // primary challenge area
	URL   string `json:"url,omitempty"`
}

// StatedFigure is a count or share that a page states about itself.
type StatedFigure struct {
	Measure Measure `json:"measure"`
	// Detail tells values of one measure apart (the policy area of a share).
	Detail string `json:"detail,omitempty"`
	Value  Value  `json:"value,omitzero"`
	// Number is the value as a number, nil where it has none. Shares are
	// fractions of 1.
	Number *float64 `json:"number,omitempty"`
}

// Figure is one figure that an IRM report prints.
type Figure struct {
	Measure Measure `json:"measure"`
	Stage   Stage   `json:"stage"`
	// Plan names the plan that a figure looks back to where that is not the
	// report's own, in the page's words ("2018-2020", "previous action
	// plan"); empty for the report's own plan.
	Plan string `json:"plan,omitempty"`
	// Printed is the cell as printed, footnote marks included; State tells a
	// blank cell (Unreadable: the row is there, the cell has no value).
	Printed string `json:"printed"`
	State   State  `json:"state,omitempty"`
	// Count is the printed count (for "6 (86%)" 6), Percent the printed
	// percentage as a fraction of 1; nil where the cell prints none.
	Count   *float64 `json:"count,omitempty"`
	Percent *float64 `json:"percent,omitempty"`
}

// Activity is an item of the activity stream, or an event.
type Activity struct {
	Date  string `json:"date,omitempty"`
	Kind  string `json:"kind,omitempty"` // "story", "event", ...
	Title string `json:"title"`
	URL   string `json:"url,omitempty"`
}

// Label is a label of a page's structured part and what became of it.
type Label struct {
	Text string `json:"text"`
	// Outcome is "field", "ignored" or "unknown".
	Outcome string `json:"outcome"`
	Field   Field  `json:"field,omitempty"`
}

// Page is everything one page says. One flat type for all kinds: a part that
// a kind does not have stays empty.
type Page struct {
	Source
	Kind   Kind   `json:"kind,omitempty"`
	Layout Layout `json:"layout,omitempty"`
	// Title is the page's own heading: country name, commitment title without
	// its code, document title.
	Title string `json:"title,omitempty"`
	// Member is the member's slug as the address gives it; empty for
	// documents, whose member transform finds from title and country.
	Member string `json:"member,omitempty"`
	// Code is a commitment's code, upper-cased.
	Code string `json:"code,omitempty"`
	// Group is the group that a commitment's page of 2017-18 counts itself to.
	Group string `json:"group,omitempty"`
	// Draft marks a "For Public Comment" version, never used as final.
	Draft bool `json:"draft,omitempty"`
	// Fields are the labelled values.
	Fields Fields `json:"fields,omitempty"`

	ActionPlans []Link `json:"action_plans,omitempty"` // each plan an "Action Plan:" names
	IRMReports  []Link `json:"irm_reports,omitempty"`  // each report an "IRM Report:" names
	Files       []Link `json:"files,omitempty"`        // files a document offers

	Members        []ListedMember     `json:"members,omitempty"`
	Commitments    []ListedCommitment `json:"commitments,omitempty"`
	CommitmentList ListState          `json:"commitment_list,omitempty"`
	Challenge      []ListedChallenge  `json:"challenge,omitempty"`
	Documents      []ListedDocument   `json:"documents,omitempty"`
	DocumentList   ListState          `json:"document_list,omitempty"`
	Stated         []StatedFigure     `json:"stated,omitempty"`
	Figures        []Figure           `json:"figures,omitempty"`
	Activity       []Activity         `json:"activity,omitempty"`
	// Banners are status banners in their own words.
	Banners []string `json:"banners,omitempty"`

	// Links are the links of the main content that lead to pages of known
	// patterns on the site, canonical, in order, each once.
	Links []Link `json:"links,omitempty"`
	// Written gives the addresses of pages that the page writes otherwise than
	// in their canonical form, by that form.
	Written map[string]string `json:"written,omitempty"`

	Labels []Label `json:"labels,omitempty"`
	Issues []Issue `json:"issues,omitempty"`
}

// AsWritten is a page's address as this page writes it, url itself where it
// does not.
func (p *Page) AsWritten(url string) string { return cmp.Or(p.Written[url], url) }

// Field returns the value of f, NotStated where the page has none.
func (p *Page) Field(f Field) Value { return p.Fields[f] }
