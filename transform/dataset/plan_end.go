package dataset

import (
	"fmt"
	"time"

	"ogptracker/transform/vocabulary"
)

// PlanEnd is the day a plan ends and how sure that is.
type PlanEnd struct {
	Day     time.Time
	Certain bool
	// Words say where the day comes from.
	Words string
}

// EndOf reads the end of a plan; ok is false where neither a date nor a year
// is known. An end known to the year, quarter or month only is reckoned from
// the last day of it, and is not certain.
func EndOf(p *Plan) (end PlanEnd, ok bool) {
	text := p.EndDate
	if text == "" || vocabulary.IsAbsence(text) {
		if p.EndYear == 0 {
			return PlanEnd{}, false
		}
		text = fmt.Sprintf("%04d", p.EndYear)
	}
	day, whole, ok := vocabulary.LastDay(text)
	if !ok {
		return PlanEnd{}, false
	}
	shown := day.Format(time.DateOnly)
	switch {
	case p.EndAssumed:
		return PlanEnd{day, false, shown + ", the last day of the plan's end year, assumed since no day is stated"}, true
	case !whole:
		return PlanEnd{day, false, shown + ", the last day of the stated " + text}, true
	}
	return PlanEnd{day, true, shown + ", as stated"}, true
}
