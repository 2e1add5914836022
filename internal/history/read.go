package history

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"ogptracker/transform/dataset"
)

// Before returns the snapshot of the last complete run before the given one,
// nil where there is none, and that run's record.
func (h *History) Before(ctx context.Context, run string) (*dataset.Snapshot, *Record, error) {
	record, err := h.record(ctx, "SELECT record FROM runs WHERE outcome = ? AND run < ? ORDER BY run DESC LIMIT 1", Complete, run)
	if err != nil || record == nil {
		return nil, nil, err
	}
	snapshot, err := h.Snapshot(ctx, record.Run)
	return snapshot, record, err
}

// Snapshot returns a complete run's snapshot; ErrUnknownRun where it is not
// kept.
func (h *History) Snapshot(ctx context.Context, run string) (*dataset.Snapshot, error) {
	var data []byte
	err := h.db.QueryRowContext(ctx, "SELECT data FROM snapshots WHERE run = ?", run).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("snapshot of run %s: %w", run, ErrUnknownRun)
	}
	if err != nil {
		return nil, h.explain(err)
	}
	s := &dataset.Snapshot{}
	if err := unpack(data, s); err != nil {
		return nil, fmt.Errorf("snapshot of run %s: %w", run, err)
	}
	return s, nil
}

// Log returns the changes of complete runs before the given one, oldest
// first; an empty run means all.
func (h *History) Log(ctx context.Context, before string) ([]dataset.Change, error) {
	rows, err := h.db.QueryContext(ctx, `SELECT run, date, tbl, key, member, field, old, new, cause FROM changes
		WHERE ? = '' OR run < ? ORDER BY run, seq`, before, before)
	if err != nil {
		return nil, h.explain(err)
	}
	defer rows.Close()
	var log []dataset.Change
	for rows.Next() {
		var c dataset.Change
		if err := rows.Scan(&c.Run, &c.Date, &c.Table, &c.Key, &c.MemberID, &c.Field, &c.Old, &c.New, &c.Cause); err != nil {
			return nil, h.explain(err)
		}
		log = append(log, c)
	}
	return log, h.explain(rows.Err())
}

// Run returns one run's record; ErrUnknownRun where there is none.
func (h *History) Run(ctx context.Context, run string) (*Record, error) {
	r, err := h.record(ctx, "SELECT record FROM runs WHERE run = ?", run)
	if err == nil && r == nil {
		err = fmt.Errorf("run %s: %w", run, ErrUnknownRun)
	}
	return r, err
}

// Last returns the newest run's record of the given outcome ("" for any), nil
// where there is none.
func (h *History) Last(ctx context.Context, outcome string) (*Record, error) {
	return h.record(ctx, "SELECT record FROM runs WHERE ? = '' OR outcome = ? ORDER BY run DESC LIMIT 1", outcome, outcome)
}

func (h *History) record(ctx context.Context, query string, args ...any) (*Record, error) {
	var data []byte
	err := h.db.QueryRowContext(ctx, query, args...).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, h.explain(err)
	}
	r := &Record{}
	if err := json.Unmarshal(data, r); err != nil {
		return nil, fmt.Errorf("a run's record: %w", err)
	}
	return r, nil
}

// Runs returns the newest n records, newest first; n <= 0 means all.
func (h *History) Runs(ctx context.Context, n int) ([]Record, error) {
	if n <= 0 {
		n = -1
	}
	rows, err := h.db.QueryContext(ctx, "SELECT record FROM runs ORDER BY run DESC LIMIT ?", n)
	if err != nil {
		return nil, h.explain(err)
	}
	defer rows.Close()
	var runs []Record
	for rows.Next() {
		var data []byte
		var r Record
		if err := rows.Scan(&data); err != nil {
			return nil, h.explain(err)
		}
		if err := json.Unmarshal(data, &r); err != nil {
			return nil, fmt.Errorf("a run's record: %w", err)
		}
		runs = append(runs, r)
	}
	return runs, h.explain(rows.Err())
}

// Outcomes counts the runs of each outcome.
func (h *History) Outcomes(ctx context.Context) (map[string]int, error) {
	return h.counts(ctx, "SELECT outcome, COUNT(*) FROM runs GROUP BY outcome")
}

// EventKinds counts the events of each kind.
func (h *History) EventKinds(ctx context.Context) (map[string]int, error) {
	return h.counts(ctx, "SELECT kind, COUNT(*) FROM events GROUP BY kind")
}

func (h *History) counts(ctx context.Context, query string) (map[string]int, error) {
	rows, err := h.db.QueryContext(ctx, query)
	if err != nil {
		return nil, h.explain(err)
	}
	defer rows.Close()
	counts := map[string]int{}
	for rows.Next() {
		var name string
		var n int
		if err := rows.Scan(&name, &n); err != nil {
			return nil, h.explain(err)
		}
		counts[name] = n
	}
	return counts, h.explain(rows.Err())
}
