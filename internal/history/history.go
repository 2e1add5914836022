package history

import (
	"context"
	"database/sql"
	"embed"
	"encoding/json"
	"errors"
	"io/fs"
	"time"

	"ogptracker/internal/database"
	"ogptracker/transform/dataset"
)

//go:embed migrations/*.sql
var migrations embed.FS

// ErrUnknownRun: no such run is in the history.
var ErrUnknownRun = errors.New("no such run in the history; `ogptracker status` lists the kept runs")

// History is the open history of a state folder.
type History struct {
	path string
	db   *sql.DB
}

// FileName is the history's file in the state folder.
const FileName = "history.db"

// Open opens history.db, making it where it is missing. Its errors are those
// of package database.
func Open(ctx context.Context, path string) (*History, error) {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	db, err := database.Open(ctx, path, sub)
	if err != nil {
		return nil, err
	}
	return &History{path: path, db: db}, nil
}

// Close closes the file.
func (h *History) Close() error { return h.db.Close() }

// Entry is everything kept of one run.
type Entry struct {
	Record Record
	// Snapshot is kept for complete runs; nil otherwise.
	Snapshot *dataset.Snapshot
	// Changes of a complete run join the log.
	Changes []dataset.Change
}

// Save keeps a run, replacing what was kept of it before: a run that is
// finished again after a kill ends the same.
func (h *History) Save(ctx context.Context, e Entry) (err error) {
	record, err := json.Marshal(e.Record)
	if err != nil {
		return err
	}
	tx, err := h.db.BeginTx(ctx, nil)
	if err != nil {
		return h.explain(err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(h.explain(err), ignoreDone(tx.Rollback()))
		}
	}()
	run := e.Record.Run
	for _, table := range []string{"changes", "snapshots", "runs"} {
		if _, err := tx.ExecContext(ctx, "DELETE FROM "+table+" WHERE run = ?", run); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO runs (run, started, finished, outcome, record) VALUES (?, ?, ?, ?, ?)",
		run, stamp(e.Record.Started), stamp(e.Record.Finished), e.Record.Outcome, record); err != nil {
		return err
	}
	if e.Snapshot != nil {
		data, err := pack(e.Snapshot)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO snapshots (run, data) VALUES (?, ?)", run, data); err != nil {
			return err
		}
	}
	insert, err := tx.PrepareContext(ctx, "INSERT INTO changes (run, seq, date, tbl, key, member, field, old, new, cause) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
	if err != nil {
		return err
	}
	defer insert.Close()
	for i, c := range e.Changes {
		if _, err := insert.ExecContext(ctx, run, i, c.Date, c.Table, c.Key, c.MemberID, c.Field, c.Old, c.New, c.Cause); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func (h *History) explain(err error) error {
	if err == nil {
		return nil
	}
	return database.Explain(h.path, err)
}

func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
