package digest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"ogptracker/report"
	"ogptracker/report/schema"
)

// attentionOf is what needs attention now and did not in the earlier report.
func attentionOf(tables []*schema.Table, date time.Time, o *Options, wanted func(string) bool) (lines []Line) {
	if !o.wants(kindAttention) {
		return nil
	}
	before := map[report.Attention]bool{}
	if o.Earlier != nil {
		for _, a := range report.AttentionOf(o.Earlier.tables, o.Earlier.date) {
			before[a] = true
		}
	}
	for _, a := range report.AttentionOf(tables, date) {
		if before[a] || !wanted(a.MemberID) {
			continue
		}
		day := date
		if !a.Date.IsZero() {
			day = a.Date
		}
		words := a.What + ": " + a.About
		if a.Member != "" {
			words = a.Member + ": " + strings.ToLower(a.What[:1]) + a.What[1:] + ": " + a.About
		}
		lines = append(lines, Line{day.Format(time.DateOnly), words, a.URL})
	}
	return lines
}

// dueOf are the dates to come within 90 days of the report's date.
func dueOf(tables []*schema.Table, date time.Time, o *Options, wanted func(string) bool) []Due {
	before := map[string]string{}
	if o.Earlier != nil {
		for _, d := range datesOf(o.Earlier.tables) {
			if d.within(o.Earlier.date) {
				before[d.member+"/"+d.duty] = d.expected.Format(time.DateOnly)
			}
		}
	}
	due := []Due{}
	for _, d := range datesOf(tables) {
		if !d.within(date) || !wanted(d.member) {
			continue
		}
		shown := Due{Expected: d.expected.Format(time.DateOnly), Words: d.words}
		was := before[d.member+"/"+d.duty]
		if was != "" && was != shown.Expected {
			shown.Words += ", expected by " + was + " before"
		}
		if was == "" && o.Earlier != nil && o.wants(kindDue) {
			shown.Words += ", new in this list"
		}
		shown.New = was != shown.Expected && o.wants(kindDue)
		due = append(due, shown)
	}
	slices.SortStableFunc(due, func(a, b Due) int { return cmp.Compare(a.Expected, b.Expected) })
	return due
}

// dueDate is a row of due_dates that has a date.
type dueDate struct {
	member, duty, words string
	expected            time.Time
}

func (d dueDate) within(date time.Time) bool {
	return !d.expected.Before(date) && !d.expected.After(date.AddDate(0, 0, ahead))
}

func datesOf(tables []*schema.Table) (all []dueDate) {
	t := table(tables, "due_dates")
	for _, row := range t.Rows {
		text := func(name string) string { s, _ := row[t.Column(name)].(string); return s }
		expected, ok := row[t.Column("expected")].(time.Time)
		if !ok {
			continue
		}
		words := fmt.Sprintf("%s: %s (%s)", text("member"), strings.ToLower(text("duty")), text("whose"))
		if certain, _ := row[t.Column("certain")].(bool); !certain {
			words += ", date assumed"
		}
		all = append(all, dueDate{text("member_id"), text("duty"), words, expected})
	}
	return all
}
