package assemble

import (
	"fmt"
	"slices"
	"strings"

	"ogptracker/scrape/record"
	"ogptracker/transform/vocabulary"
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
	tokens := vocabulary.DateTokens(text)
	if len(tokens) != 3 || vocabulary.ParseDate(text).Precision != vocabulary.PrecisionNone {
		return false
	}
	numbers := 0
	for _, t := range tokens {
		if t.Word == "" {
			numbers++
		}
	}
	if numbers == 2 {
		return slices.ContainsFunc(tokens, func(t vocabulary.Token) bool { return vocabulary.MonthNumber(t.Word) > 0 })
	}
	if numbers < 3 || tokens[2].Digits != 4 && tokens[0].Digits != 4 {
		return false
	}
	y, m, d := tokens[2].Number, tokens[0].Number, tokens[1].Number
	if tokens[0].Digits == 4 {
		y, m, d = tokens[0].Number, tokens[1].Number, tokens[2].Number
	}
	return vocabulary.DayOf(y, m, d).Precision == vocabulary.PrecisionNone && vocabulary.DayOf(y, d, m).Precision == vocabulary.PrecisionNone
}
