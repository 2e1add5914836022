package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// View opens the file at path for reading alone: nothing is made, migrated or
// changed, and no right to write is needed. Of a folder that an earlier
// version left, it shows the history as it will be carried over. The error is
// fs.ErrNotExist where there is no state yet.
func View(ctx context.Context, path string) (*File, error) {
	f := &File{path: path}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0:
		return f.viewOld(ctx)
	case err != nil:
		return nil, wrap(path, "opening", err)
	}
	if f.reader, err = openReading(ctx, path); err != nil {
		return nil, err
	}
	version, err := f.version(ctx)
	switch {
	case err != nil:
		return nil, errors.Join(err, f.reader.Close())
	case version < schemaHistory:
		if err := f.reader.Close(); err != nil {
			return nil, f.Wrap("opening", err)
		}
		return f.viewOld(ctx)
	}
	return f, nil
}

// openReading opens a database for reading, as it lies where nobody is at work
// on it: a reader beside a writer leaves marks in the folder, which takes a
// right to write that whoever looks may not have.
func openReading(ctx context.Context, path string) (db *sql.DB, err error) {
	const beside, asItLies = "mode=ro", "mode=ro&immutable=1"
	modes := []string{asItLies}
	if _, err := os.Stat(path + "-wal"); err == nil {
		modes = []string{beside, asItLies}
	}
	for _, mode := range modes {
		db, err = sql.Open("sqlite", fmt.Sprintf("%s?%s&_pragma=busy_timeout(%d)&_pragma=query_only(1)", fileURL(path), mode, lockWait.Milliseconds()))
		if err != nil {
			return nil, wrap(path, "opening", err)
		}
		var tables int
		if err = db.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema`).Scan(&tables); err == nil {
			return db, nil
		}
		err = errors.Join(wrap(path, "opening", err), db.Close())
		if !errors.Is(err, ErrDisk) && !errors.Is(err, ErrFull) {
			break
		}
	}
	return nil, err
}

// version is the schema's, 0 for a file without one.
func (f *File) version(ctx context.Context) (version int, err error) {
	var id, tables int
	err = f.reader.QueryRowContext(ctx, `SELECT (SELECT application_id FROM pragma_application_id), (SELECT count(*) FROM sqlite_schema)`).Scan(&id, &tables)
	switch {
	case err != nil:
		return 0, f.Wrap("opening", err)
	case tables == 0:
		return 0, nil
	case id != applicationID:
		return 0, fmt.Errorf("%s %w", f.path, ErrForeign)
	}
	err = f.reader.QueryRowContext(ctx, `SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied`).Scan(&version)
	if err == nil && version > schemaNewest {
		return 0, fmt.Errorf("%s %w (schema %d, this program knows %d)", f.path, ErrNewer, version, schemaNewest)
	}
	return version, f.Wrap("opening", err)
}

// viewOld shows the history of an earlier version, carried over into memory.
func (f *File) viewOld(ctx context.Context) (*File, error) {
	path := f.oldHistory()
	if _, err := os.Stat(path); err != nil {
		return nil, wrap(path, "opening", err)
	}
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, wrap(path, "opening", err)
	}
	db.SetMaxOpenConns(1) // each connection has a memory of its own
	memory := &File{path: f.path, writer: db, reader: db}
	provider, err := memory.provider()
	if err == nil {
		_, err = provider.Up(ctx)
	}
	if err != nil {
		return nil, errors.Join(wrap(path, "opening", err), db.Close())
	}
	return memory, nil
}
