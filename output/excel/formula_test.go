package excel

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"ogptracker/report"
	"ogptracker/report/reporttest"
	"ogptracker/report/schema"
	"ogptracker/transform/vocabulary"
)

// choosingBook has a drop-down of the things of a data sheet, and a table
// that follows it.
func choosingBook() *report.Workbook {
	wb := goodBook()
	data := wb.Sheets[1].Data
	data.Columns[1].Grouped, data.Columns[2].Grouped = true, true
	answers := &report.Grid{Name: "Answers", Empty: "None.", Columns: []report.GridColumn{
		{Column: schema.Column{Name: "what", Header: "What", Type: schema.Text, Width: 30}},
		{Column: schema.Column{Name: "answer", Header: "Answer", Type: schema.Fact, Width: 30}},
		{Column: schema.Column{Name: "double", Header: "Twice", Type: schema.Share, Width: 30}},
	}, Rows: [][]any{
		{"Text", schema.Formula{Expression: `INDEX({Rows.text},MATCH(ChosenThing,{Rows.id},0))&" & more"`, Value: "first & more"}, 1.0},
		{"Share", schema.Formula{Expression: `INDEX({Rows.share},MATCH(ChosenThing,{Rows.id},0))`, Value: 0.5},
			schema.Formula{Expression: `IF({.answer}="","few",2*{.answer})`, Value: 1.0}},
		{"Day", schema.Formula{Expression: `INDEX({Rows.day},MATCH(ChosenThing,{Rows.id},0))`, Value: time.Date(2025, 1, 14, 0, 0, 0, 0, time.UTC)},
			schema.Formula{Expression: `"3 of 4"`, Value: "3 of 4"}},
		{"Count", schema.Formula{Expression: `COUNTA({Rows.id})`, Value: 2}, nil},
	}}
	wb.Sheets = append(wb.Sheets, &report.Sheet{Name: "My thing", Title: "The thing you choose", Widths: []float64{30, 30, 30}, Blocks: []report.Block{
		{Choice: &report.Choice{Name: "ChosenThing", Label: "Thing", Hint: "Choose a thing.", Value: "A", From: data, Column: "id"}},
		{Grid: answers},
	}})
	return wb
}

func TestFormulasCarryTheirValuesAndLeadToTheirCells(t *testing.T) {
	t.Parallel()
	f := opened(t, choosingBook())
	for cell, want := range map[string]struct{ formula, value string }{
		"B5": {`INDEX('Rows'!$B$4:$B$5,MATCH(ChosenThing,'Rows'!$A$4:$A$5,0))&" & more"`, "first & more"},
		"B6": {`INDEX('Rows'!$C$4:$C$5,MATCH(ChosenThing,'Rows'!$A$4:$A$5,0))`, "50.0%"},
		"C6": {`IF(B6="","few",2*B6)`, "100.0%"},
		"B7": {`INDEX('Rows'!$D$4:$D$5,MATCH(ChosenThing,'Rows'!$A$4:$A$5,0))`, "2025-01-14"},
		"C7": {`"3 of 4"`, "3 of 4"},
		"B8": {`COUNTA('Rows'!$A$4:$A$5)`, "2"},
	} {
		formula, err := f.GetCellFormula("My thing", cell)
		if err != nil || formula != want.formula {
			t.Errorf("%s is %s (%v), not %s", cell, formula, err, want.formula)
		}
		if value, _ := f.GetCellValue("My thing", cell); value != want.value {
			t.Errorf("%s shows %q, not %q", cell, value, want.value)
		}
	}
	for _, cell := range []string{"B6", "B7", "B8"} {
		if kind, _ := f.GetCellType("My thing", cell); kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
			t.Errorf("%s holds its number as type %d", cell, kind)
		}
	}
	// What it comes to when a program calculates it.
	if err := f.SetCellValue("My thing", "B2", "B"); err != nil {
		t.Fatal(err)
	}
	if v, err := f.CalcCellValue("My thing", "B5"); err != nil || v != "second & more" {
		t.Errorf("another choice gives %q, %v", v, err)
	}
}

