package excel

import (
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"strconv"
	"strings"

	"ogptracker/report"
	"ogptracker/report/schema"
)

// What excelize writes of charts, made what Excel itself would write: true
// anchors, and the figures of the series kept beside their references, so
// that programs which do not calculate can draw them.

// finishCharts rewrites the parts of charts and drawings when all are drawn.
func (w *writer) finishCharts() error {
	anchors := make(map[string]anchor, len(w.charts))
	for _, d := range w.charts {
		anchors[d.chart.Name] = d.anchor
	}
	var fault error
	w.file.Drawings.Range(func(name, drawing any) bool {
		body, err := xml.Marshal(drawing)
		if err == nil {
			body, err = anchored(body, anchors)
		}
		if fault = err; fault != nil {
			return false
		}
		w.file.Pkg.Store(name, append([]byte(xml.Header), body...))
		w.file.Drawings.Delete(name)
		return true
	})
	if fault != nil {
		return fault
	}
	w.file.Pkg.Range(func(name, content any) bool {
		if strings.HasPrefix(name.(string), "xl/charts/chart") {
			w.file.Pkg.Store(name, w.cached(content.([]byte)))
		}
		return true
	})
	return nil
}

// anchored gives each chart of a drawing its own corners.
func anchored(drawing []byte, anchors map[string]anchor) ([]byte, error) {
	var faults []error
	const end = "</xdr:twoCellAnchor>"
	out := replaceBetween(drawing, "<xdr:twoCellAnchor", end, func(whole string) string {
		_, inner, _ := strings.Cut(whole, "</xdr:to>")
		_, name, _ := strings.Cut(inner, "<xdr:cNvPr ")
		_, name, _ = strings.Cut(name, `name="`)
		name, _, _ = strings.Cut(name, `"`)
		name = html.UnescapeString(name)
		a, ok := anchors[name]
		if !ok {
			faults = append(faults, fmt.Errorf("the drawing holds %q, which is no chart of this workbook", name))
		}
		// The chart moves with its cells and keeps its size.
		return `<xdr:twoCellAnchor editAs="oneCell">` + a.xml() + inner + end
	})
	return out, errors.Join(faults...)
}

// cached puts the figures beside the references of a chart.
func (w *writer) cached(chart []byte) []byte {
	chart = replaceBetween(chart, "<strRef><f>", "</f></strRef>", func(ref string) string {
		return "<strRef><f>" + ref + "</f><strCache>" + w.points[html.UnescapeString(ref)] + "</strCache></strRef>"
	})
	return replaceBetween(chart, "<numRef><f>", "</f><numCache><formatCode></formatCode></numCache></numRef>", func(ref string) string {
		return "<numRef><f>" + ref + "</f><numCache><formatCode>General</formatCode>" + w.points[html.UnescapeString(ref)] + "</numCache></numRef>"
	})
}

// points writes the values of cells for a cache; an empty cell has none.
func points(values ...any) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<ptCount val="%d"/>`, len(values))
	for i, v := range values {
		text := ""
		switch v := v.(type) {
		case nil:
			continue
		case int:
			text = strconv.Itoa(v)
		case schema.CalendarYear:
			text = strconv.Itoa(int(v))
		case float64:
			text = strconv.FormatFloat(v, 'g', -1, 64)
		default:
			text = fmt.Sprint(v)
		}
		fmt.Fprintf(&b, `<pt idx="%d"><v>%s</v></pt>`, i, html.EscapeString(text))
	}
	return b.String()
}

// columnOf is one column of a table's rows.
func columnOf(g *report.Grid, column int) []any {
	values := make([]any, len(g.Rows))
	for r, row := range g.Rows {
		values[r] = shown(row[column])
	}
	return values
}
