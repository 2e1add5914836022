package report

import (
	"fmt"
	"time"

	"github.com/dustin/go-humanize"

	"ogptracker/report/schema"
	"ogptracker/report/words"
	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/figure"
	"ogptracker/transform/vocabulary"
)

// chosenMember is the workbook's name of the cell in which a member is chosen.
const chosenMember = "ChosenMember"

// choice makes the sheet on which a reader chooses a member.
type choice struct{ *builder }

// myCountry is one member at a glance: chosen from a list, computed by the
// reader's program from the sheets of this workbook, with what it comes to for
// the member chosen at first.
func (b choice) myCountry(members *Grid) *Sheet {
	s := &Sheet{Name: sheetMyCountry, Title: b.titled("My country: one member beside its region and all national members"),
		Widths: []float64{26, 44, 13, 10, 11, 12, 9, 11, 13, 40}}
	m := b.firstChoice()
	if m == nil {
		s.Blocks = append(s.Blocks, Block{Paragraph: "No member is known yet."})
		return s
	}
	s.Blocks = append(s.Blocks,
		Block{Choice: &Choice{Name: chosenMember, Label: "Choose a member", Hint: "The figures below are computed for the member chosen here.", Value: m.Name, From: members, Column: "member"}},
		Block{Heading: "Final findings (end of term)"},
		Block{Paragraph: fmt.Sprintf("%s, at the end of term. Below %d assessed there is no rate, and the words stand. Findings made at midterm only are not in these figures.", vocabulary.HighCompletionRate.Definition(), dataset.MinAssessed)},
		Block{Grid: b.chosenFigures("ChosenFinal", m, record.StageEndOfTerm)},
		Block{Heading: "Its action plans, the newest first"},
		Block{Paragraph: fmt.Sprintf("Final findings of up to %d plans; older ones stand on sheet Completion.", plansShown)},
		Block{Grid: b.chosenPlans(m)},
		Block{Heading: "Latest findings"},
		Block{Paragraph: "The end-of-term finding where there is one, else the midterm finding: half-way figures are among them, and rates that mix them are biased low."},
		Block{Grid: b.chosenFigures("ChosenLatest", m, record.StageLatest)},
		Block{Heading: "Due dates"},
		Block{Paragraph: "What OGP's rules let one expect. Expected is not overdue."},
		Block{Grid: chosenDueDates(b.ds, m)})
	return s
}

// firstChoice is the member that is chosen at first: the one with the most
// final findings, the first by name of several.
func (b choice) firstChoice() *dataset.Member {
	var best *dataset.Member
	most := -1
	for i := range b.ds.Members {
		m, n := &b.ds.Members[i], 0
		if c := b.figure(figure.GroupMember, m.ID, record.StageEndOfTerm); c != nil {
			n = c.Assessed
		}
		if n > most {
			best, most = m, n
		}
	}
	return best
}

// chosenGroup is a row of figures: which group, and how the reader's program
// finds it for the member chosen.
type chosenGroup struct {
	what, kind string
	// id and shown are the group, and what is shown of it, for the member
	// chosen at first; "" for none.
	id, shown string
	// key is the expression by which sheet Completion knows the group, said the
	// one that is shown of it.
	key, said string
	// few: the member has fewer plans than rows stand for them, maybe.
	few bool
}

const (
	memberRow = "MATCH(" + chosenMember + ",{Members.member},0)"
	noPlan    = "None known"
)

func (b choice) chosenGroups(m *dataset.Member) []chosenGroup {
	plan := func(what, id, column string) chosenGroup {
		key := "INDEX({Members." + column + "}," + memberRow + ")"
		return chosenGroup{what: what, kind: figure.GroupActionPlan, id: id, shown: b.planShown(m, id), key: key, said: "IF(" + key + `="","` + noPlan + `",` + nameOf("MATCH("+key+",{ActionPlans.plan_id},0)") + ")"}
	}
	named := func(what, kind, id, shown, key string) chosenGroup {
		return chosenGroup{what: what, kind: kind, id: id, shown: shown, key: key, said: key}
	}
	region := words.Or(m.Region, vocabulary.NotStated)
	return []chosenGroup{
		plan("Last action plan", m.LatestPlanID, "latest_plan_id"),
		plan("The plan before", m.PreviousPlanID, "previous_plan_id"),
		named("All its action plans", figure.GroupMember, m.ID, m.Name, chosenMember),
		named("Its region", figure.GroupRegion, region, region, "INDEX({Members.region},"+memberRow+")"),
		named("All national members", figure.GroupMemberType, vocabulary.MemberTypeNational, vocabulary.MemberTypeNational, `"`+vocabulary.MemberTypeNational+`"`),
	}
}

