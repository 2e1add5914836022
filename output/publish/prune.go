package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Runs lists the runs that are published under dir, oldest first.
func Runs(dir string) ([]string, error) {
	entries, err := os.ReadDir(filepath.Join(dir, runsName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var runs []string
	for _, e := range entries {
		if e.IsDir() && runID.MatchString(e.Name()) {
			runs = append(runs, e.Name())
		}
	}
	return runs, nil // ReadDir sorts, and the names sort by time
}

// Prune removes all but the newest keep runs, and returns those it removed.
// The run that latest leads to stays whatever its age. Keep below 1 removes
// nothing.
func Prune(dir string, keep int) (removed []string, err error) {
	runs, err := Runs(dir)
	if err != nil || keep < 1 {
		return nil, err
	}
	p := newPublisher(Options{Dir: dir})
	latest, _ := p.linkedName()
	for _, run := range runs[:max(0, len(runs)-keep)] {
		if latest == run || latest == freshPrefix+run {
			continue
		}
		// Renamed first: half a run never stands under a run's name.
		gone := filepath.Join(p.runs, gonePrefix+run)
		if err := p.rename(filepath.Join(p.runs, run), gone); err != nil {
			return removed, fmt.Errorf("removing run %s: %w", run, explain(err))
		}
		removed = append(removed, run)
		if err := os.RemoveAll(gone); err != nil {
			return removed, fmt.Errorf("removing run %s: %w", run, explain(err))
		}
	}
	return removed, nil
}
