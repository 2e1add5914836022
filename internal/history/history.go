package history

import (
	"context"
	"database/sql"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"github.com/klauspost/compress/zstd"

	"ogptracker/internal/database"
	"ogptracker/transform"
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

// Open opens history.db, making it where it is missing. Its errors are those
// of package database.
func Open(ctx context.Context, path string) (*History, error) {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	db, err := database.Open(ctx, path, sub)
	if err != nil {
		return nil, fmt.Errorf("history: %w", err)
	}
	return &History{path: path, db: db}, nil
}

// Close closes the file.
func (h *History) Close() error { return h.db.Close() }

// Entry is everything kept of one run.
type Entry struct {
	Record Record
	// Snapshot is kept for complete runs; nil otherwise.
	Snapshot *transform.Snapshot
	// Changes of a complete run join the log.
	Changes []transform.Change
}

// Save keeps a run, replacing what was kept of it before: a run that is
// finished again after a kill ends the same.
func (h *History) Save(ctx context.Context, e Entry) (err error) {
	record, err := json.Marshal(e.Record)
	if err != nil {
		return fmt.Errorf("history: run %s: %w", e.Record.Run, err)
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

// Before returns the snapshot of the last complete run before the given one,
// nil where there is none, and that run's record.
func (h *History) Before(ctx context.Context, run string) (*transform.Snapshot, *Record, error) {
	record, err := h.record(ctx, "SELECT record FROM runs WHERE outcome = ? AND run < ? ORDER BY run DESC LIMIT 1", Complete, run)
	if err != nil || record == nil {
		return nil, nil, err
	}
	snapshot, err := h.Snapshot(ctx, record.Run)
	return snapshot, record, err
}

// Snapshot returns a complete run's snapshot; ErrUnknownRun where it is not
// kept.
func (h *History) Snapshot(ctx context.Context, run string) (*transform.Snapshot, error) {
	var data []byte
	err := h.db.QueryRowContext(ctx, "SELECT data FROM snapshots WHERE run = ?", run).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("history: snapshot of run %s: %w", run, ErrUnknownRun)
	}
	if err != nil {
		return nil, h.explain(err)
	}
	s := &transform.Snapshot{}
	if err := unpack(data, s); err != nil {
		return nil, fmt.Errorf("history: snapshot of run %s: %w", run, err)
	}
	return s, nil
}

// Log returns the changes of complete runs before the given one, oldest
// first; an empty run means all.
func (h *History) Log(ctx context.Context, before string) ([]transform.Change, error) {
	rows, err := h.db.QueryContext(ctx, `SELECT run, date, tbl, key, member, field, old, new, cause FROM changes
		WHERE ? = '' OR run < ? ORDER BY run, seq`, before, before)
	if err != nil {
		return nil, h.explain(err)
	}
	defer rows.Close()
	var log []transform.Change
	for rows.Next() {
		var c transform.Change
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
		err = fmt.Errorf("history: run %s: %w", run, ErrUnknownRun)
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
		return nil, fmt.Errorf("history: a run's record: %w", err)
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
			return nil, fmt.Errorf("history: a run's record: %w", err)
		}
		runs = append(runs, r)
	}
	return runs, h.explain(rows.Err())
}

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

// Event is something serve saw that was no run.
type Event struct {
	Time time.Time `json:"time"`
	Kind string    `json:"kind"`
	Text string    `json:"text"`
}

// Kinds of events.
const (
	EventSkipped  = "skipped"
	EventPanicked = "panicked"
	EventNotified = "notified"
	EventRefused  = "refused"
)

// Note keeps an event.
func (h *History) Note(ctx context.Context, e Event) error {
	_, err := h.db.ExecContext(ctx, "INSERT INTO events (time, kind, text) VALUES (?, ?, ?)", stamp(e.Time), e.Kind, e.Text)
	return h.explain(err)
}

// Events returns the newest n events, newest first.
func (h *History) Events(ctx context.Context, n int) ([]Event, error) {
	rows, err := h.db.QueryContext(ctx, "SELECT time, kind, text FROM events ORDER BY id DESC LIMIT ?", n)
	if err != nil {
		return nil, h.explain(err)
	}
	defer rows.Close()
	var events []Event
	for rows.Next() {
		var e Event
		var at string
		if err := rows.Scan(&at, &e.Kind, &e.Text); err != nil {
			return nil, h.explain(err)
		}
		if e.Time, err = time.Parse(time.RFC3339, at); err != nil {
			return nil, fmt.Errorf("history: an event's time: %w", err)
		}
		events = append(events, e)
	}
	return events, h.explain(rows.Err())
}

func (h *History) explain(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("history: %w", database.Explain(h.path, err))
}

func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

func pack(v any) ([]byte, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer enc.Close()
	return enc.EncodeAll(data, nil), nil
}

func unpack(data []byte, v any) error {
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return err
	}
	defer dec.Close()
	text, err := dec.DecodeAll(data, nil)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, v)
}
