package transform

// Answers of yes-or-no fields.
const (
	saidYes = "Yes"
	saidNo  = "No"
)

// IsAbsence reports whether a text is a word of absence rather than a value.
// No Evidence Available is a finding, not an absence.
func IsAbsence(text string) bool {
	switch text {
	case PendingReview, NoIRMData, NotReviewed, NoData, NotApplicable, NotStated, Unreadable, NotRecognised, NotReadYet:
		return true
	}
	return false
}
