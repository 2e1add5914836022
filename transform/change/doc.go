// Package change compares what a run knows with what the last complete one
// knew, and names the cause of each difference.
//
// In: two snapshots. Out: changes, and the snapshot for the next run. It must
// never know pages' words or figures.
package change
