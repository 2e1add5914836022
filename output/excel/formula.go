package excel

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"ogptracker/report"
	"ogptracker/report/schema"
)

// placeholder is a reference of a report.Formula: {Table.column} or {.column}.
var placeholder = regexp.MustCompile(`\{([A-Za-z_]*)\.([a-z0-9_]+)\}`)

// calculated is what a cell shows: a formula's value, or the cell itself.
func calculated(v any) any {
	if f, ok := v.(schema.Formula); ok {
		return f.Value
	}
	return v
}

// shownAs is the type by which a formula's cell is formatted.
func shownAs(column schema.Type, f schema.Formula) schema.Type {
	if f.Type != "" {
		return f.Type
	}
	return kind(column, f.Value)
}

// resolve puts cells in place of the references of a formula that stands in a
// row, from 0, of a table.
func (w *writer) resolve(expression string, g *report.Grid, row int) (string, error) {
	var faults []error
	out := placeholder.ReplaceAllStringFunc(expression, func(ref string) string {
		m := placeholder.FindStringSubmatch(ref)
		cells, err := w.reference(m[1], m[2], g, row)
		if err != nil {
			faults = append(faults, fmt.Errorf("formula %.80q: %s: %w", expression, ref, err))
		}
		return cells
	})
	return out, errors.Join(faults...)
}

func (w *writer) reference(table, column string, g *report.Grid, row int) (string, error) {
	own := table == ""
	if !own {
		g = w.tables[table]
	}
	if g == nil {
		return "", errors.New("no table of that name stands on a data sheet or above")
	}
	for i, c := range g.Columns {
		if c.Name != column {
			continue
		}
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return "", err
		}
		at := w.at[g]
		if own {
			return fmt.Sprintf("%s%d", name, at.row+1+row), nil
		}
		return fmt.Sprintf("%s$%s$%d:$%s$%d", quoteSheet(at.sheet), name, at.row+1, name, at.row+max(len(g.Rows), 1)), nil
	}
	return "", errors.New("the table has no column of that name")
}

// formula writes a cell that is computed. excelize writes no value with it;
// that is put in when the sheet is packed.
func (p *page) formula(g *report.Grid, row, column int, f schema.Formula) error {
	cell, err := excelize.CoordinatesToCellName(column+1, p.next)
	if err != nil {
		return err
	}
	text, err := p.resolve(f.Expression, g, row)
	if err != nil {
		return err
	}
	if err := p.set(column+1, nil, p.styles.grid.of[shownAs(g.Columns[column].Type, f)]); err != nil {
		return err
	}
	if p.values == nil {
		p.values = make(map[string]any)
		p.amend[p.part(p.sheet)] = func(part []byte) ([]byte, []byte) { return withValues(part, p.values), nil }
	}
	p.values[cell] = shown(f.Value)
	return p.file.SetCellFormula(p.sheet.Name, cell, text)
}

var computedCell = regexp.MustCompile(`<c r="([A-Z]+[0-9]+)"( s="[0-9]+")? t="str"><f>(.*?)</f></c>`)

// withValues gives the formulas of a sheet's part their values.
func withValues(part []byte, values map[string]any) []byte {
	return computedCell.ReplaceAllFunc(part, func(cell []byte) []byte {
		m := computedCell.FindSubmatch(cell)
		kind, text := storedValue(values[string(m[1])])
		var b bytes.Buffer
		fmt.Fprintf(&b, `<c r="%s"%s%s><f>%s</f><v>`, m[1], m[2], kind, m[3])
		_ = xml.EscapeText(&b, []byte(text)) // a buffer takes everything
		b.WriteString("</v></c>")
		return b.Bytes()
	})
}

// storedValue is a value as a cell's part holds it, with the attribute that
// says its kind.
func storedValue(v any) (kind, text string) {
	switch v := v.(type) {
	case int:
		return "", strconv.Itoa(v)
	case float64:
		return "", strconv.FormatFloat(v, 'g', -1, 64)
	case time.Time:
		return "", strconv.FormatFloat(serial(v), 'f', -1, 64)
	case string:
		return ` t="str"`, escaped(v)
	}
	return ` t="str"`, ""
}

// choice writes a label and a cell with a drop-down list.
func (p *page) choice(c *report.Choice) error {
	row := p.next
	cell := fmt.Sprintf("$B$%d", row)
	offered, err := p.reference(c.From.Name, c.Column, nil, 0)
	if err != nil {
		return fmt.Errorf("choice %s: %w", c.Name, err)
	}
	if err := p.set(1, c.Label, p.styles.heading); err != nil {
		return err
	}
	if err := p.set(2, c.Value, p.styles.choice); err != nil {
		return err
	}
	list := excelize.NewDataValidation(false)
	list.SetSqref(strings.ReplaceAll(cell, "$", ""))
	list.SetSqrefDropList(offered)
	list.SetInput(c.Label, c.Hint)
	list.SetError(excelize.DataValidationErrorStyleStop, c.Label, "Choose one of the names in the list.")
	if err := p.file.AddDataValidation(p.sheet.Name, list); err != nil {
		return err
	}
	if err := p.file.SetDefinedName(&excelize.DefinedName{Name: c.Name, RefersTo: quoteSheet(p.sheet.Name) + cell}); err != nil {
		return err
	}
	return p.high(choiceHeight)
}
