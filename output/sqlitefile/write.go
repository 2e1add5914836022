package sqlitefile

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver

	"ogptracker/output/plaintext"
	"ogptracker/report/schema"
)

// Name of the file below the run's folder.
const Name = "ogptracker.sqlite"

// Write writes the tables and views. It fails on a cell that its column's type
// cannot hold, and where a foreign key names no row.
func Write(w io.Writer, tables []*schema.Table) (err error) {
	dir, err := os.MkdirTemp("", "ogptracker-sqlite-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	path := filepath.Join(dir, Name)
	if err := write(path, tables); err != nil {
		return err
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	_, err = io.Copy(w, f)
	return err
}

func write(path string, tables []*schema.Table) (err error) {
	ctx := context.Background()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	for _, pragma := range []string{"page_size = 4096", "journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "locking_mode = EXCLUSIVE"} {
		if _, err := db.ExecContext(ctx, "PRAGMA "+pragma); err != nil {
			return err
		}
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	for _, t := range tables {
		if err := insert(ctx, tx, t); err != nil {
			return errors.Join(fmt.Errorf("table %s: %w", t.Name, err), tx.Rollback())
		}
	}
	for _, v := range views {
		if _, err := tx.ExecContext(ctx, fmt.Sprintf("CREATE VIEW %s AS %s", quote(v.name), v.query)); err != nil {
			return errors.Join(fmt.Errorf("view %s: %w", v.name, err), tx.Rollback())
		}
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return checkKeys(ctx, db)
}

// checkKeys fails where a foreign key names no row.
func checkKeys(ctx context.Context, db *sql.DB) error {
	var table, parent string
	var row, key sql.NullInt64
	err := db.QueryRowContext(ctx, "PRAGMA foreign_key_check").Scan(&table, &row, &parent, &key)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return fmt.Errorf("table %s, row %d: names no row of %s", table, row.Int64, parent)
}

func insert(ctx context.Context, tx *sql.Tx, t *schema.Table) (err error) {
	if _, err := tx.ExecContext(ctx, create(t)); err != nil {
		return err
	}
	marks := strings.TrimSuffix(strings.Repeat("?,", len(t.Columns)), ",")
	stmt, err := tx.PrepareContext(ctx, fmt.Sprintf("INSERT INTO %s VALUES (%s)", quote(t.Name), marks))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stmt.Close()) }()
	refers := map[string]bool{} // an empty reference is none
	for _, k := range t.ForeignKeys {
		refers[k.Column] = true
	}
	values := make([]any, len(t.Columns))
	for i, row := range t.Rows {
		for j, c := range t.Columns {
			if values[j], err = valueOf(c.Type, row[j]); err != nil {
				return fmt.Errorf("row %d, column %s: %w", i+1, c.Name, err)
			}
			if values[j] == "" && refers[c.Name] {
				values[j] = nil
			}
		}
		if _, err := stmt.ExecContext(ctx, values...); err != nil {
			return fmt.Errorf("row %d: %w", i+1, err)
		}
	}
	return nil
}

// create declares a table with its types, keys and allowed emptiness.
func create(t *schema.Table) string {
	var parts []string
	for _, c := range t.Columns {
		part := quote(c.Name) + " " + typeOf(c.Type)
		if c.Required {
			part += " NOT NULL"
		}
		parts = append(parts, part)
	}
	if len(t.Key) > 0 {
		var key []string
		for _, k := range t.Key {
			key = append(key, quote(k))
		}
		parts = append(parts, "PRIMARY KEY ("+strings.Join(key, ", ")+")")
	}
	for _, k := range t.ForeignKeys {
		parts = append(parts, fmt.Sprintf("FOREIGN KEY (%s) REFERENCES %s (%s)", quote(k.Column), quote(k.Table), quote(k.Reference)))
	}
	return fmt.Sprintf("CREATE TABLE %s (\n  %s\n)", quote(t.Name), strings.Join(parts, ",\n  "))
}

func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func typeOf(t schema.Type) string {
	switch t {
	case schema.Integer, schema.YearT, schema.Boolean:
		return "INTEGER"
	case schema.Number, schema.Share:
		return "REAL"
	}
	return "TEXT"
}

// valueOf is a cell as SQLite keeps it: dates as ISO 8601 text, yes and no as
// 1 and 0.
func valueOf(typ schema.Type, v any) (any, error) {
	switch v := v.(type) {
	case nil, int, float64:
		return v, nil
	case string:
		if v == "" {
			return nil, nil
		}
		return plaintext.Clean(v), nil
	case bool:
		if v {
			return 1, nil
		}
		return 0, nil
	case time.Time:
		if typ == schema.Date {
			return v.UTC().Format(time.DateOnly), nil
		}
		return v.UTC().Format("2006-01-02T15:04:05Z"), nil
	}
	return nil, fmt.Errorf("a cell of type %s cannot hold %T", typ, v)
}
