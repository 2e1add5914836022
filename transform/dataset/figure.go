package dataset

import (
	"time"

	"ogptracker/scrape/record"
)

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
