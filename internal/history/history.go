package history

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"ogptracker/scrape/store"
	"ogptracker/transform/dataset"
)

// ErrUnknownRun: no such run is in the history.
var ErrUnknownRun = errors.New("no such run in the history; `ogptracker status` lists the kept runs")

// History is the part of the state that holds what runs came to.
type History struct {
	file *store.File
	// owned: the file was opened for this history alone.
	owned bool
}

// New is the history in an open file, which stays the caller's to close.
func New(file *store.File) *History { return &History{file: file} }

// Open opens the history of a state folder to add to it, making the folder
// where it is missing. Its errors are those of package store.
func Open(ctx context.Context, dir string) (*History, error) {
	file, err := store.Open(ctx, filepath.Join(dir, store.FileName), store.Options{SkipCheck: true})
	if err != nil {
		return nil, err
	}
	return &History{file: file, owned: true}, nil
}

// View opens the history of a state folder to look at it, for which no right
// to write is needed. The error is fs.ErrNotExist where there is none yet.
func View(ctx context.Context, dir string) (*History, error) {
	file, err := store.View(ctx, filepath.Join(dir, store.FileName))
	if err != nil {
		return nil, err
	}
	return &History{file: file, owned: true}, nil
}

// Close frees the file where nobody else uses it.
func (h *History) Close() error {
	if !h.owned {
		return nil
	}
	return h.file.Close()
}

// Entry is everything kept of one run.
type Entry struct {
	Record Record
	// Snapshot is kept for complete runs, as PackSnapshot makes it; nil
	// otherwise.
	Snapshot []byte
	// Changes of a complete run join the log.
	Changes []dataset.Change
}

// Save finishes a run: what it came to, its changes and its snapshot, all in
// one transaction. What was kept of it before is replaced, so that a run that
// is finished again after a kill ends the same.
func (h *History) Save(ctx context.Context, e Entry) error {
	record, err := pack(e.Record)
	if err != nil {
		return err
	}
	return h.file.Write(ctx, "finishing run "+e.Record.Run, func(t *store.Tx) error {
		return saveRun(t, &e, record)
	})
}

// PackSnapshot makes of a snapshot what is kept of it: a small part of the
// memory that the snapshot takes.
func PackSnapshot(s *dataset.Snapshot) ([]byte, error) { return pack(s) }

func saveRun(t *store.Tx, e *Entry, record []byte) error {
	r := &e.Record
	// A run that failed before anything was asked is entered here; there is
	// nothing that it could be rebuilt from.
	if _, err := t.Exec(`INSERT INTO runs (id, started, kept) VALUES (?, ?, 0) ON CONFLICT (id) DO NOTHING`, r.Run, r.Started.UnixMilli()); err != nil {
		return err
	}
	var n int64
	if _, err := t.Get(`SELECT n FROM runs WHERE id = ?`, []any{r.Run}, &n); err != nil {
		return err
	}
	if _, err := t.Exec(`UPDATE runs SET finished = ?, outcome = ?, record = ? WHERE n = ?`, r.Finished.UnixMilli(), r.Outcome, record, n); err != nil {
		return err
	}
	if _, err := t.Exec(`DELETE FROM snapshots WHERE run = ?`, n); err != nil {
		return err
	}
	if e.Snapshot != nil {
		if _, err := t.Exec(`INSERT INTO snapshots (run, data) VALUES (?, ?)`, n, e.Snapshot); err != nil {
			return err
		}
	}
	return saveChanges(t, r.Run, e.Changes)
}

// saveChanges puts changes in the place of those kept of a run before.
func saveChanges(t *store.Tx, run string, changes []dataset.Change) error {
	var n int64
	if _, err := t.Get(`SELECT n FROM runs WHERE id = ?`, []any{run}, &n); err != nil {
		return err
	}
	if _, err := t.Exec(`DELETE FROM changes WHERE run = ?`, n); err != nil {
		return err
	}
	for i, c := range changes {
		if _, err := t.Exec(`INSERT INTO changes (run, seq, date, tbl, key, member, field, old, new, cause) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			n, i, c.Date, c.Table, c.Key, c.MemberID, c.Field, c.Old, c.New, c.Cause); err != nil {
			return err
		}
	}
	return nil
}

// SaveSnapshot keeps the snapshot of a run whose record is kept.
func (h *History) SaveSnapshot(ctx context.Context, run string, s *dataset.Snapshot) error {
	data, err := pack(s)
	if err != nil {
		return err
	}
	return h.file.Write(ctx, "keeping the snapshot of run "+run, func(t *store.Tx) error {
		_, err := t.Exec(`INSERT OR REPLACE INTO snapshots (run, data) SELECT n, ? FROM runs WHERE id = ?`, data, run)
		return err
	})
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
