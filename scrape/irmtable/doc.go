// Package irmtable reads OGP's own commitments table from a file.
//
// In: the bytes of a CSV or XLSX file in any edition with the usual headers.
// Out: a record.Table, every cell in the table's own words, with an issue for
// each row or column that is odd. Columns are found by what their headers
// mean, not by where they stand. It must never know what a word comes to in
// the vocabulary, or what figure is made of it.
package irmtable
