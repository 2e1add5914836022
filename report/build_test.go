package report_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"ogptracker/report"
	"ogptracker/report/reporttest"
	"ogptracker/report/schema"
	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

func mainBook(t *testing.T, ds *dataset.Dataset, meta report.Meta) *report.Workbook {
	t.Helper()
	return reporttest.Workbooks(report.Build(ds, meta))[0]
}

func sheet(t *testing.T, wb *report.Workbook, name string) *report.Sheet {
	t.Helper()
	i := slices.IndexFunc(wb.Sheets, func(s *report.Sheet) bool { return s.Name == name })
	if i < 0 {
		t.Fatalf("%s has no sheet %s", wb.Path, name)
	}
	return wb.Sheets[i]
}

// words is all running text of a presentation sheet.
func words(s *report.Sheet) string {
	var b strings.Builder
	for _, block := range s.Blocks {
		b.WriteString(block.Heading + block.Paragraph + block.Alert + "\n")
		for _, l := range block.Links {
			b.WriteString(l.Text + " " + l.About + "\n")
		}
		if block.Grid != nil {
			for _, row := range block.Grid.Rows {
				fmt.Fprintln(&b, row...)
			}
		}
	}
	return b.String()
}

func TestTheWorkbookHasTheSheetsOfTheContractInOrder(t *testing.T) {
	wb := mainBook(t, reporttest.Dataset(3, 8), reporttest.Meta())
	var names []string
	for _, s := range wb.Sheets {
		names = append(names, s.Name)
	}
	want := []string{"Cover", "Summary", "My country", "Needs attention", "What changed", "Members", "Action plans", "Commitments", "Completion", "Thematic focus",
		"Due dates", "Documents", "Reconciliation", "Coverage and issues", "Notes"}
	if !slices.Equal(names, want) {
		t.Errorf("sheets are %q", names)
	}
}

func TestEachMemberHasAWorkbookInTheOrderOfItsPage(t *testing.T) {
	ds := reporttest.Dataset(3, 8)
	books := reporttest.Workbooks(report.Build(ds, reporttest.Meta()))[1:]
	if len(books) != len(ds.Members) || books[0].Path != "members/estonia.xlsx" {
		t.Fatalf("%d workbooks, the first is %s", len(books), books[0].Path)
	}
	head := words(sheet(t, books[0], "Overview"))
	last := -1
	for _, part := range []string{"Joined", "Letter of intent", "Statement", "Current commitments", "post-implementation", "Starred commitments", "Thematic focus", "Commitment completion", "Action plans"} {
		at := strings.Index(head[last+1:], part)
		if at < 0 {
			t.Fatalf("%q does not come after what the page shows before it", part)
		}
		last += 1 + at
	}
	listed := 0
	for _, name := range []string{"Current", "Awaiting review", "Post-implementation", "Other commitments"} {
		listed += len(sheet(t, books[0], name).Data.Rows)
	}
	if want := ds.Members[0].Counts.Commitments; listed != want {
		t.Errorf("the lists hold %d of %d commitments", listed, want)
	}
}

func TestEverySheetSaysThatItIsSampleData(t *testing.T) {
	meta := reporttest.Meta()
	meta.Sample = true
	for _, wb := range reporttest.Workbooks(report.Build(reporttest.Dataset(2, 4), meta)) {
		if wb.Mark != report.SampleMark || !strings.HasPrefix(wb.Title, report.SampleMark) {
			t.Errorf("%s is not marked", wb.Path)
		}
		for _, s := range wb.Sheets {
			if !strings.HasPrefix(s.Title, report.SampleMark) {
				t.Errorf("%s, sheet %s: the title %q does not say so", wb.Path, s.Name, s.Title)
			}
		}
	}
	for _, s := range mainBook(t, reporttest.Dataset(2, 4), reporttest.Meta()).Sheets {
		if strings.Contains(s.Title, report.SampleMark) {
			t.Errorf("sheet %s of a real report is marked as sample", s.Name)
		}
	}
}

