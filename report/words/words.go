package words

import (
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/dustin/go-humanize"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
)

// Count says a number with its noun: "1 page", "4,210 pages".
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Number(n) + " " + many
}

// Number writes a whole number with commas between thousands.
func Number(n int) string { return humanize.Comma(int64(n)) }

// Day says a date in words.
func Day(t time.Time) string { return t.Format("2 January 2006") }

// Stage says a stage of a figure as a heading does.
func Stage(stage string) string {
	switch record.Stage(stage) {
	case record.StageMidterm:
		return "Midterm"
	case record.StageEndOfTerm:
		return "End of term"
	case record.StageLatest:
		return "Latest"
	}
	return Sentence(strings.ReplaceAll(stage, "_", " "))
}

var quotedCode = regexp.MustCompile("`([^`]*)`")

// WithoutCode says a text of files and logs as people write: commands stand in
// quotation marks, fixed names ("end_of_term") in their words.
func WithoutCode(s string) string {
	for _, stage := range []record.Stage{record.StageMidterm, record.StageEndOfTerm, record.StageLatest} {
		s = strings.ReplaceAll(s, string(stage), strings.ToLower(Stage(string(stage))))
	}
	return quotedCode.ReplaceAllString(s, "“$1”")
}

// Sentence begins a text with a capital.
func Sentence(s string) string {
	if s == "" {
		return s
	}
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// Ended ends a text that people wrote as a sentence.
func Ended(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || strings.ContainsRune(".!?…", []rune(s)[len([]rune(s))-1]) {
		return s
	}
	return s + "."
}

// fixedName is a name as files have it: a table's, a column's or a value's.
var fixedName = regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`)

// Name says a fixed name of the files as people read it; other texts
// stay as they are.
func Name(name string) string {
	if !fixedName.MatchString(name) {
		return name
	}
	words := strings.Split(name, "_")
	for i, w := range words {
		switch w {
		case "ogp", "irm", "id", "url", "diog":
			words[i] = strings.ToUpper(w)
		}
	}
	return Sentence(strings.Join(words, " "))
}

// Measure says what a figure counts.
func Measure(measure string) string {
	switch record.Measure(measure) {
	case record.MeasureAllThree:
		return "Relevant, transformative, and substantial or complete (starred)"
	case record.MeasureDIOGMajor:
		return "Did It Open Government? Major"
	case record.MeasureDIOGOutstanding:
		return "Did It Open Government? Outstanding"
	case record.MeasureImplementing:
		return "Commitments being implemented"
	case record.MeasureEarlyResultsAny:
		return "Early results of any level"
	}
	if level, ok := strings.CutPrefix(measure, string(record.MeasureEarlyResultsPrefix)); ok {
		return "Early results: " + strings.ReplaceAll(level, "_", " ")
	}
	return Name(measure)
}

// GroupType says what commitments are grouped by.
func GroupType(groupType string) string {
	switch groupType {
	case "all":
		return "Everything"
	case "cycle":
		return "First year of the plan"
	}
	return Name(groupType)
}

// Group says a group's identity, which is a word of the files only for
// everything.
func Group(group string) string {
	if group == "all" {
		return "Everything"
	}
	return group
}

// Cause says why a value changed.
func Cause(cause string) string {
	switch cause {
	case dataset.CauseSource:
		return "Changed at the source"
	case dataset.CauseReading:
		return "Read differently"
	case dataset.CauseCarriedForward:
		return "Carried forward"
	case dataset.CauseAppeared:
		return "New"
	case dataset.CauseGone:
		return "No longer listed"
	}
	return cause
}

// Or is a text, or words in its place where there is none.
func Or(s, words string) string {
	if s == "" {
		return words
	}
	return s
}
