package archive

import (
	"context"
	"fmt"
	"slices"
)

// Forfeit is what pruning gave up.
type Forfeit struct {
	// Runs can no longer be rebuilt (--as-of), oldest first.
	Runs                      []string
	Fetches, Bodies, Readings int64
	// Bytes is the unpacked size of the bodies.
	Bytes int64
}

// Prune keeps what the newest keepRuns runs need to be rebuilt, and the runs
// named besides, and forgets the rest: rows of other runs, bodies that no row
// left needs, readings by other versions of the readers. The newest run is
// always kept. It says what can no longer be done.
func (a *Archive) Prune(ctx context.Context, keepRuns int, besides ...string) (Forfeit, error) {
	var f Forfeit
	runs, err := a.Runs(ctx)
	if err != nil {
		return f, err
	}
	for _, id := range besides {
		if !slices.ContainsFunc(runs, func(r Run) bool { return r.ID == id }) {
			return f, a.wrap("pruning", noRun(id))
		}
	}
	keep := map[string]bool{}
	left := max(1, keepRuns)
	for _, r := range slices.Backward(runs) {
		if !r.Kept {
			continue // pruned before, or never fetched
		}
		keep[r.ID] = left > 0 || slices.Contains(besides, r.ID)
		if left--; !keep[r.ID] {
			f.Runs = append(f.Runs, r.ID)
		}
	}
	slices.Reverse(f.Runs)
	if len(f.Runs) == 0 {
		return f, nil
	}
	err = a.write(ctx, "pruning", func(t *tx) error { return t.prune(runs, keep, &f) })
	if err != nil {
		return Forfeit{}, err
	}
	return f, a.file.Compact(ctx)
}

func (t *tx) prune(runs []Run, keep map[string]bool, f *Forfeit) error {
	if _, err := t.Exec(`CREATE TEMP TABLE IF NOT EXISTS needed (id INTEGER PRIMARY KEY)`); err != nil {
		return err
	}
	if _, err := t.Exec(`DELETE FROM needed`); err != nil {
		return err
	}
	gap := false // a run before this one is not kept
	for _, r := range runs {
		n, err := t.run(r.ID)
		if err != nil {
			return err
		}
		if !keep[r.ID] {
			gap = true
			if _, err := t.Exec(`UPDATE runs SET kept = 0 WHERE n = ?`, n); err != nil {
				return err
			}
			continue
		}
		if _, err := t.Exec(`INSERT OR IGNORE INTO needed SELECT id FROM fetches WHERE run = ?`, n); err != nil {
			return err
		}
		if gap {
			// Later kept runs without a gap before them need only what this
			// one needs and what they brought themselves.
			if err := t.need(n); err != nil {
				return err
			}
			gap = false
		}
	}
	return t.forget(f)
}

// need marks what run n stands on: for each thing asked for its newest row of
// each outcome, for each page its newest body, and where the readers found no
// record in that, the bodies before it back to one with a record.
func (t *tx) need(n int64) error {
	for _, query := range []string{
		`INSERT OR IGNORE INTO needed SELECT max(id) FROM fetches WHERE run <= ? GROUP BY class, address`,
		`INSERT OR IGNORE INTO needed SELECT max(id) FROM fetches WHERE run <= ? GROUP BY class, final, outcome`,
		// What failed in the run may have failed before it.
		`INSERT OR IGNORE INTO needed SELECT max(id) FROM fetches WHERE run < ? GROUP BY class, final, outcome`,
		`INSERT OR IGNORE INTO needed SELECT max(id) FROM fetches WHERE run <= ? AND body IS NOT NULL GROUP BY class, final`,
		// A body is passed over only if it was read and no version found a
		// record in it; then the next older one is needed too.
		`INSERT OR IGNORE INTO needed
		 WITH RECURSIVE back (final, id, body) AS (
			SELECT final, max(id), body FROM fetches WHERE class = 'page' AND body IS NOT NULL AND run <= ?1 GROUP BY final
			UNION
			SELECT b.final, f.id, f.body FROM back b JOIN fetches f ON f.id = (
				SELECT max(id) FROM fetches WHERE class = 'page' AND final = b.final AND id < b.id AND body IS NOT NULL)
			WHERE b.body = f.body OR NOT EXISTS (SELECT 1 FROM readings r WHERE r.body = b.body AND r.address = b.final AND r.no_record = 0)
		 ) SELECT max(id) FROM back GROUP BY final, body`,
	} {
		if _, err := t.Exec(query, n); err != nil {
			return err
		}
	}
	return nil
}

// forget removes what nothing needs and counts it.
func (t *tx) forget(f *Forfeit) error {
	if _, err := t.Exec(`INSERT OR IGNORE INTO needed SELECT same FROM fetches WHERE same IS NOT NULL AND id IN (SELECT id FROM needed)`); err != nil {
		return err
	}
	const unused = `FROM bodies WHERE NOT EXISTS (SELECT 1 FROM fetches WHERE fetches.body = bodies.id)`
	count := func(into *int64, query string) error {
		r, err := t.Exec(query)
		if err != nil {
			return err
		}
		n, err := r.RowsAffected()
		*into += n
		return err
	}
	// Rows that repeat another go before the row they repeat.
	if err := count(&f.Fetches, `DELETE FROM fetches WHERE same IS NOT NULL AND id NOT IN (SELECT id FROM needed)`); err != nil {
		return err
	}
	if err := count(&f.Fetches, `DELETE FROM fetches WHERE id NOT IN (SELECT id FROM needed)`); err != nil {
		return err
	}
	if _, err := t.Get(`SELECT coalesce(sum(size), 0) `+unused, nil, &f.Bytes); err != nil {
		return err
	}
	if err := count(&f.Readings, `DELETE FROM readings WHERE body IN (SELECT id `+unused+`)`); err != nil {
		return err
	}
	if err := count(&f.Readings, `DELETE FROM readings WHERE version < (SELECT max(id) FROM versions)`); err != nil {
		return err
	}
	return count(&f.Bodies, `DELETE `+unused)
}

// Rebuildable reports whether a run can be rebuilt: nil, ErrNoRun or ErrPruned.
func (a *Archive) Rebuildable(ctx context.Context, id string) error {
	r, err := a.Run(ctx, id)
	if err != nil {
		return err
	}
	if !r.Kept {
		return a.wrap("rebuilding run "+id, fmt.Errorf("%w: %s", ErrPruned, id))
	}
	return nil
}
