// Package sqlitefile writes the published tables into one SQLite file, for
// people who ask their questions in SQL.
//
// In: the report's tables. Out: a file with the same tables, typed, with their
// keys, and views for the common questions. Texts stand as in the report: the
// signs that a CSV file puts before formula-like text are not needed here. The
// same tables give the same bytes. It must never know what a figure means.
package sqlitefile
