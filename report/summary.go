package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ogptracker/report/schema"
	"ogptracker/report/words"
	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// topAreas is the number of policy areas that Summary shows.
const topAreas = 10

// noRateBelow says why a group has counts and no rate.
var noRateBelow = fmt.Sprintf("Below %d assessed there is no rate", dataset.MinAssessed)

// summary shows completion in all and by group, as counts, rates and charts.
func (b *builder) summary() *Sheet {
	s := &Sheet{Name: sheetSummary, Title: b.titled("Summary: completion of commitments as the IRM found it"),
		Widths: figureWidths()}
	s.Blocks = append(s.Blocks,
		Block{Paragraph: vocabulary.HighCompletionRate.Definition() + ". Assessed are commitments found " + vocabulary.AssessedInWords() + "; everything else is left out and named. " + noRateBelow + ". Every group and stage: sheet Completion."},
	)
	s.Blocks = append(s.Blocks, b.byStage()...)
	s.Blocks = append(s.Blocks, byRegion(b.ds)...)
	s.Blocks = append(s.Blocks, byCycle(b.ds)...)
	s.Blocks = append(s.Blocks, byArea(b.ds)...)
	return s
}

// byStage shows midterm, end of term and latest, and how far the commitments
// that were rated twice came from the one to the other.
func (b *builder) byStage() []Block {
	var rows []*dataset.Completion
	for _, stage := range schema.FigureStages() {
		if c := b.figure("all", "all", record.Stage(stage)); c != nil {
			rows = append(rows, c)
		}
	}
	g := figureGrid("SummaryStages", "Stage", rows, func(c *dataset.Completion) string { return words.Stage(string(c.Stage)) })
	blocks := []Block{{Heading: "By stage"},
		{Paragraph: "Latest is the end-of-term finding where there is one, else the midterm finding, so it mixes both; a later, lower finding replaces an earlier, higher one. The stages are of different commitments: how far the same ones came stands below. " + foundOnCompletion("all", "")},
		{Grid: g}, {Heading: "From midterm to end of term"}}
	return append(blocks, ratedTwice("SummaryRatedTwice", b.ds.Commitments)...)
}

func byRegion(ds *dataset.Dataset) []Block {
	blocks := []Block{{Heading: "By region"}, {Paragraph: "Latest finding of each commitment, regions in order of name. " + foundOnCompletion("region", record.StageLatest)}}
	return append(blocks, assessedGroups("SummaryRegions", "Region", group(ds, "region"), label, "Completion by region, latest finding")...)
}

// byCycle marks the cycles whose plans have only a midterm.
func byCycle(ds *dataset.Dataset) []Block {
	blocks := []Block{{Heading: "By cycle"}, {Paragraph: "Latest finding, by the first year of the plan. Cycles marked (midterm only) or (partly midterm only) have plans that were never rated at their end: their rates are biased low and must not be compared with final ones. " + foundOnCompletion("cycle", record.StageLatest)}}
	return append(blocks, assessedGroups("SummaryCycles", "First year of the plan", group(ds, "cycle"), cycleLabel, "Completion by first year of the plan, latest finding")...)
}

func cycleLabel(c *dataset.Completion) string {
	switch {
	case c.MidtermOnly == 0:
		return c.GroupLabel
	case c.MidtermOnly >= c.Commitments:
		return c.GroupLabel + " (midterm only)"
	}
	return c.GroupLabel + " (partly midterm only)"
}

func label(c *dataset.Completion) string { return c.GroupLabel }

// byArea shows the policy areas that most commitments have.
func byArea(ds *dataset.Dataset) []Block {
	rows := slices.DeleteFunc(group(ds, "policy_area"), func(c *dataset.Completion) bool { return c.Group == vocabulary.NotStated })
	slices.SortStableFunc(rows, func(x, y *dataset.Completion) int { return cmp.Compare(y.Commitments, x.Commitments) })
	all := len(rows)
	rows = rows[:min(topAreas, all)]
	g := figureGrid("SummaryPolicyAreas", "Policy area", rows, label)
	blocks := []Block{{Heading: "Most common policy areas"},
		{Paragraph: fmt.Sprintf("%s with the most commitments, of %s in all. A commitment can have several policy areas, so the numbers add up to more than there are commitments. %s", words.Sentence(words.Count(len(rows), "policy area", "policy areas")), words.Number(all), foundOnCompletion("policy_area", record.StageLatest))}}
	if len(rows) == 0 {
		return append(blocks, Block{Grid: g})
	}
	c := &Chart{Name: "Chart of policy areas", Title: "Most common policy areas", Kind: Bars, Grid: g, Category: 0,
		Series: []int{g.column("commitments")}, ValueAxis: "number of commitments",
		Alt: "Bar chart: number of commitments of each policy area. " + listFigures(rows, func(c *dataset.Completion) string {
			return c.GroupLabel + " " + words.Number(c.Commitments)
		})}
	return append(blocks, Block{Chart: c}, Block{Grid: g})
}

// foundOnCompletion names the filter of sheet Completion that gives figures of
// a kind of group again, at a stage, or at the one that the row names.
func foundOnCompletion(groupType string, stage record.Stage) string {
	filter := fmt.Sprintf("Found again on sheet %s: Kind of group = %s", sheetCompletion, words.GroupType(groupType))
	if stage != "" {
		filter += "; Stage = " + words.Stage(string(stage))
	}
	return filter + "."
}

// group returns the latest figures of a kind of group, in the order of the
// dataset, which is by name.
func group(ds *dataset.Dataset, groupType string) []*dataset.Completion {
	var rows []*dataset.Completion
	for i := range ds.Completion {
		if c := &ds.Completion[i]; c.GroupType == groupType && c.Stage == record.StageLatest {
			rows = append(rows, c)
		}
	}
	return rows
}

// figureWidths are the column widths of a sheet of figureGrids.
func figureWidths() []float64 { return []float64{36, 15, 12, 13, 14, 11, 11, 11, 14, 90} }

// figureGrid shows completion figures; its columns are those of table
// completion under a label of its own.
func figureGrid(name, what string, rows []*dataset.Completion, label func(*dataset.Completion) string) *Grid {
	declared := schema.CompletionDeclared()
	g := &Grid{Name: name, Empty: "No commitment is known yet, so there is no figure.",
		Columns: []GridColumn{{Column: schema.Column{Name: "label", Header: what, Type: schema.Text}}}}
	for _, column := range []string{"commitments", "assessed", "completed", "substantial", "limited", "not_started", "left_out", "high_completion_rate", "in_words"} {
		g.Columns = append(g.Columns, GridColumn{Column: declared.Columns[declared.MustColumn(column)]})
	}
	for _, c := range rows {
		var rate any
		if c.Assessed >= dataset.MinAssessed {
			rate = schema.NumberOf(c.HighCompletion)
		}
		g.Rows = append(g.Rows, []any{label(c), c.Commitments, c.Assessed, c.Completed, c.Substantial, c.Limited, c.NotStarted, c.LeftOut, rate, c.InWords})
	}
	return g
}

func listFigures(rows []*dataset.Completion, say func(*dataset.Completion) string) string {
	parts := make([]string, len(rows))
	for i, c := range rows {
		parts[i] = say(c)
	}
	return strings.Join(parts, "; ") + "."
}
