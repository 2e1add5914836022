package report

import (
	"time"

	"ogptracker/report/schema"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// Attention is one thing that somebody should look at.
type Attention struct {
	MemberID, Member string
	// What kind of thing it is, and About says it in a sentence.
	What, About string
	// Date is the day it is about, zero where there is none.
	Date time.Time
	// URL is the page it leads to, "" where there is none.
	URL string
}

// AttentionOf is what needs attention at a date, out of a report's tables
// alone: the rows of the sheet Needs attention, in its order.
func AttentionOf(tables []*schema.Table, date time.Time) []Attention {
	ds := watched(tables)
	b := &builder{meta: Meta{Date: date}, Contents: &Contents{ds: ds, lookup: schema.LookupOf(ds), changes: changeWordsOf(tables)}}
	var all []Attention
	for _, a := range b.attentions() {
		all = append(all, Attention{a.memberID, b.lookup.Member(a.memberID), a.what, a.about, a.date, schema.AddressOf(a.url)})
	}
	return all
}

// watched is as much of a dataset as attention is decided on.
func watched(tables []*schema.Table) *dataset.Dataset {
	ds := &dataset.Dataset{}
	eachRow(tables, "members", func(r cells) {
		ds.Members = append(ds.Members, dataset.Member{ID: r.text("member_id"), Name: r.text("member")})
	})
	eachRow(tables, "action_plans", func(r cells) {
		ds.Plans = append(ds.Plans, dataset.Plan{ID: r.text("plan_id"), MemberID: r.text("member_id"), Title: r.text("title"), Cycle: r.text("cycle"),
			EndYear: vocabulary.Year(r.number("end_year")), EndDate: r.text("end_date"), EndAssumed: r.yes("end_assumed"), IsCurrent: r.yes("is_current")})
	})
	eachRow(tables, "due_dates", func(r cells) {
		ds.DueDates = append(ds.DueDates, dataset.DueDate{MemberID: r.text("member_id"), PlanID: r.text("plan_id"), Duty: r.text("duty"), Whose: r.text("whose"),
			Expected: r.text("expected"), Days: r.number("days"), Certain: r.yes("certain")})
	})
	eachRow(tables, "commitments", func(r cells) {
		gone := r.yes("gone")
		ds.Commitments = append(ds.Commitments, dataset.Commitment{ID: r.text("commitment_id"), MemberID: r.text("member_id"), Title: r.text("title"), Stage: vocabulary.CommitmentStage(r.text("stage")),
			Completion: r.text("completion"), LeadInstitution: vocabulary.PresentOrEmpty(r.text("lead_institution")), URL: r.text("url"), Carried: r.yes("carried_forward"), Gone: gone,
			SelfReported: !gone && r.text("counts_in_rates") != vocabulary.Yes})
	})
	eachRow(tables, "issues", func(r cells) {
		ds.Issues = append(ds.Issues, dataset.Issue{Code: r.text("code"), MemberID: r.text("member_id"), Message: r.text("message"), URL: r.text("url")})
	})
	return ds
}

// cells are the cells of one row by the names of their columns.
type cells func(column string) any

func (c cells) text(column string) string {
	switch v := c(column).(type) {
	case string:
		return v
	case time.Time:
		return v.Format(time.DateOnly)
	}
	return ""
}

func (c cells) number(column string) int { n, _ := c(column).(int); return n }
func (c cells) yes(column string) bool   { b, _ := c(column).(bool); return b }

func eachRow(tables []*schema.Table, name string, do func(cells)) {
	for _, t := range tables {
		if t.Name != name {
			continue
		}
		for _, row := range t.Rows {
			do(func(column string) any { return row[t.MustColumn(column)] })
		}
	}
}
