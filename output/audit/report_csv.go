package audit

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"ogptracker/output/csvfile"
	"ogptracker/report/schema"
)

// checkCSV reads a table's CSV file and compares it with its sheet: as many
// rows, and in every column that both have the same values. A table that has
// no sheet of its own is only read.
func checkCSV(b *book, t *schema.Table, folder string) []Finding {
	name := t.Name + ".csv"
	rows, err := readCSV(filepath.Join(folder, name), t)
	if errors.Is(err, fs.ErrNotExist) {
		return []Finding{finding(nil, "", "csv/%s is missing", name)}
	}
	if err != nil {
		return []Finding{finding(nil, "", "csv/%s cannot be read: %v", name, err)}
	}
	g := b.gridNamed(t.Name)
	if g == nil {
		// A sheet says in a sentence that there is no row.
		if s := b.sheetNamed(t.Title); s != nil && len(rows) > 0 {
			return []Finding{finding(s, "", "the sheet has no table, csv/%s has %d rows", name, len(rows))}
		}
		return nil
	}
	if g.rows() != len(rows) {
		return []Finding{finding(g.sheet, g.table.ref, "the sheet has %d rows, csv/%s has %d", g.rows(), name, len(rows))}
	}
	var findings []Finding
	for j, c := range t.Columns {
		if !g.has(c.Header) || c.Type == schema.URL {
			continue // addresses stand behind cells
		}
		for i, row := range rows {
			if here := g.at(i, c.Header); !agrees(here, onSheet(&c, row[j]), c.Type) {
				findings = append(findings, finding(g.sheet, g.name(i, c.Header), "%s is %.60q, csv/%s says %.60q", c.Header, here.text, name, fmt.Sprint(row[j])))
			}
		}
	}
	return findings
}

func readCSV(path string, t *schema.Table) (_ [][]any, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return csvfile.Read(file, t)
}

// onSheet is a value as the sheet says it.
func onSheet(c *schema.Column, value any) any {
	if s, ok := value.(string); ok {
		return c.Shown(s)
	}
	return value
}

// agrees compares a cell of a sheet with the value of the CSV file. Rates
// stay empty on a sheet where they rest on few commitments; long texts end in
// an ellipsis there.
func agrees(here cell, value any, typ schema.Type) bool {
	switch value := value.(type) {
	case nil:
		return here.text == ""
	case bool:
		return here.text == map[bool]string{true: "Yes", false: "No"}[value]
	case int:
		return here.text == strconv.Itoa(value)
	case float64:
		if here.text == "" {
			return typ == schema.Share
		}
		shown, err := strconv.ParseFloat(here.text, 64)
		return err == nil && math.Abs(shown-value) <= 1e-9*max(1, math.Abs(value))
	case time.Time:
		days, err := strconv.ParseFloat(here.text, 64)
		return err == nil && math.Abs(days-serial(value))*24*60*60 < 1
	case string:
		return here.text == value || isCut(here.text, value)
	}
	return false
}

// isCut says whether a sheet's text is the beginning of the whole one, cut for
// the eye or for the length of a cell.
func isCut(shown, whole string) bool {
	i := strings.LastIndex(shown, "…")
	if i < 0 {
		return false
	}
	after := shown[i+len("…"):]
	return (after == "" || strings.HasPrefix(after, " [cut")) && strings.HasPrefix(whole, strings.TrimRight(shown[:i], " "))
}

// serial is the number of days by which Excel keeps a date.
func serial(t time.Time) float64 {
	return t.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24
}
