package figures

import (
	"regexp"
	"strings"

	"ogptracker/scrape/record"
)

// plainMeasures are the words by which a sentence names a measure of its own.
var plainMeasures = []struct {
	measure record.Measure
	cue     string // a part of the words
	says    *regexp.Regexp
}{
	{record.MeasureCompleted, "ed", regexp.MustCompile(`(?i)\b(?:fully (?:completed|implemented)|(?:were|was|are|is|been) (?:completed|implemented))\b`)},
	{record.MeasureSubstantial, "ubstantial", regexp.MustCompile(`(?i)\b(?:substantially (?:completed|implemented)|substantial (?:completion|implementation))\b`)},
	{record.MeasureLimited, "imited", regexp.MustCompile(`(?i)\blimited (?:completion|implementation|progress)\b`)},
	{record.MeasureNotStarted, "not", regexp.MustCompile(`(?i)\b(?:were|was|had|have|has) not (?:yet )?(?:been )?started\b`)},
	{record.MeasureWithdrawn, "withdrawn", regexp.MustCompile(`(?i)\b(?:were|was|been) withdrawn\b`)},
	{record.MeasureOpenGovLens, "lens", regexp.MustCompile(`(?i)\bopen gov(?:ernment)? lens\b`)},
	{record.MeasureRelevantCommitments, "alues", regexp.MustCompile(`(?i)\brelevant to (?:the )?OGP values\b`)},
	{record.MeasureTransformativeCommitments, "ransformative", regexp.MustCompile(`(?i)\btransformative\b`)},
	{record.MeasurePotentiallyStarred, "starred", regexp.MustCompile(`(?i)\bpotentially starred\b`)},
	{record.MeasureStarredCommitments, "starred", regexp.MustCompile(`(?i)\b(?:were|are|was|is|received|been) (?:a )?star(?:red)?\b`)},
	{record.MeasureSubstantialPotential, "potential for results", regexp.MustCompile(`(?i)\bsubstantial potential for results\b`)},
}

// plainMeasure tells what a sentence counts where it names one measure and no
// other.
func plainMeasure(s string) (record.Measure, []int) {
	var measure record.Measure
	var found []int
	for _, m := range plainMeasures {
		if !strings.Contains(s, m.cue) {
			continue
		}
		if at := m.says.FindStringIndex(s); at != nil {
			if found != nil {
				return "", nil
			}
			measure, found = m.measure, at
		}
	}
	return measure, found
}
