package excel

import (
	"fmt"
	"html"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ogptracker/report"
	"ogptracker/report/reporttest"
	"ogptracker/transform/dataset"
)

// What A4 holds within the margins, in points; a column's width of one
// character is 7 pixels, and a pixel three quarters of a point.
const (
	paperShort, paperLong = 595.3, 841.9
	marginsAcross         = 2 * 0.5 * 72
	marginsDown           = (0.75 + 0.7) * 72
	pointsOfACharacter    = 7 * 0.75
)

var (
	colPart    = regexp.MustCompile(`<col ([^>]*?)/?>`)
	rowPart    = regexp.MustCompile(`<row ([^>]*?)/?>`)
	setUpPart  = regexp.MustCompile(`<pageSetup([^>]*)>`)
	breakPart  = regexp.MustCompile(`<brk [^>]*id="(\d+)"`)
	areaOfName = regexp.MustCompile(`<definedName [^>]*name="_xlnm.Print_Area"[^>]*localSheetId="(\d+)"[^>]*>[^<]*\$A\$1:\$([A-Z]+)\$(\d+)</definedName>|<definedName [^>]*localSheetId="(\d+)"[^>]*name="_xlnm.Print_Area"[^>]*>[^<]*\$A\$1:\$([A-Z]+)\$(\d+)</definedName>`)
)

// attributeOf is a number in the attributes of an element, 0 for none.
func attributeOf(attributes, name string) float64 {
	m := regexp.MustCompile(`\b` + name + `="([^"]*)"`).FindStringSubmatch(attributes)
	if m == nil {
		return 0
	}
	n, _ := strconv.ParseFloat(m[1], 64)
	return n
}

// printing is how a sheet comes out on paper.
type printing struct {
	pages int
	scale float64
}

// printingOf lays a sheet on paper as Excel does: made as narrow as the paper
// (or as one page), then cut where a page is full or a break stands.
func printingOf(t *testing.T, part, lastColumn string, lastRow int) printing {
	t.Helper()
	columns := math.MaxInt
	if lastColumn != "" {
		columns = 0
		for _, letter := range lastColumn {
			columns = columns*26 + int(letter-'A') + 1
		}
	}
	var wide float64
	for _, m := range colPart.FindAllStringSubmatch(part, -1) {
		for c := attributeOf(m[1], "min"); c <= min(attributeOf(m[1], "max"), float64(columns)); c++ {
			wide += attributeOf(m[1], "width") * pointsOfACharacter
		}
	}
	setUp := setUpPart.FindStringSubmatch(part)
	if wide == 0 || setUp == nil {
		t.Fatal("the sheet has no widths or no page set-up")
	}
	across, down := paperLong-marginsAcross, paperShort-marginsDown
	if strings.Contains(setUp[1], `orientation="portrait"`) {
		across, down = paperShort-marginsAcross, paperLong-marginsDown
	}
	breaks := make(map[int]bool)
	for _, m := range breakPart.FindAllStringSubmatch(part, -1) {
		n, _ := strconv.Atoi(m[1])
		breaks[n] = true
	}
	p := printing{pages: 1, scale: min(1, across/wide)}
	used, total := 0.0, 0.0
	for _, m := range rowPart.FindAllStringSubmatch(part, -1) {
		n, high := int(attributeOf(m[1], "r")), attributeOf(m[1], "ht")
		if lastRow > 0 && n > lastRow {
			break
		}
		if high == 0 {
			high = lineHeight
		}
		total += high
		if used+high > down/p.scale || breaks[n-1] {
			p.pages++
			used = 3 * lineHeight // the header, again
		}
		used += high
	}
	if attributeOf(setUp[1], "fitToHeight") == 1 {
		return printing{1, min(p.scale, down/total)}
	}
	return p
}

