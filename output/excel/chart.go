package excel

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"ogptracker/output/palette"
	"ogptracker/report"
)

// drawing is a chart, the row it stands on and its rectangle.
type drawing struct {
	chart  *report.Chart
	at     place
	anchor anchor
}

// Pixels of charts: a row of 15 points is 20 pixels.
const (
	chartWidth = 900
	rowPixels  = 20
	barPixels  = 30
	chartBelow = 8 // pixels kept free below a chart
)

// chartRows is the number of rows kept free for a chart: enough for each bar
// to carry its label on one line.
func chartRows(c *report.Chart) int {
	perCategory := barPixels
	if c.Kind == report.Bars {
		perCategory = max(barPixels, 20*len(c.Series)+8)
	}
	return max((len(c.Grid.Rows)*perCategory+110)/rowPixels, (leastChartHeight+chartTop+chartBelow+rowPixels-1)/rowPixels)
}

func chartHeight(c *report.Chart) uint { return uint(chartRows(c)*rowPixels - chartTop - chartBelow) }

// drawCharts draws all charts, when every table has its place.
func (w *writer) drawCharts() error {
	for _, d := range w.charts {
		if err := w.draw(d); err != nil {
			return fmt.Errorf("chart %s: %w", d.chart.Name, err)
		}
	}
	return w.finishCharts()
}

func (w *writer) draw(d drawing) error {
	data, ok := w.at[d.chart.Grid]
	if !ok {
		return fmt.Errorf("its figures stand on no sheet")
	}
	series, err := w.series(d.chart, data)
	if err != nil {
		return err
	}
	black := excelize.Font{Family: fontName, Size: 10, Color: ink}
	chart := &excelize.Chart{
		Type: map[report.ChartKind]excelize.ChartType{
			report.Bars: excelize.Bar, report.StackedBars: excelize.BarStacked, report.SharedBars: excelize.BarPercentStacked,
		}[d.chart.Kind],
		Series:     series,
		Format:     excelize.GraphicOptions{Name: d.chart.Name, AltText: d.chart.Alt},
		Dimension:  excelize.ChartDimension{Width: chartWidth, Height: chartHeight(d.chart)},
		Title:      excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: d.chart.Title + ": " + d.chart.ValueAxis, Font: &excelize.Font{Family: fontName, Size: 12, Bold: true, Color: navy}}}},
		Legend:     excelize.ChartLegend{Position: legend(d.chart), Font: &black},
		VaryColors: ptr(false),
		// The first row stands at the top; the value axis would follow it
		// there if its labels were not sent to the other side.
		XAxis:        excelize.ChartAxis{Font: black, ReverseOrder: true},
		YAxis:        excelize.ChartAxis{Font: black, MajorGridLines: true, Minimum: ptr(0.0), TickLabelPosition: excelize.ChartTickLabelHigh},
		PlotArea:     excelize.ChartPlotArea{ShowVal: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: labelFormat(d.chart)}},
		GapWidth:     ptr(uint(45)),
		ShowBlanksAs: "gap",
	}
	if d.chart.Kind != report.SharedBars {
		chart.YAxis.MajorUnit = step(longest(d.chart))
	}
	if d.chart.Kind != report.Bars {
		chart.Overlap = ptr(100)
	}
	cell, err := excelize.CoordinatesToCellName(1, d.at.row)
	if err != nil {
		return err
	}
	return w.file.AddChart(d.at.sheet, cell, chart)
}

// labelFormat is the number format of the figures at the bars: one whose part
// of a bar is too short to hold it is left to the table.
func labelFormat(c *report.Chart) string {
	least := 1
	if c.Kind == report.StackedBars {
		least = max(1, (longest(c)+29)/30)
	}
	return fmt.Sprintf(`[<%d]"";#,##0`, least)
}

// longest is the length of the chart's longest bar.
func longest(c *report.Chart) int {
	most := 0
	for _, row := range c.Grid.Rows {
		length := 0
		for _, i := range c.Series {
			n, _ := row[i].(int)
			if c.Kind == report.Bars {
				length = max(length, n)
			} else {
				length += n
			}
		}
		most = max(most, length)
	}
	return most
}

// step is the distance of grid lines for bars up to n: a whole number (half a
// commitment means nothing), with at most ten lines.
func step(n int) float64 {
	for unit := 1; ; unit *= 10 {
		for _, s := range []int{1, 2, 5} {
			if n <= 10*s*unit {
				return float64(s * unit)
			}
		}
	}
}

func legend(c *report.Chart) string {
	if len(c.Series) == 1 {
		return "none"
	}
	return "bottom"
}

// series points at the figures on the sheet, one series a column.
func (w *writer) series(c *report.Chart, data place) ([]excelize.ChartSeries, error) {
	last := data.row + len(c.Grid.Rows)
	sheet := quoteSheet(data.sheet)
	ref := func(column, from, to int) (string, error) {
		name, err := excelize.ColumnNumberToName(column + 1)
		return fmt.Sprintf("%s$%s$%d:$%s$%d", sheet, name, from, name, to), err
	}
	categories, err := ref(c.Category, data.row+1, last)
	if err != nil {
		return nil, err
	}
	w.points[categories] = points(columnOf(c.Grid, c.Category)...)
	colours := palette.Series(c)
	out := make([]excelize.ChartSeries, len(c.Series))
	for i, column := range c.Series {
		values, err := ref(column, data.row+1, last)
		if err != nil {
			return nil, err
		}
		name, err := ref(column, data.row, data.row)
		if err != nil {
			return nil, err
		}
		name, _, _ = strings.Cut(name, ":")
		w.points[name] = points(c.Grid.Columns[column].Header)
		w.points[values] = points(columnOf(c.Grid, column)...)
		label := colours[i].Label
		if c.Kind == report.Bars {
			label = ink // outside the bar
		}
		out[i] = excelize.ChartSeries{
			Name: name, Categories: categories, Values: values,
			Fill:      fill(colours[i].Fill),
			DataLabel: excelize.ChartDataLabel{Font: excelize.Font{Family: fontName, Size: 10, Color: label}},
		}
	}
	return out, nil
}
