package dataset

import "ogptracker/transform/vocabulary"

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

// Name says which plan it is: its title, else its cycle, else its ID.
func (p *Plan) Name() string {
	switch {
	case p.Title != "" && !vocabulary.IsAbsence(p.Title):
		return p.Title
	case p.Cycle != "" && !vocabulary.IsAbsence(p.Cycle):
		return "Action plan " + p.Cycle
	}
	return "Action plan " + p.ID
}