func printingsOf(t *testing.T, wb *report.Workbook) map[string]printing {
	t.Helper()
	parts := partsOf(t, bytesOf(t, wb))
	type area struct {
		column string
		row    int
	}
	areas := make(map[string]area)
	for _, m := range areaOfName.FindAllStringSubmatch(parts["xl/workbook.xml"], -1) {
		sheet, column, row := m[1]+m[4], m[2]+m[5], m[3]+m[6]
		n, _ := strconv.Atoi(row)
		areas[sheet] = area{column, n}
	}
	all := make(map[string]printing)
	for i, s := range wb.Sheets {
		a := areas[strconv.Itoa(i)]
		if s.Data != nil && len(s.Data.Rows) > 0 && a.row == 0 {
			t.Errorf("sheet %s has no print area", s.Name)
		}
		if s.Data != nil && len(s.Data.Rows) == 0 {
			all[s.Name] = printing{1, 1} // three lines across columns as they come
			continue
		}
		all[s.Name] = printingOf(t, parts[fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)], a.column, a.row)
	}
	return all
}

// A full report is printed by people who wanted the Cover; 300 pages are what
// a copier's tray bears.
func TestAFullReportPrintsOnFewerThan300Pages(t *testing.T) {
	if testing.Short() {
		t.Skip("writes a workbook of 6,000 commitments")
	}
	t.Parallel()
	wb := report.ContentsOf(reporttest.Dataset(230, 26)).MainWorkbook(reporttest.Meta())
	total := 0
	for name, p := range printingsOf(t, wb) {
		total += p.pages
		if p.scale < 0.5 {
			t.Errorf("sheet %s is printed at %.0f %%", name, 100*p.scale)
		}
	}
	if total >= 300 || total < len(wb.Sheets) {
		t.Errorf("the workbook prints on %d pages", total)
	}
	t.Logf("%d pages", total)
}

// Brief and Cover are one page that can be read (letters of 6.4 points or more), of the member with most to
// say and of the one with nothing.
func TestBriefAndCoverAreOnePageThatCanBeRead(t *testing.T) {
	t.Parallel()
	ds := reporttest.Dataset(3, 60)
	ds.Members[0].Name = strings.Repeat("A Member With a Long Name ", 4)
	empty := ds.Members[2].ID
	ds.Members[2].CurrentPlanID, ds.Members[2].LatestPlanID, ds.Members[2].PreviousPlanID = "", "", ""
	ds.Members[2].Counts = dataset.MemberCounts{}
	ds.Commitments = slices.DeleteFunc(ds.Commitments, func(c dataset.Commitment) bool { return c.MemberID == empty })
	seen := 0
	for _, wb := range reporttest.Workbooks(report.Build(ds, reporttest.Meta())) {
		all := printingsOf(t, wb)
		for _, name := range []string{"Cover", "Brief"} {
			p, ok := all[name]
			if !ok {
				continue
			}
			seen++
			if p.pages != 1 || p.scale < 0.58 {
				t.Errorf("%s, %s: %d pages at %.0f %%", wb.Path, name, p.pages, 100*p.scale)
			}
		}
	}
	if seen != 4 {
		t.Errorf("%d sheets of one page were tried", seen)
	}
}

// A sheet whose table has no rows says why, and nothing of columns that are not
// there.
func TestASheetWithoutATableSaysNothingOfColumns(t *testing.T) {
	t.Parallel()
	seen := 0
	for _, wb := range reporttest.Workbooks(report.Build(reporttest.Dataset(2, 5), reporttest.Meta())) {
		parts := partsOf(t, bytesOf(t, wb))
		for i, s := range wb.Sheets {
			if s.Data == nil || len(s.Data.Rows) > 0 {
				continue
			}
			seen++
			part := parts[fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)]
			if strings.Contains(part, "On paper") || strings.Contains(part, "<cols>") || !strings.Contains(part, html.EscapeString(s.Data.Empty)) {
				t.Errorf("%s, sheet %s: %s", wb.Path, s.Name, part)
			}
		}
	}
	if seen == 0 {
		t.Error("no workbook has a table without rows")
	}
}