func TestTheCoverSaysPlainlyWhatIsWrong(t *testing.T) {
	meta := reporttest.Meta()
	meta.Outcome, meta.Why = report.Incomplete, []string{"7 of 40 pages failed; at most 5 % may."}
	meta.Accepted, meta.AcceptedBounds = "The site moved", []string{"Members listed: 60 of 75."}
	var alerts []string
	for _, b := range mainBook(t, reporttest.Dataset(2, 4), meta).Sheets[0].Blocks {
		if b.Alert != "" {
			alerts = append(alerts, b.Alert)
		}
	}
	for i, part := range []string{"Incomplete", "7 of 40 pages", "The site moved."} {
		if i >= len(alerts) || !strings.Contains(alerts[i], part) {
			t.Errorf("alert %d does not say %q: %q", i+1, part, alerts)
		}
	}
	if !strings.Contains(strings.Join(alerts, " "), "Members listed: 60 of 75.") {
		t.Error("the bound that was passed is not named")
	}
	if cover := mainBook(t, reporttest.Dataset(2, 4), reporttest.Meta()).Sheets[0]; cover.Blocks[0].Alert != "" {
		t.Errorf("a complete run is alerted: %q", cover.Blocks[0].Alert)
	}
}

func TestTheCoverTellsTheFirstReadingUntilItIsDone(t *testing.T) {
	ds := reporttest.Dataset(2, 4)
	ds.Progress = dataset.Progress{PagesKnown: 4210, PagesReadOnce: 1200}
	if got := words(mainBook(t, ds, reporttest.Meta()).Sheets[0]); !strings.Contains(got, "First reading: 1,200 of 4,210 pages") {
		t.Errorf("the Cover does not say how far it is:\n%s", got)
	}
	ds.Progress.PagesReadOnce = 4210
	if got := words(mainBook(t, ds, reporttest.Meta()).Sheets[0]); strings.Contains(got, "Nothing to compare with yet") {
		t.Error("the Cover speaks of a first reading that is done")
	}
}

func TestRatesOfFewAssessedAreWordsOnSheetsAndNumbersInFiles(t *testing.T) {
	r := report.Build(reporttest.Dataset(4, 8), reporttest.Meta())
	grid := sheet(t, reporttest.Workbooks(r)[0], "Completion").Data
	assessed, rates := -1, []int{}
	for i, c := range grid.Columns {
		if c.Name == "assessed" {
			assessed = i
		}
		if c.Type == schema.Share {
			rates = append(rates, i)
		}
	}
	few, many := 0, 0
	for n, row := range grid.Rows {
		for _, i := range rates {
			switch hidden := row[i] == nil; {
			case row[assessed].(int) < 10 && !hidden:
				t.Fatalf("row %d shows a rate of %d assessed", n, row[assessed])
			case row[assessed].(int) >= 10 && hidden:
				t.Fatalf("row %d hides a rate of %d assessed", n, row[assessed])
			case hidden:
				few++
			default:
				many++
			}
		}
	}
	if few == 0 || many == 0 {
		t.Fatalf("the dataset tries only one side: %d hidden, %d shown", few, many)
	}
	table := r.Table("completion")
	for _, row := range table.Rows {
		if of := row[table.Column("assessed")].(int); of > 0 && row[table.Column("high_completion_rate")] == nil {
			t.Fatalf("the file lacks the rate of %v", row[:4])
		}
	}
}

func TestCyclesWithOnlyAMidtermAreMarked(t *testing.T) {
	got := words(sheet(t, mainBook(t, reporttest.Dataset(4, 12), reporttest.Meta()), "Summary"))
	if !strings.Contains(got, "2012 (midterm only)") || strings.Contains(got, "2016 (") {
		t.Errorf("marks are wrong:\n%s", got)
	}
}

