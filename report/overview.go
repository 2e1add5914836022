package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"ogptracker/report/schema"
	"ogptracker/report/words"
	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// overview is the head of the country page: name, joining, the government's
// own words, the numbers, and the two charts.
func (p *memberBook) overview(focus, levels []Block) *Sheet {
	s := &Sheet{Name: sheetOverview, Title: p.titled(p.m.Name + " in the Open Government Partnership"), Widths: []float64{36, 18, 92}}
	s.Blocks = append(s.Blocks, warnings(p.meta)...)
	s.Blocks = append(s.Blocks,
		Block{Paragraph: "As of " + words.Day(p.meta.Date) + ". " + NotAProduct + " " + outcomeInWords(p.meta) + " " + p.memberCoverage()},
		Block{Heading: "Membership"}, Block{Grid: p.membership()},
		Block{Heading: "Statement"})
	s.Blocks = append(s.Blocks, p.statement()...)
	s.Blocks = append(s.Blocks, Block{Heading: "Commitments"}, Block{Grid: p.numbers()})
	s.Blocks = append(s.Blocks, Block{Heading: "Thematic focus of " + p.focusPlan().words})
	s.Blocks = append(s.Blocks, focus...)
	s.Blocks = append(s.Blocks, Block{Heading: "Commitment completion"})
	s.Blocks = append(s.Blocks, levels...)
	s.Blocks = append(s.Blocks,
		Block{Heading: "Sheets of this workbook"}, Block{Links: contents()},
		Block{Heading: "Terms of use and citation"}, Block{Paragraph: Terms},
		Block{Paragraph: "Please cite as: " + Citation(p.meta)})
	return s
}

func (p *memberBook) membership() *Grid {
	m := p.m
	g := factGrid("Membership", "Fact", "Value", "Where it comes from")
	var since any = vocabulary.NotStated
	if m.MemberSince != 0 {
		since = schema.CalendarYear(m.MemberSince)
	}
	g.add("Joined", since, "Year of joining as OGP's pages or table state it")
	g.add("Status", m.Status, "As the site's list of members and the page's banner state it")
	g.add("Member type", m.Type, evidenceWords(m.Type))
	g.add("Region", m.Region, "Region that OGP counts "+m.Name+" to")
	if letter := schema.AddressOf(m.LetterOfIntentURL); letter != "" {
		g.addLink("Letter of intent", "On OGP's site", "The letter in which the government said it would join", letter)
	} else {
		g.add("Letter of intent", vocabulary.NotStated, "No page that was read links one for this member")
	}
	if m.LastRead.IsZero() {
		g.addLink("Page on OGP's site", vocabulary.NotReadYet, "No run has read the page so far", schema.AddressOf(m.URL))
	} else {
		g.addLink("Page on OGP's site", m.LastRead, "Day the site last gave or confirmed the page; tonight: "+strings.ToLower(string(m.Freshness)), schema.AddressOf(m.URL))
	}
	return g.Grid
}

func evidenceWords(memberType string) string {
	if memberType == "Local" {
		return "Local members report on themselves, and their own findings are not IRM ratings; only plans that the IRM assessed have a rate"
	}
	return "As OGP lists it"
}

// statement is the government's own text with who gave it.
func (p *memberBook) statement() []Block {
	if vocabulary.IsAbsence(p.m.Statement) || p.m.Statement == "" {
		return []Block{{Paragraph: words.Or(p.m.Statement, vocabulary.NotStated) + "."}}
	}
	blocks := []Block{{Paragraph: p.m.Statement}}
	if p.m.StatementBy != "" && !vocabulary.IsAbsence(p.m.StatementBy) {
		blocks = append([]Block{{Paragraph: "Source, as the page says: " + p.m.StatementBy}}, blocks...)
	}
	return blocks
}

// numbers are the page's three counts and ours, with what the site itself
// states beside them.
func (p *memberBook) numbers() *Grid {
	g := factGrid("Numbers", "Number of", "Value", "Basis")
	g.add("Current commitments", schema.CountInWords(p.m.Counts.StagesKnown(), p.m.Counts.Current), "Their plan has not ended. "+p.stated(record.MeasureCurrentCommitments, record.MeasureCommitments, record.MeasureImplementing))
	g.add("Commitments awaiting review", schema.CountInWords(p.m.Counts.StagesKnown(), p.m.Counts.AwaitingReview), "Their plan has ended, the last IRM review is still to come")
	g.add("Commitments post-implementation", schema.CountInWords(p.m.Counts.StagesKnown(), p.m.Counts.PostImplementation), "Their plan has ended and the IRM has reviewed them for the last time. "+p.stated(record.MeasurePostImplementation))
	// What the page has no count for stands here too, so that the parts add up.
	if n := p.m.Counts.NotReviewed; n > 0 {
		g.add("Commitments not to be reviewed", n, "The member reports on them itself, or left before their review")
	}
	if n := p.m.Counts.StageUnknown; n > 0 {
		g.add("Commitments of unknown stage", n, "No action plan of theirs is known")
	}
	g.add("Commitments in all", schema.CountInWords(p.m.Counts.Known(), p.m.Counts.Commitments), "In all plans, each counted once")
	g.add("Starred commitments", schema.CountInWords(p.m.Counts.StarsKnown(), p.m.Counts.Starred), "As stated on pages and in OGP's table. "+p.stated(record.MeasureStarredCommitments))
	return g.Grid
}

