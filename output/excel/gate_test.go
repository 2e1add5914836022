package excel

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"ogptracker/output/limits"
	"ogptracker/report"
	"ogptracker/report/schema"
	"ogptracker/scrape/record"
)

// goodBook is a workbook that breaks no rule: a presentation sheet with a
// table and a chart, and a data sheet.
func goodBook() *report.Workbook {
	figures := &report.Grid{Name: "Figures", Empty: "None.", Columns: []report.GridColumn{
		{Column: schema.Column{Name: "label", Header: "Label", Type: schema.Text, Width: 20}},
		{Column: schema.Column{Name: "n", Header: "Number", Type: schema.Integer, Width: 10}},
	}, Rows: [][]any{{"One", 1}, {"Two", 2}}}
	data := &report.Grid{Name: "Rows", Frozen: 1, Empty: "None.", Columns: []report.GridColumn{
		{Column: schema.Column{Name: "id", Header: "ID", Type: schema.Text, Width: 10}, Links: []string{"https://example.org/a", ""}},
		{Column: schema.Column{Name: "text", Header: "Text", Type: schema.LongText, Width: 40}},
		{Column: schema.Column{Name: "share", Header: "Share", Type: schema.Share, Width: 10}},
		{Column: schema.Column{Name: "day", Header: "Day", Type: schema.Date, Width: 12}},
	}, Rows: [][]any{
		{"A", "first", 0.5, time.Date(2025, 1, 14, 0, 0, 0, 0, time.UTC)},
		{"B", "second", nil, nil},
	}}
	return &report.Workbook{
		Path: "book.xlsx", Title: "A book", Subject: "Testing", Creator: "Test", Created: time.Date(2025, 1, 15, 2, 0, 0, 0, time.UTC),
		Sheets: []*report.Sheet{
			{Name: "Cover", Title: "What the book holds", Widths: []float64{30, 15, 60}, Blocks: []report.Block{
				{Heading: "Figures"}, {Paragraph: "A sentence."}, {Links: []report.Link{{Text: "Rows", Sheet: "Rows", About: "The rows"}}},
				{Chart: &report.Chart{Name: "Chart", Title: "Numbers", Alt: "Bars of one and two.", Kind: report.Bars, Grid: figures, Series: []int{1}, ValueAxis: "number"}},
				{Grid: figures},
			}},
			{Name: "Rows", Title: "All rows", Note: "One row a thing.", Data: data},
		},
	}
}

func TestAGoodBookPassesTheGate(t *testing.T) {
	if _, issues, err := Gate(goodBook()); err != nil || len(issues) > 0 {
		t.Fatalf("issues %v, error %v", issues, err)
	}
}