// nameOf is the expression of the name of the plan in a row of sheet Action
// plans, made as dataset.Plan makes it.
func nameOf(row string) string {
	title, cycle := "INDEX({ActionPlans.title},"+row+")", "INDEX({ActionPlans.cycle},"+row+")"
	return fmt.Sprintf(`IF(%[1]s="%[3]s",%[4]s&"%[5]s"&IF(RIGHT(%[2]s)="%[6]s","%[7]s"&LEFT(%[2]s,LEN(%[2]s)-1),%[2]s),%[1]s)`,
		title, cycle, vocabulary.NotStated, chosenMember, dataset.UntitledPlan, dataset.OpenCycle, dataset.FromYear)
}

// planShown is a plan's name, "" for no plan.
func (b choice) planShown(m *dataset.Member, id string) string {
	for i := range b.ds.Plans {
		if p := &b.ds.Plans[i]; p.ID == id {
			return p.Name(m.Name)
		}
	}
	return ""
}

// sheetGroup is the column of Completion by which a kind of group is found:
// plans by their IDs, since titles may stand twice, others by their names.
func sheetGroup(kind string) string {
	if kind == figure.GroupActionPlan {
		return "group"
	}
	return "group_label"
}

// plansShown is how many plans of the member stand on the sheet: no member has
// had more yet.
const plansShown = 8

// chosenPlans are the plans of the member, the newest first. They stand
// together on sheet Action plans, in order of their first years.
func (b choice) chosenPlans(m *dataset.Member) *Grid {
	var own []string
	for i := range b.ds.Plans {
		if p := &b.ds.Plans[i]; p.MemberID == m.ID {
			own = append(own, p.ID)
		}
	}
	const many, first = "COUNTIF({ActionPlans.member}," + chosenMember + ")", "MATCH(" + chosenMember + ",{ActionPlans.member},0)"
	var groups []chosenGroup
	for k := 1; k <= plansShown; k++ {
		id, shown := "", noSuchPlan
		if k <= len(own) {
			id = own[len(own)-k]
			shown = b.planShown(m, id)
		}
		at := fmt.Sprintf("%s+%s-%d", first, many, k)
		groups = append(groups, chosenGroup{what: ordinalPlan(k), kind: figure.GroupActionPlan, id: id, shown: shown, few: true,
			key: "INDEX({ActionPlans.plan_id}," + at + ")", said: fmt.Sprintf(`IF(%d>%s,"%s",%s)`, k, many, noSuchPlan, nameOf(at))})
	}
	return b.figuresOf("ChosenPlans", groups, record.StageEndOfTerm)
}

// noSuchPlan stands where the member has no such plan.
const noSuchPlan = "-"

func ordinalPlan(k int) string {
	if k == 1 {
		return "Newest"
	}
	return humanize.Ordinal(k) + " newest"
}

// chosenFigures are the figures of each group at a stage.
func (b choice) chosenFigures(name string, m *dataset.Member, stage record.Stage) *Grid {
	return b.figuresOf(name, b.chosenGroups(m), stage)
}