// stated says what the site's pages state themselves for one of the measures,
// each with what it counts, of which plan, and when it was read: a page of
// years ago counted the commitments of its own day.
func (p *memberBook) stated(measures ...record.Measure) string {
	var said []string
	for _, f := range p.rows.stated[p.m.ID] {
		if f.Value == nil || !slices.Contains(measures, record.Measure(f.Measure)) {
			continue
		}
		what := words.Measure(f.Measure)
		if f.PlanID != "" && !vocabulary.IsAbsence(f.PlanID) {
			what += ", " + p.planTitle(f.PlanID)
		} else if p.saidOfPlan(f) {
			continue
		}
		text := fmt.Sprintf("%g (%s, read %s)", *f.Value, what, f.Read.UTC().Format(time.DateOnly))
		if !slices.Contains(said, text) {
			said = append(said, text)
		}
	}
	if len(said) == 0 {
		return "OGP's pages state no number"
	}
	return "OGP's pages state " + strings.Join(said, "; ")
}

// saidOfPlan reports whether a page says the same of a plan by name, so that
// it need not be told twice.
func (p *memberBook) saidOfPlan(f dataset.StatedFigure) bool {
	return slices.ContainsFunc(p.rows.stated[p.m.ID], func(g dataset.StatedFigure) bool {
		return g.Measure == f.Measure && g.Value != nil && *g.Value == *f.Value && g.PlanID != "" && !vocabulary.IsAbsence(g.PlanID) &&
			g.Read.Format(time.DateOnly) == f.Read.Format(time.DateOnly)
	})
}

// planTitle is what a plan is called: by its title, by its years where no
// source states one or two plans have the same, by its ID where these do not
// tell it apart either.
func (p *memberBook) planTitle(id string) string {
	q := p.plan(id)
	if q == nil {
		return id
	}
	for _, name := range []func(*dataset.Plan) string{
		func(q *dataset.Plan) string { return q.Name(p.m.Name) },
		func(q *dataset.Plan) string { return q.Untitled(p.m.Name) },
	} {
		same := 0
		for i := range p.rows.ownPlans[p.m.ID] {
			if name(&p.rows.ownPlans[p.m.ID][i]) == name(q) {
				same++
			}
		}
		if same == 1 {
			return words.Shorten(name(q), 80)
		}
	}
	return id
}

// plan is an action plan with how the page would call it.
type plan struct{ id, words string }

// focusPlan is the plan whose thematic focus is shown: the current one, else
// the one its page calls current, else the latest with commitments.
func (p *memberBook) focusPlan() plan {
	if id := p.m.CurrentPlanID; !vocabulary.IsAbsence(id) && id != "" {
		if p.runs(id) {
			return plan{id, "the current action plan"}
		}
		return plan{id, "the plan that OGP's page calls current, " + p.planTitle(id) + " (its years are over)"}
	}
	last, first := "", vocabulary.Year(0)
	for _, q := range p.rows.ownPlans[p.m.ID] {
		if q.Commitments > 0 && q.StartYear >= first {
			last, first = q.ID, q.StartYear
		}
	}
	if last == "" {
		return plan{"", "the current action plan"}
	}
	return plan{last, "the latest action plan, " + p.planTitle(last) + " (none is current)"}
}

// runs reports whether a plan has not ended at the report's date.
func (p *memberBook) runs(id string) bool {
	return slices.ContainsFunc(p.rows.ownPlans[p.m.ID], func(q dataset.Plan) bool { return q.ID == id && q.IsCurrent })
}

// thematic is the sheet of the plan's policy areas, and the blocks that show
// it on the overview.
func (p *memberBook) thematic() (*Sheet, []Block) {
	pl := p.focusPlan()
	t := p.part("thematic_focus", p.rows.thematic[pl.id])
	g := gridOf(t, "ThematicFocus", 0, "No commitment of the plan is known, so there is no thematic focus.", "policy_area", "commitments", "of_commitments", "share")
	s := &Sheet{Name: sheetThematic, Title: p.titled(p.m.Name + ": thematic focus of " + pl.words), Widths: []float64{44, 15, 15, 18}}
	s.Blocks = []Block{
		{Paragraph: "Share of the plan's commitments in each policy area."},
		{Paragraph: "They add up to more than 100 %: a commitment can have several."}, {Grid: g}}
	if len(g.Rows) == 0 {
		return s, []Block{{Paragraph: g.Empty}}
	}
	var parts []string
	for _, row := range g.Rows {
		parts = append(parts, fmt.Sprintf("%v %v of %v", row[0], row[1], row[2]))
	}
	c := &Chart{Name: "Chart of thematic focus", Title: "Policy areas of " + p.planTitle(pl.id), Kind: Bars, Grid: g, Category: 0, Series: []int{1},
		ValueAxis: "number of commitments", Alt: "Bar chart: number of the plan's commitments in each policy area. " + strings.Join(parts, "; ") + "."}
	return s, []Block{
		{Paragraph: "A commitment can have several policy areas, so shares add up to more than 100 %. Figures: sheet " + sheetThematic + "."},
		{Chart: c}}
}

