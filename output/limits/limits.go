package limits

import (
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// What a workbook can hold.
const (
	Text    = 32767 // UTF-16 units in a cell; Excel cuts the rest without a word
	Address = 2079  // characters of a link's address
	Links   = 65530 // on a sheet; Excel drops those from here on
	Header  = 255   // characters of a column's header
	Rows    = 1048576
	Columns = 16384

	sheetName = 31 // UTF-16 units
)

// Printed is how many rows of a data sheet go to paper; what is longer is
// looked up, not read. This bound is the report's own, not Excel's.
const Printed = 500

// SheetName says what is wrong with a sheet's name, "" if nothing is.
func SheetName(name string) string {
	switch {
	case name == "" || len(utf16.Encode([]rune(name))) > sheetName:
		return "the name has not between 1 and 31 characters"
	case strings.ContainsAny(name, `:\/?*[]`) || strings.HasPrefix(name, "'") || strings.HasSuffix(name, "'") || strings.EqualFold(name, "history"):
		return "Excel does not allow the name"
	}
	return ""
}

var (
	tableName = regexp.MustCompile(`^[\pL_\\][\pL\pN_.\\]*$`)
	// cellReference are names that Excel reads as A1 or R1C1 references.
	cellReference = regexp.MustCompile(`(?i)^([A-Z]{1,3}[0-9]+|R[0-9]*(C[0-9]*)?|C[0-9]*)$`)
)

// TableName says what is wrong with the name of a table, "" if nothing is.
func TableName(name string) string {
	switch {
	case !tableName.MatchString(name) || utf8.RuneCountInString(name) > 255:
		return "Excel does not allow the table name"
	case LooksLikeCell(name):
		return "the table name looks like a cell"
	}
	return ""
}

// LooksLikeCell reports whether Excel reads a name as a reference.
func LooksLikeCell(name string) bool { return cellReference.MatchString(name) }