func TestEachRuleOfTheGateRefusesItsFault(t *testing.T) {
	cover := func(wb *report.Workbook) *report.Sheet { return wb.Sheets[0] }
	data := func(wb *report.Workbook) *report.Grid { return wb.Sheets[1].Data }
	chart := func(wb *report.Workbook) *report.Chart { return wb.Sheets[0].Blocks[3].Chart }
	cases := []struct {
		name, rule string
		spoil      func(*report.Workbook)
	}{
		{"a sheet name of 32 characters", ruleSheetName, func(wb *report.Workbook) { cover(wb).Name = strings.Repeat("x", 32) }},
		{"a sheet name of 16 emoji, which are 32 units", ruleSheetName, func(wb *report.Workbook) { cover(wb).Name = strings.Repeat("😀", 16) }},
		{"an empty sheet name", ruleSheetName, func(wb *report.Workbook) { cover(wb).Name = "" }},
		{"a sheet name with a slash", ruleSheetName, func(wb *report.Workbook) { cover(wb).Name = "a/b" }},
		{"a sheet name in apostrophes", ruleSheetName, func(wb *report.Workbook) { cover(wb).Name = "'a'" }},
		{"a sheet called History", ruleSheetName, func(wb *report.Workbook) { cover(wb).Name = "History" }},
		{"a sheet name with a line break", ruleSheetName, func(wb *report.Workbook) { cover(wb).Name = "a\rb" }},
		{"two sheet names that differ in case", ruleSheetName, func(wb *report.Workbook) { cover(wb).Name = "ROWS" }},
		{"a sheet without a title", ruleSheetTitle, func(wb *report.Workbook) { cover(wb).Title = "" }},
		{"two sheets of one title", ruleSheetTitle, func(wb *report.Workbook) { cover(wb).Title = "All rows" }},
		{"a header that is empty", ruleHeader, func(wb *report.Workbook) { data(wb).Columns[1].Header = " " }},
		{"headers that differ in case", ruleHeader, func(wb *report.Workbook) { data(wb).Columns[1].Header = "iD" }},
		{"a header with a line break", ruleHeader, func(wb *report.Workbook) { data(wb).Columns[1].Header = "a\nb" }},
		{"a header that is too long", ruleHeader, func(wb *report.Workbook) { data(wb).Columns[1].Header = strings.Repeat("h", 256) }},
		{"a header with a control character", ruleHeader, func(wb *report.Workbook) { data(wb).Columns[1].Header = "a\x07" }},
		{"a table without a column", ruleHeader, func(wb *report.Workbook) { data(wb).Columns, data(wb).Rows = nil, nil }},
		{"a table named like a cell", ruleTableName, func(wb *report.Workbook) { data(wb).Name = "Ab12" }},
		{"a table named like a cell of the other kind", ruleTableName, func(wb *report.Workbook) { data(wb).Name = "R1C1" }},
		{"a table named C", ruleTableName, func(wb *report.Workbook) { data(wb).Name = "c" }},
		{"a table name with a blank", ruleTableName, func(wb *report.Workbook) { data(wb).Name = "My rows" }},
		{"a table name that begins with a digit", ruleTableName, func(wb *report.Workbook) { data(wb).Name = "1st" }},
		{"two tables of one name", ruleTableName, func(wb *report.Workbook) { data(wb).Name = "figures" }},
		{"a table without a row or a sentence", ruleEmptyTable, func(wb *report.Workbook) { data(wb).Rows, data(wb).Columns[0].Links, data(wb).Empty = nil, nil, " " }},
		{"a row that is too short", ruleCell, func(wb *report.Workbook) { data(wb).Rows[1] = []any{"B"} }},
		{"a number in a column of text", ruleCell, func(wb *report.Workbook) { data(wb).Rows[1][1] = 7 }},
		{"a text in a column of shares", ruleCell, func(wb *report.Workbook) { data(wb).Rows[1][2] = "half" }},
		{"a value of no known kind", ruleCell, func(wb *report.Workbook) { data(wb).Rows[1][1] = []byte("x") }},
		{"a pointer that is nil", ruleCell, func(wb *report.Workbook) { data(wb).Rows[1][2] = (*float64)(nil) }},
		{"a number that is none", ruleNumber, func(wb *report.Workbook) { data(wb).Rows[1][2] = math.NaN() }},
		{"an infinite number", ruleNumber, func(wb *report.Workbook) { data(wb).Rows[1][2] = math.Inf(-1) }},
		{"the zero date", ruleDate, func(wb *report.Workbook) { data(wb).Rows[1][3] = time.Time{} }},
		{"a date before Excel's calendar", ruleDate, func(wb *report.Workbook) { data(wb).Rows[1][3] = time.Date(1899, 12, 31, 0, 0, 0, 0, time.UTC) }},
		{"a date in a time zone", ruleDate, func(wb *report.Workbook) {
			data(wb).Rows[1][3] = time.Date(2025, 1, 1, 0, 0, 0, 0, time.FixedZone("x", 3600))
		}},
		{"too many columns", ruleSize, func(wb *report.Workbook) { data(wb).Columns = make([]report.GridColumn, limits.Columns+1) }},
		{"no frozen key column", ruleLayout, func(wb *report.Workbook) { data(wb).Frozen = 0 }},
		{"all columns frozen", ruleLayout, func(wb *report.Workbook) { data(wb).Frozen = 4 }},
		{"a sheet of both kinds", ruleLayout, func(wb *report.Workbook) { wb.Sheets[1].Blocks = []report.Block{{Paragraph: "x"}} }},
		{"a sheet of no kind", ruleLayout, func(wb *report.Workbook) { wb.Sheets[1].Data = nil }},
		{"a formula with its sign", ruleFormula, func(wb *report.Workbook) { data(wb).Rows[1][2] = schema.Formula{Expression: "=1", Value: 1.0} }},
		{"a formula without a value", ruleFormula, func(wb *report.Workbook) { data(wb).Rows[1][2] = schema.Formula{Expression: "1"} }},
		{"a formula of a newer Excel", ruleFormula, func(wb *report.Workbook) {
			data(wb).Rows[1][2] = schema.Formula{Expression: `XLOOKUP("SUM(",A1:A2,B1:B2)`, Value: 1.0}
		}},
		{"a formula in a formula", ruleFormula, func(wb *report.Workbook) {
			data(wb).Rows[1][2] = schema.Formula{Expression: "1", Value: schema.Formula{Expression: "1", Value: 1.0}}
		}},
		{"a formula whose value does not fit its column", ruleCell, func(wb *report.Workbook) { data(wb).Rows[1][2] = schema.Formula{Expression: "1", Value: true} }},
		{"a choice without a list", ruleChoice, func(wb *report.Workbook) {
			cover(wb).Blocks = append(cover(wb).Blocks, report.Block{Choice: &report.Choice{Name: "Chosen", Label: "Thing", Value: "A"}})
		}},
		{"a choice of what is not offered", ruleChoice, func(wb *report.Workbook) {
			cover(wb).Blocks = append(cover(wb).Blocks, report.Block{Choice: &report.Choice{Name: "Chosen", Label: "Thing", Value: "C", From: data(wb), Column: "id"}})
		}},
		{"a choice named like a cell", ruleChoice, func(wb *report.Workbook) {
			cover(wb).Blocks = append(cover(wb).Blocks, report.Block{Choice: &report.Choice{Name: "B12", Label: "Thing", Value: "A", From: data(wb), Column: "id"}})
		}},
		{"a book without a sheet", ruleLayout, func(wb *report.Workbook) { wb.Sheets = nil }},
		{"a book without a subject", ruleLayout, func(wb *report.Workbook) { wb.Subject = "" }},
		{"a chart without alternative text", ruleChart, func(wb *report.Workbook) { chart(wb).Alt = "" }},
		{"a chart without a name", ruleChart, func(wb *report.Workbook) { chart(wb).Name = "" }},
		{"a chart of figures that are nowhere", ruleChart, func(wb *report.Workbook) { chart(wb).Grid = &report.Grid{} }},
		{"a chart of a column that is not there", ruleChart, func(wb *report.Workbook) { chart(wb).Series = []int{9} }},
		{"a link without words", ruleLink, func(wb *report.Workbook) { cover(wb).Blocks[2].Links[0].Text = " " }},
		{"a bare address as the words of a link", ruleLink, func(wb *report.Workbook) { cover(wb).Blocks[2].Links[0].Text = "https://example.org/" }},
		{"a link to a sheet that is not there", ruleLink, func(wb *report.Workbook) { cover(wb).Blocks[2].Links[0].Sheet = "Nowhere" }},
		{"links for other rows than there are", ruleLink, func(wb *report.Workbook) { data(wb).Columns[0].Links = []string{""} }},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			wb := goodBook()
			c.spoil(wb)
			_, _, err := Gate(wb)
			var v Violation
			if !errors.As(err, &v) {
				t.Fatalf("it passes: %v", err)
			}
			if !strings.Contains(err.Error(), "rule "+c.rule+":") {
				t.Errorf("rule %s does not speak: %v", c.rule, err)
			}
			if _, err := new(Writer).Write(discard{}, wb); err == nil {
				t.Error("it is written all the same")
			}
		})
	}
}

