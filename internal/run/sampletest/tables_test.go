package sampletest_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"
)

// lists are the tables that stand on pages row by row, by their first header
// and one that tells them apart.
var lists = []struct{ table, first, other string }{
	{"members", "Member", "Member type"}, {"commitments", "Commitment", "Lead institution"}, {"action_plans", "Plan ID", "End assumed"},
	{"due_dates", "Expected by", "Reckoned from"}, {"documents", "Title", "Document ID"}, {"reconciliation", "Plan ID", "Verdict"},
	{"thematic_focus", "Policy area", "Share of the plan"}, {"activity", "Date", "Kind"},
}

func (p *page) table(table *goquery.Selection) {
	headers := table.Find("thead th").Map(func(_ int, s *goquery.Selection) string { return s.Text() })
	place, _ := table.Attr("aria-labelledby")
	heading := table.Closest("body").Find(`[id="` + place + `"]`).Text()
	table.Find("tbody tr").Each(func(_ int, tr *goquery.Selection) {
		cells := tr.Children().Map(func(_ int, s *goquery.Selection) string { return s.Text() })
		if !digits.MatchString(strings.Join(cells, "")) {
			return
		}
		p.compared++
		switch {
		case headers[0] == "Figure" && p.member == "":
			p.keyFigure(cells)
		case headers[0] == "Figure":
			p.briefFigure(cells)
		case headers[0] == "Number of":
			p.memberCount(cells)
		case headers[0] == "When":
			p.twice(cells)
		case slices.Contains(headers, "In words"):
			p.completionRow(heading, headers, cells)
		case slices.Contains(headers, "Whose duty, and when"):
			p.expected(cells)
		case slices.Contains(headers, "Days") && slices.Contains(headers, "About"):
			p.attention(cells)
		case slices.Contains(headers, "What changed"):
			p.changed(headers, cells)
		case headers[0] == "Fact":
			p.fact(cells)
		case slices.Contains([]string{"What", "Source"}, headers[0]):
			for _, c := range cells {
				p.explain(c, p.sources(p.T)...)
			}
		default:
			p.listed(headers, cells)
		}
	})
}

// listed finds the CSV row that a row of a list shows.
func (p *page) listed(headers, cells []string) {
	for _, l := range lists {
		if headers[0] != l.first || !slices.Contains(headers, l.other) {
			continue
		}
		var nearest string
		for _, r := range p.of(l.table, p.member) {
			if nearest = p.differs(l.table, r, headers, cells); nearest == "" {
				return
			}
		}
		p.Errorf("%s: no row of %s.csv has the figures %q (%s)", p.name, l.table, cells, nearest)
		return
	}
	p.Errorf("%s: nobody knows the table of %q", p.name, headers)
}

// differs names the first cell that is not the CSV row's: each one with a
// digit, and the first.
func (p *page) differs(table string, r row, headers, cells []string) string {
	for i, h := range headers {
		column, ok := p.columns[table][h]
		if !ok {
			return "no column " + h
		}
		want := shown(r[column], p.types[table][column])
		if strings.HasSuffix(r["measure"], "since") {
			want = r[column] // a year
		}
		if cells[i] != want && (digits.MatchString(cells[i]+want) || i == 0) && !(strings.HasSuffix(cells[i], "…") && strings.HasPrefix(want, strings.TrimSuffix(cells[i], "…"))) && !strings.EqualFold(cells[i], want) {
			return h + ": " + want
		}
	}
	return ""
}

