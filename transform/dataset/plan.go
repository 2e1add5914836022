package dataset

import (
	"strings"

	"ogptracker/transform/vocabulary"
)

// Plan is a row of action_plans.
type Plan struct {
	ID, MemberID, Title string
	Number              int    // 0: not known
	Cycle               string // "2016-2018" as first seen
	StartYear, EndYear  vocabulary.Year
	// EndDate is the stated end (ISO 8601 to its precision), or the assumed
	// 31 December with EndAssumed.
	EndDate     string
	EndAssumed  bool
	IsCurrent   bool
	Commitments int
	URL         string
	FileURLs    []string
	// SelfReported: the member alone reports on the plan; the IRM does not
	// review it.
	SelfReported bool
}

// What the name of a plan without a title is made of, so that a formula can
// make it too.
const (
	UntitledPlan = " action plan " // between its member and its years
	OpenCycle    = "-"             // ends the years of a plan whose end is not known
	FromYear     = "from "         // says the same in words
)

// Name says which plan of a member it is: its title, else its member and
// years. Whatever the report says of a plan calls it so.
func (p *Plan) Name(member string) string {
	if p.Title != "" && !vocabulary.IsAbsence(p.Title) {
		return p.Title
	}
	return p.Untitled(member)
}

// Untitled is what a plan is called without its title; its ID names its member.
func (p *Plan) Untitled(member string) string {
	if years := p.Years(); years != p.ID {
		return member + UntitledPlan + years
	}
	return "Action plan " + p.ID
}

// Years are the plan's years in words, its ID where no source states one.
func (p *Plan) Years() string {
	switch first, open := strings.CutSuffix(p.Cycle, OpenCycle); {
	case p.Cycle == "" || vocabulary.IsAbsence(p.Cycle):
		return p.ID
	case open:
		return FromYear + first
	}
	return p.Cycle
}
