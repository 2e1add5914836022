package dataset

import (
	"fmt"
	"time"

	"ogptracker/transform/vocabulary"
)

// PlanEnd is the last day a plan can run and how sure that is.
type PlanEnd struct {
	Day     time.Time
	Certain bool
	// Precision is what the stated end is known to.
	Precision vocabulary.Precision
	// Words say where the day comes from.
	Words string
}

// dayInWords is the form of a date in a sentence.
const dayInWords = "2 January 2006"

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
	day, precision := vocabulary.LastDay(text)
	if precision == vocabulary.PrecisionNone {
		return PlanEnd{}, false
	}
	shown := day.Format(dayInWords)
	if precision == vocabulary.PrecisionMonth {
		text = day.Format("January 2006")
	}
	end = PlanEnd{Day: day, Precision: precision}
	switch {
	case p.EndAssumed:
		end.Precision = vocabulary.PrecisionYear
		end.Words = shown + ", the last day of the plan's end year, assumed since no day is stated"
	case precision < vocabulary.PrecisionDay:
		end.Words = shown + ", the last day of the stated " + text
	default:
		end.Certain, end.Words = true, shown+", as stated"
	}
	return end, true
}