// completionRow holds a row of figures against completion.csv.
func (p *page) completionRow(heading string, headers, cells []string) {
	label, stage := cells[0], "latest"
	label, n, counted := strings.Cut(label, ", n = ")
	label = strings.TrimSuffix(strings.TrimSuffix(label, " (midterm only)"), " (partly midterm only)")
	stages := map[string]string{"midterm": "midterm", "end of term": "end_of_term", "latest": "latest"}
	var r row
	switch heading {
	case "By stage":
		r = p.completion("all", "all", stages[strings.ToLower(label)])
	case "All plans, by stage":
		r = p.completion("member", p.member, stages[strings.ToLower(label)])
	case "Each plan, by stage":
		i := strings.LastIndex(label, ", ")
		label, stage = label[:i], stages[label[i+2:]]
		fallthrough
	case "Each plan, latest finding":
		for _, plan := range p.of("action_plans", p.member, "title", label) {
			r = p.completion("action_plan", plan["plan_id"], stage)
		}
	default:
		kinds := map[string]string{"By region": "region", "By cycle": "cycle", "Most common policy areas": "policy_area"}
		r = p.completion(kinds[heading], label, stage)
	}
	if r == nil || counted && n != r["assessed"] {
		p.Errorf("%s: %s: %q is no group of completion.csv (%v)", p.name, heading, cells[0], r)
		return
	}
	for i, h := range headers[1:] {
		column := p.columns["completion"][h]
		want := p.titled(shown(r[column], p.types["completion"][column]))
		if column == "high_completion_rate" && r.number("assessed") < 10 {
			want = ""
		}
		if cells[i+1] != want {
			p.Errorf("%s: %s, %s: %s is %q, completion.csv has %q", p.name, heading, cells[0], h, cells[i+1], want)
		}
	}
}

func (p *page) twice(cells []string) {
	mid, end := p.ratedTwice()
	c := map[string][4]int{"At midterm": mid, "At end of term": end}[strings.Split(cells[0], ",")[0]]
	sum := fmt.Sprint(c[0] + c[1] + c[2] + c[3])
	if want := []string{sum, fmt.Sprint(c[0]), fmt.Sprint(c[1]), fmt.Sprint(c[2]), fmt.Sprint(c[3])}; !slices.Equal(cells[1:], want) || !strings.HasSuffix(cells[0], ", n = "+sum) {
		p.Errorf("%s: rated twice: %q, commitments.csv gives %q", p.name, cells, want)
	}
}

// same compares a figure with what the CSV files give.
func (p *page) same(what, got, want string) {
	if got != want {
		p.Errorf("%s: %s is %q; the CSV files give %q", p.name, what, got, want)
	}
}

func (p *page) briefFigure(cells []string) {
	var r row
	switch what, plan, _ := strings.Cut(cells[0], ", plan of "); {
	case cells[0] == "High completion rate, all plans, final":
		r = p.completion("member", p.member, "end_of_term")
	case plan != "":
		stage := map[string]string{"Final": "end_of_term", "Midterm only": "midterm"}[what]
		for _, a := range p.of("action_plans", p.member, "cycle", plan) {
			r = p.completion("action_plan", a["plan_id"], stage)
		}
	default:
		p.memberCount(cells)
		return
	}
	value, restsOn := foundOf(r)
	p.same(cells[0], cells[1], value)
	p.same(cells[0]+", rests on", cells[2], p.titled(restsOn))
}

// memberCount is a count of the member's commitments.
func (p *page) memberCount(cells []string) {
	m := p.of("members", p.member)[0]
	column := map[string]string{
		"Commitments": "commitments", "Commitments in all": "commitments", "Current commitments": "current_commitments", "Awaiting review": "awaiting_review_commitments",
		"Commitments awaiting review": "awaiting_review_commitments", "Commitments post-implementation": "post_implementation_commitments", "Post-implementation": "post_implementation_commitments",
		"Commitments not to be reviewed": "not_to_be_reviewed_commitments", "Starred commitments": "starred_commitments", "Commitments whose stage is not stated": "stage_not_stated_commitments",
	}[cells[0]]
	if column == "" {
		p.Errorf("%s: nobody knows the figure %q", p.name, cells)
		return
	}
	want := shown(m[column], "integer")
	if want == "" {
		want = "Not known"
	}
	if cells[1] != want && !(column == "starred_commitments" && m[column] == "" && cells[1] == count(p.of("commitments", p.member, "starred", "Yes"))) {
		p.same(cells[0], cells[1], want)
	}
	said := p.stages(row{"current": m["current_commitments"], "awaiting review": m["awaiting_review_commitments"], "post-implementation": m["post_implementation_commitments"],
		"not to be reviewed": m["not_to_be_reviewed_commitments"]})
	for _, s := range p.of("stated_figures", p.member) {
		plan := p.of("action_plans", p.member, "plan_id", s["plan_id"])
		for _, name := range []string{"Commitments being implemented", "Number of commitments", "Current commitments", "Post-implementation commitments"} {
			if len(s["read"]) >= 10 && len(plan) == 1 {
				said = append(said, fmt.Sprintf("%s (%s, %s, read %s)", s["value"], name, plan[0]["title"], s["read"][:10]))
			}
		}
	}
	p.explain(cells[2], said...)
}

