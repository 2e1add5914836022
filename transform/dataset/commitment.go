package dataset

import (
	"time"

	"ogptracker/scrape/record"
	"ogptracker/transform/vocabulary"
)

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
