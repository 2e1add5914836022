package transform

import (
	"fmt"
	"strings"
)

// completionInWords says a figure with its basis, so that it can be quoted
// without the table: "High completion: 8 of 9 assessed; 0 left out".
func completionInWords(row Completion) string {
	var b strings.Builder
	if row.Assessed == 0 {
		b.WriteString("High completion: none assessed")
	} else {
		fmt.Fprintf(&b, "High completion: %d of %d assessed", row.HighCompletion.Count, row.Assessed)
	}
	fmt.Fprintf(&b, "; %d left out", row.LeftOut)
	if row.LeftOut > 0 {
		b.WriteString(": " + ReasonsInWords(row.LeftOutReasons))
		fmt.Fprintf(&b, "; %d of %d commitments assessed", row.Assessed, row.Commitments)
	}
	if row.Assessments < row.Assessed {
		fmt.Fprintf(&b, "; counted are commitments, %d of them by %d assessments, since clusters are assessed together",
			row.Assessed, row.Assessments)
	}
	return b.String()
}

// ReasonsInWords lists reasons as "2 Withdrawn, 1 Not reviewed (NR)".
func ReasonsInWords(reasons []Reason) string {
	words := make([]string, len(reasons))
	for i, r := range reasons {
		words[i] = fmt.Sprintf("%d %s", r.Count, r.Words)
	}
	return strings.Join(words, ", ")
}
