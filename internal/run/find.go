package run

import (
	"fmt"
	"strings"
	"time"

	"ogptracker/internal/history"
)

// FindRun is the run that a person named: by its own name
// (20250114T020000Z), or by a date (2025-01-14), which means the report that
// held at the end of that day. runs are newest first; kept says which of them
// can be meant.
func FindRun(runs []history.Record, name string, kept func(*history.Record) bool) (string, error) {
	_, idErr := time.Parse(idLayout, name)
	day, dayErr := time.Parse(time.DateOnly, name)
	if idErr != nil && dayErr != nil {
		return "", fmt.Errorf("%q: expected a run such as 20250114T020000Z or a date such as 2025-01-14%s", name, newest(runs, kept))
	}
	for i := range runs {
		r := &runs[i]
		if !kept(r) {
			continue
		}
		if r.Run == name || dayErr == nil && r.Started.Before(day.AddDate(0, 0, 1)) {
			return r.Run, nil
		}
	}
	if dayErr == nil {
		return "", fmt.Errorf("%s: no such report of that day or before%s", name, newest(runs, kept))
	}
	for i := range runs {
		if runs[i].Run == name {
			return "", fmt.Errorf("%s: this run was %s and has no report that can be used%s", name, runs[i].Outcome, newest(runs, kept))
		}
	}
	return "", fmt.Errorf("%s: no such run in the history%s", name, newest(runs, kept))
}

// newest names the last few runs that can be meant.
func newest(runs []history.Record, kept func(*history.Record) bool) string {
	const shown = 5
	var names []string
	for i := range runs {
		if kept(&runs[i]) && len(names) < shown {
			names = append(names, runs[i].Run)
		}
	}
	if len(names) == 0 {
		return "; there is none yet"
	}
	return "; the newest are " + strings.Join(names, ", ")
}

// WithReport: the run made a report, complete or not.
func WithReport(r *history.Record) bool {
	return r.Outcome == history.Complete || r.Outcome == history.Incomplete
}

// IsComplete: the run was complete, so that others are compared with it.
func IsComplete(r *history.Record) bool { return r.Outcome == history.Complete }
