package assemble

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// planStep finds the plans of every member.
type planStep struct {
	*memberIndex
	coded     []*commitmentBuild
	documents []*documentBuild
	ofRow     map[int]*planBuild // by line of the table
}

// gatherPlans finds the plans of every member. Sources are asked in the order
// of how surely they name a plan: the last run, commitment pages, country
// pages, OGP's table, documents. It returns the plan of each row of the table, by
// its line.
func gatherPlans(members *memberIndex, coded []*commitmentBuild, documents []*documentBuild) map[int]*planBuild {
	st := &planStep{members, coded, documents, map[int]*planBuild{}}
	st.plansOfLastRun()
	for _, c := range st.coded {
		plansOfPages(st.sources, c)
	}
	for _, m := range st.memberList() {
		for _, p := range m.pages {
			planOfCountryPage(m, p)
		}
	}
	st.plansOfTable()
	for _, c := range st.coded {
		for _, l := range c.listed {
			listedPlan(c.member, l.entry.Year)
		}
	}
	st.plansOfDocuments()
	return st.ofRow
}

// plansOfLastRun keeps the identity and the cycle under which a plan was first
// seen.
func (st *planStep) plansOfLastRun() {
	for _, key := range st.beforeKeys {
		table, id, _ := strings.Cut(key, "/")
		row := st.before[key]
		if table != dataset.TableActionPlans || row.Gone {
			continue
		}
		number, _ := strconv.Atoi(row.Values.Get("plan_number").Value)
		dash := strings.LastIndexByte(id, '-')
		first, err := strconv.Atoi(id[dash+1:])
		if dash < 0 || err != nil {
			continue
		}
		m := st.member(id[:dash])
		p := &planBuild{id: id, member: m.id, first: vocabulary.Year(first), number: number, fromBefore: true}
		p.cycle = vocabulary.PresentOrEmpty(row.Values.Get("cycle").Value)
		m.plans.plans = append(m.plans.plans, p)
	}
}

// plansOfPages reads the plans a commitment's pages name: each link of
// "Action Plan:", and the year of "Action Plan Cycle:".
func plansOfPages(src *sources, c *commitmentBuild) {
	for i, r := range c.reads {
		page := &r.Page
		cycle := vocabulary.FirstYear(page.Field(record.FieldActionPlanCycle).Raw)
		names := page.ActionPlans
		if len(names) == 0 {
			if v := page.Field(record.FieldActionPlan); v.State == record.Stated {
				names = namedPlans(v.Raw)
			}
		}
		var here []*planBuild
		for _, link := range names {
			first, end := yearsIn(link.Text)
			clue := planClue{first: first, end: end, number: planNumberIn(link.Text)}
			if first == 0 && len(names) == 1 {
				clue.first = cycle
			}
			if p := c.member.plans.claim(clue); p != nil {
				p.see(r)
				p.title, p.url = cmp.Or(p.title, link.Text), cmp.Or(p.url, link.URL)
				here = append(here, p)
			}
		}
		if cycle > 0 && !slices.ContainsFunc(here, func(p *planBuild) bool { return distance(p.first, cycle) <= 1 }) {
			if p := c.member.plans.claim(planClue{first: cycle, near: true}); p != nil {
				p.see(r)
				here = append(here, p)
			}
		}
		if len(c.plans) == 0 {
			c.plans, c.cycle = here, cycle
		}
		if i > 0 {
			continue
		}
		if len(page.ActionPlans) == 0 && cycle == 0 && len(here) == 0 && page.Field(record.FieldActionPlan).State == record.Stated {
			src.issue(record.Issue{
				Code: record.CodePlanUnknown, Member: c.member.id, Key: c.code, Field: record.FieldActionPlan, Value: page.Field(record.FieldActionPlan).Raw, URL: page.Address,
				Message: fmt.Sprintf("%s names the action plan %q, which gives no years", c.code, page.Field(record.FieldActionPlan).Raw),
			})
		}
	}
}

// namedPlans splits the text of an "Action Plan:" without links.
func namedPlans(raw string) []record.Link {
	var out []record.Link
	for _, part := range vocabulary.SplitOutsideBrackets(raw, ";|\n") {
		pieces := vocabulary.SplitOutsideBrackets(part, ",")
		for _, p := range pieces {
			if first, _ := yearsIn(p); first == 0 {
				pieces = []string{part} // the comma is part of a name
				break
			}
		}
		for _, p := range pieces {
			if p = strings.TrimSpace(p); p != "" {
				out = append(out, record.Link{Text: p})
			}
		}
	}
	return out
}

// planOfCountryPage reads the "Current Action Plan" of a country page.
func planOfCountryPage(m *memberBuild, r *record.Read) {
	cycle := r.Page.Field(record.FieldCurrentCycle)
	if cycle.State != record.Stated {
		return
	}
	first, end := yearsIn(cycle.Raw)
	number, digits, _ := numberAt(r.Page.Field(record.FieldPlanNumber).Raw, 0)
	if digits > 2 {
		number = 0
	}
	p := m.plans.claim(planClue{first: first, end: end, number: number})
	if p == nil {
		return
	}
	p.see(r)
	p.cycle = cmp.Or(p.cycle, strings.TrimSpace(cycle.Raw))
	if end > p.first && r == m.pages[0] {
		p.end = end // the newest page knows of an extension
	}
}

