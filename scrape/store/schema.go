package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

//go:embed history.sql
var historySchema string

// applicationID marks the file as an archive ("OGPT"); migrations set it.
const applicationID = 1330073684

// schemaHistory is the version since which runs have their records and
// changes in this file.
const schemaHistory = 2

// schemaNewest is the version that this program makes.
const schemaNewest = 4

// identify says whether the file is new (or was left empty by a run killed
// while making it), and refuses a database that is something else.
func (f *File) identify(ctx context.Context) (fresh bool, err error) {
	var id, tables int
	if err := f.writer.QueryRowContext(ctx, `PRAGMA application_id`).Scan(&id); err != nil {
		return false, f.Wrap("opening", err)
	}
	if id == applicationID {
		return false, nil
	}
	err = f.writer.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' AND name NOT LIKE 'goose_%'`).Scan(&tables)
	if err != nil {
		return false, f.Wrap("opening", err)
	}
	if tables > 0 {
		return false, fmt.Errorf("%s %w", f.path, ErrForeign)
	}
	// A run that was killed while it made the file may have left the table of
	// migrations, which would be made a second time.
	_, err = f.writer.ExecContext(ctx, `DROP TABLE IF EXISTS goose_db_version`)
	return true, f.Wrap("opening", err)
}

// migrate brings the schema up to date, and refuses one that is newer.
func (f *File) migrate(ctx context.Context, fresh bool) error {
	provider, err := f.provider()
	if err != nil {
		return f.Wrap("migrating", err)
	}
	have, want, err := provider.GetVersions(ctx)
	if err != nil {
		return f.Wrap("reading which schema it has", err)
	}
	if have > want {
		return fmt.Errorf("%s %w (schema %d, this program knows %d)", f.path, ErrNewer, have, want)
	}
	if have == 0 && !fresh {
		return fmt.Errorf("%s %w (it does not say which schema it has)", f.path, ErrDamaged)
	}
	if have < want {
		if _, err := provider.Up(ctx); err != nil {
			return f.Wrap("bringing it up to date", err)
		}
	}
	return f.retireHistory(ctx)
}

func (f *File) provider() (*goose.Provider, error) {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectSQLite3, f.writer, files, goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()),
		goose.WithGoMigrations(goose.NewGoMigration(schemaHistory, &goose.GoFunc{RunTx: f.joinHistory}, nil)))
}

// joinHistory makes the tables of the history and takes in the file in which
// it stood before, all in one transaction.
func (f *File) joinHistory(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.ExecContext(ctx, historySchema); err != nil {
		return err
	}
	return carryHistory(ctx, tx, f.oldHistory())
}
