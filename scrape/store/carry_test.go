//go:build unix

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
	"github.com/pressly/goose/v3"
)

// The history as versions before 0.2 kept it.
const oldHistorySchema = `
CREATE TABLE runs (run TEXT PRIMARY KEY, started TEXT NOT NULL, finished TEXT NOT NULL, outcome TEXT NOT NULL, record BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE snapshots (run TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE changes (run TEXT NOT NULL, seq INTEGER NOT NULL, date TEXT NOT NULL, tbl TEXT NOT NULL, key TEXT NOT NULL, member TEXT NOT NULL,
  field TEXT NOT NULL, old TEXT NOT NULL, new TEXT NOT NULL, cause TEXT NOT NULL, PRIMARY KEY (run, seq)) WITHOUT ROWID;
CREATE TABLE events (id INTEGER PRIMARY KEY AUTOINCREMENT, time TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL);`

// rawExec runs statements on a file that no File has open.
func rawExec(t *testing.T, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", fileURL(path)+"?_pragma=journal_mode(WAL)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range statements {
		if _, err := db.ExecContext(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
}

// makeSchema makes a file of an earlier schema, and closes it.
func makeSchema(t *testing.T, f *File, version int64) {
	t.Helper()
	if err := f.connect(Options{Wait: lockWait}); err != nil {
		t.Fatal(err)
	}
	provider, err := f.provider()
	if err == nil {
		_, err = provider.UpTo(t.Context(), version)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

// oldFolder is a state folder of an earlier version: an archive with two runs
// and a history of four, of which one failed before them and one after.
func oldFolder(t *testing.T) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), FileName)
	f := &File{path: path, statements: map[string]*sql.Stmt{}}
	makeSchema(t, f, schemaHistory-1)
	rawExec(t, path, `INSERT INTO runs (n, id, started, finished, outcome) VALUES (5, '20250114T020000Z', 1736820000000, 1736820060000, 'complete'), (6, '20250115T020000Z', 1736906400000, 1736906460000, 'incomplete')`)
	rawExec(t, f.oldHistory(), oldHistorySchema,
		`INSERT INTO runs VALUES ('20250114T020000Z', '2025-01-14T02:00:00Z', '2025-01-14T02:01:00Z', 'complete', '{"run":"a"}'),
			('20250115T020000Z', '2025-01-15T02:00:00Z', '2025-01-15T02:01:00Z', 'incomplete', '{"run":"b"}'),
			('20250113T020000Z', '2025-01-13T02:00:00Z', '2025-01-13T02:00:09Z', 'failed', '{"run":"c"}'),
			('20250116T020000Z', '2025-01-16T02:00:00Z', '2025-01-16T02:00:09Z', 'failed', '{"run":"d"}')`,
		`INSERT INTO snapshots VALUES ('20250114T020000Z', x'0102')`,
		`INSERT INTO events (time, kind, text) VALUES ('2025-01-14T03:00:00Z', 'skipped', 'one'), ('2025-01-15T03:00:00Z', 'notified', 'two')`,
		`WITH RECURSIVE many(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM many WHERE i < 499)
			INSERT INTO changes SELECT '20250114T020000Z', i, '2025-01-14', 'commitments', 'EE' || i, 'estonia', 'title', hex(randomblob(40)), 'new', 'source' FROM many`)
	return path
}

// contents are what the history of a file says.
func contents(t *testing.T, f *File) []string {
	t.Helper()
	decoder, err := zstd.NewReader(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer decoder.Close()
	var got []string
	rows, err := f.Reader().QueryContext(t.Context(), `SELECT id, started / 1000, finished / 1000, outcome, kept, record, (SELECT hex(data) FROM snapshots WHERE run = n), (SELECT count(*) FROM changes WHERE run = n) FROM runs ORDER BY n`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id, outcome string
		var started, finished, kept, changes int
		var packed []byte
		var snapshot sql.NullString
		if err := rows.Scan(&id, &started, &finished, &outcome, &kept, &packed, &snapshot, &changes); err != nil {
			t.Fatal(err)
		}
		record, err := decoder.DecodeAll(packed, nil)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprint(id, " ", started, " ", finished, " ", outcome, " ", kept, " ", string(record), " ", snapshot.String, " ", changes))
	}
	var events string
	if err := f.Reader().QueryRowContext(t.Context(), `SELECT group_concat(kind || ' ' || text, ', ') FROM (SELECT * FROM events ORDER BY id)`).Scan(&events); err != nil {
		t.Fatal(err)
	}
	return append(got, events)
}

var carried = []string{
	`20250113T020000Z 1736733600 1736733609 failed 0 {"run":"c"}  0`,
	`20250114T020000Z 1736820000 1736820060 complete 1 {"run":"a"} 0102 500`,
	`20250115T020000Z 1736906400 1736906460 incomplete 1 {"run":"b"}  0`,
	`20250116T020000Z 1736992800 1736992809 failed 0 {"run":"d"}  0`,
	`skipped one, notified two`,
}

func checkCarried(t *testing.T, path string) {
	t.Helper()
	for range 2 { // once more: nothing is taken in twice
		f, err := Open(t.Context(), path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(carried, contents(t, f)); diff != "" {
			t.Error(diff)
		}
		var order string
		if err := f.Reader().QueryRowContext(t.Context(), `SELECT group_concat(n, ' ') FROM (SELECT n FROM runs ORDER BY n)`).Scan(&order); err != nil || order != "4 5 6 7" {
			t.Errorf("runs are numbered %s, %v", order, err)
		}
		if err := errors.Join(f.Check(t.Context()), f.Close()); err != nil {
			t.Error(err)
		}
	}
	var names []string
	entries, err := os.ReadDir(filepath.Dir(path))
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if diff := cmp.Diff([]string{FileName, oldHistoryName + retiredSuffix}, names); diff != "" || err != nil {
		t.Error(diff, err)
	}
	info, err := os.Stat(filepath.Join(filepath.Dir(path), oldHistoryName+retiredSuffix))
	if err != nil || info.Mode().Perm() != privateFile {
		t.Errorf("what was set aside: %v, %v", info.Mode(), err)
	}
}

func TestAFolderOfAnEarlierVersionIsCarriedOver(t *testing.T) {
	checkCarried(t, oldFolder(t))
}

func TestAHistoryWithoutItsArchiveIsCarriedOver(t *testing.T) {
	path := oldFolder(t)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	f, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got := contents(t, f)
	for i, want := range carried {
		if want = strings.Replace(want, " 1 {", " 0 {", 1); got[i] != want { // none can be rebuilt
			t.Errorf("got %s, want %s", got[i], want)
		}
	}
}

// A disk that is full at any point of it leaves both files as they were.
func TestCarryingOverIsAllOrNothingOnAFullDisk(t *testing.T) {
	path := oldFolder(t)
	failed := 0
	for pages := int64(1); ; pages++ {
		f, err := Open(t.Context(), path, Options{MaxBytes: pages * 4096})
		if err == nil {
			if err := f.Close(); err != nil {
				t.Fatal(err)
			}
			break
		}
		if failed++; !errors.Is(err, ErrFull) {
			t.Fatalf("%d pages: %v", pages, err)
		}
		if _, err := os.Stat(filepath.Join(filepath.Dir(path), oldHistoryName)); err != nil {
			t.Fatal(err)
		}
	}
	if failed < 5 {
		t.Errorf("only %d bounds were too small", failed)
	}
	checkCarried(t, path)
}

// A process that is killed while it carries a folder over loses nothing: the
// next one carries it over.
func TestKilledWhileCarryingOver(t *testing.T) {
	if path := os.Getenv("OGPTRACKER_CARRY_OVER"); path != "" {
		carryAndDie(t, path, os.Getenv("OGPTRACKER_DIE"))
		return
	}
	for _, moment := range []string{"before the commit", "after the commit"} {
		t.Run(moment, func(t *testing.T) {
			t.Parallel()
			path := oldFolder(t)
			cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKilledWhileCarryingOver$")
			cmd.Env = append(os.Environ(), "OGPTRACKER_CARRY_OVER="+path, "OGPTRACKER_DIE="+moment)
			out, err := cmd.CombinedOutput()
			var exit *exec.ExitError
			if !errors.As(err, &exit) || exit.Exited() {
				t.Fatalf("was not killed: %v\n%s", err, out)
			}
			if _, err := os.Stat(filepath.Join(filepath.Dir(path), oldHistoryName)); err != nil {
				t.Error("the old history is gone: ", err)
			}
			checkCarried(t, path)
		})
	}
}

func carryAndDie(t *testing.T, path, moment string) {
	die := func() {
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {}
	}
	f := &File{path: path, statements: map[string]*sql.Stmt{}}
	if err := f.connect(Options{Wait: lockWait}); err != nil {
		t.Fatal(err)
	}
	migration := goose.NewGoMigration(schemaHistory, &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
		if err := f.joinHistory(ctx, tx); err != nil {
			return err
		}
		if moment == "before the commit" {
			die()
		}
		return nil
	}}, nil)
	provider, err := goose.NewProvider(goose.DialectSQLite3, f.writer, nil, goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()), goose.WithGoMigrations(
		goose.NewGoMigration(1, nil, nil), migration))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := provider.Up(t.Context()); err != nil {
		t.Fatal(err)
	}
	die()
}

func TestADamagedHistoryOfAnEarlierVersionIsNamedAndLeftAlone(t *testing.T) {
	path := oldFolder(t)
	old := filepath.Join(filepath.Dir(path), oldHistoryName)
	garbage := []byte(strings.Repeat("this was a history\n", 400))
	if err := os.WriteFile(old, garbage, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), path, Options{}); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), old) {
		t.Errorf("%v", err)
	}
	if got, _ := os.ReadFile(old); string(got) != string(garbage) {
		t.Error("the file was changed")
	}
	if err := os.Remove(old); err != nil { // moved away, as the message says
		t.Fatal(err)
	}
	f, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
}
