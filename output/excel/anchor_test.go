package excel

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"ogptracker/report"
	"ogptracker/report/reporttest"
)

// partsOf unpacks a workbook.
func partsOf(t *testing.T, body []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	parts := make(map[string]string)
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(content)
	}
	return parts
}

var writtenCorner = regexp.MustCompile(`<xdr:col>(\d+)</xdr:col><xdr:colOff>(\d+)</xdr:colOff><xdr:row>(\d+)</xdr:row><xdr:rowOff>(\d+)</xdr:rowOff>`)

func TestEachChartIsLargeEnoughWhereExcelDrawsIt(t *testing.T) {
	t.Parallel()
	charts := 0
	for _, wb := range append(reporttest.Workbooks(report.Build(reporttest.Dataset(5, 12), reporttest.Meta())), goodBook()) {
		f := opened(t, wb)
		parts := partsOf(t, bytesOf(t, wb))
		for i, s := range wb.Sheets {
			rels := parts[fmt.Sprintf("xl/worksheets/_rels/sheet%d.xml.rels", i+1)]
			drawing := regexp.MustCompile(`xl/drawings/drawing\d+\.xml|drawings/drawing\d+\.xml`).FindString(rels)
			if drawing == "" {
				continue
			}
			part := parts["xl/"+strings.TrimPrefix(drawing, "xl/")]
			corners := writtenCorner.FindAllStringSubmatch(part, -1)
			for c := 0; c+1 < len(corners); c += 2 {
				charts++
				width, height := rectangle(t, f, s.Name, corners[c], corners[c+1])
				if width < leastChartWidth || height < leastChartHeight {
					t.Errorf("%s, %s: chart %d is %d x %d pixels in Excel", wb.Path, s.Name, c/2+1, width, height)
				}
			}
		}
	}
	if charts < 8 {
		t.Fatalf("only %d charts were measured", charts)
	}
}

// rectangle measures as Excel does, from what the file says of its columns
// and rows: distances are cut at the end of their cell.
func rectangle(t *testing.T, f *excelize.File, sheet string, from, to []string) (width, height int) {
	t.Helper()
	number := func(s string) int {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	column := func(i int) int {
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			t.Fatal(err)
		}
		w, err := f.GetColWidth(sheet, name)
		if err != nil {
			t.Fatal(err)
		}
		return int(w * 7)
	}
	row := func(i int) int {
		h, err := f.GetRowHeight(sheet, i+1)
		if err != nil {
			t.Fatal(err)
		}
		return int(h * 96 / 72)
	}
	x := func(c []string) int { return min(number(c[2])/9525, column(number(c[1]))) }
	y := func(c []string) int { return min(number(c[4])/9525, row(number(c[3]))) }
	width, height = x(to)-x(from), y(to)-y(from)
	for i := number(from[1]); i < number(to[1]); i++ {
		width += column(i)
	}
	for i := number(from[3]); i < number(to[3]); i++ {
		height += row(i)
	}
	return width, height
}

func TestACornerBeyondItsCellIsRefused(t *testing.T) {
	t.Parallel()
	sizes := cellSizes{columns: []int{257, 100, 400, 300}, rows: map[int]int{9: 20}}
	chart := &report.Chart{Name: "C"}
	good := sizes.place(9, 900, 286)
	if err := sizes.checkAnchor("S", chart, good); err != nil {
		t.Fatal(err)
	}
	if w, h := sizes.size(good); w != 900 || h != 286 {
		t.Errorf("the rectangle measures %d x %d", w, h)
	}
	for name, a := range map[string]anchor{
		"an end in the first cell, far beyond it": {corner{0, 4, 8, 6}, corner{0, 900, 8, 286}},
		"an end below its row":                    {corner{0, 4, 8, 6}, corner{3, 10, 20, 21}},
		"a start beyond its column":               {corner{0, 258, 8, 6}, corner{3, 10, 25, 1}},
		"too narrow":                              sizes.place(9, 599, 286),
		"too low":                                 sizes.place(9, 900, 249),
	} {
		var v Violation
		if err := sizes.checkAnchor("S", chart, a); !errors.As(err, &v) || v.Rule != ruleChart {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestChartsKeepTheirFiguresBesideTheirReferences(t *testing.T) {
	t.Parallel()
	wb := goodBook()
	wb.Sheets[0].Blocks[3].Chart.Grid.Rows = [][]any{{"Côte d'Ivoire & <all>", 1}, {"Two", nil}}
	part := partsOf(t, bytesOf(t, wb))["xl/charts/chart1.xml"]
	for _, want := range []string{
		`<strCache><ptCount val="1"/><pt idx="0"><v>Number</v></pt></strCache>`,
		`<strCache><ptCount val="2"/><pt idx="0"><v>Côte d&#39;Ivoire &amp; &lt;all&gt;</v></pt><pt idx="1"><v>Two</v></pt></strCache>`,
		`<numCache><formatCode>General</formatCode><ptCount val="2"/><pt idx="0"><v>1</v></pt></numCache>`,
	} {
		if !strings.Contains(part, want) {
			t.Errorf("the chart does not hold %s\n%s", want, part)
		}
	}
}

func TestEachSheetSaysHowFarItGoes(t *testing.T) {
	t.Parallel()
	for _, wb := range append(reporttest.Workbooks(report.Build(reporttest.Dataset(2, 30), reporttest.Meta()))[:2], goodBook()) {
		parts := partsOf(t, bytesOf(t, wb))
		for i, s := range wb.Sheets {
			part := parts[fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)]
			said := regexp.MustCompile(`<dimension ref="([^"]*)"`).FindStringSubmatch(part)
			column, row := 0, 0
			for _, m := range regexp.MustCompile(`<c r="([A-Z]+\d+)"`).FindAllStringSubmatch(part, -1) {
				c, r, err := excelize.CellNameToCoordinates(m[1])
				if err != nil {
					t.Fatal(err)
				}
				column, row = max(column, c), max(row, r)
			}
			want, err := area(1, 1, column, row)
			if err != nil {
				t.Fatal(err)
			}
			if said == nil || said[1] != want {
				t.Errorf("%s, %s says it is %v; its cells are %s", wb.Path, s.Name, said, want)
			}
		}
	}
}
