package sampletest_test

import (
	"fmt"
	"slices"
	"time"
)

// keyFigure holds a figure of the Cover against a count of the CSV files.
func (p *page) keyFigure(cells []string) {
	end, latest := p.completion("all", "all", "end_of_term"), p.completion("all", "all", "latest")
	high := fmt.Sprintf("%d completed or substantial of %s assessed", end.number("completed")+end.number("substantial"), end["assessed"])
	four := []string{"Completed", "Substantial", "Limited", "Not Started"}
	otherwise := 0
	for _, c := range p.of("commitments", "", "counts_in_rates", "Yes", "gone", "false") {
		if slices.Contains(four, c["completion"]) && !slices.Contains(four, c["completion_end_of_term"]) {
			otherwise++
		}
	}
	within, ratings := p.changesWithin(), 0
	for _, c := range p.of("changes", "") {
		if len(c["field"]) >= 10 && c["field"][:10] == "completion" && c["cause"] == "source" {
			ratings++
		}
	}
	members, commitments := p.tables["members"], p.of("commitments", "", "gone", "false")
	national := p.of("members", "", "member_type", "National")
	verdict := func(v string) string { return count(p.of("reconciliation", "", "verdict", v)) }
	stage := func(s string) string { return count(p.of("commitments", "", "gone", "false", "stage", s)) }
	figures := map[string]struct {
		value string
		rests []string
	}{
		"Final findings (end of term)":        {end["assessed"], nil},
		"High completion rate":                {shown(end["high_completion_rate"], "share"), []string{high}},
		"Full completion rate":                {shown(end["full_completion_rate"], "share"), []string{end["completed"] + " completed of " + end["assessed"] + " assessed"}},
		"Rated otherwise only":                {thousands(otherwise), nil},
		"Assessed in all (latest finding)":    {latest["assessed"], []string{leftOut(latest)}},
		"Changes since the last report":       {thousands(within[0]), nil},
		"Changes in the last 30 days":         {thousands(within[2]), []string{fmt.Sprintf("%d of them in ratings", ratings)}},
		"Plans ending within 90 days":         {thousands(p.days("action_plans", "ends_by", 0, 90)), nil},
		"IRM results expected within 90 days": {thousands(p.days("due_dates", "expected", 0, 90, "duty", "Results expected")), []string{fmt.Sprintf("not read yet: %d", p.days("due_dates", "expected", -9999, -1, "duty", "Results expected"))}},
		"Figures that agree with IRM reports": {verdict("agrees"), []string{verdict("differs") + " differ", verdict("not comparable") + " are not comparable", verdict("not comparable") + " is not comparable", verdict("differs") + " differs"}},
		"Members":                             {count(members), []string{count(national) + " national", thousands(len(members)-len(national)) + " local or other"}},
		"Action plans":                        {count(p.tables["action_plans"]), []string{count(p.of("action_plans", "", "is_current", "true")) + " running"}},
		"Commitments": {count(commitments), []string{stage("Current") + " current", stage("Awaiting review") + " awaiting review", stage("Post-implementation") + " post-implementation",
			stage("Not to be reviewed") + " not to be reviewed", stage("Not stated") + " of a stage"}},
		"Starred commitments": {count(p.of("commitments", "", "gone", "false", "starred", "Yes")), nil},
	}
	f, ok := figures[cells[0]]
	if !ok {
		p.Errorf("%s: nobody knows the figure %q", p.name, cells)
		return
	}
	p.same(cells[0], cells[1], f.value)
	p.explain(cells[2], f.rests...)
	p.explain(cells[3])
}

// days counts rows whose date lies so many days from the report's.
func (p *page) days(table, column string, from, to int, with ...string) (n int) {
	for _, r := range p.of(table, "", with...) {
		day, err := time.Parse(time.DateOnly, r[column])
		if d := int(day.Sub(p.date).Hours() / 24); err == nil && d >= from && d <= to {
			n++
		}
	}
	return n
}
