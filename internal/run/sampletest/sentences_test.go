package sampletest_test

import (
	"fmt"
	"strings"
	"time"
)

// sentences are what the page's sentences may say with numbers, made of the
// CSV files alone.
func (p *page) sentences() (all []string) {
	say := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	sum := map[string]int{}
	for _, c := range p.of("coverage", p.member) {
		for _, column := range []string{"expected", "read", "unchanged", "failed", "carried_forward", "not_read_yet"} {
			sum[column] += c.number(column)
		}
	}
	for _, pages := range []string{"page", "pages"} {
		say("of %d %s known, %d read tonight, %d confirmed unchanged, %d carried forward, %d failed, %d not read yet", sum["expected"], pages, sum["read"], sum["unchanged"], sum["carried_forward"], sum["failed"], sum["not_read_yet"])
		say("First reading: %d of %d %s", sum["expected"]-sum["not_read_yet"], sum["expected"], pages)
	}
	mid, end := p.ratedTwice()
	say("Of the same %d commitments, rated both times: %d completed or substantial at midterm, %d at end of term", mid[0]+mid[1]+mid[2]+mid[3], mid[0]+mid[1], end[0]+end[1])
	say("Of the same commitment, rated both times: %d completed or substantial at midterm, %d at end of term", mid[0]+mid[1], end[0]+end[1])
	within := p.changesWithin()
	say("Changes in 1 day: %d; in 7 days: %d; in 30 days: %d", within[0], within[1], within[2])
	areas := 0
	for _, r := range p.tables["completion"] {
		if r["group_type"] == "policy_area" && r["stage"] == "latest" && r["group"] != "none" {
			areas++
		}
		if r["stage"] == "latest" && r["assessed"] == "0" && p.about(r) {
			for _, noun := range []string{"commitment", "commitments"} {
				say("%s (%s %s)", r["group_label"], r["commitments"], noun)
			}
		}
	}
	say("of %d in all", areas)
	if p.member != "" {
		all = append(all, p.memberSentences()...)
	}
	return all
}

// about reports whether a row of completion is told on the page.
func (p *page) about(r row) bool {
	if p.member == "" {
		return r["group_type"] == "cycle"
	}
	return r["group_type"] == "action_plan" && len(p.of("action_plans", p.member, "plan_id", r["group"])) == 1
}

func (p *page) memberSentences() (all []string) {
	m := p.of("members", p.member)[0]
	all = append(all, "joined in "+m["member_since"])
	for _, plan := range p.of("action_plans", p.member) {
		day, err := time.Parse(time.DateOnly, plan["ends_by"])
		if err != nil {
			continue
		}
		for _, how := range []string{"runs until", "ended by"} {
			all = append(all, plan["title"]+", "+how+" "+day.Format("2 January 2006"), plan["title"]+" "+how+" "+day.Format("2 January 2006"))
		}
		all = append(all, stated(plan["end_date"]), plan["title"]+" ends, at the latest: "+day.Format("2 January 2006"))
	}
	for _, d := range p.of("due_dates", p.member) {
		all = append(all, d["basis"])
	}
	return all
}

// changesWithin counts the changes of a day, a week and 30 days.
func (p *page) changesWithin() (within [3]int) {
	for _, c := range p.of("changes", p.member) {
		day, err := time.Parse(time.DateOnly, c["date"])
		if err != nil {
			continue
		}
		for i, days := range []int{1, 7, 30} {
			if !day.Before(p.date.AddDate(0, 0, -days)) {
				within[i]++
			}
		}
	}
	return within
}

// foundOf is the finding of a row of completion as the key figures say it: the
// value, and what it rests on.
func foundOf(r row) (value, restsOn string) {
	if r == nil || r["assessed"] == "0" {
		return "None assessed", ""
	}
	high := r.number("completed") + r.number("substantial")
	value, restsOn = shown(r["high_completion_rate"], "share"), fmt.Sprintf("%d completed or substantial of %s assessed", high, r["assessed"])
	if r.number("assessed") < 10 {
		value = fmt.Sprintf("%d of %s", high, r["assessed"])
		restsOn += "; too few for a rate"
	}
	return value, restsOn + "; " + leftOut(r)
}

// leftOut says what a row of completion left out, and why.
func leftOut(r row) string {
	if r["left_out"] == "0" {
		return "none left out"
	}
	var reasons []string
	for reason := range strings.SplitSeq(r["left_out_reasons"], " | ") {
		i := strings.LastIndex(reason, ": ")
		reasons = append(reasons, reason[i+2:]+" "+reason[:i])
	}
	return r["left_out"] + " left out (" + strings.Join(reasons, ", ") + ")"
}

// count is a number of rows as it is shown.
func count(rows []row) string { return thousands(len(rows)) }
