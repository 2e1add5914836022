package archive

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/klauspost/compress/zstd"

	"ogptracker/scrape/store"
)

// What callers decide on.
var (
	// ErrNoRun: the archive holds no such run.
	ErrNoRun = errors.New("no such run in the archive")
	// ErrPruned: the run was there, but what it needs was pruned.
	ErrPruned = errors.New("the run was pruned, and what it needs to be rebuilt is gone; output.keep_runs says how many runs are kept")
	// ErrNoBody: the archive holds no body with such a hash.
	ErrNoBody = errors.New("no such body in the archive")
)

// Archive is the part of the state that holds what was fetched. It is safe for
// use by several goroutines; one writes at a time.
type Archive struct {
	file *store.File
	// owned: the file was opened for this archive alone.
	owned  bool
	packer *packer
	// Readings are made again when the readers change, and packed as quickly
	// as may be.
	quick   *zstd.Encoder
	decoder *zstd.Decoder

	// Statements made once for every page, prepared.
	findBody, findReading *sql.Stmt
}

// Open opens the state's file at path for its archive alone.
func Open(ctx context.Context, path string, o store.Options) (*Archive, error) {
	file, err := store.Open(ctx, path, o)
	if err != nil {
		return nil, err
	}
	a, err := New(ctx, file)
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	a.owned = true
	return a, nil
}

// New is the archive in an open file, which stays the caller's to close after
// the archive.
func New(ctx context.Context, file *store.File) (*Archive, error) {
	a := &Archive{file: file}
	var err error
	if a.packer, err = newPacker(ctx, file); err != nil {
		return nil, file.Wrap("opening", err)
	}
	if a.quick, err = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithWindowSize(window)); err != nil {
		return nil, file.Wrap("opening", err)
	}
	if a.decoder, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(0)); err != nil {
		return nil, file.Wrap("opening", err)
	}
	for into, query := range map[**sql.Stmt]string{&a.findBody: bodyQuery, &a.findReading: readingQuery} {
		if *into, err = file.Reader().PrepareContext(ctx, query); err != nil {
			return nil, errors.Join(file.Wrap("opening", err), a.Close())
		}
	}
	return a, nil
}

// Close frees what the archive holds, and its file where nobody else uses it.
func (a *Archive) Close() error {
	var errs []error
	for _, s := range []*sql.Stmt{a.findBody, a.findReading} {
		if s != nil {
			errs = append(errs, s.Close())
		}
	}
	errs = append(errs, a.packer.close(), a.quick.Close())
	a.decoder.Close()
	err := a.wrap("closing", errors.Join(errs...))
	if a.owned {
		err = errors.Join(err, a.file.Close())
	}
	return err
}

// Path is where the archive lies.
func (a *Archive) Path() string { return a.file.Path() }

// Size is how many bytes the file takes on disk.
func (a *Archive) Size() (int64, error) { return a.file.Size() }

func (a *Archive) wrap(doing string, err error) error { return a.file.Wrap(doing, err) }

func noRun(id string) error { return fmt.Errorf("%w: %s", ErrNoRun, id) }

// tx is a transaction of the archive.
type tx struct {
	*store.Tx
	a *Archive
}

func (a *Archive) write(ctx context.Context, doing string, fn func(*tx) error) error {
	return a.file.Write(ctx, doing, func(t *store.Tx) error { return fn(&tx{t, a}) })
}

func (t *tx) address(address string) (int64, error) {
	return t.ID(`INSERT INTO addresses (address) VALUES (?)`, `SELECT id FROM addresses WHERE address = ?`, address)
}

func (t *tx) version(name string) (int64, error) {
	return t.ID(`INSERT INTO versions (name) VALUES (?)`, `SELECT id FROM versions WHERE name = ?`, name)
}

// run returns the number of a run.
func (t *tx) run(id string) (int64, error) {
	var n int64
	ok, err := t.Get(`SELECT n FROM runs WHERE id = ?`, []any{id}, &n)
	if err == nil && !ok {
		err = noRun(id)
	}
	return n, err
}
