package vocabulary

import (
	"strings"
	"time"
)

const (
	StatusInactive    = "Inactive"
	StatusWithdrawn   = "Withdrawn"
	StatusSuspended   = "Suspended"
	StatusUnderReview = "Under review"

	StageAwaitingReview = "Awaiting review"
	MemberTypeLocal     = "Local"
)

// LastDay is the last day of an ISO date of any precision: a day, a month
// (2024-08), a quarter (2024-Q2) or a year. whole says that it is a day.
func LastDay(text string) (day time.Time, whole, ok bool) {
	if t, err := time.Parse(time.DateOnly, text); err == nil {
		return t, true, true
	}
	if t, err := time.Parse("2006-01", text); err == nil {
		return t.AddDate(0, 1, -1), false, true
	}
	if year, quarter, found := strings.Cut(text, "-Q"); found && len(quarter) == 1 && quarter[0] >= '1' && quarter[0] <= '4' {
		if t, err := time.Parse("2006", year); err == nil {
			return t.AddDate(0, 3*int(quarter[0]-'0'), -1), false, true
		}
	}
	if t, err := time.Parse("2006", text); err == nil {
		return t.AddDate(1, 0, -1), false, true
	}
	return time.Time{}, false, false
}
