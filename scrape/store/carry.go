package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/klauspost/compress/zstd"
)

// Versions before 0.2 kept the archive in this file and the history of runs
// in another beside it.
const (
	oldHistoryName = "history.db"
	// retiredSuffix marks a history that was taken in, so that it is neither
	// read again nor lost.
	retiredSuffix = ".carried-over"
)

func (f *File) oldHistory() string { return filepath.Join(filepath.Dir(f.path), oldHistoryName) }

// carryHistory copies the history of an earlier version, where there is one.
// The caller's transaction ends it: a process killed before has changed
// nothing, and one killed after finds it done.
func carryHistory(ctx context.Context, tx *sql.Tx, path string) error {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	old, err := openReading(ctx, path)
	if err != nil {
		return err
	}
	defer old.Close()
	for _, carry := range []func(context.Context, *sql.Tx, *sql.DB) error{carryRuns, carrySnapshots, carryChanges, carryEvents} {
		if err := carry(ctx, tx, old); err != nil {
			return wrap(path, "taking the history over", err)
		}
	}
	return nil
}

// oldRun is a row of the history of an earlier version.
type oldRun struct {
	id, started, finished, outcome string
	record                         []byte
}

// carryRuns gives each run its record.
func carryRuns(ctx context.Context, tx *sql.Tx, old *sql.DB) error {
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	defer encoder.Close()
	var runs []oldRun
	err = each(ctx, old, `SELECT run, started, finished, outcome, record FROM runs ORDER BY run`, func(rows *sql.Rows) error {
		var r oldRun
		err := rows.Scan(&r.id, &r.started, &r.finished, &r.outcome, &r.record)
		runs = append(runs, r)
		return err
	})
	if err != nil {
		return err
	}
	if err := enterRuns(ctx, tx, runs); err != nil {
		return err
	}
	for _, r := range runs {
		finished, err := time.Parse(time.RFC3339, r.finished)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE runs SET finished = ?, outcome = ?, record = ? WHERE id = ?`,
			finished.UnixMilli(), r.outcome, encoder.EncodeAll(r.record, nil), r.id); err != nil {
			return err
		}
	}
	return nil
}

// enterRuns enters runs that only the history knew, oldest first. They failed
// before anything was fetched, or were fetched into an archive that is no
// more, so they cannot be rebuilt; they come before the archive's own runs,
// or after them where they are newer than all.
func enterRuns(ctx context.Context, tx *sql.Tx, runs []oldRun) error {
	known := map[string]bool{}
	first, last, newest := int64(1), int64(0), ""
	rows, err := tx.QueryContext(ctx, `SELECT id, n FROM runs ORDER BY n`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		if err := rows.Scan(&id, &last); err != nil {
			return err
		}
		if len(known) == 0 {
			first = last
		}
		known[id], newest = true, max(newest, id)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	var before, after []oldRun
	for _, r := range runs {
		switch {
		case known[r.id]:
		case len(known) > 0 && r.id < newest:
			before = append(before, r)
		default:
			after = append(after, r)
		}
	}
	for i, r := range append(before, after...) {
		n := first - int64(len(before)-i)
		if i >= len(before) {
			n = last + int64(i-len(before)) + 1
		}
		started, err := time.Parse(time.RFC3339, r.started)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO runs (n, id, started, kept) VALUES (?, ?, ?, 0)`, n, r.id, started.UnixMilli()); err != nil {
			return err
		}
	}
	return nil
}

func carrySnapshots(ctx context.Context, tx *sql.Tx, old *sql.DB) error {
	return each(ctx, old, `SELECT run, data FROM snapshots`, func(rows *sql.Rows) error {
		var run string
		var data []byte
		if err := rows.Scan(&run, &data); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO snapshots (run, data) SELECT n, ? FROM runs WHERE id = ?`, data, run)
		return err
	})
}

func carryChanges(ctx context.Context, tx *sql.Tx, old *sql.DB) error {
	insert, err := tx.PrepareContext(ctx, `INSERT INTO changes (run, seq, date, tbl, key, member, field, old, new, cause)
		SELECT n, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM runs WHERE id = ?`)
	if err != nil {
		return err
	}
	defer insert.Close()
	return each(ctx, old, `SELECT seq, date, tbl, key, member, field, old, new, cause, run FROM changes`, func(rows *sql.Rows) error {
		values := make([]any, 10)
		into := make([]any, len(values))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		_, err := insert.ExecContext(ctx, values...)
		return err
	})
}

func carryEvents(ctx context.Context, tx *sql.Tx, old *sql.DB) error {
	return each(ctx, old, `SELECT time, kind, text FROM events ORDER BY id`, func(rows *sql.Rows) error {
		var at, kind, text string
		if err := rows.Scan(&at, &kind, &text); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO events (time, kind, text) VALUES (?, ?, ?)`, at, kind, text)
		return err
	})
}

// each calls fn for each row of a query.
func each(ctx context.Context, db *sql.DB, query string, fn func(*sql.Rows) error) error {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := fn(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// retireHistory renames a history that was taken in. What SQLite kept beside
// it is written back first.
func (f *File) retireHistory(ctx context.Context) error {
	path := f.oldHistory()
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	old, err := sql.Open("sqlite", fileURL(path))
	if err == nil {
		_, err = old.ExecContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`)
		err = errors.Join(err, old.Close())
	}
	if err == nil {
		err = os.Rename(path, path+retiredSuffix)
	}
	if err == nil {
		err = os.Chmod(path+retiredSuffix, 0o600)
	}
	return wrap(path, "setting it aside", err)
}
