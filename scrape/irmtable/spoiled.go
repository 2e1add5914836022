package irmtable

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"ogptracker/scrape/record"
)

// spoiledColumn counts the cells of a column whose value the file does not
// hold, with the first row of each kind.
type spoiledColumn struct {
	unsaved, failed           int
	firstUnsaved, firstFailed int
}

// spoiledCell reports whether a cell holds a formula without a saved value, or
// one that failed, and counts it. words are what the cell shows.
func (r *reading) spoiledCell(column int, l line) (words string, spoiled bool) {
	cell := cellAt(l.cells, column)
	failed := formulaError(cell)
	if !failed && !r.unsavedFormula(column, l, cell) {
		return "", false
	}
	s := r.spoiled[column]
	if s == nil {
		s = &spoiledColumn{}
		r.spoiled[column] = s
	}
	count, first := &s.unsaved, &s.firstUnsaved
	if failed {
		count, first = &s.failed, &s.firstFailed
	}
	if *count++; *count == 1 {
		*first = l.number
	}
	if words = cell; cell == noValue {
		words = "a formula without a saved value"
	}
	return words, true
}

// unsavedFormula: a workbook may hold a formula that was never computed, or
// one for which the program that wrote it saved a 0; a text file may hold the
// formula itself in the place of a rating.
func (r *reading) unsavedFormula(column int, l line, cell string) bool {
	if cell == noValue {
		return true
	}
	if !isScale(r.head.cols[column]) {
		return false
	}
	return strings.HasPrefix(cell, "=") || cell == "0" && l.formulas[column]
}

// saySpoiled names each column that holds formulas without values, and how
// many. A report must not rest on it.
func (r *reading) saySpoiled() {
	for _, i := range slices.Sorted(maps.Keys(r.spoiled)) {
		s, name, field := r.spoiled[i], r.head.names[i], record.Field("")
		if isRating(r.head.cols[i]) {
			field = record.Field(r.head.cols[i])
		}
		if s.unsaved > 0 {
			r.unread(record.CodeTableFormula, field, fmt.Sprintf("the column %q has %s without a saved value (the first in row %d); open the file in Excel or LibreOffice and save it",
				name, counted(s.unsaved, "formula"), s.firstUnsaved))
		}
		if s.failed > 0 {
			r.unread(record.CodeTableFailed, field, fmt.Sprintf("the column %q has %s whose formula failed (the first in row %d, %q)",
				name, counted(s.failed, "cell"), s.firstFailed, cellAt(r.cellsOf(s.firstFailed), i)))
		}
	}
}

func (r *reading) cellsOf(number int) []string {
	i := slices.IndexFunc(r.lines, func(l line) bool { return l.number == number })
	return r.lines[i].cells
}

// sayUnreadable names the rows with characters that the file's encoding does
// not hold.
func (r *reading) sayUnreadable() {
	var rows []int
	for _, l := range r.lines {
		if slices.ContainsFunc(l.cells, func(c string) bool { return strings.ContainsRune(c, utf8.RuneError) }) {
			rows = append(rows, l.number)
		}
	}
	if len(rows) > 0 {
		r.note(record.CodeTableCharacter, "", fmt.Sprintf("a character that cannot be read (it shows as \ufffd) stands in %s: %s", counted(len(rows), "row"), numbers(rows)))
	}
}

// isRating reports whether a column's words are a field of the record.
func isRating(r role) bool {
	switch r {
	case roleCode, roleCountry, roleISO3, roleRegion, roleType, rolePlanNumber, rolePlanID, roleNumber, roleSubmission, rolePlanEnd,
		roleTitle, roleShortTitle, roleURL, roleTag, roleFlag, roleTwin, roleNothing, roleUnspecified, roleCommitment, roleMilestone:
		return false
	}
	return true
}

// isScale reports whether a column holds words of a scale, of which 0 is none.
func isScale(r role) bool {
	switch record.Field(r) {
	case record.FieldCompletionMidterm, record.FieldCompletionEnd, record.FieldCompletion, record.FieldSpecificity, record.FieldPotentialImpact,
		record.FieldPotentialResults, record.FieldAmbition, record.FieldEarlyResults, record.FieldDIOG, record.FieldVerifiable:
		return true
	}
	return false
}
