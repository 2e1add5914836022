package webpage

import (
	"fmt"
	"html"
	"html/template"
	"strings"

	"ogptracker/output/palette"
	"ogptracker/report"
)

// Pixels of a chart.
const (
	chartWidth = 900
	labelWidth = 300
	barHeight  = 18
	rowGap     = 10
	headHeight = 44
	barsWidth  = chartWidth - labelWidth - 60
)

// draw is a chart as SVG. Its figures stand in the table beside it; its
// alternative text says them in words.
func draw(c *report.Chart) template.HTML {
	colours := palette.Series(c)
	perRow := barHeight
	if c.Kind == report.Bars {
		perRow = barHeight * len(c.Series)
	}
	height := headHeight + len(c.Grid.Rows)*(perRow+rowGap) + 10
	var b strings.Builder
	fmt.Fprintf(&b, `<svg role="img" viewBox="0 0 %d %d" width="%d" height="%d" font-family="Calibri,Carlito,sans-serif" font-size="13" fill="#1f2933"><title>%s</title><desc>%s</desc>`,
		chartWidth, height, chartWidth, height, html.EscapeString(c.Title), html.EscapeString(c.Alt))
	fmt.Fprintf(&b, `<text x="0" y="16" font-size="15" font-weight="bold">%s</text>`, html.EscapeString(c.Title+": "+c.ValueAxis))
	if len(c.Series) > 1 {
		x := 0
		for i, column := range c.Series {
			name := c.Grid.Columns[column].Header
			fmt.Fprintf(&b, `<rect x="%d" y="24" width="12" height="12" fill="#%s"/><text x="%d" y="35">%s</text>`, x, colours[i].Fill, x+17, html.EscapeString(name))
			x += 40 + 8*len([]rune(name))
		}
	}
	longest := longestBar(c)
	for r, row := range c.Grid.Rows {
		y := headHeight + r*(perRow+rowGap)
		label := ""
		if c.Category < len(row) {
			label, _ = shown(row[c.Category], c.Grid.Columns[c.Category].Type)
		}
		fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="end" dir="auto">%s</text>`, labelWidth-8, y+perRow/2+5, html.EscapeString(fit(label)))
		bars(&b, c, row, colours, y, longest)
	}
	b.WriteString("</svg>")
	return template.HTML(b.String())
}

// fit cuts a label to the room beside the bars; the table has it whole.
func fit(label string) string {
	const room = 44
	if letters := []rune(label); len(letters) > room {
		return string(letters[:room-1]) + "…"
	}
	return label
}

// bars draws one row: side by side, or end to end.
func bars(b *strings.Builder, c *report.Chart, row []any, colours []palette.Colour, y int, longest float64) {
	if c.Kind == report.SharedBars {
		longest = rowTotal(c, row)
	}
	if longest == 0 {
		return
	}
	x := float64(labelWidth)
	for i, column := range c.Series {
		v, ok := value(row[column])
		if !ok || v == 0 {
			if c.Kind == report.Bars {
				y += barHeight
			}
			continue
		}
		w := v / longest * barsWidth
		text, _ := shown(row[column], c.Grid.Columns[column].Type)
		fmt.Fprintf(b, `<rect x="%.1f" y="%d" width="%.1f" height="%d" fill="#%s" stroke="#fff"/>`, x, y, w, barHeight, colours[i].Fill)
		switch {
		case c.Kind == report.Bars:
			fmt.Fprintf(b, `<text x="%.1f" y="%d">%s</text>`, x+w+5, y+14, text)
			y += barHeight
		case w > float64(8*len(text)+4):
			fmt.Fprintf(b, `<text x="%.1f" y="%d" text-anchor="middle" fill="#%s">%s</text>`, x+w/2, y+14, colours[i].Label, text)
			x += w
		default:
			x += w // too short for its figure, which the table has
		}
	}
}

func value(v any) (float64, bool) {
	switch v := v.(type) {
	case int:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

func rowTotal(c *report.Chart, row []any) float64 {
	total := 0.0
	for _, column := range c.Series {
		v, _ := value(row[column])
		total += v
	}
	return total
}

func longestBar(c *report.Chart) float64 {
	most := 0.0
	for _, row := range c.Grid.Rows {
		if c.Kind != report.Bars {
			most = max(most, rowTotal(c, row))
			continue
		}
		for _, column := range c.Series {
			v, _ := value(row[column])
			most = max(most, v)
		}
	}
	return most
}
