package audit

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// trial is a workbook that breaks no rule, and the ways a test changes it.
type trial struct {
	t    *testing.T
	file *excelize.File
	// row changes the cells of the data sheet's second row before they are
	// streamed; header its header.
	header []any
	row    []any
	table  excelize.Table
	panes  *excelize.Panes
	// patches replace text in parts of the finished package; drop leaves
	// parts out, add puts some in.
	patches []patch
	drop    string
	width   float64 // of the data sheet's columns
	more    int     // further rows of the data sheet
	add     string
}

type patch struct{ part, old, new string }

func (tr *trial) must(err error) {
	tr.t.Helper()
	if err != nil {
		tr.t.Fatal(err)
	}
}

func newTrial(t *testing.T) *trial {
	return &trial{
		t: t, file: excelize.NewFile(), width: 14,
		header: []any{"Commitment", "Title", "Commitments"},
		row:    []any{excelize.Cell{Formula: `HYPERLINK("https://ogp.example/EE0060","EE0060")`, Value: "EE0060"}, "Second", 7},
		table:  excelize.Table{Range: "A3:C5", Name: "Commitments"},
		panes: &excelize.Panes{Freeze: true, XSplit: 1, YSplit: 3, TopLeftCell: "B4", ActivePane: "bottomRight",
			Selection: []excelize.Selection{{Pane: "bottomRight", ActiveCell: "A1", SQRef: "A1"}}},
	}
}

// make builds the workbook: a cover with links, a data sheet, and a sheet with
// two small tables and a chart. The early change is made to the empty trial,
// the late one to the workbook before it is saved.
func (tr *trial) make(early, late func(*trial)) []byte {
	if early != nil {
		early(tr)
	}
	f := tr.file
	tr.must(f.SetSheetName("Sheet1", "Cover"))
	tr.must(f.SetCellValue("Cover", "A1", "OGP Tracker: what governments promised"))
	tr.must(f.SetCellValue("Cover", "A3", "Commitments and their findings"))
	tr.must(f.SetCellHyperLink("Cover", "A3", "'All commitments'!A1", "Location"))
	tr.must(f.SetCellValue("Cover", "A4", "OGP's own site"))
	tr.must(f.SetCellHyperLink("Cover", "A4", "https://ogp.example/", "External"))
	tr.dataSheet()
	tr.figures()
	for _, sheet := range []string{"Cover", "All commitments", "Figures"} {
		if sheet == "All commitments" {
			continue // set before it was flushed
		}
		tr.printSetUp(sheet)
	}
	tr.must(f.SetDocProps(&excelize.DocProperties{Title: "T", Subject: "S", Creator: "C", Created: "2025-01-14T02:00:00Z", Language: "en-GB"}))
	if late != nil {
		late(tr)
	}
	tr.dimensions()
	var out bytes.Buffer
	tr.must(f.Write(&out))
	tr.must(f.Close())
	return tr.repack(out.Bytes())
}

// dimensions has the sheets that were not streamed say which cells they use.
func (tr *trial) dimensions() {
	for _, sheet := range tr.file.GetSheetList() {
		if sheet == "All commitments" {
			continue
		}
		rows, err := tr.file.GetRows(sheet)
		tr.must(err)
		wide := 1
		for _, row := range rows {
			wide = max(wide, len(row))
		}
		last, err := excelize.CoordinatesToCellName(wide, max(len(rows), 1))
		tr.must(err)
		tr.must(tr.file.SetSheetDimension(sheet, "A1:"+last))
	}
}

func (tr *trial) printSetUp(sheet string) {
	fit, landscape, one, any := true, "landscape", 1, 0
	tr.must(tr.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
	tr.must(tr.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &one, FitToHeight: &any}))
	tr.must(tr.file.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddFooter: "&RPage &P of &N"}))
}

func (tr *trial) dataSheet() {
	const sheet = "All commitments"
	_, err := tr.file.NewSheet(sheet)
	tr.must(err)
	fit := true
	tr.must(tr.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
	tr.must(tr.file.SetSheetDimension(sheet, "A1:C5"))
	sw, err := tr.file.NewStreamWriter(sheet)
	tr.must(err)
	if tr.panes != nil {
		tr.must(sw.SetPanes(tr.panes))
	}
	tr.must(sw.SetColWidth(1, 3, tr.width))
	tr.must(sw.SetRow("A1", []any{"Commitments and their latest findings"}))
	tr.must(sw.SetRow("A2", []any{"One row for each commitment."}))
	tr.must(sw.SetRow("A3", tr.header))
	tr.must(sw.SetRow("A4", []any{"EE0059", "First", 12.5}))
	tr.must(sw.SetRow("A5", tr.row))
	for i := range tr.more {
		tr.must(sw.SetRow(fmt.Sprintf("A%d", 6+i), []any{"EE0061", "Further", 1}))
	}
	tr.must(sw.AddTable(&tr.table))
	tr.describe(1)
	tr.printSetUp(sheet)
	tr.must(sw.Flush())
	tr.must(tr.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "'All commitments'!$A:$A,'All commitments'!$3:$3", Scope: sheet}))
}

