package transform

import (
	"fmt"
	"slices"
	"strings"

	"ogptracker/scrape/record"
)

// checkDates reports dates of OGP's table that no calendar has.
func (a *assembly) checkDates(c *commitmentBuild) {
	if c.row == nil {
		return
	}
	for _, f := range []record.Field{record.FieldStartDate, record.FieldEndDate} {
		if raw := c.row.Fields[f].Raw; raw != "" && impossibleDate(raw) {
			a.issue(rowIssue(c.row, c.member, record.CodeDateUnreadable, f, raw, fmt.Sprintf("has %q as its %s, a day that no calendar has", raw, strings.ReplaceAll(string(f), "_", " "))))
		}
	}
}

// impossibleDate reports whether words have the form of a day, and no reading
// of them is one (2/30/2020). An ambiguous day is not impossible.
func impossibleDate(text string) bool {
	tokens := dateTokens(text)
	if len(tokens) != 3 || ParseDate(text).Precision != PrecisionNone {
		return false
	}
	numbers := 0
	for _, t := range tokens {
		if t.word == "" {
			numbers++
		}
	}
	if numbers == 2 {
		return slices.ContainsFunc(tokens, func(t token) bool { return monthNumber(t.word) > 0 })
	}
	if numbers < 3 || tokens[2].digits != 4 && tokens[0].digits != 4 {
		return false
	}
	y, m, d := tokens[2].number, tokens[0].number, tokens[1].number
	if tokens[0].digits == 4 {
		y, m, d = tokens[0].number, tokens[1].number, tokens[2].number
	}
	return day3(y, m, d).Precision == PrecisionNone && day3(y, d, m).Precision == PrecisionNone
}
