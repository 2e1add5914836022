package history

import (
	"context"

	"ogptracker/scrape/store"
)

// Prune forgets the snapshots before the oldest of the given runs, all but
// the newest of them, which that run is rebuilt against. Records and the log
// of changes are kept for good: they are small, and they are the history.
func (h *History) Prune(ctx context.Context, keep []string) error {
	return h.file.Write(ctx, "forgetting old snapshots", func(t *store.Tx) error {
		oldest := int64(1) << 62
		for _, run := range keep {
			var n int64
			ok, err := t.Get(`SELECT n FROM runs WHERE id = ?`, []any{run}, &n)
			if err != nil {
				return err
			}
			if ok {
				oldest = min(oldest, n)
			}
		}
		_, err := t.Exec(`DELETE FROM snapshots WHERE run < (SELECT max(run) FROM snapshots WHERE run < ?)`, oldest)
		return err
	})
}
