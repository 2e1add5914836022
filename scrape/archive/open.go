package archive

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver "sqlite"
)

//go:embed migrations/*.sql
var migrations embed.FS

// applicationID marks the file as an archive ("OGPT"); migrations set it.
const applicationID = 1330073684

// Options are for callers with needs of their own; the zero value is right
// for a run.
type Options struct {
	// Wait is how long to wait for another program that holds the file;
	// 0 means 5 seconds.
	Wait time.Duration
	// SkipCheck leaves out the quick check of the whole file at opening, for
	// callers that only look something up.
	SkipCheck bool
	// MaxBytes bounds the file; writing beyond it fails with ErrFull.
	// 0 means no bound.
	MaxBytes int64
}

// Archive is an open archive. It is safe for use by several goroutines; one
// writes at a time.
type Archive struct {
	path string
	// One connection writes, so that writers of this process queue here and
	// not in SQLite's busy handler; several read beside it.
	writer, reader *sql.DB
	// Bodies are kept for years; readings are made again when the readers
	// change, and packed as quickly as may be.
	encoder, quick *zstd.Encoder
	decoder        *zstd.Decoder

	// Statements made once for every page, prepared.
	findBody, findReading *sql.Stmt

	mu         sync.Mutex // held by whoever writes
	conn       *sql.Conn  // the one connection of writer
	statements map[string]*sql.Stmt
}

// Open opens the archive at path, making it if there is none, and brings its
// schema up to date. It refuses a file that is newer, damaged, held or no
// archive: ErrNewer, ErrDamaged, ErrLocked, ErrForeign.
func Open(ctx context.Context, path string, o Options) (*Archive, error) {
	if o.Wait <= 0 {
		o.Wait = 5 * time.Second
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, fmt.Errorf("%s %w (%w)", path, ErrDisk, err)
	}
	a := &Archive{path: path, statements: map[string]*sql.Stmt{}}
	if err := a.connect(o); err != nil {
		a.Close()
		return nil, err
	}
	if err := a.prepare(ctx, o); err != nil {
		a.Close()
		return nil, err
	}
	return a, nil
}

func (a *Archive) connect(o Options) error {
	var err error
	if a.writer, err = sql.Open("sqlite", dsn(a.path, o.Wait, "_txlock=immediate")); err != nil {
		return a.wrap("opening", err)
	}
	a.writer.SetMaxOpenConns(1)
	if a.reader, err = sql.Open("sqlite", dsn(a.path, o.Wait, "_pragma=query_only(1)")); err != nil {
		return a.wrap("opening", err)
	}
	a.reader.SetMaxOpenConns(runtime.GOMAXPROCS(0) + 1)
	a.reader.SetMaxIdleConns(runtime.GOMAXPROCS(0) + 1)
	if a.encoder, err = zstd.NewWriter(nil); err != nil {
		return a.wrap("opening", err)
	}
	if a.quick, err = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest)); err != nil {
		return a.wrap("opening", err)
	}
	if a.decoder, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(0)); err != nil {
		return a.wrap("opening", err)
	}
	return nil
}

// checkpointPages is how much is written beside the file before SQLite moves
// it in: 32 MB in place of its own 4, since each move waits for the disk.
const checkpointPages = 8192

// dsn orders the pragmas: auto_vacuum only takes effect before WAL mode
// writes the first page.
func dsn(path string, wait time.Duration, more string) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // Windows: file:/C:/...
	}
	return fmt.Sprintf("file:%s?_pragma=busy_timeout(%d)&_pragma=auto_vacuum(incremental)&_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)&_pragma=wal_autocheckpoint(%d)&_pragma=foreign_keys(1)&%s",
		(&url.URL{Path: slashed}).EscapedPath(), wait.Milliseconds(), checkpointPages, more)
}

// prepare looks at the file before touching it, then migrates it.
func (a *Archive) prepare(ctx context.Context, o Options) error {
	fresh, err := a.identify(ctx)
	if err != nil {
		return err
	}
	if !fresh && !o.SkipCheck {
		if err := a.quickCheck(ctx); err != nil {
			return err
		}
	}
	if err := a.migrate(ctx, fresh); err != nil {
		return err
	}
	if a.conn, err = a.writer.Conn(ctx); err != nil {
		return a.wrap("opening", err)
	}
	if o.MaxBytes > 0 {
		var size int64
		if err := a.conn.QueryRowContext(ctx, `PRAGMA page_size`).Scan(&size); err != nil {
			return a.wrap("opening", err)
		}
		if _, err := a.conn.ExecContext(ctx, fmt.Sprintf(`PRAGMA max_page_count = %d`, max(1, o.MaxBytes/size))); err != nil {
			return a.wrap("opening", err)
		}
	}
	for into, query := range map[**sql.Stmt]string{&a.findBody: bodyQuery, &a.findReading: readingQuery} {
		if *into, err = a.reader.PrepareContext(ctx, query); err != nil {
			return a.wrap("opening", err)
		}
	}
	// A lock that somebody else holds shows here and not in the middle of a
	// night.
	return a.write(ctx, "opening", func(*tx) error { return nil })
}

// identify says whether the file is new (or was left empty by a run killed
// while making it), and refuses a database that is something else.
func (a *Archive) identify(ctx context.Context) (fresh bool, err error) {
	var id, tables int
	if err := a.writer.QueryRowContext(ctx, `PRAGMA application_id`).Scan(&id); err != nil {
		return false, a.wrap("opening", err)
	}
	if id == applicationID {
		return false, nil
	}
	err = a.writer.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' AND name NOT LIKE 'goose_%'`).Scan(&tables)
	if err != nil {
		return false, a.wrap("opening", err)
	}
	if tables > 0 {
		return false, fmt.Errorf("%s %w", a.path, ErrForeign)
	}
	return true, nil
}

// migrate brings the schema up to date, and refuses one that is newer.
func (a *Archive) migrate(ctx context.Context, fresh bool) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return a.wrap("migrating", err)
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, a.writer, files, goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
	if err != nil {
		return a.wrap("migrating", err)
	}
	have, want, err := provider.GetVersions(ctx)
	if err != nil {
		return a.wrap("migrating", err)
	}
	if have > want {
		return fmt.Errorf("%s %w (schema %d, this program knows %d)", a.path, ErrNewer, have, want)
	}
	if have == 0 && !fresh {
		return fmt.Errorf("%s %w (it does not say which schema it has)", a.path, ErrDamaged)
	}
	if have == want {
		return nil
	}
	if _, err := provider.Up(ctx); err != nil {
		return a.wrap("migrating", err)
	}
	return nil
}

// Path is where the archive lies.
func (a *Archive) Path() string { return a.path }

// Close writes what SQLite keeps beside the file back into it and frees it.
func (a *Archive) Close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	var errs []error
	for _, s := range a.statements {
		errs = append(errs, s.Close())
	}
	a.statements = map[string]*sql.Stmt{}
	if a.conn != nil {
		errs = append(errs, a.conn.Close())
		a.conn = nil
	}
	for _, db := range []*sql.DB{a.reader, a.writer} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	for _, e := range []*zstd.Encoder{a.encoder, a.quick} {
		if e != nil {
			errs = append(errs, e.Close())
		}
	}
	if a.decoder != nil {
		a.decoder.Close()
	}
	return a.wrap("closing", errors.Join(errs...))
}
