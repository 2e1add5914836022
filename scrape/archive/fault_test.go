package archive_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ogptracker/scrape/archive"
	"ogptracker/scrape/record"
	"ogptracker/scrape/store"
)

// filled makes an archive with a few pages in it and closes it.
func filled(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "archive.db")
	a := open(t, path, store.Options{})
	run := begin(t, a, 0)
	for i := range 40 {
		save(t, a, archive.Fetch{Run: run, Address: fmt.Sprintf("%s%d", page, i), Outcome: archive.OutcomeRead, Status: 200}, noise(5000))
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// noise is text that does not pack.
func noise(n int) string {
	b := make([]byte, n)
	rand.Read(b)
	return string(b)
}

func TestAnArchiveThatCannotBeTrustedIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(t *testing.T, path string)
		want  error
		says  string // what to do
	}{
		"written by a newer version": {func(t *testing.T, path string) {
			raw(t, path, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, 1)`)
		}, store.ErrNewer, "install that version"},
		"its first bytes overwritten":      {func(t *testing.T, path string) { overwrite(t, path, 0, 100) }, store.ErrDamaged, "restore it from a backup"},
		"a page in the middle overwritten": {func(t *testing.T, path string) { overwrite(t, path, 4096*3, 4096) }, store.ErrDamaged, "restore it from a backup"},
		"cut off":                          {func(t *testing.T, path string) { truncate(t, path, 3) }, store.ErrDamaged, "restore it from a backup"},
		"without its version":              {func(t *testing.T, path string) { raw(t, path, `DROP TABLE goose_db_version`) }, store.ErrDamaged, "restore it from a backup"},
		"not a database": {func(t *testing.T, path string) {
			if err := os.WriteFile(path, []byte(strings.Repeat("this is a letter to the editor\n", 200)), 0o644); err != nil {
				t.Fatal(err)
			}
		}, store.ErrDamaged, "restore"},
		"another program's database": {func(t *testing.T, path string) {
			os.Remove(path)
			raw(t, path, `CREATE TABLE songs (name TEXT)`)
		}, store.ErrForeign, "another folder in state.dir"},
		"a folder": {func(t *testing.T, path string) {
			os.Remove(path)
			if err := os.Mkdir(path, 0o755); err != nil {
				t.Fatal(err)
			}
		}, store.ErrDisk, "permissions"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filled(t)
			c.spoil(t, path)
			a, err := archive.Open(t.Context(), path, store.Options{})
			if a != nil {
				a.Close()
			}
			if !errors.Is(err, c.want) || !strings.Contains(fmt.Sprint(err), c.says) || !strings.Contains(fmt.Sprint(err), path) {
				t.Errorf("%v", err)
			}
		})
	}
}

func raw(t *testing.T, path, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

func overwrite(t *testing.T, path string, at int64, n int) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt(bytes.Repeat([]byte{0xAB}, n), at); err != nil {
		t.Fatal(err)
	}
}

func truncate(t *testing.T, path string, part int64) {
	t.Helper()
	info, err := os.Stat(path)
	if err == nil {
		err = os.Truncate(path, info.Size()/part)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestAnArchiveThatAnotherProgramHoldsIsRefusedAndThenOpens(t *testing.T) {
	path := filled(t)
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.ExecContext(t.Context(), `BEGIN IMMEDIATE`); err != nil {
		t.Fatal(err)
	}
	a, err := archive.Open(t.Context(), path, store.Options{Wait: 50 * time.Millisecond})
	if a != nil {
		a.Close()
	}
	if !errors.Is(err, store.ErrLocked) || !strings.Contains(fmt.Sprint(err), "wait for that run to end") {
		t.Errorf("%v", err)
	}
	if _, err := conn.ExecContext(t.Context(), `ROLLBACK`); err != nil {
		t.Fatal(err)
	}
	conn.Close()
	open(t, path, store.Options{})
}

func TestAFullDiskLosesNothingThatWasSaved(t *testing.T) {
	path := filepath.Join(t.TempDir(), "archive.db")
	a := open(t, path, store.Options{MaxBytes: 400 << 10})
	run := begin(t, a, 0)
	saved := 0
	var err error
	for ; saved < 1000; saved++ {
		f := archive.Fetch{Run: run, Class: archive.ClassPage, Address: fmt.Sprintf("%s%d", page, saved), Outcome: archive.OutcomeRead, At: start}
		if err = a.Save(t.Context(), f, []byte(noise(5000)), archive.Part{Worked: time.Duration(saved+1) * time.Millisecond}); err != nil {
			break
		}
	}
	if !errors.Is(err, store.ErrFull) || !strings.Contains(fmt.Sprint(err), "free some space") || saved < 10 {
		t.Fatalf("after %d pages: %v", saved, err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	a = open(t, path, store.Options{}) // there is space again
	if n, err := a.Check(t.Context()); n != saved || err != nil {
		t.Errorf("%d bodies of %d, %v", n, saved, err)
	}
	rows, err := a.RunFetches(t.Context(), run)
	if len(rows) != saved || err != nil {
		t.Errorf("%d rows of %d, %v", len(rows), saved, err)
	}
	if r, err := a.Run(t.Context(), run); r.Worked != time.Duration(saved)*time.Millisecond || err != nil {
		t.Errorf("worked %v, %v", r.Worked, err)
	}
	save(t, a, archive.Fetch{Run: run, Address: page, Outcome: archive.OutcomeRead}, noise(5000))
}

func TestCheckFindsABodyThatIsNotWhatWasKept(t *testing.T) {
	for name, statement := range map[string]string{
		"other bytes":        `UPDATE bodies SET zstd = randomblob(length(zstd)) WHERE id = 3`,
		"another's bytes":    `UPDATE bodies SET zstd = (SELECT zstd FROM bodies WHERE id = 5) WHERE id = 3`,
		"a row that is gone": `PRAGMA foreign_keys = off; DELETE FROM bodies WHERE id = 3`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filled(t)
			raw(t, path, statement)
			a := open(t, path, store.Options{})
			if _, err := a.Check(t.Context()); !errors.Is(err, store.ErrDamaged) {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestADamagedBodyIsAnErrorAndNotAnEmptyPage(t *testing.T) {
	path := filled(t)
	raw(t, path, `UPDATE bodies SET zstd = randomblob(length(zstd)) WHERE id = 3`)
	a := open(t, path, store.Options{})
	rows, err := a.RunFetches(t.Context(), night(0))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Body(t.Context(), rows[2].BodyHash); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("%v", err)
	}
	if _, err := a.Body(t.Context(), hash("never kept")); !errors.Is(err, archive.ErrNoBody) {
		t.Errorf("%v", err)
	}
}

// Readings are made from bodies: one that cannot be read is made again.
func TestADamagedReadingIsMadeAgain(t *testing.T) {
	path := filled(t)
	a := open(t, path, store.Options{})
	rows, err := a.RunFetches(t.Context(), night(0))
	if err != nil {
		t.Fatal(err)
	}
	key := archive.Key{BodyHash: rows[0].BodyHash, Address: rows[0].Final}
	if err := a.PutReadings(t.Context(), "v1", []archive.Reading{{Key: key, Page: record.Page{Title: "Estonia"}}}); err != nil {
		t.Fatal(err)
	}
	if r, ok, err := a.Reading(t.Context(), "v1", key); !ok || err != nil || r.Page.Title != "Estonia" {
		t.Errorf("%v, %v, %v", r, ok, err)
	}
	raw(t, path, `UPDATE readings SET zstd = randomblob(length(zstd))`)
	if _, ok, err := a.Reading(t.Context(), "v1", key); ok || err != nil {
		t.Errorf("%v, %v", ok, err)
	}
	if _, ok, err := a.Reading(t.Context(), "v1", archive.Key{BodyHash: "no hash", Address: page}); ok || err == nil {
		t.Errorf("%v, %v", ok, err)
	}
}

func TestAnArchiveLeftEmptyByAKillIsMadeAnew(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new folder", "archive.db")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	begin(t, open(t, path, store.Options{}), 0)
}

func TestAPathWithOddLettersIsThatFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "état 50% #1?", "archive.db")
	begin(t, open(t, path, store.Options{}), 0)
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

func TestAClosedArchiveSaysSo(t *testing.T) {
	a := fresh(t)
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if err := a.FinishRun(context.Background(), night(0), start, "x"); err == nil || !strings.Contains(err.Error(), "closed") {
		t.Errorf("%v", err)
	}
	if err := a.Close(); err != nil {
		t.Errorf("closed twice: %v", err)
	}
}
