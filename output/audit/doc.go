// Package audit looks at workbooks as they lie on the disk and says what Excel
// would repair, what a reader with a screen reader or a printer would miss,
// and which figures do not agree.
//
// In: an .xlsx file, or the folder of a report. Out: findings, each with the
// name of its rule. It reads the parts of the package itself, not by the
// library that wrote them. It must never know how a workbook was made.
//
// The map: book.go opens a package, sheet.go and parts.go read its parts;
// the rules stand in rules_*.go by what they look at, and are listed in rules.go;
// report*.go compares the workbooks and CSV files of one report.
package audit