type discard struct{}

func (discard) Write(b []byte) (int, error) { return len(b), nil }

func TestTheGateMendsWhatTheWorldPutIntoCells(t *testing.T) {
	long := strings.Repeat("Ω", 40000)
	cases := []struct {
		name, text, want string
		issue            record.Code
	}{
		{"a control character goes", "a\x00b\x1f", "ab", ""},
		{"a carriage return is a line break", "a\r\nb", "a\nb", ""},
		{"a broken byte is marked", "a\xffb", "a\uFFFDb", ""},
		{"a text of 32,767 units stays", strings.Repeat("😀", 16383) + "x", strings.Repeat("😀", 16383) + "x", ""},
		{"a longer one is cut and says so", long, "", record.CodeTextCut},
		{"a formula stays text", "=1+1", "=1+1", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			wb := goodBook()
			wb.Sheets[1].Data.Rows[0][1] = c.text
			wb.Sheets[1].Data.Columns[0].Links = []string{"https://example.org/source", ""}
			clean, issues, err := Gate(wb)
			if err != nil {
				t.Fatal(err)
			}
			got := clean.Sheets[1].Data.Rows[0][1].(string)
			if c.issue == "" {
				if got != c.want || len(issues) > 0 {
					t.Errorf("got %.40q, issues %v", got, issues)
				}
			} else if len(issues) != 1 || issues[0].Code != c.issue || units(got) != limits.Text || !strings.HasSuffix(got, "source: https://example.org/source]") {
				t.Errorf("issues %v; %d units, ending in %q", issues, units(got), got[len(got)-60:])
			}
			if wb.Sheets[1].Data.Rows[0][1] != c.text {
				t.Error("the table given was changed")
			}
		})
	}
}

func TestAddressesThatAreNoLinksLoseTheirLink(t *testing.T) {
	for _, bad := range []string{"javascript:alert(1)", "file:///etc/passwd", "//example.org", "https://", "https://example.org/a b", `https://example.org/"x"`, "https://example.org/" + strings.Repeat("x", limits.Address)} {
		wb := goodBook()
		wb.Sheets[1].Data.Columns[0].Links[0] = bad
		clean, issues, err := Gate(wb)
		if err != nil {
			t.Fatal(err)
		}
		if clean.Sheets[1].Data.Columns[0].Links[0] != "" || len(issues) != 1 || issues[0].Code != record.CodeLinkLeftOut {
			t.Errorf("%.40s is a link: %v", bad, issues)
		}
	}
}

func TestLinksPastTheLimitOfASheetStandAsText(t *testing.T) {
	wb := goodBook()
	g := wb.Sheets[1].Data
	g.Rows = slices.Repeat([][]any{{"A", "x", nil, nil}}, limits.Links+5)
	g.Columns[0].Links = slices.Repeat([]string{"https://example.org/"}, len(g.Rows))
	clean, issues, err := Gate(wb)
	if err != nil {
		t.Fatal(err)
	}
	kept := 0
	for _, l := range clean.Sheets[1].Data.Columns[0].Links {
		if l != "" {
			kept++
		}
	}
	if kept != limits.Links-1 || len(issues) != 1 {
		t.Errorf("%d links, %d issues", kept, len(issues))
	}
}
