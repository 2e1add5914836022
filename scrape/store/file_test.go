package store

import (
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func openFile(t *testing.T, path string, o Options) *File {
	t.Helper()
	f, err := Open(t.Context(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func filePath(t *testing.T) string { return filepath.Join(t.TempDir(), "state", FileName) }

func eventsOf(t *testing.T, f *File) (kinds []string) {
	t.Helper()
	rows, err := f.Reader().QueryContext(t.Context(), `SELECT kind FROM events ORDER BY id`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var kind string
		if err := rows.Scan(&kind); err != nil {
			t.Fatal(err)
		}
		kinds = append(kinds, kind)
	}
	return kinds
}

func note(kind string) func(*Tx) error {
	return func(t *Tx) error {
		_, err := t.Exec(`INSERT INTO events (time, kind, text) VALUES ('', ?, '')`, kind)
		return err
	}
}

func TestATransactionIsAllOrNothing(t *testing.T) {
	t.Parallel()
	f := openFile(t, filePath(t), Options{})
	if err := f.Write(t.Context(), "noting", note("one")); err != nil {
		t.Fatal(err)
	}
	stop := errors.New("stop")
	err := f.Write(t.Context(), "noting", func(tx *Tx) error { return errors.Join(note("two")(tx), stop) })
	if !errors.Is(err, stop) || !strings.Contains(err.Error(), f.Path()) || !strings.Contains(err.Error(), "noting") {
		t.Errorf("%v", err)
	}
	if err := f.Write(t.Context(), "noting", func(tx *Tx) error { _, err := tx.Exec(`INSERT INTO nowhere VALUES (1)`); return err }); !errors.Is(err, ErrDamaged) {
		t.Errorf("a table that is not there: %v", err)
	}
	if err := f.Write(t.Context(), "noting", note("three")); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(eventsOf(t, f), " "); got != "one three" {
		t.Errorf("kept %q", got)
	}
	if _, err := f.Reader().ExecContext(t.Context(), `DELETE FROM events`); err == nil {
		t.Error("a reader wrote")
	}
}

func TestARowIsReadOrAddedByItsName(t *testing.T) {
	t.Parallel()
	f := openFile(t, filePath(t), Options{})
	err := f.Write(t.Context(), "naming", func(tx *Tx) error {
		const insert, find = `INSERT INTO addresses (address) VALUES (?)`, `SELECT id FROM addresses WHERE address = ?`
		one, err := tx.ID(insert, find, "one")
		two, err2 := tx.ID(insert, find, "two")
		again, err3 := tx.ID(insert, find, "one")
		if one == 0 || one == two || again != one {
			t.Errorf("ids %d, %d, %d", one, two, again)
		}
		var id int64
		ok, err4 := tx.Get(find, []any{"three"}, &id)
		if ok || id != 0 {
			t.Errorf("a row that is not there: %v, %d", ok, id)
		}
		ok, err5 := tx.Get(find, []any{"two"}, &id)
		if !ok || id != two {
			t.Errorf("a row that is there: %v, %d", ok, id)
		}
		if ok, err := tx.Get(`SELECT id FROM nowhere`, nil, &id); ok || err == nil {
			t.Errorf("a table that is not there: %v, %v", ok, err)
		}
		return errors.Join(err, err2, err3, err4, err5)
	})
	if err != nil {
		t.Error(err)
	}
}

func TestAClosedFileSaysSo(t *testing.T) {
	t.Parallel()
	path := filePath(t)
	f := openFile(t, path, Options{})
	if err := f.Write(t.Context(), "noting", note("one")); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Write(t.Context(), "noting", note("two")); !errors.Is(err, errClosed) {
		t.Errorf("writing: %v", err)
	}
	if err := f.Compact(t.Context()); !errors.Is(err, errClosed) {
		t.Errorf("shrinking: %v", err)
	}
	if err := f.Close(); err != nil {
		t.Errorf("closing again: %v", err)
	}
	if got := eventsOf(t, openFile(t, path, Options{SkipCheck: true})); len(got) != 1 {
		t.Errorf("opened again it has %q", got)
	}
}

func TestABoundedFileIsFullAndGivesRoomBack(t *testing.T) {
	t.Parallel()
	path := filePath(t)
	f := openFile(t, path, Options{MaxBytes: 1 << 20})
	fill := func(tx *Tx) error {
		_, err := tx.Exec(`INSERT INTO dictionaries (data) VALUES (zeroblob(?))`, 400_000)
		return err
	}
	for range 2 {
		if err := f.Write(t.Context(), "filling", fill); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Write(t.Context(), "filling", fill); !errors.Is(err, ErrFull) {
		t.Fatalf("beyond its bound: %v", err)
	}
	full, err := f.Size()
	if err != nil || full < 800_000 {
		t.Fatalf("%d bytes, %v", full, err)
	}
	if err := f.Write(t.Context(), "emptying", func(tx *Tx) error { _, err := tx.Exec(`DELETE FROM dictionaries`); return err }); err != nil {
		t.Fatal(err)
	}
	if err := f.Compact(t.Context()); err != nil {
		t.Fatal(err)
	}
	if size, err := f.Size(); err != nil || size > full/2 {
		t.Errorf("%d bytes of %d are left, %v", size, full, err)
	}
	if err := f.Write(t.Context(), "filling", fill); err != nil {
		t.Errorf("with room again: %v", err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	free := openFile(t, path, Options{})
	for range 3 {
		if err := free.Write(t.Context(), "filling", fill); err != nil {
			t.Errorf("without a bound: %v", err)
		}
	}
	if size, err := (&File{path: path + "-not"}).Size(); size != 0 || err != nil {
		t.Errorf("a file that is not there has %d bytes, %v", size, err)
	}
}

func TestReferencesThatLeadNowhereAreDamage(t *testing.T) {
	t.Parallel()
	path := filePath(t)
	if err := openFile(t, path, Options{}).Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", fileURL(path))
	if err == nil {
		_, err = db.ExecContext(t.Context(), `INSERT INTO snapshots (run, data) VALUES (77, x'00')`)
		err = errors.Join(err, db.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	f := openFile(t, path, Options{})
	if err := f.Check(t.Context()); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "1 rows") {
		t.Errorf("%v", err)
	}
	if err := f.Write(t.Context(), "mending", func(tx *Tx) error { _, err := tx.Exec(`DELETE FROM snapshots`); return err }); err != nil {
		t.Fatal(err)
	}
	if err := f.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestAFileThatAnotherHoldsIsLocked(t *testing.T) {
	t.Parallel()
	path := filePath(t)
	holder := openFile(t, path, Options{})
	err := holder.Write(t.Context(), "holding", func(*Tx) error {
		_, err := Open(t.Context(), path, Options{Wait: time.Millisecond})
		if !errors.Is(err, ErrLocked) {
			t.Errorf("opened beside a writer: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	openFile(t, path, Options{Wait: time.Millisecond})
}

func TestAnAddressOfAFileIsEscaped(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{"/a b/c?d#e%.db": "file:/a%20b/c%3Fd%23e%25.db", "/x/y": "file:/x/y"} {
		if got := fileURL(path); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
	if got := fileURL("y.db"); !strings.HasPrefix(got, "file:/") || !strings.HasSuffix(got, "/y.db") {
		t.Errorf("a path that is not absolute: %q", got)
	}
}
