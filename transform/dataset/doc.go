// Package dataset declares the rows that the report is made from, what goes
// into a build and the snapshot that the next run compares with. It holds
// values and what can be said of one row alone; it must never know how rows
// are put together or counted.
package dataset
