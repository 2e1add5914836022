package history

import (
	"context"
	"slices"
	"time"

	"ogptracker/scrape/store"
	"ogptracker/transform/dataset"
)

// Empty reports whether no run's record is kept.
func (h *History) Empty(ctx context.Context) (bool, error) {
	last, err := h.Last(ctx, "")
	return last == nil, err
}

// Restore enters runs that were published, oldest first, and the log of
// changes, for a history that was lost. All of it or nothing. Runs that the
// archive does not know come before those that it knows.
func (h *History) Restore(ctx context.Context, records []Record, log []dataset.Change) error {
	return h.file.Write(ctx, "restoring the history", func(t *store.Tx) error {
		enter := func(run string, started time.Time) error {
			_, err := t.Exec(`INSERT INTO runs (n, id, started, finished, outcome, kept) SELECT coalesce(min(n), 1) - 1, ?1, ?2, ?2, ?3, 0 FROM runs WHERE true ON CONFLICT (id) DO NOTHING`,
				run, started.UnixMilli(), Complete)
			return err
		}
		for _, r := range slices.Backward(records) {
			if err := enter(r.Run, r.Started); err != nil {
				return err
			}
		}
		// Of runs whose report was removed since, the log alone tells.
		for _, c := range slices.Backward(log) {
			started, err := time.Parse(time.DateOnly, c.Date)
			if err != nil {
				return err
			}
			if err := enter(c.Run, started); err != nil {
				return err
			}
		}
		changes := map[string][]dataset.Change{}
		for _, c := range log {
			changes[c.Run] = append(changes[c.Run], c)
		}
		for i := range records {
			record, err := pack(records[i])
			if err != nil {
				return err
			}
			if err := saveRun(t, &Entry{Record: records[i], Changes: changes[records[i].Run]}, record); err != nil {
				return err
			}
			delete(changes, records[i].Run)
		}
		for run, of := range changes {
			if err := saveChanges(t, run, of); err != nil {
				return err
			}
		}
		return nil
	})
}
