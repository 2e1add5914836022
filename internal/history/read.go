package history

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"ogptracker/scrape/store"
	"ogptracker/transform/dataset"
)

// Runs are ordered as they were made: a clock that was once ahead or behind
// dates a run wrongly, but does not change what came after what. upTo is the
// condition for runs made before one, which may not have been entered yet.
const upTo = ` n < coalesce((SELECT n FROM runs WHERE id = ?), 1 << 62)`

// Previous returns the record of the last complete run before the given one,
// nil where there is none.
func (h *History) Previous(ctx context.Context, run string) (*Record, error) {
	return h.record(ctx, `SELECT record FROM runs WHERE record IS NOT NULL AND outcome = ? AND`+upTo+` ORDER BY n DESC LIMIT 1`, Complete, run)
}

// Before is Previous with that run's snapshot, nil where there is none: a run
// whose record alone is kept has no snapshot.
func (h *History) Before(ctx context.Context, run string) (*dataset.Snapshot, *Record, error) {
	record, err := h.Previous(ctx, run)
	if err != nil || record == nil {
		return nil, nil, err
	}
	snapshot, err := h.Snapshot(ctx, record.Run)
	if errors.Is(err, ErrUnknownRun) {
		err = nil
	}
	return snapshot, record, err
}

// Snapshot returns a complete run's snapshot; ErrUnknownRun where it is not
// kept.
func (h *History) Snapshot(ctx context.Context, run string) (*dataset.Snapshot, error) {
	var data []byte
	err := h.file.Reader().QueryRowContext(ctx, `SELECT data FROM snapshots WHERE run = (SELECT n FROM runs WHERE id = ?)`, run).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("snapshot of run %s: %w", run, ErrUnknownRun)
	}
	if err != nil {
		return nil, h.file.Wrap("reading the history", err)
	}
	u, err := newUnpacker()
	if err != nil {
		return nil, err
	}
	defer u.close()
	s := &dataset.Snapshot{}
	if err := u.unpack(data, s); err != nil {
		return nil, fmt.Errorf("%s %w (snapshot of run %s: %w)", h.file.Path(), store.ErrDamaged, run, err)
	}
	return s, nil
}

// Log returns the changes of complete runs before the given one, oldest
// first; an empty run means all.
func (h *History) Log(ctx context.Context, before string) ([]dataset.Change, error) {
	rows, err := h.file.Reader().QueryContext(ctx, `SELECT r.id, c.date, c.tbl, c.key, c.member, c.field, c.old, c.new, c.cause
		FROM changes c JOIN runs r ON r.n = c.run WHERE`+upTo+` ORDER BY c.run, c.seq`, before)
	if err != nil {
		return nil, h.file.Wrap("reading the history", err)
	}
	defer rows.Close()
	var log []dataset.Change
	for rows.Next() {
		var c dataset.Change
		if err := rows.Scan(&c.Run, &c.Date, &c.Table, &c.Key, &c.MemberID, &c.Field, &c.Old, &c.New, &c.Cause); err != nil {
			return nil, h.file.Wrap("reading the history", err)
		}
		log = append(log, c)
	}
	return log, h.file.Wrap("reading the history", rows.Err())
}

// Run returns one run's record; ErrUnknownRun where there is none.
func (h *History) Run(ctx context.Context, run string) (*Record, error) {
	r, err := h.record(ctx, `SELECT record FROM runs WHERE record IS NOT NULL AND id = ?`, run)
	if err == nil && r == nil {
		err = fmt.Errorf("run %s: %w", run, ErrUnknownRun)
	}
	return r, err
}

// Last returns the record of the last run made that has the given outcome (""
// for any), nil where there is none.
func (h *History) Last(ctx context.Context, outcome string) (*Record, error) {
	return h.record(ctx, `SELECT record FROM runs WHERE record IS NOT NULL AND (?1 = '' OR outcome = ?1) ORDER BY n DESC LIMIT 1`, outcome)
}

// clockSlack is how far two readings of one clock may lie apart.
const clockSlack = time.Minute

// LastSuccess returns the record of the last complete run that had ended by
// now, nil where there is none. One that is dated later was made while the
// clock was ahead, and nobody can say how old it is; ahead returns its record
// where no complete run was made after it.
func (h *History) LastSuccess(ctx context.Context, now time.Time) (last, ahead *Record, err error) {
	by := now.Add(clockSlack).UnixMilli()
	last, err = h.record(ctx, `SELECT record FROM runs WHERE record IS NOT NULL AND outcome = ? AND finished <= ? ORDER BY n DESC LIMIT 1`, Complete, by)
	if err != nil {
		return nil, nil, err
	}
	newest, err := h.Last(ctx, Complete)
	if newest != nil && (last == nil || newest.Run != last.Run) {
		ahead = newest
	}
	return last, ahead, err
}

func (h *History) record(ctx context.Context, query string, args ...any) (*Record, error) {
	runs, err := h.records(ctx, query, args...)
	if len(runs) == 0 {
		return nil, err
	}
	return &runs[0], err
}

// Runs returns the records of the last n runs made, newest first; n <= 0 means
// all.
func (h *History) Runs(ctx context.Context, n int) ([]Record, error) {
	if n <= 0 {
		n = -1
	}
	return h.records(ctx, `SELECT record FROM runs WHERE record IS NOT NULL ORDER BY n DESC LIMIT ?`, n)
}

func (h *History) records(ctx context.Context, query string, args ...any) ([]Record, error) {
	rows, err := h.file.Reader().QueryContext(ctx, query, args...)
	if err != nil {
		return nil, h.file.Wrap("reading the history", err)
	}
	defer rows.Close()
	u, err := newUnpacker()
	if err != nil {
		return nil, err
	}
	defer u.close()
	var runs []Record
	for rows.Next() {
		var data []byte
		var r Record
		if err := rows.Scan(&data); err != nil {
			return nil, h.file.Wrap("reading the history", err)
		}
		if err := u.unpack(data, &r); err != nil {
			return nil, fmt.Errorf("%s %w (a run's record: %w)", h.file.Path(), store.ErrDamaged, err)
		}
		runs = append(runs, r)
	}
	return runs, h.file.Wrap("reading the history", rows.Err())
}

// Outcomes counts the runs of each outcome.
func (h *History) Outcomes(ctx context.Context) (map[string]int, error) {
	return h.counts(ctx, `SELECT outcome, count(*) FROM runs WHERE finished IS NOT NULL GROUP BY outcome`)
}

// EventKinds counts the events of each kind.
func (h *History) EventKinds(ctx context.Context) (map[string]int, error) {
	return h.counts(ctx, "SELECT kind, COUNT(*) FROM events GROUP BY kind")
}

func (h *History) counts(ctx context.Context, query string) (map[string]int, error) {
	rows, err := h.file.Reader().QueryContext(ctx, query)
	if err != nil {
		return nil, h.file.Wrap("reading the history", err)
	}
	defer rows.Close()
	counts := map[string]int{}
	for rows.Next() {
		var name string
		var n int
		if err := rows.Scan(&name, &n); err != nil {
			return nil, h.file.Wrap("reading the history", err)
		}
		counts[name] = n
	}
	return counts, h.file.Wrap("reading the history", rows.Err())
}
