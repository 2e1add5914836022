package report

import (
	"cmp"
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

const sheetBrief = "Brief"

// briefRows is how many rows of a kind the brief shows, so that it stays one
// page of A4 that can be read on paper.
const briefRows = 5

// brief is one page to take into the room: where the member stands, what its
// plans came to, what needs attention, what comes, what changed.
func (p *memberBook) brief() *Sheet {
	s := &Sheet{Name: sheetBrief, OnePage: true, Title: p.titled(p.m.Name + " in OGP: brief as of " + words.Day(p.meta.Date)), Widths: []float64{32, 18, 62}}
	s.Blocks = append(s.Blocks, warnings(p.meta)...)
	s.Blocks = append(s.Blocks, Block{Paragraph: p.standing()},
		Block{Heading: "What its plans came to"}, Block{Grid: p.briefFigures()})
	s.Blocks = append(s.Blocks, p.briefAttention()...)
	s.Blocks = append(s.Blocks, p.briefDue()...)
	s.Blocks = append(s.Blocks, p.briefChanges()...)
	s.Blocks = append(s.Blocks, Block{Paragraph: "Source: OGP and its Independent Reporting Mechanism (IRM), as read from " + readFrom(p.meta) + ". " + NotAProduct})
	return s
}

// standing says in a sentence or two where the member stands.
func (p *memberBook) standing() string {
	text := p.m.Name
	if p.m.MemberSince != 0 {
		text += fmt.Sprintf(" joined in %d", p.m.MemberSince)
	} else {
		text += " joined in a year that no source states"
	}
	text += "; its status is " + words.Or(p.m.Status, vocabulary.NotStated) + ". "
	latest := p.plan(p.m.LatestPlanID)
	running := p.plan(p.m.CurrentPlanID)
	switch {
	case running != nil && running.IsCurrent:
		return text + "Its action plan, " + p.planTitle(running.ID) + ", " + endWords(running, "runs until", "runs; no source states its end") + "."
	case latest != nil:
		return text + "No action plan runs. The latest, " + p.planTitle(latest.ID) + ", " + endWords(latest, "ended by", "has no end that a source states") + "."
	}
	return text + "No action plan of it is known here."
}

func (p *memberBook) plan(id string) *dataset.Plan {
	plans := p.rows.ownPlans[p.m.ID]
	if i := slices.IndexFunc(plans, func(q dataset.Plan) bool { return q.ID == id }); i >= 0 {
		return &plans[i]
	}
	return nil
}

// endWords says when a plan ends or ended, and how sure that is.
func endWords(q *dataset.Plan, verb, unknown string) string {
	end, ok := dataset.EndOf(q)
	if !ok {
		return unknown
	}
	text := verb + " " + words.Day(end.Day)
	if !end.Certain {
		text += " (" + strings.TrimPrefix(end.Words, words.Day(end.Day)+", ") + ")"
	}
	return text
}

// briefFigures are final findings first: of all plans, then of the newest
// plans that have any; midterm findings alone stand apart.
func (p *memberBook) briefFigures() *Grid {
	g := factGrid("BriefFigures", "Figure", "Value", "Rests on")
	if all := p.figure("member", p.m.ID, record.StageEndOfTerm); all != nil && all.Assessed > 0 {
		g.highCompletion(vocabulary.HighCompletionRate.Name+", all plans, final", all)
	} else {
		g.add(vocabulary.HighCompletionRate.Name+", all plans, final", "None assessed", "The IRM has rated no commitment after the end of its plan")
	}
	final := p.plansNewestFirst(record.StageEndOfTerm)
	for _, c := range final[:min(briefRows, len(final))] {
		g.highCompletion("Final, "+p.planYears(c.Group), c)
	}
	for _, c := range p.plansNewestFirst(record.StageMidterm) {
		if final := p.figure("action_plan", c.Group, record.StageEndOfTerm); final == nil || final.Assessed == 0 {
			g.highCompletion("Midterm only, "+p.planYears(c.Group), c)
			break
		}
	}
	counts := p.m.Counts
	g.add("Commitments", schema.CountInWords(counts.Known(), counts.Commitments), p.stagesOfCommitments())
	g.add("Current commitments", schema.CountInWords(counts.StagesKnown(), counts.Current), "Their plan has not ended")
	g.add("Awaiting review", schema.CountInWords(counts.StagesKnown(), counts.AwaitingReview), "Their plan has ended, the last IRM review is still to come")
	g.add("Starred commitments", schema.CountInWords(counts.StarsKnown(), counts.Starred), "As stated on pages and in OGP's table; stars ended with the plans of 2018-20")
	titlesInLastColumn(p, g.Grid)
	return g.Grid
}

// titlesInLastColumn names the member's plans by their titles where the words
// of a figure name them by their IDs ("1 rated under estonia-2022").
func titlesInLastColumn(p *memberBook, g *Grid) {
	for _, row := range g.Rows {
		text, ok := row[len(row)-1].(string)
		if !ok {
			continue
		}
		for _, q := range p.rows.ownPlans[p.m.ID] {
			text = strings.ReplaceAll(text, "rated under "+q.ID, "rated under "+p.planTitle(q.ID))
		}
		row[len(row)-1] = text
	}
}

// stagesOfCommitments is what the member's commitments add up from.
func (p *memberBook) stagesOfCommitments() string {
	c := p.m.Counts
	if !c.Known() {
		return "No commitment has been read"
	}
	return stagesInWords(map[vocabulary.CommitmentStage]int{
		vocabulary.StageCurrent: c.Current, vocabulary.StageAwaitingReview: c.AwaitingReview, vocabulary.StagePost: c.PostImplementation,
		vocabulary.StageNotReviewed: c.NotReviewed, vocabulary.StageNotStated: c.StageUnknown,
	}) + "; each counted once"
}

// highCompletion adds the share of high completion with its number.
func (f factTable) highCompletion(what string, c *dataset.Completion) {
	f.rate(what, vocabulary.HighCompletionRate, c, c.HighCompletion)
	if last := f.Rows[len(f.Rows)-1]; c.Assessed > 0 {
		last[2] = fmt.Sprint(last[2], "; ", leftOut(c))
	}
}

func (p *memberBook) planYears(id string) string {
	q := p.plan(id)
	switch {
	case q == nil || q.Years() == q.ID:
		return id
	case strings.HasPrefix(q.Years(), dataset.FromYear):
		return "plan " + q.Years()
	}
	return "plan of " + q.Years()
}

// plansNewestFirst are the figures of the plans that have any finding at a
// stage.
func (p *memberBook) plansNewestFirst(stage record.Stage) []*dataset.Completion {
	plans := slices.Clone(p.rows.ownPlans[p.m.ID])
	slices.SortStableFunc(plans, func(x, y dataset.Plan) int { return cmp.Compare(y.StartYear, x.StartYear) })
	var rows []*dataset.Completion
	for i := range plans {
		if c := p.figure("action_plan", plans[i].ID, stage); c != nil && c.Assessed > 0 {
			rows = append(rows, c)
		}
	}
	return rows
}

func (p *memberBook) briefAttention() []Block {
	list := p.rows.attentions[p.m.ID]
	g := factGrid("BriefAttention", "What", "Day", "About")
	for i := range list[:min(briefRows, len(list))] {
		a := &list[i]
		var when any = "No day"
		if !a.date.IsZero() {
			when = a.date
		}
		g.addLink(a.what, when, words.Shorten(a.about, 160), a.url)
	}
	return briefPart("What needs attention", g, len(list), "Nothing needs attention at the report's date.", "on sheet Needs attention of the main workbook")
}

// briefDue are the next things to expect, and before them what has passed.
func (p *memberBook) briefDue() []Block {
	g := factGrid("BriefDue", "What is expected", "By", "Whose duty, and when")
	total := 0
	for i := range p.ds.DueDates {
		d := &p.ds.DueDates[i]
		expected, err := time.Parse(time.DateOnly, d.Expected)
		if d.MemberID != p.m.ID || err != nil {
			continue
		}
		if total++; total > briefRows {
			continue
		}
		when := "in " + words.Count(d.Days, "day", "days")
		if d.Passed() {
			when = words.Count(-d.Days, "day", "days") + " ago; expected is not overdue"
		}
		if !d.Certain {
			when += "; the end of the plan is known only roughly"
		}
		g.add(d.Duty, expected, d.Whose+": "+when)
	}
	return briefPart("What can be expected", g, total, "No plan whose end is known lets one expect anything yet.", "on sheet "+sheetDue)
}

func (p *memberBook) briefChanges() []Block {
	sheet := p.changed(sheetChanged, "", "", p.rows.changes[p.m.ID])
	what, date, kind := sheet.Data.column("sentence"), sheet.Data.column("date"), sheet.Data.column("kind")
	g := factGrid("BriefChanges", "Kind", "Seen on", "What changed")
	for _, row := range sheet.Data.Rows[:min(briefRows, len(sheet.Data.Rows))] {
		text, _ := row[what].(string)
		g.add(fmt.Sprint(row[kind]), row[date], words.Shorten(text, 160))
	}
	return briefPart("What changed in the last 30 days", g, len(sheet.Data.Rows), sheet.Data.Empty, "on sheet "+sheetChanged)
}

// briefPart is a part of the brief: its rows, or the sentence in their place,
// and how many more stand elsewhere.
func briefPart(heading string, g factTable, total int, empty, more string) []Block {
	blocks := []Block{{Heading: heading}}
	if total == 0 {
		return append(blocks, Block{Paragraph: empty})
	}
	blocks = append(blocks, Block{Grid: g.Grid})
	if total > briefRows {
		blocks = append(blocks, Block{Paragraph: words.Number(total-briefRows) + " more " + more + "."})
	}
	return blocks
}
