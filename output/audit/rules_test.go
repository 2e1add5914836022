package audit

import (
	"bytes"
	"encoding/xml"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

func TestAWorkbookThatBreaksNothingHasNoFinding(t *testing.T) {
	if findings := auditOf(t, newTrial(t).make(nil, nil)); len(findings) > 0 {
		t.Errorf("%v", findings)
	}
}

const data, figures = "All commitments", "Figures"

// set changes one cell of the figures sheet.
func set(cell string, value any) func(*trial) {
	return func(tr *trial) { tr.must(tr.file.SetCellValue(figures, cell, value)) }
}

func patched(part, old, new string) func(*trial) {
	return func(tr *trial) { tr.patches = append(tr.patches, patch{part, old, new}) }
}

func TestEachRuleIsBrokenByItsOwnWorkbook(t *testing.T) {
	tested := make(map[string]bool)
	for _, c := range []struct {
		rule, name  string
		early, late func(*trial)
		cell        string // where the finding stands
	}{
		{rule: "package-parts", name: "a part that is named is missing", late: func(tr *trial) { tr.drop = "xl/charts/chart1.xml" }},
		{rule: "package-parts", name: "a part is left over", late: func(tr *trial) { tr.add = "xl/slicers/slicer9.bin" }},
		{rule: "package-parts", name: "a part has no content type", late: patched("[Content_Types].xml", `PartName="/xl/charts/chart1.xml"`, `PartName="/xl/charts/other.xml"`)},
		{rule: "package-parts", name: "a part is cut short", late: patched("xl/charts/chart1.xml", "</chartSpace>", "")},
		{rule: "element-order", name: "page set-up before the margins", late: func(tr *trial) {
			margin := 0.5
			tr.must(tr.file.SetPageMargins(figures, &excelize.PageLayoutMarginsOptions{Left: &margin}))
			tr.patches = append(tr.patches, patch{"xl/worksheets/sheet3.xml", "<pageMargins ", "<tableParts></tableParts><pageMargins "})
		}},
		{rule: "element-order", name: "rows out of order", late: func(tr *trial) {
			set("A20", 1)(tr)
			set("A21", 2)(tr)
			tr.patches = append(tr.patches, patch{"xl/worksheets/sheet3.xml", `<row r="21">`, `<row r="20">`}, patch{"xl/worksheets/sheet3.xml", `r="A21"`, `r="A20"`})
		}, cell: "A20"},
		{rule: "element-order", name: "a cell twice", late: func(tr *trial) {
			set("A20", 1)(tr)
			set("B20", 2)(tr)
			tr.patches = append(tr.patches, patch{"xl/worksheets/sheet3.xml", `r="B20"`, `r="A20"`})
		}, cell: "A20"},
		{rule: "sheet-name", name: "a name nobody gave", late: func(tr *trial) { _, err := tr.file.NewSheet("Sheet7"); tr.must(err); tr.printable("Sheet7") }},
		{rule: "sheet-name", name: "two names that differ in case", late: patched("xl/workbook.xml", `name="Figures"`, `name="COVER"`)},
		{rule: "sheet-name", name: "a name that is too long", late: patched("xl/workbook.xml", `name="Figures"`, `name="`+strings.Repeat("Figures ", 4)+`"`)},
		{rule: "sheet-name", name: "a name that Excel forbids", late: patched("xl/workbook.xml", `name="Figures"`, `name="Figures/Rates"`)},
		{rule: "sheet-title", name: "no title", late: set("A1", nil), cell: "A1"},
		{rule: "sheet-title", name: "the title of another sheet", late: set("A1", "ogp tracker: what governments promised"), cell: "A1"},
		{rule: "opens-on-first-sheet", name: "it opens on the second sheet", late: patched("xl/workbook.xml", `<workbookView `, `<workbookView activeTab="1" `)},
		{rule: "opens-on-first-sheet", name: "two sheets are selected", late: func(tr *trial) {
			tr.must(tr.file.SetPanes(figures, &excelize.Panes{Selection: []excelize.Selection{{ActiveCell: "A1", SQRef: "A1"}}}))
			tr.patches = append(tr.patches, patch{"xl/worksheets/sheet3.xml", "<sheetView ", `<sheetView tabSelected="1" `})
		}},
		{rule: "opens-on-first-sheet", name: "a sheet opens in its middle", late: func(tr *trial) {
			tr.must(tr.file.SetPanes(figures, &excelize.Panes{Selection: []excelize.Selection{{ActiveCell: "B4", SQRef: "B4"}}}))
		}, cell: "B4"},
		{rule: "opens-on-first-sheet", name: "a hidden sheet", late: func(tr *trial) { tr.must(tr.file.SetSheetVisible(figures, false)) }},
		{rule: "opens-on-first-sheet", name: "Cover is not the first", late: func(tr *trial) {
			tr.patches = append(tr.patches, patch{"xl/workbook.xml", `name="Cover"`, `name="Contents"`}, patch{"xl/workbook.xml", `name="Figures"`, `name="Cover"`})
		}},
		{rule: "merged-cells", name: "two merged cells", late: func(tr *trial) { tr.must(tr.file.MergeCell(figures, "A20", "B20")) }, cell: "A20:B20"},
		{rule: "table-name", name: "a name like a cell", early: func(tr *trial) { tr.table.Name = "Commitments1" }, late: patched("xl/tables/table1.xml", `displayName="Commitments1"`, `displayName="AB12"`), cell: "A3:C5"},
		{rule: "table-name", name: "a name like R1C1", late: patched("xl/tables/table1.xml", `displayName="Commitments"`, `displayName="r2c3"`), cell: "A3:C5"},
		{rule: "table-name", name: "a name with a space", late: patched("xl/tables/table1.xml", `displayName="Commitments"`, `displayName="All commitments"`), cell: "A3:C5"},
		{rule: "table-name", name: "two names that differ in case", late: patched("xl/tables/table1.xml", `displayName="Commitments"`, `displayName="REGIONS"`), cell: "A3:B5"},
		{rule: "table-place", name: "a table without a row", late: func(tr *trial) {
			tr.must(tr.file.SetSheetRow(figures, "A20", &[]any{"Year", "Count"}))
			tr.must(tr.file.AddTable(figures, &excelize.Table{Range: "A20:B21", Name: "Empty"}))
			tr.describe(4)
			tr.patches = append(tr.patches, patch{"xl/tables/table4.xml", `ref="A20:B21"`, `ref="A20:B20"`}, patch{"xl/tables/table4.xml", `<autoFilter ref="A20:B21"></autoFilter>`, ""})
		}, cell: "A20:B20"},
		{rule: "table-place", name: "a table away from column A", late: func(tr *trial) {
			tr.must(tr.file.SetSheetRow(figures, "B20", &[]any{"Words"}))
			tr.must(tr.file.SetSheetRow(figures, "B21", &[]any{"one"}))
			tr.must(tr.file.AddTable(figures, &excelize.Table{Range: "B20:B21", Name: "Apart"}))
			tr.describe(4)
			tr.patches = append(tr.patches, patch{"xl/tables/table4.xml", `<autoFilter ref="B20:B21"></autoFilter>`, ""})
		}, cell: "B20:B21"},
		{rule: "table-place", name: "two tables that overlap", late: func(tr *trial) {
			tr.must(tr.file.SetSheetRow(figures, "A9", &[]any{"Europe", "Number"}))
			tr.must(tr.file.SetSheetRow(figures, "A10", &[]any{"x", "y"}))
			tr.must(tr.file.AddTable(figures, &excelize.Table{Range: "A9:B10", Name: "Over"}))
			tr.describe(4)
			tr.patches = append(tr.patches, patch{"xl/tables/table4.xml", `<autoFilter ref="A9:B10"></autoFilter>`, ""})
		}},
		{rule: "one-header-row", name: "no header row", late: patched("xl/tables/table3.xml", `displayName="Stages"`, `headerRowCount="0" displayName="Stages"`), cell: "A7:B9"},
		{rule: "one-header-row", name: "a second header row", late: func(tr *trial) { tr.must(tr.file.SetSheetRow(figures, "A8", &[]any{"Region", "any number"})) }, cell: "A8"},
		{rule: "table-header", name: "a header cell that says something else", late: func(tr *trial) { set("B3", "Rated")(tr) }, cell: "B3"},
		{rule: "table-header", name: "two headers that differ in case", early: func(tr *trial) { tr.header[1] = "COMMITMENT" }, cell: "B3"},
		{rule: "table-header", name: "an empty header", early: func(tr *trial) { tr.header[1] = "" }, cell: "B3"},
		{rule: "blank-row-or-column", name: "an empty row", early: func(tr *trial) { tr.row = []any{nil, nil, nil} }, cell: "A5"},
		{rule: "frozen-header", name: "nothing is frozen", early: func(tr *trial) { tr.panes = nil }, cell: "A3"},
		{rule: "frozen-header", name: "too many rows are frozen", early: func(tr *trial) { tr.panes.YSplit = 4 }, cell: "A3"},
		{rule: "print-titles", name: "the wrong row is repeated", late: patched("xl/workbook.xml", "$3:$3", "$1:$2"), cell: "A3"},
		{rule: "print-set-up", name: "not fitted to the paper", late: func(tr *trial) {
			no := false
			tr.must(tr.file.SetSheetProps(figures, &excelize.SheetPropsOptions{FitToPage: &no}))
		}},
		{rule: "print-set-up", name: "squeezed into two pages", late: func(tr *trial) {
			two := 2
			tr.must(tr.file.SetPageLayout(figures, &excelize.PageLayoutOptions{FitToHeight: &two}))
		}},
		{rule: "print-set-up", name: "a data sheet squeezed into one page", late: patched("xl/worksheets/sheet2.xml", `fitToHeight="0"`, `fitToHeight="1"`)},
		{rule: "print-set-up", name: "a data sheet in portrait", late: patched("xl/worksheets/sheet2.xml", `orientation="landscape"`, `orientation="portrait"`)},
		{rule: "print-set-up", name: "no page numbers", late: func(tr *trial) {
			tr.must(tr.file.SetHeaderFooter("Cover", &excelize.HeaderFooterOptions{OddFooter: "Cover"}))
		}},
		{rule: "link-text", name: "a bare address behind a cell", late: func(tr *trial) { tr.must(tr.file.SetCellValue("Cover", "A4", "https://ogp.example/")) }, cell: "A4"},
		{rule: "link-text", name: "a bare address in a formula", early: func(tr *trial) {
			tr.row[0] = excelize.Cell{Formula: `HYPERLINK("https://ogp.example/EE0060","www.ogp.example/EE0060")`, Value: "www.ogp.example/EE0060"}
		}, cell: "A5"},
		{rule: "link-text", name: "click here", late: func(tr *trial) { tr.must(tr.file.SetCellValue("Cover", "A4", "Click here")) }, cell: "A4"},
		{rule: "link-text", name: "no text", late: func(tr *trial) { tr.must(tr.file.SetCellValue("Cover", "A4", nil)) }, cell: "A4"},
		{rule: "link-address", name: "a script", late: func(tr *trial) {
			tr.must(tr.file.SetCellHyperLink("Cover", "A4", "javascript:alert(1)", "External"))
		}, cell: "A4"},
		{rule: "link-address", name: "a file in a formula", early: func(tr *trial) {
			tr.row[0] = excelize.Cell{Formula: `HYPERLINK("file:///etc/passwd","EE0060")`, Value: "EE0060"}
		}, cell: "A5"},
		{rule: "link-address", name: "an address that is too long", late: patched("xl/worksheets/_rels/sheet1.xml.rels", "https://ogp.example/", "https://ogp.example/"+strings.Repeat("a", 2079)), cell: "A4"},
		{rule: "link-address", name: "a sheet that is not there", late: func(tr *trial) {
			tr.must(tr.file.SetCellHyperLink("Cover", "A3", "'Commitments'!A1", "Location"))
		}, cell: "A3"},
		{rule: "table-described", name: "a table without a description", late: patched("xl/tables/table2.xml", `altTextSummary="One row for each."`, ``), cell: "A3"},
		{rule: "table-described", name: "a title of spaces", late: patched("xl/tables/table1.xml", `altText="Figures"`, `altText=" "`), cell: "A3"},
		{rule: "header-word", name: "a column narrower than its header", early: func(tr *trial) { tr.width = 8 }, cell: "A3"},
		{rule: "header-word", name: "a word one letter longer than its column", early: func(tr *trial) { tr.header[1], tr.width = "Accountability", 13 }, cell: "B3"},
		{rule: "header-and-footer", name: "a header that the sheet does not say", late: func(tr *trial) {
			tr.must(tr.file.SetHeaderFooter(figures, &excelize.HeaderFooterOptions{OddHeader: `&L&9&"Calibri"Confidential`, OddFooter: "&RPage &P of &N"}))
		}},
		{rule: "header-and-footer", name: "a footer beside the page's number", late: func(tr *trial) {
			tr.must(tr.file.SetHeaderFooter(figures, &excelize.HeaderFooterOptions{OddHeader: "&LFigures by region", OddFooter: "&LDraft && secret&RPage &P of &N"}))
		}},
		{rule: "header-and-footer", name: "a word within the page's number", late: func(tr *trial) {
			tr.must(tr.file.SetHeaderFooter(figures, &excelize.HeaderFooterOptions{OddFooter: "&RConfidential, page &P"}))
		}},
		{rule: "print-area", name: "all of a long table", early: func(tr *trial) { tr.more, tr.table.Range = 600, "A3:C605" }, late: func(tr *trial) {
			tr.patches = append(tr.patches, patch{"xl/worksheets/sheet2.xml", `<dimension ref="A1:C5">`, `<dimension ref="A1:C605">`})
		}, cell: "A3"},
		{rule: "print-area", name: "an area that is too long", early: func(tr *trial) { tr.more, tr.table.Range = 600, "A3:C605" }, late: func(tr *trial) {
			tr.patches = append(tr.patches, patch{"xl/worksheets/sheet2.xml", `<dimension ref="A1:C5">`, `<dimension ref="A1:C605">`})
			tr.must(tr.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: "'All commitments'!$A$1:$C$600", Scope: data}))
		}, cell: "A3"},
		{rule: "contrast", name: "grey on white", late: func(tr *trial) { tr.coloured("A20", "AAAAAA", "") }, cell: "A20"},
		{rule: "contrast", name: "white on a light ground", late: func(tr *trial) { tr.coloured("A20", "FFFFFF", "D0E0F0") }, cell: "A20"},
		{rule: "alt-text", name: "a chart without", late: patched("xl/drawings/drawing1.xml", `descr="Bar chart: Africa 3, Europe 4."`, ``)},
		{rule: "chart-place", name: "an end in the first cell, far beyond it", late: func(tr *trial) {
			tr.patches = append(tr.patches, patch{"xl/drawings/drawing1.xml", "<xdr:to><xdr:col>13</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>15</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>",
				"<xdr:to><xdr:col>3</xdr:col><xdr:colOff>6096000</xdr:colOff><xdr:row>2</xdr:row><xdr:rowOff>2476500</xdr:rowOff></xdr:to>"})
		}, cell: "D3"},
		{rule: "chart-place", name: "a chart that is too small to read", late: patched("xl/drawings/drawing1.xml", "<xdr:to><xdr:col>13</xdr:col>", "<xdr:to><xdr:col>12</xdr:col>"), cell: "D3"},
		{rule: "chart-figures", name: "a chart without its figures", late: func(tr *trial) {
			tr.patches = append(tr.patches, patch{"xl/charts/chart1.xml", `<ptCount val="2"/><pt idx="0"><v>3</v></pt><pt idx="1"><v>4</v></pt>`, ""})
		}},
		{rule: "chart-figures", name: "a chart that names too few", late: func(tr *trial) {
			tr.patches = append(tr.patches, patch{"xl/charts/chart1.xml", `<ptCount val="2"/><pt idx="0"><v>3</v></pt><pt idx="1"><v>4</v></pt>`, `<ptCount val="1"/><pt idx="0"><v>3</v></pt>`})
		}},
		{rule: "dimension", name: "a sheet that says it is one cell", late: patched("xl/worksheets/sheet2.xml", `<dimension ref="A1:C5">`, `<dimension ref="A1">`), cell: "A1"},
		{rule: "dimension", name: "a sheet that says nothing", late: patched("xl/worksheets/sheet2.xml", `<dimension ref="A1:C5"></dimension>`, "")},
		{rule: "properties", name: "no subject", late: patched("docProps/core.xml", ">S<", "><")},
		{rule: "language", name: "no language", late: patched("docProps/core.xml", ">en-GB<", "><")},
		{rule: "error-value", name: "an error as text", late: set("A20", "#REF!"), cell: "A20"},
		{rule: "error-value", name: "an error as such", late: func(tr *trial) {
			set("A20", "marker")(tr)
			set("B20", true)(tr)
			tr.patches = append(tr.patches, patch{"xl/worksheets/sheet3.xml", `<c r="B20" t="b"><v>1</v></c>`, `<c r="B20" t="e"><v>#DIV/0!</v></c>`})
		}, cell: "B20"},
		{rule: "cached-value", name: "a formula without its value", late: func(tr *trial) { tr.must(tr.file.SetCellFormula(figures, "A20", "1+1")) }, cell: "A20"},
		{rule: "number-as-text", name: "a number as text", late: set("B4", "3"), cell: "B4"},
		{rule: "number-as-text", name: "a word among numbers", early: func(tr *trial) { tr.row[2] = "Not stated" }, cell: "C5"},
		{rule: "cell-text", name: "a control character", late: func(tr *trial) {
			set("A20", "plain")(tr)
			tr.patches = append(tr.patches, patch{"xl/sharedStrings.xml", "plain", "pl_x0007_ain"})
		}, cell: "A20"},
		{rule: "cell-text", name: "a text that is too long", late: func(tr *trial) {
			set("A20", "plain")(tr)
			tr.patches = append(tr.patches, patch{"xl/sharedStrings.xml", "plain", strings.Repeat("🏛", 16384)})
		}, cell: "A20"},
		{rule: "finite-number", name: "NaN as text", late: set("A20", "NaN"), cell: "A20"},
		{rule: "finite-number", name: "a format gone wrong", late: set("A20", "%!d(string=x)"), cell: "A20"},
		{rule: "finite-number", name: "an infinite number", late: func(tr *trial) {
			set("A20", 41.5)(tr)
			tr.patches = append(tr.patches, patch{"xl/worksheets/sheet3.xml", "<v>41.5</v>", "<v>INF</v>"})
		}, cell: "A20"},
	} {
		tested[c.rule] = true
		t.Run(c.rule+": "+c.name, func(t *testing.T) {
			t.Parallel()
			findings := auditOf(t, newTrial(t).make(c.early, c.late))
			var rules []string
			for _, f := range findings {
				rules = append(rules, f.Rule)
			}
			slices.Sort(rules)
			if diff := cmp.Diff([]string{c.rule}, slices.Compact(rules)); diff != "" {
				t.Errorf("%s\n%v", diff, findings)
			}
			if c.cell != "" && !slices.ContainsFunc(findings, func(f Finding) bool { return f.Cell == c.cell }) {
				t.Errorf("no finding at %s: %v", c.cell, findings)
			}
		})
	}
	for _, r := range rules() {
		elsewhere := r.Name == "summary-figures" || r.Name == "counted-again" // TestFiguresThatDoNotAgreeAreFound
		if !tested[r.Name] && !elsewhere {
			t.Errorf("no workbook breaks the rule %s", r.Name)
		}
	}
}