func (b choice) figuresOf(name string, groups []chosenGroup, stage record.Stage) *Grid {
	declared := schema.CompletionDeclared()
	g := &Grid{Name: name, Columns: []GridColumn{
		{Column: schema.Column{Name: "what", Header: "Of", Type: schema.Text}},
		{Column: schema.Column{Name: "group", Header: "Which", Type: schema.Text}},
	}}
	counts := []string{"commitments", "assessed", "completed", "substantial", "limited", "not_started"}
	for _, column := range counts {
		g.Columns = append(g.Columns, GridColumn{Column: declared.Columns[declared.MustColumn(column)]})
	}
	g.Columns = append(g.Columns,
		GridColumn{Column: schema.Column{Name: "rate", Header: vocabulary.HighCompletionRate.Name, Type: schema.Fact}},
		GridColumn{Column: schema.Column{Name: "in_words", Header: "In words", Type: schema.Text}})
	for _, group := range groups {
		c := b.figure(group.kind, group.id, stage)
		if c == nil {
			c = &dataset.Completion{}
		}
		row := []any{group.what, schema.Formula{Expression: group.said, Value: words.Or(group.shown, noPlan)}}
		for i, n := range []int{c.Commitments, c.Assessed, c.Completed, c.Substantial, c.Limited, c.NotStarted} {
			row = append(row, schema.Formula{Expression: fmt.Sprintf(`SUMIFS({Completion.%s},{Completion.group_type},"%s",{Completion.%s},%s,{Completion.stage},"%s")`,
				counts[i], words.GroupType(group.kind), sheetGroup(group.kind), group.key, words.Stage(string(stage))), Value: n})
		}
		row = append(row, chosenRate(c), chosenWords(c))
		if group.few {
			blankWithout(row[2:], group.id)
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

// blankWithout leaves the cells of a row without figures where there is no such plan.
func blankWithout(cells []any, id string) {
	for i, cell := range cells {
		f := cell.(schema.Formula)
		f.Expression = `IF({.group}="` + noSuchPlan + `","` + noSuchPlan + `",` + f.Expression + ")"
		if id == "" {
			f.Value = noSuchPlan
		}
		cells[i] = f
	}
}

func chosenRate(c *dataset.Completion) schema.Formula {
	f := schema.Formula{Type: schema.Share, Expression: fmt.Sprintf(`IF({.assessed}=0,"None assessed",IF({.assessed}<%d,({.completed}+{.substantial})&" of "&{.assessed},({.completed}+{.substantial})/{.assessed}))`, dataset.MinAssessed)}
	high := c.Completed + c.Substantial
	switch {
	case c.Assessed == 0:
		f.Value = "None assessed"
	case c.Assessed < dataset.MinAssessed:
		f.Value = fmt.Sprintf("%d of %d", high, c.Assessed)
	default:
		f.Value = float64(high) / float64(c.Assessed)
	}
	return f
}

// thousands writes a number of the reader's program with a comma between
// thousands. TEXT would do it by the rules of the reader's language, and
// otherwise than the rest of the workbook.
func thousands(n string) string {
	return "IF(" + n + "<1000," + n + ",INT(" + n + `/1000)&","&RIGHT("00"&(` + n + "-1000*INT(" + n + "/1000)),3))"
}

func chosenWords(c *dataset.Completion) schema.Formula {
	return schema.Formula{
		Expression: `IF({.commitments}=0,"No commitment is known",IF({.assessed}=0,"None",` + thousands("({.completed}+{.substantial})") + `&" of "&` + thousands("{.assessed}") + `)&" assessed; "&` + thousands("({.commitments}-{.assessed})") + `&" left out")`,
		Value: func() string {
			if c.Commitments == 0 {
				return "No commitment is known"
			}
			if c.Assessed == 0 {
				return fmt.Sprintf("None assessed; %s left out", words.Number(c.Commitments))
			}
			return fmt.Sprintf("%s of %s assessed; %s left out", words.Number(c.Completed+c.Substantial), words.Number(c.Assessed), words.Number(c.Commitments-c.Assessed))
		}(),
	}
}

// chosenDueDates are the days by which things are expected of the member.
func chosenDueDates(ds *dataset.Dataset, m *dataset.Member) *Grid {
	g := &Grid{Name: "ChosenDueDates", Columns: []GridColumn{
		{Column: schema.Column{Name: "duty", Header: "What is expected", Type: schema.Text}},
		{Column: schema.Column{Name: "expected", Header: "Expected by", Type: schema.Fact}},
		{Column: schema.Column{Name: "days", Header: "Days", Type: schema.Fact}},
	}}
	for _, duty := range []string{figure.DutyResults, figure.DutyNextPlan} {
		var expected, days any = "Nothing known", "-"
		for i := range ds.DueDates {
			if d := &ds.DueDates[i]; d.MemberID == m.ID && d.Duty == duty {
				if at, err := time.Parse(time.DateOnly, d.Expected); err == nil {
					expected, days = at, d.Days
				}
			}
		}
		sum := func(column string) string {
			return `SUMIFS({DueDates.` + column + `},{DueDates.member},` + chosenMember + `,{DueDates.duty},{.duty})`
		}
		g.Rows = append(g.Rows, []any{duty,
			schema.Formula{Expression: "IF(" + sum("expected") + `=0,"Nothing known",` + sum("expected") + ")", Value: expected, Type: schema.Date},
			schema.Formula{Expression: "IF(" + sum("expected") + `=0,"-",` + sum("days") + ")", Value: days, Type: schema.Integer},
		})
	}
	return g
}
