package publish

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Names of what is under way. They begin with a dot, as no run does, and are
// gone when a publication has ended; what a killed one left is cleaned by the
// next.
const (
	freshPrefix  = ".new-"    // a run being written; after an exchange the earlier one
	sparePrefix  = ".spare-"  // second folder of a fresh run, see replace
	asidePrefix  = ".old-"    // an earlier run that steps aside
	gonePrefix   = ".gone-"   // a run being removed
	latestPrefix = ".latest-" // the next latest
)

// clean ends or undoes what a killed publication left, and returns the names
// removed.
func (p *publisher) clean() ([]string, error) {
	if name, ok := p.linkedName(); ok {
		if run, ok := strings.CutPrefix(name, freshPrefix); ok {
			if err := p.finishReplace(run); err != nil {
				return nil, fmt.Errorf("ending the publication of run %s that was killed: %w", run, err)
			}
		}
	}
	var cleaned []string
	for _, folder := range []string{p.runs, p.Dir} {
		entries, err := os.ReadDir(folder)
		if err != nil {
			return cleaned, err
		}
		for _, e := range entries {
			path := filepath.Join(folder, e.Name())
			if run, ok := strings.CutPrefix(e.Name(), asidePrefix); ok && folder == p.runs && !exists(filepath.Join(p.runs, run)) {
				if err := p.rename(path, filepath.Join(p.runs, run)); err != nil {
					return cleaned, err
				}
				continue
			}
			if !isLeftover(e.Name(), folder == p.runs) {
				continue
			}
			if err := os.RemoveAll(path); err != nil {
				return cleaned, fmt.Errorf("removing a leftover of a killed run: %w", explain(err))
			}
			cleaned = append(cleaned, path)
		}
	}
	return cleaned, nil
}

func isLeftover(name string, underRuns bool) bool {
	prefixes := []string{latestPrefix}
	if underRuns {
		prefixes = []string{freshPrefix, sparePrefix, asidePrefix, gonePrefix}
	}
	for _, prefix := range prefixes {
		if run, ok := strings.CutPrefix(name, prefix); ok && runID.MatchString(strings.TrimPrefix(run, freshPrefix)) {
			return true
		}
	}
	return false
}
