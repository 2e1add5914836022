// Package schedule says when runs are due and starts them.
//
// In: a cron line and a time zone. Out: the times of the next runs, and calls
// of one job, never two at once. It must never know what a run does.
package schedule
