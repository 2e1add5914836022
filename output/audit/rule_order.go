package audit

import "slices"

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
