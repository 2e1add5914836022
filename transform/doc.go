// Package transform turns what was read into what the report is made from:
// one vocabulary, one identity for each member, plan and commitment, figures
// that carry their basis, and the log of changes.
//
// In: a record.Night, the last complete run's snapshot, the date of the
// report. Out: a Dataset. It is pure: no clock, no network, no files, and the
// order of its input never changes its output. It must never know how a page
// was fetched or how a table is shown.
package transform
