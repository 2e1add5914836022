// Package digest says what changed over a time, for everything, one member or
// a set of them.
//
// In: the tables of a published report, read from its own CSV files. Out: the
// changes as sentences and the dates that come next, as text, Markdown, HTML
// or JSON. It computes no figure: every value is one of the report's cells.
package digest
