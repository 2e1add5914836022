package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// FileName is the file's name in the state folder.
const FileName = "archive.db"

// Options are for callers with needs of their own; the zero value is right
// for a run.
type Options struct {
	// Wait is how long to wait for another program that holds the file;
	// 0 means 10 seconds.
	Wait time.Duration
	// SkipCheck leaves out the quick check of the whole file at opening, for
	// callers that only look something up or add a line.
	SkipCheck bool
	// MaxBytes bounds the file; writing beyond it fails with ErrFull.
	// 0 means no bound.
	MaxBytes int64
}

// lockWait is longer than any transaction of this program takes.
const lockWait = 10 * time.Second

// File is the open state. It is safe for use by several goroutines; one
// writes at a time.
type File struct {
	path string
	// One connection writes, so that writers of this process queue here and
	// not in SQLite's busy handler; several read beside it.
	writer, reader *sql.DB

	mu         sync.Mutex // held by whoever writes
	conn       *sql.Conn  // the one connection of writer
	statements map[string]*sql.Stmt
}

// Open opens the file at path, making it and its folder where there is none,
// brings its schema up to date, and takes in what earlier versions kept in a
// file beside it. It refuses a file that is newer, damaged, held or no
// archive: ErrNewer, ErrDamaged, ErrLocked, ErrForeign.
func Open(ctx context.Context, path string, o Options) (*File, error) {
	if o.Wait <= 0 {
		o.Wait = lockWait
	}
	if err := makePrivate(path); err != nil {
		return nil, wrap(path, "opening", err)
	}
	f := &File{path: path, statements: map[string]*sql.Stmt{}}
	err := f.connect(o)
	if err == nil {
		err = f.prepare(ctx, o)
	}
	if err != nil {
		_ = f.Close() // the first error says what is wrong
		return nil, err
	}
	return f, nil
}

func (f *File) connect(o Options) error {
	var err error
	if f.writer, err = sql.Open("sqlite", dsn(f.path, o.Wait, "_txlock=immediate")); err != nil {
		return f.Wrap("opening", err)
	}
	f.writer.SetMaxOpenConns(1)
	if f.reader, err = sql.Open("sqlite", dsn(f.path, o.Wait, "_pragma=query_only(1)")); err != nil {
		return f.Wrap("opening", err)
	}
	f.reader.SetMaxOpenConns(runtime.GOMAXPROCS(0) + 1)
	f.reader.SetMaxIdleConns(runtime.GOMAXPROCS(0) + 1)
	return nil
}

// checkpointPages is how much is written beside the file before SQLite moves
// it in: 32 MB in place of its own 4, since each move waits for the disk.
const checkpointPages = 8192

// dsn orders the pragmas: auto_vacuum only takes effect before WAL mode
// writes the first page.
func dsn(path string, wait time.Duration, more string) string {
	return fmt.Sprintf("%s?_pragma=busy_timeout(%d)&_pragma=auto_vacuum(incremental)&_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)&_pragma=wal_autocheckpoint(%d)&_pragma=foreign_keys(1)&%s",
		fileURL(path), wait.Milliseconds(), checkpointPages, more)
}

func fileURL(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // Windows: file:/C:/...
	}
	return "file:" + (&url.URL{Path: slashed}).EscapedPath()
}

// prepare looks at the file before touching it, then migrates it.
func (f *File) prepare(ctx context.Context, o Options) error {
	fresh, err := f.identify(ctx)
	if err != nil {
		return err
	}
	if !fresh && !o.SkipCheck {
		if err := f.quickCheck(ctx); err != nil {
			return err
		}
	}
	if err := f.bound(ctx, o.MaxBytes); err != nil {
		return err
	}
	if err := f.migrate(ctx, fresh); err != nil {
		return err
	}
	if f.conn, err = f.writer.Conn(ctx); err != nil {
		return f.Wrap("opening", err)
	}
	// A lock that somebody else holds shows here and not in the middle of a
	// night.
	return f.Write(ctx, "opening", func(*Tx) error { return nil })
}

// bound keeps the file from growing beyond a number of bytes. The writer has
// one connection, which keeps the setting.
func (f *File) bound(ctx context.Context, most int64) error {
	if most <= 0 {
		return nil
	}
	var size int64
	if err := f.writer.QueryRowContext(ctx, `PRAGMA page_size`).Scan(&size); err != nil {
		return f.Wrap("opening", err)
	}
	if _, err := f.writer.ExecContext(ctx, fmt.Sprintf(`PRAGMA max_page_count = %d`, max(1, most/size))); err != nil {
		return f.Wrap("opening", err)
	}
	return nil
}

// Reader is for queries.
func (f *File) Reader() *sql.DB { return f.reader }

// Path is where the file lies.
func (f *File) Path() string { return f.path }

// Close writes what SQLite keeps beside the file back into it and frees it.
func (f *File) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	var errs []error
	for _, s := range f.statements {
		errs = append(errs, s.Close())
	}
	f.statements = map[string]*sql.Stmt{}
	if f.conn != nil {
		errs = append(errs, f.conn.Close())
		f.conn = nil
	}
	for _, db := range []*sql.DB{f.reader, f.writer} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	return f.Wrap("closing", errors.Join(errs...))
}