// coloured puts a text in one colour on another into a cell.
func (tr *trial) coloured(cell, letters, ground string) {
	style := &excelize.Style{Font: &excelize.Font{Color: letters}}
	if ground != "" {
		style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{ground}}
	}
	id, err := tr.file.NewStyle(style)
	tr.must(err)
	set(cell, "A figure")(tr)
	tr.must(tr.file.SetCellStyle(figures, cell, cell, id))
}

// printable gives a new sheet what every sheet has.
func (tr *trial) printable(sheet string) {
	tr.must(tr.file.SetCellValue(sheet, "A1", "Another sheet of figures"))
	tr.printSetUp(sheet)
}

func TestWhatIsNoWorkbookIsAnError(t *testing.T) {
	for name, content := range map[string]string{"empty": "", "text": "not a zip", "torn": string(newTrial(t).make(nil, nil)[:2000])} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "x.xlsx")
			if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
				t.Fatal(err)
			}
			if _, err := Workbook(path); err == nil || !strings.Contains(err.Error(), path) {
				t.Errorf("error %v, want one that names the file", err)
			}
		})
	}
	if _, err := Workbook(filepath.Join(t.TempDir(), "none.xlsx")); err == nil {
		t.Error("a missing file is no error")
	}
}

func TestPrintCutsWhatRepeats(t *testing.T) {
	var findings []Finding
	for range 25 {
		findings = append(findings, Finding{Rule: "b-rule", File: "x.xlsx", Sheet: "S", Cell: "A1", Message: "odd"})
	}
	findings = append(findings, Finding{Rule: "a-rule", File: "x.xlsx", Message: "even"})
	var out strings.Builder
	if err := Print(&out, findings); err != nil {
		t.Fatal(err)
	}
	want := "x.xlsx: even (a-rule)\n" + strings.Repeat("x.xlsx, sheet \"S\", A1: odd (b-rule)\n", 20) +
		"x.xlsx: 5 more (b-rule)\nThe audit has 26 findings.\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
	out.Reset()
	if err := Print(&out, nil); err != nil || out.String() != "The audit found nothing to mend.\n" {
		t.Errorf("%q, %v", out.String(), err)
	}
}