func TestAChoiceOffersTheCellsOfAColumn(t *testing.T) {
	t.Parallel()
	f := opened(t, choosingBook())
	lists, err := f.GetDataValidations("My thing")
	if err != nil || len(lists) != 1 {
		t.Fatalf("%v, %v", lists, err)
	}
	if l := lists[0]; l.Sqref != "B2" || !strings.Contains(l.Formula1, "'Rows'!$A$4:$A$5") || l.Type != "list" || !l.ShowErrorMessage {
		t.Errorf("the list is %+v", l)
	}
	if v, _ := f.GetCellValue("My thing", "B2"); v != "A" {
		t.Errorf("chosen at first is %q", v)
	}
	found := false
	for _, n := range f.GetDefinedName() {
		found = found || n.Name == "ChosenThing" && n.RefersTo == "'My thing'!$B$2"
	}
	if !found {
		t.Errorf("names: %v", f.GetDefinedName())
	}
}

func TestGroupedColumnsCanBeFolded(t *testing.T) {
	t.Parallel()
	wb := choosingBook()
	f := opened(t, wb)
	for column, want := range map[string]uint8{"A": 0, "B": 1, "C": 1, "D": 0} {
		if level, err := f.GetColOutlineLevel("Rows", column); err != nil || level != want {
			t.Errorf("column %s has level %d (%v), not %d", column, level, err, want)
		}
		if visible, _ := f.GetColVisible("Rows", column); !visible {
			t.Errorf("column %s is hidden", column)
		}
	}
	if part := partsOf(t, bytesOf(t, wb))["xl/worksheets/sheet2.xml"]; !strings.Contains(part, `<sheetFormatPr outlineLevelCol="1" `) {
		t.Errorf("the sheet does not say that it has levels: %.1500s", part)
	}
}

func TestAFormulaThatLeadsNowhereIsNotWritten(t *testing.T) {
	t.Parallel()
	for name, expression := range map[string]string{
		"no such table": `SUM({Nothing.id})`, "no such column": `SUM({Rows.nothing})`, "no such column beside it": `{.nothing}`,
	} {
		wb := choosingBook()
		wb.Sheets[2].Blocks[1].Grid.Rows[0][1] = schema.Formula{Expression: expression, Value: 1}
		if _, err := new(Writer).Write(&strings.Builder{}, wb); err == nil || !strings.Contains(err.Error(), "no ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What a formula of My country comes to in a program that calculates is what
// it carries, also for plans of which no source states title or end.
func TestMyCountryCarriesWhatItsFormulasComeTo(t *testing.T) {
	t.Parallel()
	ds := reporttest.Dataset(3, 12)
	for i := range ds.Plans {
		p := &ds.Plans[i]
		switch i % 4 {
		case 1:
			p.Title = vocabulary.NotStated
		case 3:
			p.Title, p.Cycle = vocabulary.NotStated, p.Cycle[:5]
		}
	}
	for i := range ds.DueDates {
		ds.DueDates[i].Expected = "2027-12-31"
	}
	for i := range ds.Members {
		ds.Members[i].LatestPlanID = ds.Members[i].CurrentPlanID
	}
	f := opened(t, report.ContentsOf(ds).MainWorkbook(reporttest.Meta()))
	rows, err := f.GetRows("My country")
	if err != nil {
		t.Fatal(err)
	}
	formulas, untitled := 0, 0
	for r := range rows {
		for _, column := range []string{"B", "C", "I", "J"} {
			cell := column + strconv.Itoa(r+1)
			formula, err := f.GetCellFormula("My country", cell)
			if err != nil || formula == "" {
				continue
			}
			formulas++
			carried, _ := f.GetCellValue("My country", cell)
			got, err := f.CalcCellValue("My country", cell)
			if got == "#VALUE!" && column == "B" {
				continue // excelize cannot add places inside INDEX inside RIGHT; LibreOffice and Excel can
			}
			if err != nil || got != carried {
				t.Errorf("%s carries %q and comes to %q, %v", cell, carried, got, err)
			}
			if strings.Contains(got, "action plan from 20") {
				untitled++
			}
			if got == vocabulary.NotStated {
				t.Errorf("%s names no plan", cell)
			}
		}
	}
	if formulas < 50 || untitled < 2 {
		t.Errorf("%d formulas, %d plans without title and end", formulas, untitled)
	}
}
