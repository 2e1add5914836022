package vocabulary

// Words of absence, written exactly so wherever a text value is absent.
const (
	PendingReview = "Pending IRM review"
	NoIRMData     = "No IRM data"
	NotReviewed   = "Not reviewed (NR)"
	NoData        = "No data (ND)"
	NotApplicable = "Not applicable (NA)"
	NotStated     = "Not stated"
	Unreadable    = "Unreadable"
	NotRecognised = "Not recognised"
	NotReadYet    = "Not read yet"
)

// Findings of completion.
const (
	Completed   = "Completed"
	Substantial = "Substantial"
	Limited     = "Limited"
	NotStarted  = "Not Started"
	Unclear     = "Unclear"
	Withdrawn   = "Withdrawn"
	NoEvidence  = "No Evidence Available"
)

// Year is a calendar year; 0 is not known.
type Year int

// CrosswalkUse is a row of crosswalk: a raw value that was met.
type CrosswalkUse struct {
	Field, Raw, Normalized, Era string
	Count                       int
}

// Answers of yes-or-no fields.
const (
	Yes = "Yes"
	No  = "No"
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

func OrNotStated(text string) string {
	if text == "" {
		return NotStated
	}
	return text
}

func PresentOrEmpty(text string) string {
	if IsAbsence(text) {
		return ""
	}
	return text
}
