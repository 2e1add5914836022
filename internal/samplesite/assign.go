package samplesite

import (
	"fmt"
	"strconv"
	"strings"
)

// firstSampleNumber begins the numbers of made-up commitments: no member has
// come near it, so such a code never names a real commitment.
const firstSampleNumber = 9001

// commitments returns a member's commitments, the known ones of each plan
// first, then made-up ones up to the plan's count.
func (f *facts) commitments(m *member) []commitment {
	var all []commitment
	next := firstSampleNumber
	for i := range m.Plans {
		p := &m.Plans[i]
		id := fmt.Sprintf("%s-%d", m.Slug, p.Start)
		var known []commitment
		for _, c := range f.known {
			if c.Plan == id {
				known = append(known, c)
			}
		}
		all = append(all, known...)
		if p.KnownOnly {
			continue
		}
		left := p.Count - len(known)
		given := assignPage(p, known, left)
		if t := m.printed(p); p.Ratings == "table" && t != nil {
			given = assignTable(t, known, left)
		}
		for j := range left {
			t := f.titles[(j+p.Start%7*5)%len(f.titles)]
			if p.Local {
				t = f.titles[j] // the End of Commitment Report names the first
			}
			all = append(all, commitment{
				Code:   fmt.Sprintf("%s%04d", m.Prefix, next),
				Plan:   id,
				Number: strconv.Itoa(len(known) + j + 1),
				Title:  t.Title, Lead: t.Lead, Support: t.Support, Areas: t.Areas,
				Ratings: given[j], assigned: true,
			})
			next++
		}
	}
	return all
}

// printed returns the final at-a-glance table of a plan, nil without one.
func (m *member) printed(p *plan) printed {
	for i := range m.Documents {
		if d := &m.Documents[i]; d.Kind == "end-of-term" && d.Plan == p.Start && !d.Draft {
			t := make(printed)
			for _, r := range d.Rows {
				t[r.M] = r.V
			}
			return t
		}
	}
	return nil
}

// printed is a table's cells by measure.
type printed map[string][]string

// at returns the count of a measure: column 0 is the midterm, 1 the end of
// term; a row with one cell, or a blank second one, counts for both.
func (t printed) at(measure string, column int) int {
	cells := t[measure]
	if len(cells) == 0 {
		return 0
	}
	if column >= len(cells) || cells[column] == "" {
		column = 0
	}
	digits, _, _ := strings.Cut(cells[column], "[")
	n, err := strconv.Atoi(digits)
	if err != nil {
		panic("samplesite: printed table: " + measure + ": " + err.Error())
	}
	return n
}

// levels are the four ratings from best to worst, in the words of OGP's
// table, with the measures that count them.
var levels = []struct{ word, measure string }{
	{"Complete", "completed"}, {"Substantial", "substantial"},
	{"Limited", "limited"}, {"Not Started", "not_started"},
}

// assignTable makes ratings for n commitments so that, with the known ones,
// every count of the printed table holds. What the table counts fewer of
// than it has commitments (Uruguay's 39 of 40) stays not reviewed.
func assignTable(t printed, known []commitment, n int) []ratings {
	given := make([]ratings, n)
	midterm := sequence(t, 0, known, func(r ratings) string { return r.Midterm })
	end := sequence(t, 1, known, func(r ratings) string { return r.End })
	count := func(has func(ratings) bool) int {
		k := 0
		for _, c := range known {
			if has(c.Ratings) {
				k++
			}
		}
		return k
	}
	relevant := t.at("clear_relevance_to_ogp_values", 1) - count(func(r ratings) bool { return r.Relevant == "1" })
	stars := max(t.at("all_three_starred", 0), t.at("all_three_starred", 1)) - count(func(r ratings) bool { return r.StarEnd == "1" })
	transformative := t.at("transformative_potential_impact", 1) - count(func(r ratings) bool { return r.Impact == "Transformative" })
	outstanding := t.at("diog_outstanding", 0) - count(func(r ratings) bool { return r.Opened == "Outstanding" })
	major := t.at("diog_major", 0) - count(func(r ratings) bool { return r.Opened == "Major" })
	carried := t.at("carried_over_to_next_action_plan", 0) - count(func(r ratings) bool { return r.Carried == "1" })

	for i := range given {
		r := &given[i]
		if i >= len(end) {
			*r = notReviewed
			continue
		}
		r.Midterm, r.End, r.Potential, r.Results = midterm[i], end[i], "ND", "ND"
		r.Specificity = []string{"High", "Medium", "Low"}[i%3]
		r.Impact = []string{"Moderate", "Minor", "Minor", "Moderate", "None"}[i%5]
		// The starred ones stand at the top, where both stages are high; a
		// transformative one without a star stands where neither is.
		switch {
		case i < stars:
			r.Impact, r.Specificity = "Transformative", "High"
		case i < relevant && i >= relevant-(transformative-stars):
			r.Impact = "Transformative"
		}
		r.Verifiable = yesNo(r.Specificity != "Low")
		r.setRelevance(i < relevant, i)
		switch {
		case i < outstanding:
			r.Opened = "Outstanding"
		case i < outstanding+major:
			r.Opened = "Major"
		case high(r.End) && i%2 == 0:
			r.Opened = "Marginal"
		default:
			r.Opened = "Did Not Change"
		}
		r.Carried = oneZero(i >= len(end)-carried)
		r.StarMidterm = oneZero(r.star(r.Midterm))
		r.StarEnd = oneZero(r.star(r.End))
	}
	return given
}

