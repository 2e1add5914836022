package excel

import (
	"strings"
	"time"

	"ogptracker/output/limits"
	"ogptracker/report"
	"ogptracker/report/schema"
	"ogptracker/scrape/record"
)

// grid checks a table and mends its cells, in copies of the rows it changes.
func (g *gate) grid(t *report.Grid) *report.Grid {
	clean := *t
	g.grids[t] = &clean
	g.checkHeaders(t)
	folded := strings.ToLower(t.Name)
	if fault := limits.TableName(t.Name); fault != "" {
		g.fault(ruleTableName, "%q: %s", t.Name, fault)
	} else if g.tables[folded] {
		g.fault(ruleTableName, "the table's name %q stands twice", t.Name)
	}
	g.tables[folded] = true
	if len(t.Rows) == 0 && strings.TrimSpace(t.Empty) == "" {
		g.fault(ruleEmptyTable, "table %s has no row and no sentence to say so", t.Name)
	}
	if len(t.Rows) > limits.Rows-dataHeader || len(t.Columns) > limits.Columns {
		g.fault(ruleSize, "table %s has %d rows and %d columns", t.Name, len(t.Rows), len(t.Columns))
	}
	if g.at.Data == t && (t.Frozen < 1 || t.Frozen >= len(t.Columns)) {
		g.fault(ruleLayout, "table %s freezes %d of %d columns", t.Name, t.Frozen, len(t.Columns))
	}
	g.columns(&clean)
	g.rows(&clean)
	return &clean
}

func (g *gate) checkHeaders(t *report.Grid) {
	if len(t.Columns) == 0 {
		g.fault(ruleHeader, "table %s has no column", t.Name)
	}
	seen := make(map[string]bool, len(t.Columns))
	for _, c := range t.Columns {
		folded := strings.ToLower(strings.TrimSpace(c.Header))
		switch {
		case folded == "":
			g.fault(ruleHeader, "column %q of table %s has no header", c.Name, t.Name)
		case seen[folded]:
			g.fault(ruleHeader, "table %s has the header %q twice (Excel ignores case)", t.Name, c.Header)
		case strings.ContainsAny(c.Header, "\n\r\t") || len(c.Header) > limits.Header || g.text(c.Header, "") != c.Header:
			g.fault(ruleHeader, "the header %q of table %s has line breaks, control characters or is too long", c.Header, t.Name)
		}
		seen[folded] = true
	}
}

// columns checks each link of each column.
func (g *gate) columns(t *report.Grid) {
	t.Columns = append([]report.GridColumn(nil), t.Columns...)
	for i := range t.Columns {
		links := t.Columns[i].Links
		if links == nil {
			continue
		}
		if len(links) != len(t.Rows) {
			g.fault(ruleLink, "column %q of table %s has %d links for %d rows", t.Columns[i].Header, t.Name, len(links), len(t.Rows))
			t.Columns[i].Links = nil
			continue
		}
		mended := make([]string, len(links))
		for r, l := range links {
			if l != "" {
				mended[r] = g.link(l)
			}
		}
		t.Columns[i].Links = mended
	}
}

// rows checks every cell and replaces a row only where a cell must change.
func (g *gate) rows(t *report.Grid) {
	mended := false
	for r, row := range t.Rows {
		if len(row) != len(t.Columns) {
			g.fault(ruleCell, "row %d of table %s has %d cells for %d columns", r+1, t.Name, len(row), len(t.Columns))
			continue
		}
		var copied []any
		for c, v := range row {
			w := g.cell(t, c, v, r)
			if w == v {
				continue
			}
			if copied == nil {
				copied = append([]any(nil), row...)
			}
			copied[c] = w
		}
		if copied == nil {
			continue
		}
		if !mended {
			t.Rows, mended = append([][]any(nil), t.Rows...), true
		}
		t.Rows[r] = copied
	}
}

// cell returns a text mended; of anything else it only checks the kind.
func (g *gate) cell(t *report.Grid, column int, given any, row int) any {
	c, fits := &t.Columns[column], false
	switch v := given.(type) {
	case nil:
		return nil
	case schema.Formula:
		return g.formula(t, column, v, row)
	case string:
		switch c.Type {
		case schema.Text, schema.LongText, schema.List, schema.URL, schema.Fact:
			from := ""
			if len(v) > limits.Text {
				from = source(t, row)
			}
			if mended := g.text(v, from); mended != v {
				return mended
			}
			return given
		}
	case int:
		fits = c.Type == schema.Integer || c.Type == schema.YearT || c.Type == schema.Number || c.Type == schema.Fact
	case schema.CalendarYear:
		fits = c.Type == schema.Fact
	case float64:
		fits = c.Type == schema.Number || c.Type == schema.Share || c.Type == schema.Fact
		g.finite(v, c.Header)
	case bool:
		fits = c.Type == schema.Boolean
	case time.Time:
		fits = c.Type == schema.Date || c.Type == schema.Time || c.Type == schema.Fact
		g.dated(v, c.Header)
	}
	if !fits {
		g.fault(ruleCell, "column %q is %s and cannot hold %T %v", c.Header, c.Type, given, given)
		return nil
	}
	return given
}

// source is the address a row was read from: that of the first cell with one.
func source(t *report.Grid, row int) string {
	for _, c := range t.Columns {
		if c.Links != nil && c.Links[row] != "" {
			return c.Links[row]
		}
	}
	return ""
}

func (g *gate) issue(code record.Code, value, message, url string) {
	g.issues = append(g.issues, record.Issue{
		Code: code, Key: g.book.Path + ", " + g.at.Name, Value: value, Message: message, URL: url,
	})
}
