// Package reporttest makes datasets of any size for the tests and benchmarks
// of the report and of what is written from it.
//
// In: how many members and commitments. Out: a transform.Dataset with a value
// of every kind. Nothing but tests imports it.
package reporttest
