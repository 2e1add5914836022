package audit

import (
	"fmt"

	"ogptracker/output/limits"
)

// Rule is one thing that every published workbook keeps.
type Rule struct {
	Name string
	// Meaning is what the rule asks, in one sentence.
	Meaning string
	check   func(*book) []Finding
}

// ruleCSV is the rule that needs a whole report: sheets and CSV files hold the
// same rows and values.
const ruleCSV = "csv-agrees"

// rules returns all rules of a single workbook, in the order in which their
// findings are given. Those on figures find nothing in a workbook that has
// none of the sheets they compare.
func rules() []Rule {
	return []Rule{
		{"package-parts", "Every part that the package names is there, is named by its content type, and no part is named by nothing.", checkParts},
		{"element-order", "The parts of a sheet, its rows and its cells stand in the order of the format.", checkOrder},
		{"sheet-name", "Sheet names are valid, unique ignoring case, and say what the sheet holds.", checkSheetNames},
		{"sheet-title", "Each sheet says in A1 what it shows, in words that no other sheet has.", checkSheetTitles},
		{"opens-on-first-sheet", "The workbook opens on its first sheet (Cover, where there is one), each sheet at A1, and hides no sheet.", checkOpening},
		{"merged-cells", "No cells are merged: screen readers and filters lose their place in them.", checkMerged},
		{"table-name", "Table names are valid, unique, and do not look like a cell.", checkTableNames},
		{"table-place", "Tables begin in column A, have at least one row and do not overlap.", checkTablePlaces},
		{"one-header-row", "Each table has exactly one header row.", checkHeaderRows},
		{"table-header", "Header cells are the table's column names, are not empty and differ from each other ignoring case.", checkHeaders},
		{"blank-row-or-column", "No table has an empty row, or a column without header and value.", checkBlanks},
		{"frozen-header", "The header row of a data sheet stays in sight when scrolling.", checkFrozen},
		{"print-titles", "The header row of a data sheet is printed on each page.", checkPrintTitles},
		{"print-set-up", "Sheets are fitted to the width of the paper and carry page numbers; data sheets are landscape.", checkPrinting},
		{"link-text", "The text of a link says where it leads; it is no bare address.", checkLinkTexts},
		{"link-address", "Links lead to http or https addresses of fewer than 2,079 characters, or to a sheet that is there; a sheet has fewer than 65,530.", checkLinkAddresses},
		{"table-described", "Each table has a title and a description for screen readers.", checkDescribed},
		{"header-word", "No column is narrower than a word of its header, which would be broken.", checkHeaderWords},
		{"header-and-footer", "Paper says nothing that the sheet does not: above and below stand its title, its name and the page's number.", checkHeaderFooter},
		{"print-area", fmt.Sprintf("At most %d rows of a table go to paper.", limits.Printed), checkPrintArea},
		{"contrast", "Letters stand out from their ground by 4.5 to 1 at least.", checkContrast},
		{"alt-text", "Each chart and picture has an alternative text.", checkAltTexts},
		{"chart-place", "The corners of a chart lie within the cells they name (Excel cuts off what lies beyond), and it is at least 600 x 250 pixels.", checkChartPlaces},
		{"chart-figures", "Each chart keeps the figures it draws beside their references, as many as the references have cells.", checkChartFigures},
		{"dimension", "Each sheet says which cells it uses, for programs that read it as it comes.", checkDimensions},
		{"properties", "Title, subject, author and date of the document are filled in.", checkProperties},
		{"language", "The document says its language.", checkLanguage},
		{"error-value", "No cell shows an error.", checkErrors},
		{"cached-value", "Each formula carries its value, for programs that do not calculate.", checkCached},
		{"number-as-text", "Columns of numbers and dates hold no text.", checkNumbers},
		{"cell-text", "Texts fit into a cell (32,767 UTF-16 units) and hold no control characters.", checkTexts},
		{"finite-number", "Numbers are numbers: no NaN, no infinity, no traces of a program's own words for nothing.", checkFinite},
		{"summary-figures", "Every number on Summary stands on Completion too.", checkSummary},
		{"counted-again", "What Completion says of all commitments and of each member is what counting the rows of Commitments gives.", checkCounted},
	}
}

// finding makes a finding; its rule and file are filled in by the audit.
func finding(s *sheet, cell, format string, args ...any) Finding {
	f := Finding{Cell: cell, Message: fmt.Sprintf(format, args...)}
	if s != nil {
		f.Sheet = s.name
	}
	return f
}

// dataTable returns the table of a data sheet: one with filter buttons, or
// the only one of a sheet if it stands at the sheet's top. Sheets with small
// tables among text and charts have none.
func (s *sheet) dataTable() *table {
	for _, t := range s.tables {
		if t.filtered {
			return t
		}
	}
	if len(s.tables) == 1 && s.tables[0].top <= 3 && len(s.drawings) == 0 {
		return s.tables[0]
	}
	return nil
}

// eachCell calls use for every cell that is not empty.
func (b *book) eachCell(use func(s *sheet, name string, c cell)) {
	for _, s := range b.sheets {
		for _, r := range s.rows {
			for _, c := range r.cells {
				if !c.empty() {
					use(s, cellName(c.column, r.n), c)
				}
			}
		}
	}
}
