package report_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ogptracker/report"
	"ogptracker/scrape/record"
	"ogptracker/transform"
	"ogptracker/transform/dataset"
	"ogptracker/transform/transformtest"
	"ogptracker/transform/vocabulary"
)

// Every figure of the Cover names the filter that gives it again: a reader who
// sets it must find that very number.
func TestEveryFigureOfTheCoverIsGivenAgainByItsFilter(t *testing.T) {
	nights, err := sampleNights()
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string]*dataset.Dataset{"sample, night 1": nights[0], "sample, night 2": nights[1]}
	for _, table := range []string{"irm-table-2016.csv", "irm-table-2024-extract.csv"} {
		t.Run(table, func(t *testing.T) {
			in := transformtest.BigNight(0)
			in.Night.Table = transformtest.OGPTable(t, table)
			checkCover(t, built(t, in))
		})
	}
	for seed := range uint64(4) {
		cases[fmt.Sprintf("generated, seed %d", seed)] = built(t, mixedNight(seed, 400))
	}
	if !testing.Short() {
		cases["generated at full scale, seed 99"] = built(t, mixedNight(99, 6000))
	}
	for name, ds := range cases {
		t.Run(name, func(t *testing.T) { checkCover(t, ds) })
		if left := ratedAndLeftOut(ds); left < 2 {
			t.Errorf("%s: the filter has only %d rows to leave out", name, left)
		}
	}
}

// ratedAndLeftOut counts the commitments that have a rating and count in no rate.
func ratedAndLeftOut(ds *dataset.Dataset) (n int) {
	for i := range ds.Commitments {
		if c := &ds.Commitments[i]; !c.CountsInRates() && vocabulary.CompletionLevel(c.Completion) != vocabulary.LevelNone {
			n++
		}
	}
	return n
}

func built(t *testing.T, in dataset.Input) *dataset.Dataset {
	t.Helper()
	ds, err := transform.Build(in)
	if err != nil {
		t.Fatal(err)
	}
	return ds
}

func checkCover(t *testing.T, ds *dataset.Dataset) {
	t.Helper()
	book := report.ContentsOf(ds).MainWorkbook(report.Meta{Run: ds.Run, Date: ds.Date, Outcome: report.Complete, BaseURL: "https://www.opengovpartnership.org"})
	var key *report.Grid
	for _, g := range grids(book.Sheets[0]) {
		if g.Name == "KeyFigures" {
			key = g
		}
	}
	checked := 0
	for _, row := range key.Rows {
		what, value, where := row[0].(string), row[1], row[3].(string)
		name, filter, filtered := strings.Cut(where, ": ")
		g := sheet(t, book, name).Data
		if what == "Changes" { // the first report has none
			continue
		}
		rows := g.Rows
		for part := range strings.SplitSeq(strings.ReplaceAll(filter, ", and ", "; "), "; ") {
			if filtered {
				rows = filterRows(t, g, rows, part)
			}
		}
		if got, want := figureOf(t, g, rows, what), fmt.Sprint(value); got != want && want != "None assessed" && want != "Not known" && !strings.Contains(want, " of ") {
			t.Errorf("%s: %s on the Cover, %s by %q", what, want, got, where)
		}
		checked++
	}
	if checked < 12 {
		t.Errorf("only %d figures of the Cover were tried", checked)
	}
}

var span = regexp.MustCompile(`^(\d+) to (\d+)$`)

// filterRows leaves the rows that a reader sees who filters by one condition.
func filterRows(t *testing.T, g *report.Grid, rows [][]any, condition string) [][]any {
	t.Helper()
	header, words, equal := strings.Cut(condition, " = ")
	none := false
	if !equal {
		header, none = strings.CutSuffix(condition, " none of these")
		words = "Completed, Substantial, Limited or Not Started"
	}
	i := slices.IndexFunc(g.Columns, func(c report.GridColumn) bool { return c.Header == header })
	if i < 0 {
		t.Fatalf("no column %q for %q", header, condition)
	}
	wanted := strings.Split(strings.ReplaceAll(words, " or ", ", "), ", ")
	return slices.DeleteFunc(slices.Clone(rows), func(row []any) bool {
		shown := said(&g.Columns[i].Column, row[i])
		if m := span.FindStringSubmatch(words); m != nil {
			from, _ := strconv.Atoi(m[1])
			to, _ := strconv.Atoi(m[2])
			n, err := strconv.Atoi(shown)
			return err != nil || n < from || n > to
		}
		return slices.Contains(wanted, shown) == none
	})
}

// figureOf is the figure that the rows left give: their number, the sum of
// rows gathered, or the one rate.
func figureOf(t *testing.T, g *report.Grid, rows [][]any, what string) string {
	t.Helper()
	column := func(header string) int {
		return slices.IndexFunc(g.Columns, func(c report.GridColumn) bool { return c.Header == header })
	}
	switch {
	case strings.HasPrefix(what, "Changes"):
		sum := 0
		for _, row := range rows {
			sum += row[column("Rows")].(int)
		}
		return strconv.Itoa(sum)
	case strings.HasSuffix(what, "completion rate"):
		if len(rows) != 1 {
			t.Fatalf("%s: the filter leaves %d rows", what, len(rows))
		}
		return fmt.Sprint(rows[0][column(what)])
	}
	return strconv.Itoa(len(rows))
}

// mixedNight is a night of all that can stand beside an IRM finding: places
// that report on themselves, commitments no longer listed, ratings that were
// not read or are not there, stars, plans that run or have ended.
func mixedNight(seed uint64, n int) dataset.Input {
	random := rand.New(rand.NewPCG(seed, 12))
	in := transformtest.BigNight(n)
	for i := range in.Night.Reads {
		r, row := &in.Night.Reads[i], &in.Night.Table.Rows[i]
		end, words := 2012+random.IntN(14), "Results"
		switch random.IntN(4) {
		case 0: // the member's own word
			words = "End of Commitment"
		case 1:
			words = "Mid-Term"
		}
		member := row.Country
		r.Page.IRMReports = []record.Link{{Text: fmt.Sprintf("%s %s Report %d-%d", member, words, end-2, end)}}
		r.Page.Fields[record.FieldActionPlanCycle] = record.Say(strconv.Itoa(end - 2))
		r.Page.ActionPlans = []record.Link{{Text: fmt.Sprintf("%s Action Plan %d-%d", member, end-2, end), URL: r.Page.Address + "plan"}}
		if random.IntN(5) == 0 { // carried on from the plan before
			r.Page.ActionPlans = append(r.Page.ActionPlans, record.Link{Text: fmt.Sprintf("%s Action Plan %d-%d", member, end-4, end-2), URL: r.Page.Address + "plan-before"})
		}
		r.Gone = random.IntN(9) == 0
		if random.IntN(3) == 0 {
			r.Page.Fields[record.FieldCompletion] = record.Value{State: record.Unreadable}
		}
		r.Page.Fields[record.FieldStarred] = record.Say([]string{"Yes", "No", "NR"}[random.IntN(3)])
		if random.IntN(2) == 0 {
			delete(row.Fields, record.FieldCompletionEnd)
		}
		if words == "End of Commitment" {
			delete(row.Fields, record.FieldCompletionEnd)
			delete(row.Fields, record.FieldCompletionMidterm)
			row.MemberType = "Other"
		}
	}
	return in
}
