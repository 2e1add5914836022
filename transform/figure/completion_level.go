package figure

import (
	"cmp"
	"slices"
	"strings"

	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// Reasons of ours why a commitment is left out of a completion rate; the
// others are the findings that are no rating and the words of absence.
const (
	// NotAssessedByIRM: local members report on themselves, so their
	// evidence is never counted as an IRM rating.
	notAssessedByIRM = "not assessed by the IRM"
	// ratedUnderPrefix is followed by the id of the plan a rating counts for.
	ratedUnderPrefix = "rated under "
)

// ratedUnder says in words that a commitment of two plans is counted in the
// other one.
func ratedUnder(planID string) string { return ratedUnderPrefix + planID }

// reasonOrder is the order in which reasons are told: findings of the IRM
// first, then what is still to come, then codes of the table, then what could
// not be read, then rules of ours.
var reasonOrder = []string{
	vocabulary.Unclear, vocabulary.Withdrawn, vocabulary.NoEvidence,
	vocabulary.PendingReview, vocabulary.NoIRMData, vocabulary.NotReviewed, vocabulary.NoData, vocabulary.NotApplicable,
	vocabulary.NotStated, vocabulary.Unreadable, vocabulary.NotRecognised, vocabulary.NotReadYet,
	notAssessedByIRM,
}

// compareReasons orders by the vocabulary, "rated under ..." after it and by
// plan, any other words last and by name.
func compareReasons(a, b dataset.Reason) int {
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
