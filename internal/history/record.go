package history

import (
	"time"

	"ogptracker/output/publish"
)

// Outcomes of a run; a reader meets only complete ones in latest.
const (
	Complete    = "complete"
	Incomplete  = "incomplete"
	Failed      = "failed"
	Interrupted = "interrupted"
)

// Record is a run's record, published as run.json.
type Record struct {
	Run     string `json:"run"`
	Version string `json:"version"`
	// Commit is the source of the program, Built that source's time, where the
	// build knew them.
	Commit   string    `json:"commit,omitempty"`
	Built    string    `json:"built,omitempty"`
	Started  time.Time `json:"started"`
	Finished time.Time `json:"finished"`
	// Date is the report's date.
	Date string `json:"date"`
	// ConfigHash is the SHA-256 of every key's value.
	ConfigHash string `json:"config_hash"`
	Base       string `json:"base_url"`
	Sample     bool   `json:"sample_data,omitempty"`

	Outcome string `json:"outcome"`
	// Why says in words what made the outcome, one sentence each; empty for a
	// complete run within all bounds.
	Why []string `json:"why,omitempty"`
	// Bounds are the bounds of a complete night with what was found.
	Bounds []Bound `json:"bounds,omitempty"`
	// Accepted is the operator's reason for passing a bound once.
	Accepted string `json:"accepted,omitempty"`

	Counts Counts `json:"counts"`
	// FirstReading counts pages read at least once, until all were.
	FirstReading *FirstReading `json:"first_reading,omitempty"`
	Politeness   Politeness    `json:"politeness"`
	Issues       IssueLevels   `json:"issues"`
	// ReaderVersion and CrosswalkVersion identify how pages were read.
	ReaderVersion    string `json:"reader_version,omitempty"`
	CrosswalkVersion string `json:"crosswalk_version,omitempty"`
	// Table is OGP's commitments table that the run used, nil without one.
	Table *Table            `json:"irm_table,omitempty"`
	Files []publish.Written `json:"files,omitempty"`
	// LeftOut are members' workbooks that could not be written.
	LeftOut []publish.LeftOut `json:"left_out,omitempty"`
	// Copy is what became of the copy for staff, nil where none was due. It is
	// kept in the history alone: run.json is written before the copy.
	Copy *Copy `json:"copy,omitempty"`
	// Error is the error that ended a failed or interrupted run.
	Error string `json:"error,omitempty"`
}

// Bound is one bound that a complete night keeps.
type Bound struct {
	// Name is the key in config.yaml, or the rule's own name.
	Name string `json:"name"`
	// What tells several bounds of one key apart ("a title").
	What string `json:"what,omitempty"`
	// Got and Of are what was counted; Least (or Most) is what was asked, as
	// a share of Of.
	Got   int      `json:"got"`
	Of    int      `json:"of"`
	Least *float64 `json:"least,omitempty"`
	Most  *float64 `json:"most,omitempty"`
	Kept  bool     `json:"kept"`
	// Words say it in a sentence.
	Words string `json:"words"`
}

// Counts of a run.
type Counts struct {
	Members     int `json:"members"`
	Plans       int `json:"action_plans"`
	Commitments int `json:"commitments"`
	Ratings     int `json:"ratings"`
	Documents   int `json:"documents"`
	Changes     int `json:"changes"`
	// MembersListed and CommitmentsFound are what the next run's bounds
	// compare with: tonight's own, carried rows left out.
	MembersListed    int `json:"members_listed"`
	CommitmentsFound int `json:"commitments_found"`
	// Pages by what tonight came to.
	Pages map[string]int `json:"pages"`
}

// FirstReading says how far the first reading of everything has come.
type FirstReading struct {
	Read  int `json:"read"`
	Known int `json:"known"`
}

// Politeness is what the site had to bear.
type Politeness struct {
	// Requests counts all, robots.txt, retries and redirects included.
	Requests    int   `json:"requests"`
	Retries     int   `json:"retries"`
	NotModified int   `json:"not_modified"`
	Bytes       int64 `json:"bytes"`
	// Delay is the least interval that was to be kept, the others those that
	// were, between the starts of requests.
	Delay            seconds `json:"delay_seconds"`
	SmallestInterval seconds `json:"smallest_interval_seconds"`
	MeanInterval     seconds `json:"mean_interval_seconds"`
	// StoppedBy names the bound that ended the reading before everything due
	// was read.
	StoppedBy string `json:"stopped_by,omitempty"`
	// StoppedWhy says what the site answered where it was the site that ended
	// the reading.
	StoppedWhy string `json:"stopped_why,omitempty"`
	// Waits are those that the site asked for.
	Waits []Wait `json:"waits,omitempty"`
	// Robots says which rules of robots.txt were applied.
	Robots Robots `json:"robots"`
	// Failures are the addresses refused or not had, by reason.
	Failures []Failure `json:"failures,omitempty"`
	// Parsed counts pages that had to be read anew.
	Parsed int `json:"parsed"`
}

// Wait is a wait that the site asked for; Kept is false where it was longer
// than fetch.max_wait and the page was given up.
type Wait struct {
	URL   string  `json:"url"`
	Asked seconds `json:"asked_seconds"`
	Kept  bool    `json:"kept"`
}

// Robots are the rules of robots.txt that were applied: the answer's status,
// the user agent they stand under ("" where there are none), how many, and how
// many sitemaps it names.
type Robots struct {
	Status     int     `json:"status"`
	Group      string  `json:"group"`
	Rules      int     `json:"rules"`
	CrawlDelay seconds `json:"crawl_delay_seconds"`
	Sitemaps   int     `json:"sitemaps"`
}

// seconds are how every length of time stands in what machines read.
type seconds float64

// SecondsOf is a length of time in seconds.
func SecondsOf(d time.Duration) seconds { return seconds(d.Seconds()) }

// Duration is the length of time.
func (s seconds) Duration() time.Duration { return time.Duration(float64(s) * float64(time.Second)) }

// Failure is one reason and the addresses it befell.
type Failure struct {
	Reason string   `json:"reason"`
	Count  int      `json:"count"`
	URLs   []string `json:"urls,omitempty"`
}

// IssueLevels counts issues by severity.
type IssueLevels struct {
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Notes    int `json:"notes"`
}

// Table names the edition of OGP's commitments table that a run used.
type Table struct {
	Name    string    `json:"name"`
	Edition string    `json:"edition,omitempty"`
	Date    time.Time `json:"date,omitzero"`
	Hash    string    `json:"sha256"`
	Rows    int       `json:"rows"`
}
