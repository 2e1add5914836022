package archive

import (
	"context"
	"database/sql"
	"errors"
)

// errClosed is what a write after Close gets.
var errClosed = errors.New("the archive is closed")

// tx is a transaction on the writing connection. Its statements stay prepared
// for the transactions after it.
type tx struct {
	ctx context.Context
	a   *Archive
}

// write runs fn in one transaction: all of it or nothing. A context that is
// cancelled meanwhile does not undo it, since what was fetched is to be kept.
func (a *Archive) write(ctx context.Context, doing string, fn func(*tx) error) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.conn == nil {
		return a.wrap(doing, errClosed)
	}
	t := &tx{ctx: context.WithoutCancel(ctx), a: a}
	if _, err := t.exec(`BEGIN IMMEDIATE`); err != nil {
		return a.wrap(doing, err)
	}
	err := fn(t)
	if err == nil {
		_, err = t.exec(`COMMIT`)
	}
	if err != nil {
		// The first error says what happened; SQLite has often rolled back by
		// itself already, and then says that there is nothing to roll back.
		_, _ = t.exec(`ROLLBACK`)
		return a.wrap(doing, err)
	}
	return nil
}

func (t *tx) statement(query string) (*sql.Stmt, error) {
	if s, ok := t.a.statements[query]; ok {
		return s, nil
	}
	s, err := t.a.conn.PrepareContext(t.ctx, query)
	if err != nil {
		return nil, err
	}
	t.a.statements[query] = s
	return s, nil
}

func (t *tx) exec(query string, args ...any) (sql.Result, error) {
	s, err := t.statement(query)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(t.ctx, args...)
}

// get reads the one row of a query; ok is false where there is none.
func (t *tx) get(query string, args []any, into ...any) (ok bool, err error) {
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

// id returns the id of a name in a table of names, adding it where it is new.
func (t *tx) id(insert, find string, name any) (int64, error) {
	var id int64
	ok, err := t.get(find, []any{name}, &id)
	if ok || err != nil {
		return id, err
	}
	r, err := t.exec(insert, name)
	if err != nil {
		return 0, err
	}
	return r.LastInsertId()
}

func (t *tx) address(address string) (int64, error) {
	return t.id(`INSERT INTO addresses (address) VALUES (?)`, `SELECT id FROM addresses WHERE address = ?`, address)
}

func (t *tx) version(name string) (int64, error) {
	return t.id(`INSERT INTO versions (name) VALUES (?)`, `SELECT id FROM versions WHERE name = ?`, name)
}

// run returns the number of a run.
func (t *tx) run(id string) (int64, error) {
	var n int64
	ok, err := t.get(`SELECT n FROM runs WHERE id = ?`, []any{id}, &n)
	if err == nil && !ok {
		err = noRun(id)
	}
	return n, err
}
