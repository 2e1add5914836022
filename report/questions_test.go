package report_test

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ogptracker/report/reporttest"
	"ogptracker/report/schema"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// The answers of docs/methodology.md are read from the sample's report as a
// reader of the workbook finds them: by sheet, filter and header.
func TestTheTenQuestionsAreAnsweredFromTheReport(t *testing.T) {
	nights, err := sampleNights()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("../docs/methodology.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, found := strings.Cut(string(text), "## Ten questions")
	if !found {
		t.Fatal("docs/methodology.md has no ten questions")
	}
	tables := map[string]*schema.Table{}
	for _, table := range schema.Tables(nights[1]) {
		tables[table.Title] = table
	}
	questions := strings.Split(section, "\n### ")[1:]
	if len(questions) != 10 {
		t.Errorf("%d questions", len(questions))
	}
	guide, err := os.ReadFile("../docs/reading-the-report.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range append(questions, "docs/reading-the-report.md\n"+string(guide)) {
		name, body, _ := strings.Cut(q, "\n")
		_, body, _ = strings.Cut(body, "| sheet | filter |")
		body = "| sheet | filter |" + body
		answers := 0
		for line := range strings.Lines(body) {
			cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), " | ")
			if len(cells) != 4 || strings.HasPrefix(line, "| sheet") || strings.HasPrefix(line, "| ---") {
				continue
			}
			answers++
			for i := range cells {
				cells[i] = strings.TrimSpace(cells[i])
			}
			table := tables[cells[0]]
			if table == nil {
				t.Errorf("%s: there is no sheet %q", name, cells[0])
				continue
			}
			got, err := lookUp(table, cells[1], cells[2])
			if err != nil {
				t.Errorf("%s: %s: %v", name, cells[1], err)
			} else if got != cells[3] {
				t.Errorf("%s: %s, %s, %s is %q; the page says %q", name, cells[0], cells[1], cells[2], got, cells[3])
			}
		}
		if answers == 0 {
			t.Errorf("%s: no row of the report answers it", name)
		}
	}
}

// lookUp filters a table as a reader does ("Header = this or that; Header =
// this") and gives the cell of the one row left, or the number of rows.
func lookUp(table *schema.Table, filter, column string) (string, error) {
	rows := slices.Clone(table.Rows)
	for part := range strings.SplitSeq(filter, "; ") {
		header, values, _ := strings.Cut(part, " = ")
		i, err := shownColumn(table, header)
		if err != nil {
			return "", err
		}
		wanted := strings.Split(values, " or ")
		if closed := table.Columns[i].Values; !slices.ContainsFunc(wanted, func(w string) bool { return len(closed) == 0 || isShown(&table.Columns[i], w) }) {
			return "", fmt.Errorf("%s is never %q", header, values)
		}
		rows = slices.DeleteFunc(rows, func(row []any) bool { return !slices.Contains(wanted, said(&table.Columns[i], row[i])) })
	}
	if column == "rows" {
		return strconv.Itoa(len(rows)), nil
	}
	i, err := shownColumn(table, column)
	if err != nil {
		return "", err
	}
	if len(rows) != 1 {
		return "", fmt.Errorf("the filter leaves %d rows", len(rows))
	}
	return said(&table.Columns[i], rows[0][i]), nil
}

func isShown(c *schema.Column, word string) bool {
	return slices.ContainsFunc(c.Values, func(v string) bool { return c.Shown(v) == word })
}

// shownColumn finds a column that stands on the sheet by its header.
func shownColumn(table *schema.Table, header string) (int, error) {
	i := slices.IndexFunc(table.Columns, func(c schema.Column) bool { return c.Header == header && !c.CSVOnly })
	if i < 0 {
		return 0, fmt.Errorf("the sheet has no column %q", header)
	}
	return i, nil
}

// said is a cell as a sheet shows it.
func said(c *schema.Column, cell any) string {
	switch v := cell.(type) {
	case string:
		return c.Shown(v)
	case bool:
		if v {
			return vocabulary.Yes
		}
		return vocabulary.No
	case float64:
		if v == float64(int(v)) {
			return strconv.Itoa(int(v))
		}
		return strconv.FormatFloat(v, 'f', 3, 64)
	}
	return fmt.Sprint(cell)
}

// The filter that the column counts_in_rates promises gives the figures of the
// Cover, on both nights.
func TestTheFilterOfCountsInRatesGivesTheCoversFigures(t *testing.T) {
	nights, err := sampleNights()
	if err != nil {
		t.Fatal(err)
	}
	for n, ds := range nights {
		table := schema.Tables(ds)[slices.IndexFunc(schema.Declarations(), func(d *schema.Table) bool { return d.Name == "commitments" })]
		all := ds.Completion[slices.IndexFunc(ds.Completion, func(c dataset.Completion) bool { return c.GroupType == "all" && c.Stage == "latest" })]
		for filter, want := range map[string]int{
			"Completed or Substantial or Limited or Not Started": all.Assessed,
			"Completed or Substantial":                           all.HighCompletion.Count,
		} {
			got, err := lookUp(table, "Counts in rates = Yes; Latest completion = "+filter, "rows")
			if err != nil {
				t.Fatal(err)
			}
			if got != strconv.Itoa(want) || want == 0 {
				t.Errorf("night %d, %s: %s rows, the Cover says %d", n+1, filter, got, want)
			}
		}
	}
}

// The guide for policy staff speaks of every sheet of the main workbook.
func TestTheGuideNamesEverySheet(t *testing.T) {
	guide, err := os.ReadFile("../docs/reading-the-report.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range reporttest.Workbooks(sampleReport(t, 2))[0].Sheets {
		if !strings.Contains(string(guide), "\n| "+s.Name+" | ") {
			t.Errorf("docs/reading-the-report.md does not say what %s answers", s.Name)
		}
	}
}