// sequence lists the ratings that a stage of the table has left over from
// the known commitments, best first.
func sequence(t printed, column int, known []commitment, of func(ratings) string) []string {
	var seq []string
	for _, l := range levels {
		left := t.at(l.measure, column)
		for _, c := range known {
			if of(c.Ratings) == l.word {
				left--
			}
		}
		for range left {
			seq = append(seq, l.word)
		}
	}
	return seq
}

var notReviewed = ratings{
	Midterm: "NR", End: "NR", Specificity: "NR", Verifiable: "NR", Relevant: "NR", Impact: "NR",
	Potential: "ND", Results: "NR", Opened: "NR", Carried: "NR", StarMidterm: "NR", StarEnd: "NR",
}

// assignPage takes the ratings that the plan's facts list; without any they
// are pending.
func assignPage(p *plan, known []commitment, n int) []ratings {
	given := make([]ratings, n)
	relevant := n
	if p.Relevant > 0 {
		relevant = p.Relevant
		for _, c := range known {
			if c.Ratings.Relevant == "1" {
				relevant--
			}
		}
	}
	for i := range given {
		r := &given[i]
		r.Midterm, r.Specificity, r.StarMidterm, r.StarEnd, r.Carried = "ND", "ND", "ND", "ND", "ND"
		r.Impact, r.Potential, r.Opened, r.Results = "ND", "ND", "ND", "ND"
		r.End = pending
		if i < len(p.Assigned) {
			r.End = p.Assigned[i]
		}
		r.Verifiable = "Yes"
		r.setRelevance(i < relevant, i)
		switch {
		case p.End >= 2025: // no review yet
			r.Verifiable, r.Relevant, r.Values, r.Ambition = pending, pending, nil, pending
			r.Results = pending
		case p.Start < 2020:
			r.Impact = []string{"Moderate", "Minor", "Minor"}[i%3]
		default:
			r.Potential = []string{"Substantial", "Modest", "Unclear"}[i%3]
		}
		if i < len(p.Opened) {
			r.Opened = p.Opened[i]
		}
	}
	return given
}

const pending = "Pending IRM Review"

// setRelevance fills the OGP values. Technology alone does not make a
// commitment relevant.
func (r *ratings) setRelevance(relevant bool, i int) {
	r.Relevant = oneZero(relevant)
	sets := [][]string{{"information"}, {"information", "participation"}, {"participation", "accountability"}, {"information", "technology"}}
	if !relevant {
		sets = [][]string{{"technology"}, nil}
	}
	r.Values = sets[i%len(sets)]
}

// star is the current formula: specific, relevant, transformative, and
// substantially or fully done.
func (r *ratings) star(completion string) bool {
	return (r.Specificity == "High" || r.Specificity == "Medium") && r.Relevant == "1" &&
		r.Impact == "Transformative" && high(completion)
}

func high(completion string) bool { return completion == "Complete" || completion == "Substantial" }

func yesNo(b bool) string {
	if b {
		return "Yes"
	}
	return "No"
}

func oneZero(b bool) string {
	if b {
		return "1"
	}
	return "0"
}
