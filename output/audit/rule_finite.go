package audit

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// leaked are words by which programs write a number or value that there is
// not; none is a word of the report.
func leaked() []string { return []string{"NaN", "+Inf", "-Inf", "Inf", "<nil>", "nil", "null"} }

func checkFinite(b *book) []Finding {
	var findings []Finding
	words := leaked()
	b.eachCell(func(s *sheet, at string, c cell) {
		switch {
		case c.kind == "" && c.text != "":
			if f, err := strconv.ParseFloat(c.text, 64); err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
				findings = append(findings, finding(s, at, "%.40q is no number", c.text))
			}
		case c.isText() && (slices.Contains(words, c.text) || strings.HasPrefix(c.text, "%!")):
			findings = append(findings, finding(s, at, "the text %.40q is a program's word for nothing", c.text))
		}
	})
	return findings
}