// completion is the sheet of the member's completion, and the blocks that
// show it on the overview.
func (p *memberBook) completion() (*Sheet, []Block) {
	s := &Sheet{Name: sheetCompletion, Title: p.titled(p.m.Name + ": completion of commitments"),
		Widths: figureWidths()}
	s.Widths[0], s.Widths[len(s.Widths)-1] = 50, 76 // a plan's title and a stage stand in one line
	var plans []*dataset.Completion
	for _, q := range p.rows.ownPlans[p.m.ID] {
		plans = append(plans, p.figures["action_plan/"+q.ID]...)
	}
	g := figureGrid("CompletionStages", "Stage", p.figures["member/"+p.m.ID], func(c *dataset.Completion) string { return words.Stage(string(c.Stage)) })
	byPlan := figureGrid("CompletionPlans", "Plan and stage", plans, func(c *dataset.Completion) string {
		return p.planTitle(c.Group) + ", " + strings.ToLower(words.Stage(string(c.Stage)))
	})
	s.Blocks = []Block{
		{Paragraph: vocabulary.HighCompletionRate.Definition() + ". " + noRateBelow + "; read the counts."},
		{Heading: "All plans, by stage"}, {Grid: g}, {Heading: "Each plan, by stage"}, {Grid: byPlan},
		{Heading: "From midterm to end of term"}}
	s.Blocks = append(s.Blocks, ratedTwice("RatedTwice", p.rows.ownCommitments[p.m.ID])...)
	s.Blocks = append(s.Blocks, Block{Heading: "Each plan, latest finding"})
	latest := assessedGroups("CompletionLatest", "Plan", p.latestFigures(), func(c *dataset.Completion) string { return p.planTitle(c.Group) },
		"Completion of each plan, latest finding")
	s.Blocks = append(s.Blocks, latest...)
	for _, block := range s.Blocks {
		if block.Grid != nil {
			titlesInLastColumn(p, block.Grid)
		}
	}
	where := Block{Paragraph: "None of the commitments has been assessed by the IRM at midterm or end of term. See sheet " + sheetCompletion + "."}
	for _, block := range latest {
		if block.Chart != nil {
			drawn := *block.Chart
			drawn.Name = "Chart of completion"
			return s, []Block{{Chart: &drawn}, {Paragraph: "Figures with what was left out and why: sheet " + sheetCompletion + "."}}
		}
	}
	return s, []Block{where}
}

// latestFigures are the latest figures of each of the member's plans.
func (p *memberBook) latestFigures() []*dataset.Completion {
	var rows []*dataset.Completion
	for _, q := range p.rows.ownPlans[p.m.ID] {
		if c := p.figure("action_plan", q.ID, record.StageLatest); c != nil {
			rows = append(rows, c)
		}
	}
	return rows
}

// memberCoverage says what tonight's run did for the member's pages.
func (p *memberBook) memberCoverage() string {
	return coverageWords(p.rows.coverage[p.m.ID])
}

func contents() []Link {
	links := []Link{
		{Sheet: sheetThematic, About: "Policy areas of the plan shown above"},
		{Sheet: sheetCompletion, About: "Completion by stage and plan, with numerators and denominators"},
		{Sheet: sheetCurrent, About: "Commitments whose plan has not ended"},
		{Sheet: sheetAwaiting, About: "Commitments whose last IRM review is still to come"},
		{Sheet: sheetPost, About: "Commitments that the IRM has reviewed for the last time"},
		{Sheet: sheetStarred, About: "Commitments stated as starred"},
		{Sheet: sheetOthers, About: "Commitments of no other group"},
		{Sheet: sheetPlans, About: "The member's action plans"},
		{Sheet: sheetDue, About: "What can be expected of the member and of the IRM, and by when"},
		{Sheet: sheetDocuments, About: "Action plans, IRM reports, letters and other documents"},
		{Sheet: sheetReconciliation, About: "Figures computed here beside those the IRM's own reports print"},
		{Sheet: sheetActivity, About: "Activity stream and upcoming events"},
		{Sheet: sheetChanged, About: "What the sources say differently since 1, 7 and 30 days"},
		{Sheet: sheetNotes, About: "What each word and column means"},
	}
	for i := range links {
		links[i].Text = links[i].Sheet
	}
	return links
}