// stages are counts of commitments beside the name of their stage.
func (p *page) stages(counts row) (all []string) {
	for name, n := range counts {
		if n != "" {
			all = append(all, n+" "+name)
		}
	}
	return all
}

// expected is a due date of the Brief.
func (p *page) expected(cells []string) {
	for _, d := range p.of("due_dates", p.member, "duty", cells[0], "expected", cells[1]) {
		days := d.number("days")
		if strings.Contains(cells[2], fmt.Sprintf(": in %s days", thousands(days))) || strings.Contains(cells[2], fmt.Sprintf(": %s days ago", thousands(-days))) {
			return
		}
	}
	p.Errorf("%s: no row of due_dates.csv says %q", p.name, cells)
}

// attention is a row of what needs attention: member, what, about, day, days.
func (p *page) attention(cells []string) {
	p.explain(cells[2], p.bases(cells[0])...)
	if cells[3] == "" {
		return
	}
	day, err := time.Parse(time.DateOnly, cells[3])
	days := thousands(int(day.Sub(p.date).Hours() / 24))
	if err != nil || days != cells[4] {
		p.Errorf("%s: %q: the day lies %s days off", p.name, cells, days)
	}
	if len(p.of("due_dates", "", "member", cells[0], "expected", cells[3]))+len(p.of("action_plans", "", "member", cells[0], "ends_by", cells[3])) == 0 {
		p.Errorf("%s: %q: no CSV file has the day", p.name, cells)
	}
}

// bases are the ends of a member's plans, in words; of the page's where no
// name is given.
func (p *page) bases(member string) (all []string) {
	for _, plan := range p.of("action_plans", p.member) {
		if member != "" && plan["member"] != member {
			continue
		}
		all = append(all, stated(plan["end_date"]), plan["title"]+" ends, at the latest")
	}
	return all
}

// changed is a row of what changed.
func (p *page) changed(headers, cells []string) {
	at := func(header string) string {
		if i := slices.Index(headers, header); i >= 0 {
			return cells[i]
		}
		return ""
	}
	date := at("Date") + at("Seen on")
	found := 0
	for _, c := range p.of("changes", p.member) {
		if c["date"] == date && (at("Row") == "" || strings.Contains(at("Row"), c["key"])) && (strings.Contains(at("What changed"), c["new"]) || strings.HasSuffix(at("What changed"), "…")) {
			found++
		}
	}
	if found == 0 || at("Rows") != "" && at("Rows") != fmt.Sprint(found) {
		p.Errorf("%s: %q: changes.csv has %d such rows", p.name, cells, found)
	}
	var said []string
	for _, c := range p.of("changes", p.member) {
		said = append(said, c["key"], c["old"], c["new"])
	}
	p.explain(at("What changed"), said...)
}

// fact is a fact of the member: when it joined, when its page was read.
func (p *page) fact(cells []string) {
	m := p.of("members", p.member)[0]
	want := map[string]string{"Joined": m["member_since"], "Page on OGP's site": m["last_read"][:min(10, len(m["last_read"]))]}
	p.same(cells[0], cells[1], want[cells[0]])
	p.explain(cells[2])
}