func (tr *trial) figures() {
	const sheet = "Figures"
	f := tr.file
	_, err := f.NewSheet(sheet)
	tr.must(err)
	tr.must(f.SetColWidth(sheet, "A", "B", 14))
	tr.must(f.SetCellValue(sheet, "A1", "Figures by region"))
	for i, name := range []string{"Regions", "Stages"} {
		top, measure := 3+4*i, []string{"Assessed", "Any number"}[i]
		for r, row := range [][]any{{"Region", measure}, {"Africa", 3}, {"Europe", 4}} {
			cell, err := excelize.CoordinatesToCellName(1, top+r)
			tr.must(err)
			tr.must(f.SetSheetRow(sheet, cell, &row))
		}
		a, err := excelize.CoordinatesToCellName(1, top)
		tr.must(err)
		b, err := excelize.CoordinatesToCellName(2, top+2)
		tr.must(err)
		tr.must(f.AddTable(sheet, &excelize.Table{Range: a + ":" + b, Name: name}))
		tr.describe(2 + i)
		tr.patches = append(tr.patches, patch{"xl/tables/table" + string(rune('2'+i)) + ".xml", "<autoFilter ref=\"" + a + ":" + b + "\"></autoFilter>", ""})
	}
	for _, cache := range [][2]string{
		{"<strRef><f>Figures!$B$3</f>", `<strCache><ptCount val="1"/><pt idx="0"><v>Assessed</v></pt></strCache>`},
		{"<strRef><f>Figures!$A$4:$A$5</f>", `<strCache><ptCount val="2"/><pt idx="0"><v>Africa</v></pt><pt idx="1"><v>Europe</v></pt></strCache>`},
		{"<numCache><formatCode></formatCode>", `<ptCount val="2"/><pt idx="0"><v>3</v></pt><pt idx="1"><v>4</v></pt>`},
	} {
		tr.patches = append(tr.patches, patch{"xl/charts/chart1.xml", cache[0], cache[0] + cache[1]})
	}
	tr.must(f.AddChart(sheet, "D3", &excelize.Chart{Type: excelize.Bar, Dimension: excelize.ChartDimension{Width: 640, Height: 260}, Format: excelize.GraphicOptions{Name: "Chart of regions", AltText: "Bar chart: Africa 3, Europe 4."},
		Series: []excelize.ChartSeries{{Name: "Figures!$B$3", Categories: "Figures!$A$4:$A$5", Values: "Figures!$B$4:$B$5"}}}))
}

// describe gives a table the words that a screen reader says of it.
func (tr *trial) describe(table int) {
	tr.patches = append(tr.patches, patch{fmt.Sprintf("xl/tables/table%d.xml", table), "</table>",
		`<extLst><ext uri="{504A1905-F514-4f6f-8877-14C23A59335A}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">` +
			`<x14:table altText="Figures" altTextSummary="One row for each."/></ext></extLst></table>`})
}

// repack applies the patches to the package.
func (tr *trial) repack(data []byte) []byte {
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	tr.must(err)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range in.File {
		if f.Name == tr.drop {
			continue
		}
		r, err := f.Open()
		tr.must(err)
		content, err := io.ReadAll(r)
		tr.must(err)
		tr.must(r.Close())
		for i, p := range tr.patches {
			if p.part != f.Name {
				continue
			}
			changed := strings.Replace(string(content), p.old, p.new, 1)
			if changed == string(content) {
				tr.t.Fatalf("patch %d: %s does not hold %q:\n%.3000s", i, p.part, p.old, content)
			}
			content = []byte(changed)
		}
		part, err := w.Create(f.Name)
		tr.must(err)
		_, err = part.Write(content)
		tr.must(err)
	}
	if tr.add != "" {
		_, err := w.Create(tr.add)
		tr.must(err)
	}
	tr.must(w.Close())
	return out.Bytes()
}

func auditOf(t *testing.T, data []byte) []Finding {
	t.Helper()
	findings, err := read("trial.xlsx", bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return findings
}

// read audits a workbook of size bytes; its findings carry name.
func read(name string, r io.ReaderAt, size int64) ([]Finding, error) {
	b, err := open(r, size)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return b.audit(name), nil
}
