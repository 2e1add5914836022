// Package irmtable reads OGP's own commitments table from a file.
//
// In: the bytes of a CSV or XLSX file in any edition with the usual headers.
// Out: a record.Table, every cell in the table's own words, with an issue for
// each row or column that is odd, and what could not be read although figures
// rest on it. Columns are found by what their headers mean, not by where they
// stand. It must never know what a word comes to in the vocabulary, or what
// figure is made of it.
//
// read.go is the way through; format.go, encoding.go, csv.go, xlsx.go and
// xlsx_hidden.go open a file; choose.go picks its table, header.go, group.go
// and column.go tell the columns apart, rows.go, row.go, cell.go and twin.go
// read the rows, spoiled.go and check.go say what was not read.
package irmtable
