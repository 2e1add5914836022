package store

import (
	"database/sql"
	"path/filepath"
	"testing"
)

// Readings of a file of schema 3 are those of the newest: nothing is read anew
// because the tables have another shape.
func TestReadingsOfAnEarlierSchemaStay(t *testing.T) {
	path := filepath.Join(t.TempDir(), FileName)
	makeSchema(t, &File{path: path, statements: map[string]*sql.Stmt{}}, 3)
	rawExec(t, path, `INSERT INTO addresses VALUES (1, 'a'), (2, 'b')`, `INSERT INTO bodies VALUES (1, x'01', 1, x'02'), (2, x'03', 1, x'04')`,
		`INSERT INTO versions VALUES (1, 'v1'), (2, 'v2')`,
		`INSERT INTO readings (body, address, version, no_record, zstd) VALUES (2, 1, 1, 0, x'05'), (1, 2, 2, 1, x'06'), (1, 2, 1, 0, x'07')`)
	newer := openFile(t, path, Options{})
	var got string
	if err := newer.Reader().QueryRowContext(t.Context(), `SELECT group_concat(body || ' ' || address || ' ' || version || ' ' || no_record || ' ' || hex(zstd), ', ')
		FROM (SELECT * FROM readings ORDER BY body, address, version)`).Scan(&got); err != nil {
		t.Fatal(err)
	}
	if want := "1 2 1 0 07, 1 2 2 1 06, 2 1 1 0 05"; got != want {
		t.Errorf("readings %s, want %s", got, want)
	}
	again := func(tx *Tx) error {
		_, err := tx.Exec(`INSERT INTO readings (body, address, version, no_record, zstd) VALUES (1, 2, 1, 0, x'08')`)
		return err
	}
	if err := newer.Write(t.Context(), "keeping", again); err == nil {
		t.Error("a second reading of the same body at the same address by the same version was kept")
	}
}
