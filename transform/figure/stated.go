package figure

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// stateStated is the state of a figure that a page gives; the other states
// are words of absence.
const stateStated = "Stated"

// StatedFigures collects every count or share that a page states about its
// own member. Each keeps its page and date, and none replaces another: OGP's
// pages contradict each other by design, since some count commitments and
// some count assessments. The members list adds what each card says.
func StatedFigures(pages []dataset.PageRef, members []dataset.Member, plans []dataset.Plan) []dataset.StatedFigure {
	known := map[string]bool{}
	for i := range members {
		known[members[i].ID] = true
	}
	planOf := planFinder(plans)
	var rows []dataset.StatedFigure
	add := func(ref dataset.PageRef, member, plan string, figure record.StatedFigure) {
		if known[member] {
			rows = append(rows, statedFigure(ref.Read, member, vocabulary.OrNotStated(plan), figure))
		}
	}
	for _, ref := range pages {
		if !dataset.HasReading(ref.Read) {
			continue
		}
		for _, figure := range ref.Read.Page.Stated {
			plan := ""
			if ofRunningPlan(figure.Measure) {
				plan = cmp.Or(ref.PlanID, planOf(ref.MemberID, ref.Read.Page.Field(record.FieldCurrentCycle).Raw))
			}
			add(ref, ref.MemberID, plan, figure)
		}
		for _, card := range ref.Read.Page.Members {
			for _, figure := range cardFigures(card) {
				add(ref, vocabulary.MemberID(card.Member), "", figure)
			}
		}
	}
	slices.SortStableFunc(rows, func(a, b dataset.StatedFigure) int {
		return cmp.Or(cmp.Compare(a.MemberID, b.MemberID), cmp.Compare(a.PlanID, b.PlanID),
			cmp.Compare(a.Measure, b.Measure), cmp.Compare(a.Detail, b.Detail), cmp.Compare(a.URL, b.URL),
			a.Read.Compare(b.Read), cmp.Compare(a.Raw, b.Raw))
	})
	return slices.CompactFunc(rows, sameStatedFigure)
}

// ofRunningPlan tells figures about the plan a page shows from figures about
// the member as a whole.
func ofRunningPlan(m record.Measure) bool {
	switch m {
	case record.MeasureCommitments, record.MeasureImplementing, record.MeasureThematicShare:
		return true
	}
	return false
}

// cardFigures are the figures that a card of the members list prints.
func cardFigures(card record.ListedMember) []record.StatedFigure {
	var figures []record.StatedFigure
	for _, f := range [...]struct {
		measure record.Measure
		value   record.Value
	}{{record.MeasureImplementing, card.Commitments}, {record.MeasureParticipatingSince, card.Joined}} {
		if f.value.State == record.NotStated && f.value.Raw == "" {
			continue
		}
		figure := record.StatedFigure{Measure: f.measure, Value: f.value}
		if n, err := strconv.Atoi(strings.TrimSpace(f.value.Raw)); err == nil && f.value.State == record.Stated {
			number := float64(n)
			figure.Number = &number
		}
		figures = append(figures, figure)
	}
	return figures
}

func statedFigure(read *record.Read, member, plan string, figure record.StatedFigure) dataset.StatedFigure {
	row := dataset.StatedFigure{
		MemberID: member, PlanID: plan, Measure: string(figure.Measure), Detail: figure.Detail,
		Raw: figure.Value.Raw, URL: read.Page.Address, Read: readAt(read),
	}
	switch figure.Value.State {
	case record.Stated:
		row.State, row.Value = stateStated, figure.Number
	case record.Unreadable:
		row.State = vocabulary.Unreadable
	default:
		row.State = vocabulary.NotStated
	}
	if row.Raw == "" {
		row.Raw = row.State
	}
	return row
}

// readAt is when the site last confirmed a reading. A saved page counts from
// the date the copy carries, not from the night it was found in the folder.
func readAt(r *record.Read) time.Time {
	if r.Page.Saved && !r.Page.Fetched.IsZero() {
		return r.Page.Fetched.UTC()
	}
	return r.LastRead.UTC()
}

func sameStatedFigure(a, b dataset.StatedFigure) bool {
	same := (a.Value == nil) == (b.Value == nil) && (a.Value == nil || *a.Value == *b.Value)
	a.Value, b.Value = nil, nil
	return same && a == b
}

// planFinder finds a member's plan by the first year in a text such as
// "2019-2021"; "" where there is none.
func planFinder(plans []dataset.Plan) func(member, cycle string) string {
	type memberYear struct {
		member string
		year   vocabulary.Year
	}
	byYear := make(map[memberYear]string, len(plans))
	for i := range plans {
		p := &plans[i]
		key := memberYear{p.MemberID, p.StartYear}
		if id, ok := byYear[key]; !ok || p.ID < id {
			byYear[key] = p.ID
		}
	}
	return func(member, cycle string) string {
		return byYear[memberYear{member, vocabulary.FirstYear(cycle)}]
	}
}
