package schema

import (
	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// Closed vocabularies of columns that are not scales of the IRM.

func memberTypes() []string { return []string{"National", "Local", "Other"} }

func memberStatuses() []string {
	return []string{"Active", "Inactive", "Suspended", "Withdrawn", "Under review", vocabulary.NotStated}
}

func freshnesses() []string {
	return []string{
		string(record.FreshRead), string(record.FreshUnchanged), string(record.FreshCarried),
		string(record.FreshFailed), string(record.FreshNotRead),
	}
}

// CommitmentStages are the stages of a commitment, in the order of time.
func CommitmentStages() []string {
	return []string{"Current", "Awaiting review", "Post-implementation", "Not to be reviewed", vocabulary.NotStated}
}

// FigureStages are the stages of which figures are made.
func FigureStages() []string {
	return []string{string(record.StageMidterm), string(record.StageEndOfTerm), string(record.StageLatest)}
}

func reportStages() []string {
	return []string{
		string(record.StageMidterm), string(record.StageEndOfTerm),
		string(record.StageResults), string(record.StageDesign),
	}
}

func groupTypes() []string {
	return []string{"all", "member_type", "region", "member", "action_plan", "cycle", "policy_area", "ogp_value"}
}

func verdicts() []string {
	return []string{dataset.Agrees, dataset.Differs, dataset.NotComparable}
}

func causes() []string {
	return []string{
		dataset.CauseSource, dataset.CauseReading, dataset.CauseCarriedForward,
		dataset.CauseAppeared, dataset.CauseGone,
	}
}

func severities() []string {
	return []string{string(record.SeverityError), string(record.SeverityWarning), string(record.SeverityNote)}
}

func whos() []string {
	return []string{string(record.WhoOperator), string(record.WhoStaff), string(record.WhoOGP), string(record.WhoDev)}
}

// yesNo are the words of a stated yes or no, with every absence it may have.
func yesNo() []string { return withAbsences("Yes", "No") }

// withAbsences adds every word of absence to a scale's own words.
func withAbsences(words ...string) []string {
	return append(words[:len(words):len(words)],
		vocabulary.PendingReview, vocabulary.NoIRMData, vocabulary.NotReviewed, vocabulary.NoData,
		vocabulary.NotApplicable, vocabulary.NotStated, vocabulary.Unreadable, vocabulary.NotRecognised,
		vocabulary.NotReadYet)
}
