package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/figure"
	"ogptracker/transform/vocabulary"
)

// briefLines is how many lines a list of the brief has: it must stay on one
// page, and the other sheets have the rest.
const briefLines = 5

// brief is one page of what a minister's adviser takes into the room.
func (p *memberBook) brief() *Sheet {
	s := &Sheet{Name: sheetBrief, Title: p.titled(p.m.Name + ": brief of " + day(p.meta.Date)), Widths: []float64{34, 22, 76}, OnePage: true}
	s.Blocks = append(s.Blocks, p.warnings()...)
	s.Blocks = append(s.Blocks, Block{Paragraph: p.outcomeInWords() + " " + p.memberCoverage()}, Block{Heading: "Where it stands"}, Block{Grid: p.standing()})
	s.Blocks = append(s.Blocks, briefList("What needs attention", sheetNoneNeeded, p.attentionLines())...)
	s.Blocks = append(s.Blocks, briefList("What changed in the last 30 days", "No change was seen.", p.changeLines())...)
	s.Blocks = append(s.Blocks,
		Block{Heading: "How to read it"},
		Block{Paragraph: vocabulary.HighCompletionRate.Definition() + ". Below " + number(fewAssessed) + " assessed there is no rate. Findings are the Independent Reporting Mechanism's; what a member reports of itself is not counted."},
		Block{Paragraph: NotAProduct + " " + Citation(p.meta)})
	return s
}

const sheetNoneNeeded = "Nothing at the report's date."

// briefList is a heading and some lines, or a word that there are none.
func briefList(heading, none string, lines []string) []Block {
	blocks := []Block{{Heading: heading}}
	if len(lines) == 0 {
		return append(blocks, Block{Paragraph: none})
	}
	for _, l := range lines[:min(len(lines), briefLines)] {
		blocks = append(blocks, Block{Paragraph: "– " + shorten(l, 220)})
	}
	if more := len(lines) - briefLines; more > 0 {
		blocks = append(blocks, Block{Paragraph: "and " + number(more) + " more: see the other sheets."})
	}
	return blocks
}

// standing is the table of the brief: plans, final findings, and what comes.
func (p *memberBook) standing() *Grid {
	g := factGrid("Standing", "What", "Value", "Rests on")
	m := p.m
	switch {
	case m.CurrentPlanID != "":
		g.add("Current action plan", p.planTitle(m.CurrentPlanID), p.planEndWords(m.CurrentPlanID))
	case m.LatestPlanID != "":
		g.add("Current action plan", "None runs", "The latest was "+p.planTitle(m.LatestPlanID)+"; "+p.planEndWords(m.LatestPlanID))
	default:
		g.add("Current action plan", "None known", "No page or table that was read names one")
	}
	g.add("Commitments", countInWords(m.Counts.Known(), m.Counts.Commitments), p.stagesOf())
	final := p.figure(figure.GroupMember, m.ID, record.StageEndOfTerm)
	p.addStanding(g, "Final findings, all plans", final)
	if id := p.lastRatedPlan(); id != "" {
		p.addStanding(g, "Final findings, "+shorten(p.planTitle(id), 40), p.figure(figure.GroupActionPlan, id, record.StageEndOfTerm))
	}
	p.addStanding(g, "Beside it: "+orWords(m.Region, vocabulary.NotStated), p.figure(figure.GroupRegion, m.Region, record.StageEndOfTerm))
	p.addStanding(g, "Beside it: all national members", p.figure(figure.GroupMemberType, vocabulary.MemberTypeNational, record.StageEndOfTerm))
	g.add("Starred commitments", countInWords(m.Counts.StarsKnown(), m.Counts.Starred), "As stated on pages and in OGP's table; stars ended with the plans of 2018-20")
	for i := range p.ds.DueDates {
		if d := &p.ds.DueDates[i]; d.MemberID == m.ID {
			g.add(d.Duty, d.Expected, fmt.Sprintf("%s; %s", d.Whose, dueWords(d)))
		}
	}
	verdicts := map[string]int{}
	for i := range p.ds.Reconciliation {
		if r := &p.ds.Reconciliation[i]; r.MemberID == m.ID {
			verdicts[r.Verdict]++
		}
	}
	g.add("Figures that agree with IRM reports", verdicts[dataset.Agrees], number(verdicts[dataset.Differs])+" differ, "+number(verdicts[dataset.NotComparable])+" are not comparable")
	return g.Grid
}

func dueWords(d *dataset.DueDate) string {
	when := fmt.Sprintf("in %s", count(d.Days, "day", "days"))
	if d.Passed() {
		when = fmt.Sprintf("%s ago, which is not overdue", count(-d.Days, "day", "days"))
	}
	if !d.Certain {
		when += "; reckoned from an assumed end"
	}
	return when
}

// addStanding adds the final findings of a group with their number.
func (p *memberBook) addStanding(g factTable, what string, c *dataset.Completion) {
	if c == nil {
		g.add(what, "None assessed", "No commitment is known")
		return
	}
	g.rate(vocabulary.CompletionRate{Name: what, Of: vocabulary.HighCompletionRate.Of, Levels: vocabulary.HighCompletionRate.Levels}, c, c.HighCompletion)
}

// stagesOf says where the member's commitments stand.
func (p *memberBook) stagesOf() string {
	c := p.m.Counts
	if !c.StagesKnown() {
		return sentence(strings.ToLower(countsNote(&c, p.m.Freshness)))
	}
	return stagesInWords(map[string]int{
		vocabulary.StageCurrent: c.Current, vocabulary.StageAwaitingReview: c.AwaitingReview, vocabulary.StagePost: c.PostImplementation,
		vocabulary.StageNotReviewed: c.NotReviewed, vocabulary.NotStated: c.StageUnknown,
	})
}

// planEndWords says when a plan ends and how sure that is.
func (p *memberBook) planEndWords(id string) string {
	for i := range p.rows.ownPlans[p.m.ID] {
		q := &p.rows.ownPlans[p.m.ID][i]
		if q.ID != id {
			continue
		}
		end, ok := dataset.EndOf(q)
		switch {
		case !ok:
			return "its end is not known"
		case end.Day.Before(p.meta.Date):
			return "ended " + end.Words
		}
		return "ends " + end.Words + ", in " + count(int(end.Day.Sub(p.meta.Date)/(24*time.Hour)), "day", "days")
	}
	return "its end is not known"
}

// lastRatedPlan is the newest plan that the IRM rated at its end.
func (p *memberBook) lastRatedPlan() string {
	for _, q := range slices.Backward(p.rows.ownPlans[p.m.ID]) {
		if c := p.figure(figure.GroupActionPlan, q.ID, record.StageEndOfTerm); c != nil && c.Assessed > 0 {
			return q.ID
		}
	}
	return ""
}

func (p *memberBook) attentionLines() (lines []string) {
	for _, a := range p.rows.attentions[p.m.ID] {
		line := a.about
		if !a.date.IsZero() {
			line = day(a.date) + ": " + line
		}
		lines = append(lines, line)
	}
	return lines
}

func (p *memberBook) changeLines() (lines []string) {
	recent := slices.DeleteFunc(latestOnce(p.rows.changes[p.m.ID]), func(c dataset.Change) bool { return p.window(c.Date) == "" })
	folded := fold(recent)
	for _, kind := range changedOrder {
		for i := range folded {
			if changedKind(&folded[i].Change) == kind {
				lines = append(lines, strings.TrimPrefix(p.changeInWords(&folded[i]), p.m.Name+", "))
			}
		}
	}
	return lines
}
