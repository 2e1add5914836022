package audit

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"sync"

	"ogptracker/report/schema"
)

// mainBook is the workbook that holds all tables.
const mainBook = "ogp-report.xlsx"

// Report audits every workbook below a run's folder by all rules, and holds
// the sheets and CSV files of the report against each other. Findings name
// files relative to the folder.
func Report(dir string) ([]Finding, error) {
	var findings []Finding
	found := false
	dir, err := filepath.EvalSymlinks(dir) // a walk does not follow latest itself
	if err != nil {
		return nil, err
	}
	err = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".xlsx" {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		return withBook(path, func(b *book) {
			findings = append(findings, b.audit(name)...)
			if name == mainBook {
				found = true
				findings = append(findings, compare(b, filepath.Join(dir, "csv"))...)
			}
		})
	})
	if err == nil && !found {
		err = fmt.Errorf("%s: %w", mainBook, fs.ErrNotExist)
	}
	if err != nil {
		return findings, fmt.Errorf("report %s: %w", dir, err)
	}
	return findings, nil
}

// compare holds the main workbook against the CSV files.
func compare(b *book, csvFolder string) []Finding {
	var findings []Finding
	if b.sheetNamed("Summary") == nil {
		findings = append(findings, Finding{Rule: "summary-figures", File: mainBook, Message: "the workbook has no sheet Summary"})
	}
	for _, t := range declarations() {
		for _, f := range checkCSV(b, t, csvFolder) {
			f.Rule, f.File = ruleCSV, mainBook
			findings = append(findings, f)
		}
	}
	return findings
}

// grid is a table as rows of cells by header.
type grid struct {
	sheet *sheet
	table *table
	index map[string]int // header in lower case -> column of the table
}

// gridNamed finds a table of the workbook by a name that ignores case and
// separators: action_plans is ActionPlans. Nil for none.
func (b *book) gridNamed(name string) *grid {
	for _, s := range b.sheets {
		for _, t := range s.tables {
			if strings.EqualFold(t.name, strings.ReplaceAll(name, "_", "")) {
				return gridOf(s, t)
			}
		}
	}
	return nil
}

func gridOf(s *sheet, t *table) *grid {
	g := &grid{sheet: s, table: t, index: make(map[string]int, len(t.columns))}
	for i, name := range t.columns {
		g.index[strings.ToLower(name)] = i
	}
	return g
}

// rows is the number of rows below the header.
func (g *grid) rows() int { return g.table.bottom - g.table.top }

// has says whether the table has all these columns.
func (g *grid) has(headers ...string) bool {
	for _, h := range headers {
		if _, ok := g.index[strings.ToLower(h)]; !ok {
			return false
		}
	}
	return true
}

// at is the cell of a row (from 0) in the column of that header.
func (g *grid) at(row int, header string) cell {
	i, ok := g.index[strings.ToLower(header)]
	if !ok {
		return cell{}
	}
	return g.sheet.at(g.table.top+1+row, g.table.left+i)
}

func (g *grid) text(row int, header string) string { return g.at(row, header).text }

// name is the cell's name for a finding.
func (g *grid) name(row int, header string) string {
	return cellName(g.table.left+g.index[strings.ToLower(header)], g.table.top+1+row)
}

// declared is the declaration of a column.
func declared(table, column string) schema.Column {
	for _, t := range declarations() {
		if i := t.Column(column); t.Name == table && i >= 0 {
			return t.Columns[i]
		}
	}
	panic("audit: no column " + table + "." + column + " is declared")
}

// declarations are the report's own, made once: each cell that is checked
// asks for its column.
var declarations = sync.OnceValue(schema.Declarations)

// header is what people read above a declared column.
func header(table, column string) string { return declared(table, column).Header }
