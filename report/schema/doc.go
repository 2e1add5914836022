// Package schema declares the published tables: what each column is called,
// means and may hold, and where its value is taken from, each once.
//
// In: a dataset. Out: tables as plain values. It must never know on which
// sheet, page or file a table is shown.
package schema
