package figure

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/dustin/go-humanize"

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
	b = append(appendNumber(b, row.LeftOut), " left out"...)
	if row.LeftOut > 0 {
		b = append(b, ": "...)
		b = append(b, reasonsInWords(row.LeftOutReasons)...)
		b = appendOf(append(b, "; "...), row.Assessed, row.Commitments, " commitments assessed")
	}
	if row.Assessments < row.Assessed {
		noun := "assessments"
		if row.Assessments == 1 {
			noun = "assessment"
		}
		b = fmt.Appendf(b, "; the %s assessed commitments rest on %s %s, since clusters are assessed together", string(appendNumber(nil, row.Assessed)), string(appendNumber(nil, row.Assessments)), noun)
	}
	return string(b)
}

// appendOf appends "8 of 9" and what it is; thousands are parted as everywhere
// in the report ("2,760 of 5,980").
func appendOf(b []byte, count, of int, what string) []byte {
	b = append(appendNumber(b, count), " of "...)
	return append(appendNumber(b, of), what...)
}

func appendNumber(b []byte, n int) []byte {
	if n < 1000 {
		return strconv.AppendInt(b, int64(n), 10) // nearly all; humanize allocates
	}
	return append(b, humanize.Comma(int64(n))...)
}

// reasonsInWords lists reasons as "2 Withdrawn, 1 Not reviewed (NR)".
func reasonsInWords(reasons []dataset.Reason) string {
	words := make([]string, len(reasons))
	for i, r := range reasons {
		words[i] = string(appendNumber(nil, r.Count)) + " " + r.Words
	}
	return strings.Join(words, ", ")
}
