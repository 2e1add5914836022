package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// What a caller decides on. Explain gives an error of the database one of
// these.
var (
	// ErrNewer: a newer version of the program has written the file.
	ErrNewer = errors.New("written by a newer version of OGP Tracker: install that version, or restore a backup from before the update")
	// ErrDamaged: the file is not whole.
	ErrDamaged = errors.New("damaged: restore it from a backup, or move it away to begin anew")
	// ErrLocked: another program holds the file.
	ErrLocked = errors.New("in use by another program: wait until it ends, then run again")
	// ErrFull: the disk is full.
	ErrFull = errors.New("the disk is full: free some space, then run again")
	// ErrNotWritable: the file or its folder cannot be written.
	ErrNotWritable = errors.New("cannot be written: check the permissions of the file and its folder")
)

// Open opens the file at path, making it and its folder where they are
// missing, and brings its schema up to date.
func Open(ctx context.Context, path string, migrations fs.FS) (*sql.DB, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, err
	}
	query := url.Values{"_txlock": {"immediate"}, "_pragma": {
		// A minute is longer than any transaction of ours; past it the file is
		// held by something else.
		"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(NORMAL)", "foreign_keys(ON)"}}
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Opaque: filepath.ToSlash(path), RawQuery: query.Encode()}).String())
	if err != nil {
		return nil, Explain(path, err)
	}
	if err := migrate(ctx, db, migrations); err != nil {
		return nil, errors.Join(Explain(path, err), db.Close())
	}
	return db, nil
}

func migrate(ctx context.Context, db *sql.DB, migrations fs.FS) error {
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, migrations, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	current, target, err := provider.GetVersions(ctx)
	if err != nil {
		return err
	}
	if current > target {
		return ErrNewer
	}
	_, err = provider.Up(ctx)
	return err
}

// Explain wraps an error of the database with the file's path and, where it
// is one that an operator can act on, with what to do. Errors of a context
// stay what they are.
func Explain(path string, err error) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	for _, known := range []error{ErrNewer, ErrDamaged, ErrLocked, ErrFull, ErrNotWritable} {
		if errors.Is(err, known) {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	var e *sqlite.Error
	if errors.As(err, &e) {
		if e.Code() == sqlite3.SQLITE_IOERR_SHMSIZE {
			// No room for the file that readers and the writer share.
			return fmt.Errorf("%s: %w (%w)", path, ErrFull, err)
		}
		switch e.Code() & 0xff {
		case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
			return fmt.Errorf("%s: %w (%w)", path, ErrDamaged, err)
		case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
			return fmt.Errorf("%s: %w (%w)", path, ErrLocked, err)
		case sqlite3.SQLITE_FULL:
			return fmt.Errorf("%s: %w (%w)", path, ErrFull, err)
		case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
			return fmt.Errorf("%s: %w (%w)", path, ErrNotWritable, err)
		}
	}
	return fmt.Errorf("%s: %w", path, err)
}
