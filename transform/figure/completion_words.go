package figure

import (
	"fmt"
	"strconv"
	"strings"

	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// completionInWords says a figure with its basis, so that it can be quoted
// without the table: "High completion: 8 of 9 assessed; 0 left out".
func completionInWords(row dataset.Completion) string {
	b := make([]byte, 0, 128)
	b = append(append(b, vocabulary.HighCompletionRate.Subject()...), ": "...)
	if row.Assessed == 0 {
		b = append(b, "none assessed"...)
	} else {
		b = appendOf(b, row.HighCompletion.Count, row.Assessed, " assessed")
	}
	b = append(b, "; "...)
	b = append(strconv.AppendInt(b, int64(row.LeftOut), 10), " left out"...)
	if row.LeftOut > 0 {
		b = append(b, ": "...)
		b = append(b, ReasonsInWords(row.LeftOutReasons)...)
		b = appendOf(append(b, "; "...), row.Assessed, row.Commitments, " commitments assessed")
	}
	if row.Assessments < row.Assessed {
		noun := "assessments"
		if row.Assessments == 1 {
			noun = "assessment"
		}
		b = fmt.Appendf(b, "; the %d assessed commitments rest on %d %s, since clusters are assessed together", row.Assessed, row.Assessments, noun)
	}
	return string(b)
}

// appendOf appends "8 of 9" and what it is.
func appendOf(b []byte, count, of int, what string) []byte {
	b = append(strconv.AppendInt(b, int64(count), 10), " of "...)
	return append(strconv.AppendInt(b, int64(of), 10), what...)
}

// ReasonsInWords lists reasons as "2 Withdrawn, 1 Not reviewed (NR)".
func ReasonsInWords(reasons []dataset.Reason) string {
	words := make([]string, len(reasons))
	for i, r := range reasons {
		words[i] = strconv.Itoa(r.Count) + " " + r.Words
	}
	return strings.Join(words, ", ")
}
