package history

import (
	"context"
	"errors"
	"slices"
)

// Prune forgets the snapshots of all but the given runs and of the last
// complete run, without which no change could be told. Records and the log of
// changes are kept for good: they are small, and they are the history.
func (h *History) Prune(ctx context.Context, keep []string) error {
	rows, err := h.db.QueryContext(ctx, "SELECT run FROM snapshots ORDER BY run DESC")
	if err != nil {
		return h.explain(err)
	}
	var drop []string
	oldest := ""
	for _, run := range keep {
		if oldest == "" || run < oldest {
			oldest = run
		}
	}
	// The newest snapshot before the oldest kept run is what that run is
	// rebuilt against.
	base := false
	for rows.Next() {
		var run string
		if err := rows.Scan(&run); err != nil {
			return errors.Join(h.explain(err), rows.Close())
		}
		switch {
		case oldest == "" || run >= oldest:
			if oldest != "" && !slices.Contains(keep, run) {
				continue // between kept runs: one of them compares with it
			}
		case !base:
			base = true
		default:
			drop = append(drop, run)
		}
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return h.explain(err)
	}
	for _, run := range drop {
		if _, err := h.db.ExecContext(ctx, "DELETE FROM snapshots WHERE run = ?", run); err != nil {
			return h.explain(err)
		}
	}
	return nil
}
