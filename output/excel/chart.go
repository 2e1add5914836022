package excel

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"ogptracker/report"
)

// drawing is a chart and the row it stands on.
type drawing struct {
	chart *report.Chart
	at    place
}

// Pixels of charts: a row of 15 points is 20 pixels.
const (
	chartWidth = 900
	rowPixels  = 20
	barPixels  = 30
)

// chartRows is the number of rows kept free for a chart: enough for each bar
// to carry its label on one line.
func chartRows(c *report.Chart) int {
	perCategory := barPixels
	if c.Kind == report.Bars {
		perCategory = max(barPixels, 20*len(c.Series)+8)
	}
	return (len(c.Grid.Rows)*perCategory + 130) / rowPixels
}

// drawCharts draws all charts, when every table has its place.
func (w *writer) drawCharts() error {
	for _, d := range w.charts {
		if err := w.draw(d); err != nil {
			return fmt.Errorf("chart %s: %w", d.chart.Name, err)
		}
	}
	return nil
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
		Format:     excelize.GraphicOptions{Name: d.chart.Name, AltText: d.chart.Alt, OffsetX: 4, OffsetY: 6, Positioning: "oneCell"},
		Dimension:  excelize.ChartDimension{Width: chartWidth, Height: uint(chartRows(d.chart)*rowPixels - 14)},
		Title:      excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: d.chart.Title, Font: &excelize.Font{Family: fontName, Size: 12, Bold: true, Color: navy}}}},
		Legend:     excelize.ChartLegend{Position: legend(d.chart), Font: &black},
		VaryColors: ptr(false),
		XAxis:      excelize.ChartAxis{Font: black, ReverseOrder: true},
		YAxis: excelize.ChartAxis{
			Font: black, MajorGridLines: true, Minimum: ptr(0.0),
			Title: excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: d.chart.ValueAxis, Font: &black}}},
		},
		PlotArea:     excelize.ChartPlotArea{ShowVal: true},
		GapWidth:     ptr(uint(45)),
		ShowBlanksAs: "gap",
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

func legend(c *report.Chart) string {
	if len(c.Series) == 1 {
		return "none"
	}
	return "bottom"
}

// series points at the figures on the sheet, one series a column.
func (w *writer) series(c *report.Chart, data place) ([]excelize.ChartSeries, error) {
	last := data.row + len(c.Grid.Rows)
	sheet := "'" + strings.ReplaceAll(data.sheet, "'", "''") + "'!"
	ref := func(column, from, to int) (string, error) {
		name, err := excelize.ColumnNumberToName(column + 1)
		return fmt.Sprintf("%s$%s$%d:$%s$%d", sheet, name, from, name, to), err
	}
	categories, err := ref(c.Category, data.row+1, last)
	if err != nil {
		return nil, err
	}
	out := make([]excelize.ChartSeries, len(c.Series))
	for i, column := range c.Series {
		values, err := ref(column, data.row+1, last)
		if err != nil {
			return nil, err
		}
		name, _, _ := strings.Cut(values, ":")
		name = strings.Replace(name, fmt.Sprintf("$%d", data.row+1), fmt.Sprintf("$%d", data.row), 1)
		colour := seriesColours[i]
		label := colour.label
		if c.Kind == report.Bars {
			label = ink // outside the bar
		}
		out[i] = excelize.ChartSeries{
			Name: name, Categories: categories, Values: values,
			Fill:      fill(colour.fill),
			DataLabel: excelize.ChartDataLabel{Font: excelize.Font{Family: fontName, Size: 10, Color: label}},
		}
	}
	return out, nil
}
