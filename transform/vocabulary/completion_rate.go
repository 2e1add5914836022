package vocabulary

import (
	"slices"
	"strings"
)

// CompletionRate declares one of the rates made from findings of completion:
// which levels it counts, out of which commitments, and what a reader is told
// of it. The figures, the workbook, the terminal and the documentation take
// all of this from here, so that a rule and the sentences about it cannot part.
type CompletionRate struct {
	// Name is the rate as a heading says it.
	Name string
	// Levels are counted, the highest first.
	Levels []Level
	// Of says in words which commitments are the denominator.
	Of string
	// Source says whose measure it is.
	Source string
}

const (
	ofAssessed  = "assessed"
	ofReviewed  = "the commitments of those plans that have an IRM finding at the stage"
	ogpsMeasure = "OGP's own measure"
)

// The rates of the report. OGP's glossary calls Substantial and Completed
// together high completion; the flags Comp Assessed and High Completion of its
// table give the denominator. The IRM's printed tables divide by every
// commitment of the plan under review.
var (
	HighCompletionRate = CompletionRate{Name: "High completion rate", Levels: []Level{LevelCompleted, LevelSubstantial}, Of: ofAssessed, Source: ogpsMeasure}
	FullCompletionRate = CompletionRate{Name: "Full completion rate", Levels: []Level{LevelCompleted}, Of: ofAssessed}
	ShareOfAllRate     = CompletionRate{Name: "Share of all", Levels: HighCompletionRate.Levels, Of: ofReviewed, Source: "the denominator of the tables that IRM reports print"}
)

// CompletionRates are all rates, in the order of the table of completion.
func CompletionRates() []CompletionRate {
	return []CompletionRate{HighCompletionRate, FullCompletionRate, ShareOfAllRate}
}

// Counts reports whether the rate's numerator has a finding.
func (r CompletionRate) Counts(finding string) bool { return r.CountsLevel(CompletionLevel(finding)) }

// CountsLevel reports whether the rate's numerator has a level.
func (r CompletionRate) CountsLevel(level Level) bool {
	return slices.Contains(r.Levels, level)
}

// Numerator adds up the levels that the rate counts.
func (r CompletionRate) Numerator(counts [LevelCount]int) (n int) {
	for _, l := range r.Levels {
		n += counts[l]
	}
	return n
}

// Findings are the words of the levels that the rate counts.
func (r CompletionRate) Findings() []string { return findingsOf(r.Levels) }

// Formula says the rate as a calculation: "(Completed + Substantial) / assessed".
func (r CompletionRate) Formula() string {
	sum := strings.Join(r.Findings(), " + ")
	if len(r.Levels) > 1 {
		sum = "(" + sum + ")"
	}
	return sum + " / " + r.Of
}

// Definition is the formula as a sentence without its end: "High completion
// rate = (Completed + Substantial) / assessed, OGP's own measure".
func (r CompletionRate) Definition() string {
	if r.Source == "" {
		return r.Name + " = " + r.Formula()
	}
	return r.Name + " = " + r.Formula() + ", " + r.Source
}

// Counted says the numerator within a sentence: "completed or substantial".
func (r CompletionRate) Counted() string {
	return strings.ToLower(strings.Join(r.Findings(), " or "))
}

// Subject is the rate without the word: "High completion".
func (r CompletionRate) Subject() string { return strings.TrimSuffix(r.Name, " rate") }

// AssessedLevels are the ratings: a commitment with one of them is assessed.
var AssessedLevels = []Level{LevelCompleted, LevelSubstantial, LevelLimited, LevelNotStarted}

// AssessedInWords lists the ratings: "Completed, Substantial, Limited or Not
// Started".
func AssessedInWords() string {
	words := findingsOf(AssessedLevels)
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

var levelWords = [LevelCount]string{LevelNotStarted: NotStarted, LevelLimited: Limited, LevelSubstantial: Substantial, LevelCompleted: Completed}

func findingsOf(levels []Level) []string {
	words := make([]string, len(levels))
	for i, l := range levels {
		words[i] = levelWords[l]
	}
	return words
}
