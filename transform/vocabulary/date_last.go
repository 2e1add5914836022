package vocabulary

import (
	"strings"
	"time"
)

// LastDay is the last day of an ISO date of any precision: a day, a month
// (2024-08), a quarter (2024-Q2) or a year; PrecisionNone for other words.
func LastDay(text string) (day time.Time, precision Precision) {
	if t, err := time.Parse(time.DateOnly, text); err == nil {
		return t, PrecisionDay
	}
	if t, err := time.Parse("2006-01", text); err == nil {
		return t.AddDate(0, 1, -1), PrecisionMonth
	}
	if year, quarter, found := strings.Cut(text, "-Q"); found && len(quarter) == 1 && quarter[0] >= '1' && quarter[0] <= '4' {
		if t, err := time.Parse("2006", year); err == nil {
			return t.AddDate(0, 3*int(quarter[0]-'0'), -1), PrecisionQuarter
		}
	}
	if t, err := time.Parse("2006", text); err == nil {
		return t.AddDate(1, 0, -1), PrecisionYear
	}
	return time.Time{}, PrecisionNone
}
