package excel

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"ogptracker/report"
	"ogptracker/report/reporttest"
)

func bytesOf(t testing.TB, wb *report.Workbook) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := new(Writer).Write(&b, wb); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func opened(t *testing.T, wb *report.Workbook) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(bytesOf(t, wb)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

// hostile are texts that have broken files or readers.
var hostile = map[string]string{
	"formula":         "=1+1",
	"command":         "@SUM(1)",
	"plus":            "+49 30 1234",
	"minus":           "-1",
	"tab first":       "\t=cmd",
	"quotes":          `He said "no", 'yes'`,
	"line breaks":     "first\nsecond\n\nfourth",
	"markup":          `<b>&amp;</b> ]]> <!-- -->`,
	"escape":          "a_x000D_b _x0041_ _x005F_x000D_",
	"right to left":   "שלום עולם \u200fمرحبا",
	"emoji":           "👩‍🌾 🇪🇪 e\u0301",
	"blanks":          "  two before and after  ",
	"digits":          "00123",
	"apostrophe":      "'=1+1",
	"number too long": "12345678901234567890",
	"date-like":       "3/4/2015",
}

func TestHostileCellsStandAsHarmlessText(t *testing.T) {
	for name, text := range hostile {
		t.Run(name, func(t *testing.T) {
			wb := goodBook()
			wb.Sheets[1].Data.Rows[0][1] = text // streamed
			wb.Sheets[1].Data.Rows[0][0] = text // streamed, as a link
			wb.Sheets[0].Blocks[4].Grid.Rows[0][0] = text
			f := opened(t, wb)
			for _, at := range []struct{ sheet, cell string }{{"Rows", "B4"}, {"Rows", "A4"}, {"Cover", firstFigure(t, f)}} {
				got, err := f.GetCellValue(at.sheet, at.cell)
				if err != nil {
					t.Fatal(err)
				}
				if got != text {
					t.Errorf("%s %s reads %q, not %q", at.sheet, at.cell, got, text)
				}
				formula, err := f.GetCellFormula(at.sheet, at.cell)
				if err != nil {
					t.Fatal(err)
				}
				if formula != "" && !strings.HasPrefix(formula, `HYPERLINK("https://example.org/a",`) {
					t.Errorf("%s %s is the formula %q", at.sheet, at.cell, formula)
				}
			}
		})
	}
}

// firstFigure is the first cell below the header of the small table.
func firstFigure(t *testing.T, f *excelize.File) string {
	t.Helper()
	tables, err := f.GetTables("Cover")
	if err != nil || len(tables) != 1 {
		t.Fatalf("tables %v, %v", tables, err)
	}
	corner, _, _ := strings.Cut(tables[0].Range, ":")
	column, row, err := excelize.SplitCellName(corner)
	if err != nil {
		t.Fatal(err)
	}
	return column + strconv.Itoa(row+1)
}

func TestATitleThatBeginsRightToLeftStaysOnTheSheet(t *testing.T) {
	wb := reporttest.Workbooks(report.Build(reporttest.Dataset(1, 2), reporttest.Meta()))[1]
	wb.Sheets[0].Title = "المغرب in the Open Government Partnership"
	f := opened(t, wb)
	id, err := f.GetCellStyle(wb.Sheets[0].Name, "A1")
	if err != nil {
		t.Fatal(err)
	}
	style, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	if a := style.Alignment; a == nil || a.Horizontal != "left" || a.ReadingOrder != leftToRight {
		t.Errorf("the title is aligned as its first letter is: %+v", a)
	}
}

func TestLongLinksStandBehindTheirCells(t *testing.T) {
	wb := goodBook()
	long := "https://example.org/" + strings.Repeat("x", 300)
	wb.Sheets[1].Data.Columns[0].Links[0] = long
	f := opened(t, wb)
	ok, target, err := f.GetCellHyperLink("Rows", "A4")
	if err != nil || !ok || target != long {
		t.Errorf("link %v %.40s, %v", ok, target, err)
	}
	if formula, _ := f.GetCellFormula("Rows", "A4"); formula != "" {
		t.Errorf("Excel takes no text of more than 255 letters in the formula %.60s", formula)
	}
}

// LibreOffice does not wrap the text of a link behind a cell; Excel repairs a
// workbook away that has more than 255 UTF-16 units between quotes in a formula.
func TestALongTextIsALinkThatWraps(t *testing.T) {
	for name, text := range map[string]string{
		"a long sentence":         strings.Repeat(`Estonia, EE0059 "Open budget": title is now what it was. `, 9),
		"just too long":           strings.Repeat("x", 256),
		"letters of two units":    strings.Repeat("\U0001F389", 200),
		"a quote where it is cut": strings.Repeat("x", 254) + `""` + strings.Repeat("y", 254) + `"`,
	} {
		t.Run(name, func(t *testing.T) {
			wb := goodBook()
			wb.Sheets[1].Data.Rows[0][0] = text
			f := opened(t, wb)
			if got, err := f.GetCellValue("Rows", "A4"); err != nil || got != text {
				t.Errorf("A4 reads %q, %v", got, err)
			}
			formula, err := f.GetCellFormula("Rows", "A4")
			if err != nil || !strings.HasPrefix(formula, `HYPERLINK("https://example.org/a",`) {
				t.Fatalf("the formula is %.80q, %v", formula, err)
			}
			said := ""
			for _, part := range quotedTexts.FindAllStringSubmatch(formula, -1)[1:] {
				literal := strings.ReplaceAll(part[1], `""`, `"`)
				if n := units(literal); n > 255 {
					t.Errorf("a text of %d units stands between quotes", n)
				}
				said += literal
			}
			if said != text {
				t.Errorf("the formula says %q", said)
			}
		})
	}
}

var quotedTexts = regexp.MustCompile(`"((?:[^"]|"")*)"`)

func TestEverySheetReadsBackAsItWasGiven(t *testing.T) {
	meta := reporttest.Meta()
	for _, wb := range reporttest.Workbooks(report.Build(reporttest.Dataset(3, 8), meta))[:2] {
		f := opened(t, wb)
		for i, name := range f.GetSheetList() {
			s := wb.Sheets[i]
			if name != s.Name {
				t.Fatalf("sheet %d is %s, not %s", i, name, s.Name)
			}
			if got, _ := f.GetCellValue(name, "A1"); got != s.Title {
				t.Errorf("%s: A1 is %q", name, got)
			}
			if s.Data != nil {
				compareGrid(t, f, s)
			}
		}
	}
}

func compareGrid(t *testing.T, f *excelize.File, s *report.Sheet) {
	t.Helper()
	if len(s.Data.Rows) == 0 {
		if got, _ := f.GetCellValue(s.Name, "A3"); got != s.Data.Empty {
			t.Errorf("%s: the empty sheet says %q", s.Name, got)
		}
		return
	}
	rows, err := f.GetRows(s.Name, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != len(s.Data.Rows)+dataHeader {
		t.Fatalf("%s: %d rows, not %d", s.Name, len(rows)-dataHeader, len(s.Data.Rows))
	}
	for c, column := range s.Data.Columns {
		if rows[dataHeader-1][c] != column.Header {
			t.Errorf("%s: header %d is %q", s.Name, c+1, rows[dataHeader-1][c])
		}
		for r, row := range s.Data.Rows {
			got := ""
			if c < len(rows[dataHeader+r]) {
				got = rows[dataHeader+r][c]
			}
			if want := rawValue(t, row[c]); got != want && !near(got, want) {
				t.Fatalf("%s, row %d, %s: %q, not %q", s.Name, r+1, column.Header, got, want)
			}
		}
	}
}

// near says that two numbers agree to the 15 digits that Excel keeps.
func near(a, b string) bool {
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	return errX == nil && errY == nil && math.Abs(x-y) <= 1e-14*math.Abs(y)
}

// rawValue is a cell as the file holds it: dates as serial numbers.
func rawValue(t *testing.T, v any) string {
	t.Helper()
	switch v := shown(v).(type) {
	case nil:
		return ""
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case time.Time:
		days := v.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24
		return strconv.FormatFloat(days, 'f', -1, 64)
	}
	t.Fatalf("a cell is %T", v)
	return ""
}

func TestTheFileOpensOnItsFirstSheetWithItsProperties(t *testing.T) {
	f := opened(t, goodBook())
	if i := f.GetActiveSheetIndex(); i != 0 {
		t.Errorf("sheet %d is active", i)
	}
	props, err := f.GetDocProps()
	if err != nil {
		t.Fatal(err)
	}
	if props.Title != "A book" || props.Subject == "" || props.Creator == "" || props.Language == "" || props.Created != "2025-01-15T02:00:00Z" || props.Modified != props.Created {
		t.Errorf("properties are %+v", props)
	}
	var titles []string
	for _, n := range f.GetDefinedName() {
		titles = append(titles, n.Name+" "+n.RefersTo)
	}
	want := []string{"_xlnm.Print_Area 'Rows'!$A$1:$D$5", "_xlnm.Print_Titles 'Rows'!$A:$A,'Rows'!$3:$3"}
	if !slices.Equal(titles, want) {
		t.Errorf("names are %q", titles)
	}
}

func TestTheSameReportGivesTheSameBytesInEveryProcess(t *testing.T) {
	if os.Getenv("OGPTRACKER_TEST_BYTES") != "" {
		fmt.Print(reportSum(t))
		return
	}
	want := reportSum(t)
	for range 3 {
		if got := reportSum(t); got != want {
			t.Fatal("two writes in one process differ")
		}
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for range 4 {
		cmd := exec.Command(program, "-test.run=^TestTheSameReportGivesTheSameBytesInEveryProcess$")
		cmd.Env = append(os.Environ(), "OGPTRACKER_TEST_BYTES=1")
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(out), want) {
			t.Fatalf("another process writes other bytes: %.64s, not %s", out, want)
		}
	}
}

// reportSum builds and writes a whole small report and sums its bytes.
func reportSum(t *testing.T) string {
	t.Helper()
	sum := sha256.New()
	for _, wb := range reporttest.Workbooks(report.Build(reporttest.Dataset(5, 12), reporttest.Meta())) {
		sum.Write(bytesOf(t, wb))
	}
	return fmt.Sprintf("%x", sum.Sum(nil))
}

func TestAWriterThatFailsIsAnError(t *testing.T) {
	full := errors.New("disk full")
	for _, after := range []int{0, 1, 1000, 10000} {
		if _, err := new(Writer).Write(&failing{left: after, err: full}, goodBook()); !errors.Is(err, full) {
			t.Errorf("after %d bytes: %v", after, err)
		}
	}
}

// failing takes a number of bytes and then fails.
type failing struct {
	left int
	err  error
}

func (f *failing) Write(b []byte) (int, error) {
	if len(b) > f.left {
		return 0, f.err
	}
	f.left -= len(b)
	return len(b), nil
}
