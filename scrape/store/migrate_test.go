package store

import (
	"context"
	"database/sql"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Readings of a file of schema 3 are those of the newest: nothing is read anew
// because the tables have another shape.
func TestReadingsOfAnEarlierSchemaStay(t *testing.T) {
	path := filePath(t)
	f := &File{path: path, statements: map[string]*sql.Stmt{}}
	if err := makePrivate(path); err != nil {
		t.Fatal(err)
	}
	if err := f.connect(Options{Wait: lockWait}); err != nil {
		t.Fatal(err)
	}
	provider, err := f.provider()
	if err == nil {
		_, err = provider.UpTo(t.Context(), 3)
	}
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	rawExec(t, path, `INSERT INTO addresses VALUES (1, 'a'), (2, 'b')`, `INSERT INTO bodies VALUES (1, x'01', 1, x'02'), (2, x'03', 1, x'04')`,
		`INSERT INTO versions VALUES (1, 'v1'), (2, 'v2')`,
		`INSERT INTO readings (body, address, version, no_record, zstd) VALUES (2, 1, 1, 0, x'05'), (1, 2, 2, 1, x'06'), (1, 2, 1, 0, x'07')`)
	want := []reading{{1, 2, 1, 0, "\x07"}, {1, 2, 2, 1, "\x06"}, {2, 1, 1, 0, "\x05"}}
	newer := openFile(t, path, Options{})
	if diff := cmp.Diff(want, readingsIn(t, newer)); diff != "" {
		t.Error(diff)
	}
	again := func(tx *Tx) error {
		_, err := tx.Exec(`INSERT INTO readings (body, address, version, no_record, zstd) VALUES (1, 2, 1, 0, x'08')`)
		return err
	}
	if err := newer.Write(t.Context(), "keeping", again); err == nil {
		t.Error("a second reading of the same body at the same address by the same version was kept")
	}
}

type reading struct {
	Body, Address, Version, NoRecord int
	Packed                           string
}

func readingsIn(t *testing.T, f *File) (all []reading) {
	t.Helper()
	rows, err := f.Reader().QueryContext(context.Background(), `SELECT body, address, version, no_record, zstd FROM readings ORDER BY body, address, version`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var r reading
		if err := rows.Scan(&r.Body, &r.Address, &r.Version, &r.NoRecord, &r.Packed); err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
