// Package limits says what Excel allows in a workbook, for the writer's gate
// and for the audit that reads the file back.
//
// In: names and numbers. Out: why they are refused. It must never know sheets
// nor files.
package limits