// plansOfTable joins the plans of OGP's table with those of pages: by the
// codes they share, else by number, else by year.
func (st *planStep) plansOfTable() {
	st.alignTableYears()
	type tablePlan struct {
		member *memberBuild
		plan   rowPlan
	}
	votes := map[tablePlan]map[*planBuild]int{}
	for _, c := range st.coded {
		if c.row == nil || len(c.plans) == 0 {
			continue
		}
		key := tablePlan{c.member, planOfRow(c.row)}
		if votes[key] == nil {
			votes[key] = map[*planBuild]int{}
		}
		votes[key][c.ratedUnder()]++
	}
	// A row that says its year makes its plan known to those that give a
	// number alone, wherever they stand.
	var dated, undated []*record.Row
	for i := range st.rows {
		if row := &st.rows[i]; vocabulary.FirstYear(row.SubmissionYear) > 0 {
			dated = append(dated, row)
		} else {
			undated = append(undated, row)
		}
	}
	for _, row := range slices.Concat(dated, undated) {
		m := st.member(row.Country)
		if m == nil {
			continue
		}
		key := tablePlan{m, planOfRow(row)}
		if p, ok := st.ofRow[row.Line]; ok && p != nil {
			continue
		}
		if !attached(row) {
			st.issue(rowIssue(row, m, record.CodePlanUnknown, "", row.PlanID, fmt.Sprintf("belongs to no action plan (%q)", cmp.Or(row.PlanID, row.PlanNumber))))
			continue
		}
		st.ofRow[row.Line] = st.claimForRow(m, row, mostVoted(votes[key]))
	}
	for _, c := range st.coded {
		if c.row != nil {
			c.tablePlan = st.ofRow[c.row.Line]
		}
	}
}

// rowPlan is a table's plan within its member, in the table's words.
type rowPlan struct{ id, number, year string }

func planOfRow(row *record.Row) rowPlan {
	return rowPlan{row.PlanID, row.PlanNumber, row.SubmissionYear}
}

// attached reports whether a row says which plan it belongs to. "Not Attached"
// is OGP's own word for a commitment outside every plan.
func attached(row *record.Row) bool {
	if strings.EqualFold(row.PlanID, "not attached") || strings.EqualFold(row.PlanNumber, "not attached") {
		return false
	}
	number, _ := strconv.Atoi(row.PlanNumber)
	return vocabulary.FirstYear(row.SubmissionYear) > 0 || number > 0
}

func (st *planStep) claimForRow(m *memberBuild, row *record.Row, voted *planBuild) *planBuild {
	number, _ := strconv.Atoi(row.PlanNumber)
	ogp := row.PlanID
	if !strings.HasPrefix(ogp, "AP_") {
		ogp = ""
	}
	clue := planClue{first: vocabulary.FirstYear(row.SubmissionYear), end: vocabulary.FirstYear(row.EndYear), number: number, ogp: ogp, near: true}
	p := voted
	if p == nil {
		p = m.plans.claim(clue)
	}
	if p == nil {
		st.issue(rowIssue(row, m, record.CodePlanUnknown, "", row.PlanNumber, "names an action plan without a year of submission, and no other source knows its years"))
		return nil
	}
	p.number, p.ogp = cmp.Or(p.number, number), cmp.Or(p.ogp, ogp)
	if p.end == 0 && clue.end >= p.first {
		p.end = clue.end
	}
	p.seen = true
	if st.tableHash != "" && !slices.Contains(p.hashes, st.tableHash) {
		p.hashes = append(p.hashes, st.tableHash)
	}
	p.irmEvidence = p.irmEvidence || isLegacyLocal(row)
	return p
}

// mostVoted is the plan with the most votes, the earliest of several.
func mostVoted(votes map[*planBuild]int) *planBuild {
	var best *planBuild
	for p, n := range votes {
		if p != nil && (best == nil || n > votes[best] || n == votes[best] && p.first < best.first) {
			best = p
		}
	}
	return best
}

// listedPlan notes the year a country page's list gives a commitment.
func listedPlan(m *memberBuild, year string) *planBuild {
	if m == nil {
		return nil
	}
	return m.plans.claim(planClue{first: vocabulary.FirstYear(year), near: true})
}

// planRow makes the row of a plan, its count of commitments left out.
func (st *rowStep) planRow(p *planBuild, m *memberBuild) dataset.Plan {
	row := dataset.Plan{
		ID: p.id, MemberID: m.id, Title: cmp.Or(p.title, vocabulary.NotStated), Number: p.number, Cycle: p.cycleWords(),
		StartYear: p.first, EndYear: p.end, URL: p.url, FileURLs: p.files, EndDate: vocabulary.NotStated,
		SelfReported: reportsOnItself(st.kindOf(m)) && !p.irmEvidence,
	}
	if p.stated.Precision != vocabulary.PrecisionNone {
		row.EndDate, row.EndYear = p.stated.String(), vocabulary.Year(p.stated.Year)
	}
	if p.fromBefore {
		st.fillPlan(&row)
	}
	if row.EndDate == vocabulary.NotStated && row.EndYear > 0 {
		row.EndDate, row.EndAssumed = fmt.Sprintf("%04d-12-31", row.EndYear), true
	}
	if end, ok := dataset.EndOf(&row); ok {
		st.ends[row.ID] = end
		row.IsCurrent = !end.Day.Before(st.in.Date) && int(row.StartYear) <= st.in.Date.Year()
	}
	return row
}

// currentPlan is the plan a member is in: the newest one that runs at the
// report's date, "" when none does.
func currentPlan(plans []*dataset.Plan) string {
	for _, p := range slices.Backward(plans) {
		if p.IsCurrent {
			return p.ID
		}
	}
	return ""
}

// latestPlans are the newest plan known, running or ended, and the one before
// it. Plans stand in order of their first years.
func latestPlans(plans []*dataset.Plan) (latest, previous string) {
	for _, p := range plans {
		latest, previous = p.ID, latest
	}
	return latest, previous
}
