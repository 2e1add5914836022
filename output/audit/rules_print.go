package audit

import (
	"regexp"
	"strconv"
	"strings"
)

var titleRows = regexp.MustCompile(`\$([0-9]+):\$([0-9]+)`)

func checkPrintTitles(b *book) []Finding {
	var findings []Finding
	for i, s := range b.sheets {
		t := s.dataTable()
		if t == nil {
			continue
		}
		repeated := false
		for _, n := range b.names {
			if n.Name != "_xlnm.Print_Titles" || n.Sheet != i {
				continue
			}
			if m := titleRows.FindStringSubmatch(n.Refers); m != nil {
				first, _ := strconv.Atoi(m[1]) // digits, by the pattern
				last, _ := strconv.Atoi(m[2])
				repeated = first <= t.top && t.top <= last
			}
		}
		if !repeated {
			findings = append(findings, finding(s, cellName(t.left, t.top), "the header of table %s is not repeated on each printed page", t.name))
		}
	}
	return findings
}

func checkPrinting(b *book) []Finding {
	var findings []Finding
	for _, s := range b.sheets {
		switch {
		case !s.fitToPage:
			findings = append(findings, finding(s, "", "the sheet is not fitted to the width of the paper"))
		case s.page.Wide != nil && *s.page.Wide < 1:
			findings = append(findings, finding(s, "", "the sheet may be printed over any number of pages in width"))
		case s.page.High == nil || *s.page.High > 1, s.dataTable() != nil && *s.page.High != 0:
			findings = append(findings, finding(s, "", "the sheet is squeezed into a number of pages in height"))
		}
		if s.dataTable() != nil && s.page.Orientation != "landscape" {
			findings = append(findings, finding(s, "", "the data sheet is not printed in landscape"))
		}
		if !strings.Contains(s.footer, "&P") {
			findings = append(findings, finding(s, "", "the pages are not numbered"))
		}
	}
	return findings
}

func checkFrozen(b *book) []Finding {
	var findings []Finding
	for _, s := range b.sheets {
		if t := s.dataTable(); t != nil && s.view.frozenRows != t.top {
			findings = append(findings, finding(s, cellName(t.left, t.top), "%d rows are frozen, the header of table %s is row %d", s.view.frozenRows, t.name, t.top))
		}
	}
	return findings
}

func checkOpening(b *book) []Finding {
	var findings []Finding
	if cover := b.sheetNamed("Cover"); cover != nil && cover != b.sheets[0] {
		findings = append(findings, finding(cover, "", "Cover is not the first sheet"))
	}
	if b.active != 0 {
		findings = append(findings, finding(nil, "", "the workbook opens on sheet %d", b.active+1))
	}
	for i, s := range b.sheets {
		if s.view.selected && i != 0 {
			// Two selected sheets are a group: what is typed goes into both.
			findings = append(findings, finding(s, "", "the sheet is selected together with the first"))
		}
		if !strings.EqualFold(s.view.active, "A1") {
			findings = append(findings, finding(s, s.view.active, "the sheet opens at %s, not at A1", s.view.active))
		}
		if s.state != "" && s.state != "visible" {
			findings = append(findings, finding(s, "", "the sheet is hidden"))
		}
	}
	return findings
}

func checkMerged(b *book) []Finding {
	var findings []Finding
	for _, s := range b.sheets {
		for _, ref := range s.merged {
			findings = append(findings, finding(s, ref, "the cells are merged"))
		}
	}
	return findings
}

func checkDimensions(b *book) []Finding {
	var findings []Finding
	for _, s := range b.sheets {
		if s.dimension == "" {
			findings = append(findings, finding(s, "", "the sheet does not say which cells it uses"))
			continue
		}
		_, _, right, bottom, err := corners(s.dimension)
		if err != nil {
			findings = append(findings, finding(s, "", "the cells the sheet says it uses are %q", s.dimension))
			continue
		}
		lastColumn, lastRow := 1, 1
		for _, r := range s.rows {
			for _, c := range r.cells {
				lastColumn, lastRow = max(lastColumn, c.column), max(lastRow, r.n)
			}
		}
		if right < lastColumn || bottom < lastRow {
			findings = append(findings, finding(s, "A1", "the sheet says it uses %s, and has cells up to %s", s.dimension, cellName(lastColumn, lastRow)))
		}
	}
	return findings
}
