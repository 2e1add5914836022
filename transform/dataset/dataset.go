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

// Member is a row of members.
type Member struct {
	ID, Name, Country, ISO3, Type, Region string
	MemberSince                           vocabulary.Year
	Status                                string
	// CurrentPlanID is the plan that runs at the report's date, "" when none
	// does; LatestPlanID the newest plan known, running or ended, and
	// PreviousPlanID the one before it, "" for none.
	CurrentPlanID, LatestPlanID, PreviousPlanID    string
	Counts                                         MemberCounts
	Statement, StatementBy, LetterOfIntentURL, URL string
	LastRead                                       time.Time // zero: never
	Freshness                                      record.Freshness
}

// MemberCounts counts the commitments of a member, each once. The stages and
// StageNotStated add up to Commitments. What is not known is not nought: see
// Known, StagesKnown and StarsKnown.
type MemberCounts struct {
	Commitments                                                            int
	Current, AwaitingReview, PostImplementation, NotReviewed, StageUnknown int
	Starred, StarStated                                                    int
}

// Known reports whether any commitment of the member is known. A member that
// was not read has no commitments that can be counted, which is not 0.
func (c *MemberCounts) Known() bool { return c.Commitments > 0 }

// StagesKnown reports whether the stage of any commitment is known.
func (c *MemberCounts) StagesKnown() bool { return c.Known() && c.StageUnknown < c.Commitments }

// StarsKnown reports whether a source says of any commitment whether it is
// starred.
func (c *MemberCounts) StarsKnown() bool { return c.StarStated > 0 }

// Plan is a row of action_plans.
type Plan struct {
	ID, MemberID, Title string
	Number              int    // 0: not known
	Cycle               string // "2016-2018" as first seen
	StartYear, EndYear  vocabulary.Year
	// EndDate is the stated end (ISO 8601 to its precision), or the assumed
	// 31 December with EndAssumed.
	EndDate     string
	EndAssumed  bool
	IsCurrent   bool
	Commitments int
	URL         string
	FileURLs    []string
	// SelfReported: the member alone reports on the plan; the IRM does not
	// review it.
	SelfReported bool
}

// Commitment is a row of commitments. Every text that is absent holds the
// words of its absence.
type Commitment struct {
	ID                                                                                 string
	Provisional                                                                        bool // identity made without a code
	MemberID                                                                           string
	Title                                                                              string
	PlanIDs                                                                            []string
	RatedUnder                                                                         string // plan its rating counts for; "" if no plan is known
	CycleYear                                                                          vocabulary.Year
	PlanNumber                                                                         int // which of the member's plans it is rated under; 0 if no source says
	Stage                                                                              vocabulary.CommitmentStage
	LeadInstitution                                                                    string
	SupportingInstitutions                                                             []string
	PolicyAreas                                                                        []string
	Specificity, Verifiable, Relevance, PotentialImpact, PotentialForResults, Ambition string
	CompletionMidterm, CompletionEndOfTerm, Completion                                 string
	CompletionStage                                                                    record.Stage // of the latest finding, "" where none is stated
	CompletionSource                                                                   string       // "Page", "OGP table", ...
	DIOG, EarlyResults                                                                 string
	Starred, StarredMidterm, StarredEndOfTerm                                          string // Yes, No or an absence; as stated
	// StarRecomputed* is the current formula recomputed at each stage: Yes,
	// No, or NotStated where a part is not known.
	StarRecomputedMidterm, StarRecomputedEndOfTerm string
	Values                                         []string // OGP values it is relevant to, by name
	ClusterIDs                                     []string
	Continues                                      string
	Description                                    string
	URL                                            string
	FirstSeen, LastSeen, LastChanged               string // ISO dates of runs
	// SelfReported: what is known of its completion is the member's own word,
	// never counted as an IRM rating.
	SelfReported bool
	// Irm names the IRM reports behind it.
	IRMReports []string
	Carried    bool // some value is carried forward from an earlier reading
	Gone       bool // no longer listed; left out of counts
}

// CountsInRates reports whether a rating of the commitment counts in rates: it
// is still listed, and its ratings are the IRM's.
func (c *Commitment) CountsInRates() bool { return !c.Gone && !c.SelfReported }

// Rating is a row of ratings.
type Rating struct {
	CommitmentID, Indicator, Value, Raw, Source, SourceURL string
	// Stage is "" where no source states it.
	Stage          record.Stage
	Read           time.Time
	IRMReport      string
	CarriedForward bool
}

// PolicyArea is a row of policy_areas.
type PolicyArea struct{ CommitmentID, PolicyArea string }

// Rate is a share that may have no value: Of is its denominator; with Of = 0
// there is none, and it is never 0.
type Rate struct{ Count, Of int }

// Completion is a row of completion: one group at one stage.
type Completion struct {
	GroupType, Group, GroupLabel                string
	Stage                                       record.Stage
	Commitments, Assessed                       int
	Completed, Substantial, Limited, NotStarted int
	LeftOut                                     int
	LeftOutReasons                              []Reason // in order of the vocabulary, only those that occur
	HighCompletion, FullCompletion, ShareOfAll  Rate
	// InReviewedPlans counts the commitments of those plans of the group that
	// have an IRM finding at this stage: the denominator of ShareOfAll, as the
	// IRM prints it plan by plan.
	InReviewedPlans int
	InWords         string
	Starred         int
	MidtermOnly     int // commitments of plans that have only a midterm rating
	// Assessments is how many separate IRM assessments stand behind Assessed:
	// fewer where clusters were assessed together.
	Assessments int
}

// Reason counts commitments left out of a rate by the words of why.
type Reason struct {
	Words string
	Count int
}

// ThematicFocus is a row of thematic_focus.
type ThematicFocus struct {
	PlanID, PolicyArea string
	Commitments        int
	Share              Rate
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

// StatedFigure is a row of stated_figures.
type StatedFigure struct {
	MemberID, PlanID, Measure, Detail, Raw string
	Value                                  *float64
	State                                  string // "Stated" or an absence
	URL                                    string
	Read                                   time.Time
}

// PublishedFigure is a row of published_figures.
type PublishedFigure struct {
	MemberID, PlanID, ReportURL, ReportType string
	Draft                                   bool
	Measure                                 record.Measure
	Stage                                   record.Stage
	Printed                                 string
	Value                                   *float64
}

// Verdicts of a reconciliation.
const (
	Agrees        = "agrees"
	Differs       = "differs"
	NotComparable = "not comparable"
)

// Reconciliation is a row of reconciliation.
type Reconciliation struct {
	MemberID, PlanID                string
	Measure                         record.Measure
	Stage                           record.Stage
	Computed, Published, Difference *float64
	Verdict, Reason                 string
	ReportURL                       string
}

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