func TestChangesStandUnderTheShortestSpanAndRenamingsInOneLine(t *testing.T) {
	ds := reporttest.Dataset(2, 4)
	ds.Changes = nil
	change := func(date, key, field, was, now string) {
		ds.Changes = append(ds.Changes, dataset.Change{Run: date, Date: date, Table: "commitments", Key: key, MemberID: "estonia", Field: field, Old: was, New: now, Cause: dataset.CauseSource})
	}
	change("2024-12-16", "EE0001", "title", "too old", "to stand here")
	change("2024-12-17", "EE0001", "title", "a", "b")
	change("2025-01-09", "EE0001", "completion", vocabulary.PendingReview, vocabulary.Limited)
	change("2025-01-09", "EE0002", "completion", vocabulary.PendingReview, vocabulary.Limited)
	for i := range 400 {
		change("2025-01-15", fmt.Sprintf("EE%04d", i), "policy_areas", "E-government", "Digital Governance")
	}
	s := sheet(t, mainBook(t, ds, reporttest.Meta()), "What changed")
	var spans []any
	for _, row := range s.Data.Rows {
		spans = append(spans, row[0], row[1])
	}
	if want := []any{"Ratings", "7 days", "Ratings", "7 days", "Wording", "1 day", "Wording", "30 days"}; !slices.Equal(spans, want) {
		t.Fatalf("lines stand under %q", spans)
	}
	if rows := s.Data.Rows[2][7]; rows != 400 {
		t.Errorf("the renaming counts %v rows", rows)
	}
	if !strings.Contains(s.Note, "in 1 day: 1; in 7 days: 3; in 30 days: 4") {
		t.Errorf("the note says %q", s.Note)
	}
}

func TestWithoutChangesASentenceStands(t *testing.T) {
	ds := reporttest.Dataset(2, 4)
	ds.Changes = nil
	if got := sheet(t, mainBook(t, ds, reporttest.Meta()), "What changed").Data; len(got.Rows) > 0 || !strings.HasPrefix(got.Empty, "No change") {
		t.Errorf("it says %q", got.Empty)
	}
	for i := range ds.Commitments {
		ds.Commitments[i].FirstSeen = reporttest.Date.Format(time.DateOnly)
	}
	if got := sheet(t, mainBook(t, ds, reporttest.Meta()), "What changed").Data; !strings.HasPrefix(got.Empty, "Nothing to compare with yet") {
		t.Errorf("on the first night it says %q", got.Empty)
	}
}

func TestAnEmptySiteStillMakesAReport(t *testing.T) {
	ds := &dataset.Dataset{Run: "20250115T020000Z", Date: reporttest.Date}
	for _, s := range mainBook(t, ds, reporttest.Meta()).Sheets {
		if s.Data != nil && len(s.Data.Rows) == 0 && s.Data.Empty == "" {
			t.Errorf("sheet %s is empty and says nothing", s.Name)
		}
	}
}

func TestNumbersOnSummaryStandOnCompletion(t *testing.T) {
	r := report.Build(reporttest.Dataset(6, 12), reporttest.Meta())
	table := r.Table("completion")
	known := map[string]bool{}
	for _, row := range table.Rows {
		known[fmt.Sprint(row[table.Column("commitments")], row[table.Column("assessed")], row[table.Column("completed")], row[table.Column("substantial")],
			row[table.Column("limited")], row[table.Column("not_started")], row[table.Column("left_out")])] = true
	}
	tried := 0
	for _, b := range sheet(t, reporttest.Workbooks(r)[0], "Summary").Blocks {
		if b.Grid == nil || b.Grid.Name == "SummaryRatedTwice" { // of the same commitments: held by a test of its own
			continue
		}
		for _, row := range b.Grid.Rows {
			if !known[fmt.Sprint(row[1], row[2], row[3], row[4], row[5], row[6], row[7])] {
				t.Errorf("%s: the figures of %v stand nowhere on Completion", b.Grid.Name, row[0])
			}
			high, of := row[3].(int)+row[4].(int), row[2].(int)
			if rate, ok := row[8].(float64); ok && math.Abs(rate-float64(high)/float64(of)) > 1e-12 {
				t.Errorf("%s, %v: the rate %v is not %d of %d", b.Grid.Name, row[0], rate, high, of)
			}
			tried++
		}
	}
	if tried < 10 {
		t.Errorf("only %d rows on Summary", tried)
	}
}

