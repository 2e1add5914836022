package report_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"ogptracker/report"
	"ogptracker/transform/dataset"
)

// Above each table of Summary stands the filter that gives its rows again on
// another sheet.
func TestEveryFigureOfSummaryIsGivenAgainByItsFilter(t *testing.T) {
	nights, err := sampleNights()
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string]*dataset.Dataset{"sample, night 1": nights[0], "sample, night 2": nights[1]}
	for seed := range uint64(3) {
		cases[fmt.Sprintf("generated, seed %d", seed)] = built(t, mixedNight(seed+20, 400))
	}
	if !testing.Short() {
		cases["generated at full scale"] = built(t, mixedNight(98, 6000))
	}
	for name, ds := range cases {
		t.Run(name, func(t *testing.T) { checkSummary(t, ds) })
	}
}

var (
	foundOn = regexp.MustCompile(`Found again on sheet Completion: (.*)\.$`)
	basis   = regexp.MustCompile(`, n = [0-9,]+$| \((partly )?midterm only\)`)
)

func checkSummary(t *testing.T, ds *dataset.Dataset) {
	t.Helper()
	book := report.ContentsOf(ds).MainWorkbook(report.Meta{Run: ds.Run, Date: ds.Date, Outcome: report.Complete, BaseURL: "https://www.opengovpartnership.org"})
	completion := sheet(t, book, "Completion").Data
	var filters []string
	tables := 0
	for _, b := range sheet(t, book, "Summary").Blocks {
		switch m := foundOn.FindStringSubmatch(b.Paragraph); {
		case b.Heading != "":
			filters = nil
		case m != nil:
			filters = strings.Split(m[1], "; ")
		case b.Grid != nil && b.Grid.Name == "SummaryRatedTwice":
			checkRatedTwice(t, book, b.Grid)
		case b.Grid != nil:
			if filters == nil {
				t.Fatalf("table %s names no filter", b.Grid.Name)
			}
			rows := completion.Rows
			for _, f := range filters {
				rows = filterRows(t, completion, rows, f)
			}
			tables++
			for _, row := range b.Grid.Rows {
				checkRow(t, completion, rows, b.Grid, row)
			}
		}
	}
	if tables != 4 {
		t.Errorf("%d tables of Summary were tried", tables)
	}
}

// checkRow finds the one row that bears the label, and compares what both
// tables have.
func checkRow(t *testing.T, from *report.Grid, rows [][]any, g *report.Grid, row []any) {
	t.Helper()
	label, by := basis.ReplaceAllString(basis.ReplaceAllString(row[0].(string), ""), ""), "Group"
	if g.Name == "SummaryStages" {
		by = "Stage"
	}
	found := rowsNamed(from, rows, by, label)
	if len(found) != 1 {
		t.Errorf("%s, %q: the filter leaves %d rows", g.Name, label, len(found))
		return
	}
	for i, c := range g.Columns[1:] {
		for j, d := range from.Columns {
			if c.Name == d.Name && row[i+1] != found[0][j] {
				t.Errorf("%s, %q, %s: %v on Summary, %v by its filter", g.Name, label, c.Header, row[i+1], found[0][j])
			}
		}
	}
}

func rowsNamed(g *report.Grid, rows [][]any, header, label string) (found [][]any) {
	for _, row := range rows {
		for i, c := range g.Columns {
			if c.Header == header && said(&c.Column, row[i]) == label {
				found = append(found, row)
			}
		}
	}
	return found
}

// checkRatedTwice counts the commitments that have a rating at both stages.
func checkRatedTwice(t *testing.T, book *report.Workbook, g *report.Grid) {
	t.Helper()
	commitments := sheet(t, book, "Commitments").Data
	const four = " = Completed, Substantial, Limited or Not Started"
	rows := filterRows(t, commitments, commitments.Rows, "Counts in rates = Yes")
	rows = filterRows(t, commitments, rows, "Completion at midterm"+four)
	rows = filterRows(t, commitments, rows, "Completion at end of term"+four)
	for i, at := range []string{"Completion at midterm", "Completion at end of term"} {
		want := []any{len(rows)}
		for _, level := range []string{"Completed", "Substantial", "Limited", "Not Started"} {
			want = append(want, len(filterRows(t, commitments, rows, at+" = "+level)))
		}
		if got := g.Rows[i][1:]; fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: %v on Summary, %v by the filter", at, got, want)
		}
	}
}
