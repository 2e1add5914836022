package excel

import (
	"regexp"
	"slices"
	"strings"

	"ogptracker/output/limits"
	"ogptracker/report"
	"ogptracker/report/schema"
)

const maxFormula = 8192 // characters

var (
	choiceName   = regexp.MustCompile(`^[A-Z][A-Za-z]{3,60}$`)
	functionCall = regexp.MustCompile(`([A-Za-z][A-Za-z0-9.]*)\(`)
	quotedText   = regexp.MustCompile(`"[^"]*"`)
)

// knownFunctions are those that Excel 2016 and LibreOffice both have, as far
// as this report needs them. A newer one would read #NAME? for some readers.
var knownFunctions = []string{
	"ABS", "AND", "COUNT", "COUNTA", "COUNTIF", "COUNTIFS", "DATE", "HYPERLINK", "IF", "IFERROR", "INDEX", "INT", "ISBLANK", "ISNUMBER", "ISTEXT",
	"LARGE", "LEFT", "LEN", "MATCH", "MAX", "MID", "MIN", "NOT", "OR", "RIGHT", "ROUND", "ROW", "ROWS", "SMALL", "SUM", "SUMIF", "SUMIFS", "SUMPRODUCT",
	"TEXT", "TRIM", "VALUE", "VLOOKUP", "YEAR", "AGGREGATE", "SUBSTITUTE", "REPT", "T", "N", "CHAR",
}

// formula checks a formula and the value it carries.
func (g *gate) formula(t *report.Grid, column int, f schema.Formula, row int) any {
	e := f.Expression
	switch {
	case strings.TrimSpace(e) == "" || strings.HasPrefix(strings.TrimSpace(e), "="):
		g.fault(ruleFormula, "the formula %.60q of table %s is empty or begins with =", e, t.Name)
	case len(e) > maxFormula/2: // references grow when they are filled in
		g.fault(ruleFormula, "the formula %.60q of table %s is too long", e, t.Name)
	case f.Value == nil:
		g.fault(ruleFormula, "the formula %.60q of table %s carries no value", e, t.Name)
	}
	for _, m := range functionCall.FindAllStringSubmatch(quotedText.ReplaceAllString(e, `""`), -1) {
		if !slices.Contains(knownFunctions, m[1]) {
			g.fault(ruleFormula, "the formula %.60q of table %s uses %s, which is not among the functions that every reader's program has", e, t.Name, m[1])
		}
	}
	if _, nested := f.Value.(schema.Formula); nested {
		g.fault(ruleFormula, "the value of the formula %.60q is itself a formula", e)
		return f
	}
	// A formula may turn into words where its column holds numbers.
	if s, ok := f.Value.(string); ok {
		f.Value = g.text(s, source(t, row))
		return f
	}
	f.Value = g.cell(t, column, f.Value, row)
	return f
}

// choice checks a cell with a drop-down list.
func (g *gate) choice(c *report.Choice) {
	if !choiceName.MatchString(c.Name) || limits.LooksLikeCell(c.Name) || g.tables[strings.ToLower(c.Name)] {
		g.fault(ruleChoice, "%q is no name for a cell, or is taken", c.Name)
	}
	g.tables[strings.ToLower(c.Name)] = true
	if c.Label == "" || units(c.Label) > 32 || units(c.Hint) > limits.Header {
		g.fault(ruleChoice, "the label or hint of choice %s is empty or longer than Excel takes", c.Name)
	}
	if c.From == nil {
		g.fault(ruleChoice, "choice %s offers nothing", c.Name)
		return
	}
	i := slices.IndexFunc(c.From.Columns, func(column report.GridColumn) bool { return column.Name == c.Column })
	if i < 0 || !slices.ContainsFunc(c.From.Rows, func(row []any) bool { return i < len(row) && row[i] == c.Value }) {
		g.fault(ruleChoice, "choice %s does not offer %q", c.Name, c.Value)
	}
}
