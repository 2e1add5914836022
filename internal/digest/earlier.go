package digest

import (
	"path/filepath"
	"time"

	"ogptracker/report/schema"
)

// Earlier is a report that was published before.
type Earlier struct {
	tables []*schema.Table
	date   time.Time
}

// EarlierThan is the newest complete report of a day before since that is
// still kept; the oldest one that is kept where all are newer, nil where there
// is none beside the latest.
func EarlierThan(output string, latest Facts, since time.Time) *Earlier {
	return earlierOf(output, latest.Run, func(run Facts) bool { return run.Date.Before(since) })
}

// earlierOf reads the newest of the reports that are early enough, else the
// oldest kept, of those before the latest. One that another version wrote, or
// that is damaged, cannot be compared with and is passed over.
func earlierOf(output, latest string, early func(Facts) bool) *Earlier {
	folders, err := filepath.Glob(filepath.Join(output, "runs", "*")) // in order of their names, which are times
	if err != nil {
		return nil
	}
	var fits, others []string // from the one most like what was told
	for _, folder := range folders {
		facts, err := Published(folder)
		switch {
		case err != nil || facts.Run >= latest || !facts.complete:
		case early(facts):
			fits = append([]string{folder}, fits...)
		default:
			others = append(others, folder)
		}
	}
	for _, folder := range append(fits, others...) {
		if tables, err := Read(folder); err == nil {
			facts, err := Published(folder)
			if err == nil {
				return &Earlier{tables, facts.Date}
			}
		}
	}
	return nil
}
