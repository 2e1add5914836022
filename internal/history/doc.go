// Package history keeps what each run came to: its record, the log of
// changes, and the snapshot the next run compares with.
//
// In: the record, changes and snapshot of a finished run, written in one
// transaction. Out: the same, for status, diff, rebuilding an earlier night,
// and the next run. It must never know how a figure is computed.
package history
