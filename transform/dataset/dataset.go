package dataset

import (
	"time"

	"ogptracker/scrape/record"
	"ogptracker/transform/vocabulary"
)

// Input is everything a dataset is made from.
type Input struct {
	// Run is the run's identity (YYYYMMDDTHHMMSSZ); Date the report's date,
	// midnight UTC of the run's start. Both are inputs, never the clock.
	Run   string
	Date  time.Time
	Night record.Night
	// Before is the snapshot of the last complete run; nil on the first.
	Before *Snapshot
	// Log holds the changes of earlier complete runs, oldest first.
	Log []Change
	// Crosswalk maps raw words to the vocabulary; see ParseCrosswalk.
	Crosswalk *vocabulary.Crosswalk
	// LocalMembers false leaves local members out of the report.
	LocalMembers bool
	// Members limits the report to these member ids; empty means all.
	Members []string
}

// Dataset is everything the report says, row by row, in the order the tables
// print it. Texts that are absent hold the words of an Absence, never "".
type Dataset struct {
	Run  string
	Date time.Time

	Members          []Member
	Plans            []Plan
	Commitments      []Commitment
	Ratings          []Rating
	PolicyAreas      []PolicyArea
	Completion       []Completion
	ThematicFocus    []ThematicFocus
	Documents        []Document
	Activity         []Activity
	DueDates         []DueDate
	Challenge        []ChallengeCommitment
	StatedFigures    []StatedFigure
	PublishedFigures []PublishedFigure
	Reconciliation   []Reconciliation
	// Changes is the whole log: Input.Log and then this run's own.
	Changes   []Change
	Coverage  []Coverage
	Crosswalk []vocabulary.CrosswalkUse
	Issues    []Issue

	// Snapshot is what the next run compares with.
	Snapshot *Snapshot
	// Counts for the outcome of the night and the first reading.
	Progress Progress
	// Sources the report names: the table's edition, saved pages used.
	Sources []SourceNote
}

// Progress counts what the outcome of a night is judged by.
type Progress struct {
	PagesKnown, PagesReadOnce int // "first reading: n of m pages"
	MembersListed             int
	Members                   int // in the report, whatever names them
	// Sample and Bodies compare the commitments' pages of which a body came
	// tonight with what they said in the last complete run, by their own words:
	// those of the night's sample, and all.
	Sample, Bodies Comparison
	// Said counts what the pages read tonight (or the rows of OGP's table, where
	// it stands alone) say anything of.
	Said Said
	// CommitmentsFound is the number of commitments known tonight from
	// sources that were asked (carried rows that an index dropped excluded).
	CommitmentsFound int
	// LostWays lists members that had a way to their commitments and lost all;
	// on the first night those that say they have commitments without any way.
	LostWays []string
}

// Comparison of pages with what they said before.
type Comparison struct {
	// Pages were compared; Whole of them had all four values before.
	Pages, Whole                int
	Rated, Titled, Planned, Led Kept
}

// Kept counts the pages that had a value before, and those that still have it.
type Kept struct{ Had, Still int }

// Said counts pages or rows, and those that say something of a value: an
// absence of the vocabulary does, a missing label does not.
type Said struct {
	Of, Plan, Lead, Completion int
	// NoLead: rows of a table without a column for the lead institution, and
	// of which no column is left unread. That none says anything of it is the
	// edition's doing, and named as such.
	NoLead bool
}

// SourceNote names one source on the Cover and in Notes.
type SourceNote struct {
	Name, Edition, Date, URL string
}

// Document is a row of documents.
type Document struct {
	ID, MemberID, Title, Type string
	Year                      vocabulary.Year
	Draft                     bool
	PlanID, URL               string
	FileURLs                  []string
}

// ChallengeCommitment is a row of challenge_commitments: a commitment of the
// Open Gov Challenge, which belongs to no action plan.
type ChallengeCommitment struct {
	ID       string
	MemberID string // "" for a place that is no member
	Place    string
	Level    string
	Title    string
	Lead     string
	Area     string
	URL      string
	LastSeen string // ISO date
}

// Activity is a row of activity.
type Activity struct{ MemberID, Date, Kind, Title, URL string }

// DueDate is a row of due_dates.
type DueDate struct {
	MemberID, Duty, Whose, Expected, Basis string
	// PlanID is the plan whose end it is reckoned from.
	PlanID  string
	Certain bool
	// Days from the report's date to the expected day; below 0 it has passed.
	Days int
}

// Passed reports whether the expected day lies before the report's date.
func (d *DueDate) Passed() bool { return d.Days < 0 }

// Causes of a change.
const (
	CauseSource         = "source"
	CauseReading        = "reading"
	CauseCarriedForward = "carried forward"
	CauseAppeared       = "appeared"
	CauseGone           = "gone"
)

// Change is a row of changes.
type Change struct {
	Run, Date, Table, Key, MemberID, Field, Old, New, Cause string
}

// Coverage is a row of coverage.
type Coverage struct {
	MemberID                                                      string
	Expected, Read, Unchanged, Failed, CarriedForward, NotReadYet int
	OldestRead                                                    time.Time
}

// Issue is a row of issues: one kind of thing, gathered.
type Issue struct {
	Severity, Code, MemberID, Key, Field, Value string
	Count                                       int
	Message, Action, Who, URL                   string
}