func TestAbsentValuesAreWordsOrEmptyNeverZero(t *testing.T) {
	ds := &dataset.Dataset{Date: reporttest.Date,
		Members:     []dataset.Member{{ID: "x", Name: "X", Freshness: record.FreshNotRead, LetterOfIntentURL: vocabulary.NotStated}},
		Commitments: []dataset.Commitment{{ID: "XX0001", MemberID: "x"}},
		Plans:       []dataset.Plan{{ID: "x-2020", MemberID: "x"}},
		Completion:  []dataset.Completion{{GroupType: "all", Group: "all"}}}
	want := map[string]any{
		"members.member_since": nil, "members.letter_of_intent_url": vocabulary.NotStated, "members.last_read": nil, "members.statement": vocabulary.NotStated,
		"commitments.cycle_year": nil, "commitments.completion": vocabulary.NotStated, "commitments.plan_ids": vocabulary.NotStated,
		"commitments.first_seen": nil, "action_plans.plan_number": nil, "action_plans.end_year": nil,
		"completion.high_completion_rate": nil, "completion.assessed": 0, "completion.left_out_reasons": "None left out",
	}
	for _, table := range schema.Tables(ds) {
		for i, c := range table.Columns {
			if w, ok := want[table.Name+"."+c.Name]; ok {
				if got := table.Rows[0][i]; got != w {
					t.Errorf("%s.%s is %#v, not %#v", table.Name, c.Name, got, w)
				}
				delete(want, table.Name+"."+c.Name)
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("not found: %v", want)
	}
}

func TestClosedColumnsHoldOnlyTheirValues(t *testing.T) {
	for _, table := range schema.Tables(reporttest.Dataset(6, 12)) {
		for i, c := range table.Columns {
			for _, row := range table.Rows {
				if len(c.Values) > 0 && !slices.Contains(c.Values, fmt.Sprint(row[i])) {
					t.Errorf("%s.%s holds %v", table.Name, c.Name, row[i])
				}
				if c.Required && (row[i] == nil || row[i] == "") {
					t.Errorf("%s.%s is empty", table.Name, c.Name)
				}
			}
		}
	}
}

func TestLongTextsAreCutOnSheetsAndWholeInTables(t *testing.T) {
	ds := reporttest.Dataset(1, 1)
	ds.Commitments[0].Description = strings.Repeat("openness ", 300)
	r := report.Build(ds, reporttest.Meta())
	table := r.Table("commitments")
	if got := table.Rows[0][table.Column("description")].(string); got != ds.Commitments[0].Description {
		t.Errorf("the file has %d of %d letters", len(got), len(ds.Commitments[0].Description))
	}
	grid := sheet(t, reporttest.Workbooks(r)[0], "Commitments").Data
	i := slices.IndexFunc(grid.Columns, func(c report.GridColumn) bool { return c.Name == "description" })
	if got := grid.Rows[0][i].(string); len(got) > 510 || !strings.HasSuffix(got, "openness …") {
		t.Errorf("the sheet shows %d letters, ending in %q", len(got), got[len(got)-20:])
	}
}

// What people read and filter by stands first; the rest can be folded away,
// and rows are low enough for a screen to show some thirty.
func TestCommitmentsShowFourteenColumnsFirst(t *testing.T) {
	g := sheet(t, mainBook(t, reporttest.Dataset(2, 4), reporttest.Meta()), "Commitments").Data
	if g.MaxLines != 1 || g.Printed != 14 {
		t.Errorf("rows of %d lines, %d columns on paper", g.MaxLines, g.Printed)
	}
	for i, c := range g.Columns {
		if c.Grouped != (i >= 14) {
			t.Errorf("column %d, %s: grouped is %v", i+1, c.Name, c.Grouped)
		}
	}
	if g.Columns[5].Name != "counts_in_rates" || g.Columns[4].Name != "completion" {
		t.Error("Counts in rates does not stand beside the latest completion")
	}
}
