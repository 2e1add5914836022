package reporttest

import (
	"fmt"
	"strings"
	"time"

	"ogptracker/report"
	"ogptracker/report/schema"
)

// Words says what every cell of a sheet says, with its kind, its link and the
// series of its charts, one row a line: the sheet as a text that can be
// compared.
func Words(s *report.Sheet) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n%s\n", s.Name, s.Title)
	if s.OnePage {
		b.WriteString("on one page\n")
	}
	if s.Note != "" {
		fmt.Fprintf(&b, "note: %s\n", s.Note)
	}
	if s.Data != nil {
		writeGrid(&b, s.Data)
	}
	for i := range s.Blocks {
		b.WriteByte('\n')
		writeBlock(&b, &s.Blocks[i])
	}
	return b.String()
}

func writeBlock(b *strings.Builder, block *report.Block) {
	switch {
	case block.Heading != "":
		fmt.Fprintf(b, "## %s\n", block.Heading)
	case block.Paragraph != "":
		fmt.Fprintln(b, block.Paragraph)
	case block.Alert != "":
		fmt.Fprintf(b, "! %s\n", block.Alert)
	case block.Grid != nil:
		writeGrid(b, block.Grid)
	case block.Chart != nil:
		writeChart(b, block.Chart)
	case block.Choice != nil:
		c := block.Choice
		fmt.Fprintf(b, "choice %s: %s: %s, of %s.%s (%s)\n", c.Name, c.Label, c.Value, c.From.Name, c.Column, c.Hint)
	}
	for _, l := range block.Links {
		fmt.Fprintf(b, "-> %s [%s%s] %s\n", l.Text, l.Sheet, l.URL, l.About)
	}
}

func writeGrid(b *strings.Builder, g *report.Grid) {
	fmt.Fprintf(b, "table %s, %d frozen, %d printed, at most %d lines a row (0: as many as there are), whole in %q\n", g.Name, g.Frozen, g.Printed, g.MaxLines, g.WholeIn)
	for _, c := range g.Columns {
		grouped := ""
		if c.Grouped {
			grouped = ", grouped"
		}
		fmt.Fprintf(b, "| %s (%s%s)", c.Header, c.Type, grouped)
	}
	b.WriteByte('\n')
	if len(g.Rows) == 0 {
		fmt.Fprintf(b, "empty: %s\n", g.Empty)
	}
	for r, row := range g.Rows {
		for i, cell := range row {
			fmt.Fprintf(b, "| %s", cellWords(cell))
			if links := g.Columns[i].Links; links != nil && links[r] != "" {
				fmt.Fprintf(b, " [%s]", links[r])
			}
		}
		b.WriteByte('\n')
	}
}

func cellWords(cell any) string {
	switch v := cell.(type) {
	case nil:
		return "-"
	case string:
		if len(v) > 160 { // running text: its beginning and its length tell it
			return fmt.Sprintf("%s ... (%d)", strings.ReplaceAll(strings.ToValidUTF8(v[:120], ""), "\n", " / "), len(v))
		}
		return strings.ReplaceAll(v, "\n", " / ")
	case time.Time:
		return v.Format("2006-01-02 15:04")
	case bool:
		return map[bool]string{true: "yes", false: "no"}[v]
	case float64:
		return fmt.Sprintf("%.4g", v)
	case int:
		return fmt.Sprintf("%d", v)
	case schema.Formula:
		return fmt.Sprintf("%s =%s", cellWords(v.Value), v.Expression)
	}
	return fmt.Sprintf("%v (%T)", cell, cell)
}

func writeChart(b *strings.Builder, c *report.Chart) {
	fmt.Fprintf(b, "chart %s (%s) of %s: %s: %s\n", c.Name, c.Kind, c.Grid.Name, c.Title, c.ValueAxis)
	fmt.Fprintf(b, "  by %s:", c.Grid.Columns[c.Category].Header)
	for _, i := range c.Series {
		fmt.Fprintf(b, " %s;", c.Grid.Columns[i].Header)
	}
	fmt.Fprintf(b, "\n  says: %s\n", c.Alt)
}
