package dataset

import (
	"time"

	"ogptracker/scrape/record"
	"ogptracker/transform/vocabulary"
)

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
