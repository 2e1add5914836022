// Package excel writes a report.Workbook as an .xlsx file.
//
// In: a workbook as a plain value. Out: the bytes of the file, the same for
// the same workbook in every process, and issues for what a cell could not
// hold. It must never know what a figure means or where it came from.
//
// The map: write.go is the way through; gate*.go refuses or mends what Excel
// would repair; data.go streams data sheets; page.go lays out presentation
// sheets with charts (chart.go) by excelize's normal API; style.go, wrap.go,
// print.go say how it looks; pack.go makes the bytes repeatable.
package excel
