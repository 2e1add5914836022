// Package report says what the report says: its tables, its sheets, their
// sentences and charts, each declared once.
//
// In: a transform.Dataset and the facts of the run. Out: tables and
// workbooks as plain values. It must never know how a file is written.
package report
