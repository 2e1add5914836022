package store

import (
	"context"
	"database/sql"
	"errors"
)

// Tx is a transaction on the writing connection. Its statements stay prepared
// for the transactions after it.
type Tx struct {
	ctx context.Context
	f   *File
}

// Write runs fn in one transaction: all of it or nothing. A context that is
// cancelled meanwhile does not undo it, since what was fetched is to be kept.
func (f *File) Write(ctx context.Context, doing string, fn func(*Tx) error) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.conn == nil {
		return f.Wrap(doing, errClosed)
	}
	t := &Tx{ctx: context.WithoutCancel(ctx), f: f}
	if _, err := t.Exec(`BEGIN IMMEDIATE`); err != nil {
		return f.Wrap(doing, err)
	}
	err := fn(t)
	if err == nil {
		_, err = t.Exec(`COMMIT`)
	}
	if err != nil {
		// The first error says what happened; SQLite has often rolled back by
		// itself already, and then says that there is nothing to roll back.
		_, _ = t.Exec(`ROLLBACK`)
		return f.Wrap(doing, err)
	}
	return nil
}

func (t *Tx) statement(query string) (*sql.Stmt, error) {
	if s, ok := t.f.statements[query]; ok {
		return s, nil
	}
	s, err := t.f.conn.PrepareContext(t.ctx, query)
	if err != nil {
		return nil, err
	}
	t.f.statements[query] = s
	return s, nil
}

// Exec runs a statement.
func (t *Tx) Exec(query string, args ...any) (sql.Result, error) {
	s, err := t.statement(query)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(t.ctx, args...)
}

// Get reads the one row of a query; ok is false where there is none.
func (t *Tx) Get(query string, args []any, into ...any) (ok bool, err error) {
	s, err := t.statement(query)
	if err != nil {
		return false, err
	}
	err = s.QueryRowContext(t.ctx, args...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// ID returns the id of a name in a table of names, adding it where it is new.
func (t *Tx) ID(insert, find string, name any) (int64, error) {
	var id int64
	ok, err := t.Get(find, []any{name}, &id)
	if ok || err != nil {
		return id, err
	}
	r, err := t.Exec(insert, name)
	if err != nil {
		return 0, err
	}
	return r.LastInsertId()
}

// Compact gives pages that were freed back to the disk.
func (f *File) Compact(ctx context.Context) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.conn == nil {
		return f.Wrap("shrinking", errClosed)
	}
	rows, err := f.conn.QueryContext(ctx, `PRAGMA incremental_vacuum`)
	if err != nil {
		return f.Wrap("shrinking", err)
	}
	for rows.Next() {
		// Each step frees a page.
	}
	if err := rows.Close(); err != nil {
		return f.Wrap("shrinking", err)
	}
	if _, err := f.conn.ExecContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`); err != nil {
		return f.Wrap("shrinking", err)
	}
	return nil
}
