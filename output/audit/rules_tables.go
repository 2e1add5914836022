package audit

import (
	"slices"
	"strings"

	"ogptracker/output/limits"
	"ogptracker/report/schema"
)

func checkHeaderRows(b *book) []Finding {
	var findings []Finding
	for _, s := range b.sheets {
		for _, t := range s.tables {
			if t.headerRows != 1 {
				findings = append(findings, finding(s, t.ref, "table %s has %d header rows", t.name, t.headerRows))
				continue
			}
			if len(t.columns) > 1 && t.bottom > t.top && repeatsHeader(s, t) {
				findings = append(findings, finding(s, cellName(t.left, t.top+1), "the first row of table %s is its header again", t.name))
			}
		}
	}
	return findings
}

func repeatsHeader(s *sheet, t *table) bool {
	for i, name := range t.columns {
		if !strings.EqualFold(s.at(t.top+1, t.left+i).text, name) {
			return false
		}
	}
	return true
}

// checkHeaders: Excel repairs a table whose header cells differ from the
// column names in its part, or which has a name twice.
func checkHeaders(b *book) []Finding {
	var findings []Finding
	for _, s := range b.sheets {
		for _, t := range s.tables {
			if n := t.right - t.left + 1; n != len(t.columns) {
				findings = append(findings, finding(s, t.ref, "table %s is %d columns wide and names %d", t.name, n, len(t.columns)))
				continue
			}
			seen := make(map[string]bool)
			for i, name := range t.columns {
				at := cellName(t.left+i, t.top)
				folded := strings.ToLower(strings.TrimSpace(name))
				switch header := s.at(t.top, t.left+i); {
				case folded == "":
					findings = append(findings, finding(s, at, "a column of table %s has no header", t.name))
				case seen[folded]:
					findings = append(findings, finding(s, at, "table %s has the header %q twice, if case is ignored", t.name, name))
				case t.headerRows == 1 && (header.text != name || !header.isText()):
					findings = append(findings, finding(s, at, "the header cell says %q, table %s calls the column %q", header.text, t.name, name))
				}
				seen[folded] = true
			}
		}
	}
	return findings
}

func checkTableNames(b *book) []Finding {
	var findings []Finding
	seen := make(map[string]bool)
	for _, n := range b.names {
		seen[strings.ToLower(n.Name)] = true
	}
	for _, s := range b.sheets {
		for _, t := range s.tables {
			folded := strings.ToLower(t.name)
			switch fault := limits.TableName(t.name); {
			case fault != "":
				findings = append(findings, finding(s, t.ref, "%s: %q", fault, t.name))
			case seen[folded]:
				findings = append(findings, finding(s, t.ref, "the table name %q is taken, if case is ignored", t.name))
			}
			seen[folded] = true
		}
	}
	return findings
}

func checkTablePlaces(b *book) []Finding {
	var findings []Finding
	for _, s := range b.sheets {
		for i, t := range s.tables {
			if t.left != 1 {
				findings = append(findings, finding(s, t.ref, "table %s does not begin in column A", t.name))
			}
			if t.bottom-t.top < t.headerRows {
				findings = append(findings, finding(s, t.ref, "table %s has no row", t.name))
			}
			for _, other := range s.tables[:i] {
				if t.left <= other.right && other.left <= t.right && t.top <= other.bottom && other.top <= t.bottom {
					findings = append(findings, finding(s, t.ref, "table %s lies over table %s", t.name, other.name))
				}
			}
		}
	}
	return findings
}

// checkBlanks: an empty row ends a table for whoever moves through it by
// keyboard. A column with a header whose values are all unknown is not blank.
func checkBlanks(b *book) []Finding {
	var findings []Finding
	for _, s := range b.sheets {
		for _, t := range s.tables {
			used := make([]bool, t.right-t.left+1)
			for n := t.top + t.headerRows; n <= t.bottom; n++ {
				filled := false
				for i := range used {
					if !blank(s.at(n, t.left+i)) {
						used[i], filled = true, true
					}
				}
				if !filled {
					findings = append(findings, finding(s, cellName(t.left, n), "a row of table %s is empty", t.name))
				}
			}
			for i, any := range used {
				if !any && blank(s.at(t.top, t.left+i)) {
					findings = append(findings, finding(s, cellName(t.left+i, t.top), "a column of table %s is empty", t.name))
				}
			}
		}
	}
	return findings
}

func blank(c cell) bool { return c.formula == "" && strings.TrimSpace(c.text) == "" }

// checkNumbers looks at the columns whose headers the declarations use for
// numbers and dates only. A number kept as text does not add up, sort or
// filter; where there is none, the cell is empty. A formula may turn into
// words ("3 of 4" in place of a rate).
func checkNumbers(b *book) []Finding {
	var findings []Finding
	numeric := numericHeaders()
	for _, s := range b.sheets {
		for _, t := range s.tables {
			for i, name := range t.columns {
				if !numeric[strings.ToLower(name)] {
					continue
				}
				for n := t.top + t.headerRows; n <= t.bottom; n++ {
					if c := s.at(n, t.left+i); c.isText() && c.text != "" && c.formula == "" {
						findings = append(findings, finding(s, cellName(c.column, n), "column %q holds numbers or dates, this cell the text %.40q", name, c.text))
					}
				}
			}
		}
	}
	return findings
}

// numericHeaders are the headers, in lower case, under which every declared
// table has numbers or dates.
func numericHeaders() map[string]bool {
	numeric := make(map[string]bool)
	for _, t := range declarations() {
		for _, c := range t.Columns {
			header := strings.ToLower(c.Header)
			before, known := numeric[header]
			numeric[header] = isNumeric(c.Type) && (before || !known)
		}
	}
	return numeric
}

func isNumeric(t schema.Type) bool {
	switch t {
	case schema.Integer, schema.Number, schema.Share, schema.YearT, schema.Date, schema.Time:
		return true
	}
	return false
}

// elementOrder is the order in which the format (ECMA-376, CT_Worksheet) has
// the parts of a sheet; a library that writes one after another's place makes
// a file that Excel repairs.
func elementOrder() []string {
	return []string{
		"sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
		"protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
		"phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
		"headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing",
		"legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
	}
}

func checkOrder(b *book) []Finding {
	var findings []Finding
	order := elementOrder()
	for _, s := range b.sheets {
		last := 0
		for _, name := range s.elements {
			at := slices.Index(order, name)
			if at < 0 {
				findings = append(findings, finding(s, "", "the element %s is not known to the format", name))
			} else if at < last {
				findings = append(findings, finding(s, "", "the element %s stands after %s", name, order[last]))
			}
			last = max(last, at)
		}
		findings = append(findings, s.disorder()...)
	}
	return findings
}

// disorder finds rows and cells that do not follow each other.
func (s *sheet) disorder() []Finding {
	var findings []Finding
	before := 0
	for _, r := range s.rows {
		if r.n <= before {
			findings = append(findings, finding(s, cellName(1, r.n), "row %d stands after row %d", r.n, before))
		}
		before = r.n
		column := 0
		for _, c := range r.cells {
			if c.column <= column {
				findings = append(findings, finding(s, cellName(c.column, r.n), "the cell stands after %s", cellName(column, r.n)))
			}
			column = c.column
		}
	}
	return findings
}
