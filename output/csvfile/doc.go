// Package csvfile writes a declared table as a CSV file and reads such a file
// back.
//
// In: a report.Table. Out: UTF-8 with a byte order mark (if asked), records
// ended by CR LF after RFC 4180, line breaks inside cells as LF, one header
// row of column names; text that a spreadsheet would take for a formula is
// made harmless by a rule that can be reversed (report.CSVEscapeRule). Read is the
// exact reverse of Write. It must never know which tables there are, or where
// the file goes.
package csvfile
