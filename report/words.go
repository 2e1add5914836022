package report

import (
	"strconv"
	"strings"
	"time"

	"ogptracker/scrape/record"
)

// count says a number with its noun: "1 page", "4,210 pages".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return number(n) + " " + many
}

// number writes a whole number with commas between thousands.
func number(n int) string {
	s := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

// day says a date in words.
func day(t time.Time) string { return t.Format("2 January 2006") }

// stageWords says a stage of a figure as a heading does.
func stageWords(stage string) string {
	switch record.Stage(stage) {
	case record.StageMidterm:
		return "Midterm"
	case record.StageEndOfTerm:
		return "End of term"
	case record.StageLatest:
		return "Latest"
	}
	return sentence(strings.ReplaceAll(stage, "_", " "))
}

// sentence begins a text with a capital.
func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
