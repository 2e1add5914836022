package transform

import (
	"cmp"
	"slices"
	"strings"
)

// Reasons of ours why a commitment is left out of a completion rate; the
// others are the findings that are no rating and the words of absence.
const (
	// NotAssessedByIRM: local members report on themselves, so their
	// evidence is never counted as an IRM rating.
	NotAssessedByIRM = "not assessed by the IRM"
	// ratedUnderPrefix is followed by the id of the plan a rating counts for.
	ratedUnderPrefix = "rated under "
)

// RatedUnder says in words that a commitment of two plans is counted in the
// other one.
func RatedUnder(planID string) string { return ratedUnderPrefix + planID }

// level is one of the four ratings of completion; levelNone is everything
// that leaves a commitment out.
type level int

const (
	levelNone level = iota
	levelNotStarted
	levelLimited
	levelSubstantial
	levelCompleted
	levelCount
)

// completionLevel tells a rating from every other finding and from absences.
// OGP counts a commitment as assessed only on these four words (its own flag
// "Comp Assessed").
func completionLevel(finding string) level {
	switch finding {
	case Completed:
		return levelCompleted
	case Substantial:
		return levelSubstantial
	case Limited:
		return levelLimited
	case NotStarted:
		return levelNotStarted
	}
	return levelNone
}

// isCompletionFinding reports whether the IRM said something: one of the four
// ratings, or Unclear, Withdrawn, No Evidence Available.
func isCompletionFinding(value string) bool {
	return completionLevel(value) != levelNone || value == Unclear || value == Withdrawn || value == NoEvidence
}

// reasonOrder is the order in which reasons are told: findings of the IRM
// first, then what is still to come, then codes of the table, then what could
// not be read, then rules of ours.
var reasonOrder = []string{
	Unclear, Withdrawn, NoEvidence,
	PendingReview, NoIRMData, NotReviewed, NoData, NotApplicable,
	NotStated, Unreadable, NotRecognised, NotReadYet,
	NotAssessedByIRM,
}

// compareReasons orders by the vocabulary, "rated under ..." after it and by
// plan, any other words last and by name.
func compareReasons(a, b Reason) int {
	return cmp.Or(cmp.Compare(reasonRank(a.Words), reasonRank(b.Words)), strings.Compare(a.Words, b.Words))
}

func reasonRank(words string) int {
	if i := slices.Index(reasonOrder, words); i >= 0 {
		return i
	}
	if strings.HasPrefix(words, ratedUnderPrefix) {
		return len(reasonOrder)
	}
	return len(reasonOrder) + 1
}
