package assemble

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"ogptracker/scrape/record"
	"ogptracker/transform/vocabulary"
)

// yearsApart is how far the years that rows give one plan may lie from each
// other and still be one year, written wrongly in some.
const yearsApart = 2

// numberedPlan is a plan of OGP's table by its number or id alone.
type numberedPlan struct {
	member     *memberBuild
	id, number string
}

func numberedPlanOf(m *memberBuild, row *record.Row) numberedPlan {
	return numberedPlan{m, row.PlanID, row.PlanNumber}
}

// alignTableYears gives every row of a plan the years that most of the plan's
// rows say, whatever their order, and reports the rows that say otherwise.
func (st *planStep) alignTableYears() {
	submitted, ended := map[numberedPlan]map[vocabulary.Year]int{}, map[numberedPlan]map[vocabulary.Year]int{}
	count := func(votes map[numberedPlan]map[vocabulary.Year]int, plan numberedPlan, year vocabulary.Year) {
		if year == 0 {
			return
		}
		if votes[plan] == nil {
			votes[plan] = map[vocabulary.Year]int{}
		}
		votes[plan][year]++
	}
	each := func(act func(row *record.Row, plan numberedPlan)) {
		for i := range st.rows {
			row := &st.rows[i]
			if m := st.member(row.Country); m != nil && attached(row) && (row.PlanID != "" || row.PlanNumber != "") {
				act(row, numberedPlanOf(m, row))
			}
		}
	}
	each(func(row *record.Row, plan numberedPlan) {
		count(submitted, plan, vocabulary.FirstYear(row.SubmissionYear))
		count(ended, plan, vocabulary.FirstYear(row.EndYear))
	})
	each(func(row *record.Row, plan numberedPlan) {
		st.alignYear(row, plan, &row.SubmissionYear, submitted[plan], "was submitted")
		st.alignYear(row, plan, &row.EndYear, ended[plan], "ends")
	})
}

// alignYear replaces a row's year by the one that most rows of its plan say.
func (st *planStep) alignYear(row *record.Row, plan numberedPlan, year *string, votes map[vocabulary.Year]int, what string) {
	own := vocabulary.FirstYear(*year)
	most := mostSaid(own, votes)
	if own == 0 || most == own {
		return
	}
	st.issue(rowIssue(row, plan.member, record.CodePlanYears, "", *year,
		fmt.Sprintf("says that plan %s of %s %s in %d; %d of the plan's rows say %d, which stands", cmp.Or(plan.number, plan.id), plan.member.name, what, own, votes[most], most)))
	*year = fmt.Sprint(most)
}

// mostSaid is the year near a row's own that most rows say, the earliest of
// several. Years further apart are not one year written wrongly: a number that
// is used twice stands for two plans.
func mostSaid(own vocabulary.Year, votes map[vocabulary.Year]int) vocabulary.Year {
	years := slices.SortedFunc(maps.Keys(votes), func(x, y vocabulary.Year) int {
		return cmp.Or(cmp.Compare(votes[y], votes[x]), cmp.Compare(x, y))
	})
	var centres []vocabulary.Year
	for _, y := range years {
		near := slices.IndexFunc(centres, func(c vocabulary.Year) bool { return distance(c, y) <= yearsApart })
		if near < 0 {
			centres = append(centres, y)
		}
		switch {
		case y != own:
		case near < 0:
			return own
		default:
			return centres[near]
		}
	}
	return own
}

// checkDates reports dates of OGP's table that no calendar has.
func (st *commitmentRows) checkDates(c *commitmentBuild) {
	if c.row == nil {
		return
	}
	for _, f := range []record.Field{record.FieldStartDate, record.FieldEndDate} {
		if raw := c.row.Fields[f].Raw; raw != "" && impossibleDate(raw) {
			st.issue(rowIssue(c.row, c.member, record.CodeDateUnreadable, f, raw, fmt.Sprintf("has %q as its %s, a day that no calendar has", raw, strings.ReplaceAll(string(f), "_", " "))))
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