// FuzzSheet: no part of a sheet, however broken, makes a rule panic.
func FuzzSheet(f *testing.F) {
	f.Add([]byte(`<worksheet><sheetViews><sheetView tabSelected="1"><pane ySplit="3" state="frozen"/></sheetView></sheetViews><sheetData>` +
		`<row r="3"><c r="A3" t="inlineStr"><is><t>Commitments</t></is></c></row><row><c><f>HYPERLINK("https://a.example","b")</f><v>b</v></c></row>` +
		`</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells><hyperlinks><hyperlink ref="A3" location="x!A1"/></hyperlinks></worksheet>`))
	f.Fuzz(func(t *testing.T, part []byte) {
		s := &sheet{name: "Summary", tables: []*table{{name: "T", ref: "A3:B9", left: 1, top: 3, right: 2, bottom: 9, headerRows: 1, columns: []string{"Commitments", "B"}}}}
		if err := s.decode(xml.NewDecoder(bytes.NewReader(part)), []string{"a"}, nil); err != nil {
			return
		}
		b := &book{sheets: []*sheet{s}}
		for _, r := range rules() {
			if r.Name != "package-parts" {
				r.check(b)
			}
		}
	})
}

func FuzzReadNeverPanics(f *testing.F) {
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, _ = read("fuzz.xlsx", bytes.NewReader(data), int64(len(data)))
	})
}
