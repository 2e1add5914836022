package report

import (
	"fmt"
	"strings"

	"ogptracker/report/schema"
	"ogptracker/report/words"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// levelColumns are the columns of completion that a chart of shares draws.
var levelColumns = []string{"completed", "substantial", "limited", "not_started"}

// assessedGroups draws the levels of completion of each group as shares, above
// their table. A group of which nothing is assessed has no bar and no row; a
// sentence names it. Each label says of how many commitments it is, so that a
// bar of four is not read like one of forty.
func assessedGroups(name, what string, rows []*dataset.Completion, label func(*dataset.Completion) string, title string) []Block {
	var assessed []*dataset.Completion
	var none []string
	for _, c := range rows {
		if c.Assessed > 0 {
			assessed = append(assessed, c)
		} else {
			none = append(none, fmt.Sprintf("%s (%s)", label(c), words.Count(c.Commitments, "commitment", "commitments")))
		}
	}
	g := figureGrid(name, what, assessed, func(c *dataset.Completion) string { return withBase(label(c), c.Assessed) })
	if len(rows) > 0 {
		g.Empty = "No commitment has been assessed yet."
	}
	var blocks []Block
	if len(none) > 0 {
		blocks = append(blocks, Block{Paragraph: "None assessed: " + strings.Join(none, "; ") + "."})
	}
	if len(assessed) > 0 {
		blocks = append(blocks, Block{Chart: completionChart(g, title)})
	}
	return append(blocks, Block{Grid: g})
}

func withBase(label string, n int) string { return label + ", n = " + words.Number(n) }

// ratedTwice compares midterm and end of term of the commitments that the IRM
// rated at both: two sets of different commitments say nothing of progress.
func ratedTwice(name string, commitments []dataset.Commitment) []Block {
	midterm := dataset.Completion{GroupLabel: "At midterm"}
	end := dataset.Completion{GroupLabel: "At end of term"}
	for i := range commitments {
		c := &commitments[i]
		if c.CountsInRates() && rated(c.CompletionMidterm) && rated(c.CompletionEndOfTerm) {
			addLevel(&midterm, c.CompletionMidterm)
			addLevel(&end, c.CompletionEndOfTerm)
		}
	}
	if midterm.Assessed == 0 {
		return []Block{{Paragraph: "No commitment has a rating both at midterm and at end of term, so there is nothing to compare."}}
	}
	g := levelsGrid(name, []*dataset.Completion{&midterm, &end})
	return []Block{
		{Paragraph: fmt.Sprintf("Of the same %s: %s %s at midterm, %s at end of term. Found again among the commitments by Counts in rates = Yes and the four ratings in both Completion at midterm and Completion at end of term.",
			words.Count(midterm.Assessed, "commitment, rated both times", "commitments, rated both times"),
			words.Number(midterm.HighCompletion.Count), vocabulary.HighCompletionRate.Counted(), words.Number(end.HighCompletion.Count))},
		{Chart: completionChart(g, "The same commitments at midterm and at end of term")}, {Grid: g}}
}

func rated(finding string) bool {
	return vocabulary.CompletionLevel(finding) != vocabulary.LevelNone
}

// addLevel counts one rated commitment.
func addLevel(c *dataset.Completion, finding string) {
	c.Commitments++
	c.Assessed++
	c.HighCompletion.Of++
	switch finding {
	case vocabulary.Completed:
		c.Completed++
		c.HighCompletion.Count++
	case vocabulary.Substantial:
		c.Substantial++
		c.HighCompletion.Count++
	case vocabulary.Limited:
		c.Limited++
	case vocabulary.NotStarted:
		c.NotStarted++
	}
}

// levelsGrid shows the four levels of completion and nothing else.
func levelsGrid(name string, rows []*dataset.Completion) *Grid {
	declared := schema.CompletionDeclared()
	g := &Grid{Name: name, Columns: []GridColumn{{Column: schema.Column{Name: "label", Header: "When", Type: schema.Text}}}}
	for _, column := range append([]string{"assessed"}, levelColumns...) {
		g.Columns = append(g.Columns, GridColumn{Column: declared.Columns[declared.MustColumn(column)]})
	}
	for _, c := range rows {
		g.Rows = append(g.Rows, []any{withBase(c.GroupLabel, c.Assessed), c.Assessed, c.Completed, c.Substantial, c.Limited, c.NotStarted})
	}
	return g
}

// completionChart draws the levels of completion of a table as shares of the
// assessed, whatever the data.
func completionChart(g *Grid, title string) *Chart {
	c := &Chart{Name: "Chart: " + title, Title: title, Kind: SharedBars, Grid: g,
		Category: 0, ValueAxis: "share of assessed commitments (figures in the bars are counts)"}
	for _, name := range levelColumns {
		c.Series = append(c.Series, g.column(name))
	}
	c.Alt = "Bars of 100 %, one for each row of the table: completed, substantial, limited, not started. " + levels(g)
	return c
}

// levels says the figures of a chart of completion in words.
func levels(g *Grid) string {
	parts := make([]string, len(g.Rows))
	for i, row := range g.Rows {
		counts := make([]string, len(levelColumns))
		for j, name := range levelColumns {
			counts[j] = words.Number(row[g.column(name)].(int))
		}
		parts[i] = fmt.Sprintf("%s: %s", row[0], strings.Join(counts, ", "))
	}
	return strings.Join(parts, "; ") + "."
}
