package main

import (
	"database/sql"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"ogptracker/scrape/store"
)

// advice is what a message that helps says to do.
var advice = regexp.MustCompile(`\b(wait|name|move|restore|close|raise|free|check|let|set|run|open|look|expected|use|make|stop|install)\b`)

// Whatever is wrong with state, sources or surroundings, the line printed says
// what to do, and never a database's or a system's own words alone.
func TestEveryFaultSaysWhatToDo(t *testing.T) {
	t.Parallel()
	site := newLocalSite(t)
	folder := func(name string) func(*testing.T, *workplace) {
		return func(t *testing.T, w *workplace) {
			if err := os.MkdirAll(filepath.Join(w.dir, name, "in the way"), 0o755); err != nil {
				t.Fatal(err)
			}
		}
	}
	file := func(name, text string) func(*testing.T, *workplace) {
		return func(t *testing.T, w *workplace) {
			if err := os.MkdirAll(filepath.Dir(filepath.Join(w.dir, name)), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(w.dir, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	database := func(statements string) func(*testing.T, *workplace) {
		return func(t *testing.T, w *workplace) {
			writeDatabase(t, filepath.Join(w.dir, "state", store.FileName), statements)
		}
	}
	config := func(lines ...string) func(*testing.T, *workplace) {
		return func(_ *testing.T, w *workplace) {
			w.write(append([]string{`site: {base_url: "` + site.URL + `"}`}, lines...)...)
		}
	}
	for name, c := range map[string]struct {
		spoil func(*testing.T, *workplace)
		args  []string
		want  string
	}{
		"lock.json is a folder":           {folder("state/lock.json"), []string{"run"}, "state/lock.json could not be read or written"},
		"the lock is a folder":            {folder("state/lock"), []string{"run"}, "state/lock could not be read or written"},
		"the state file is a folder":      {folder("state/" + store.FileName), []string{"run"}, "could not be read or written"},
		"the state file is a text":        {file("state/"+store.FileName, strings.Repeat("no database ", 900)), []string{"run"}, "is damaged"},
		"another program's database":      {database("CREATE TABLE invoices (n int)"), []string{"run"}, "is not an OGP Tracker archive"},
		"tables that are not ours":        {database("PRAGMA application_id = 1330073684; CREATE TABLE goose_db_version (x int)"), []string{"run"}, "is damaged"},
		"a version table without entries": {database("PRAGMA application_id = 1330073684; CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY, version_id INTEGER, is_applied INTEGER, tstamp TIMESTAMP)"), []string{"run"}, "is damaged"},
		"the state of a later version":    {database("PRAGMA application_id = 1330073684; CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY, version_id INTEGER, is_applied INTEGER, tstamp TIMESTAMP); INSERT INTO goose_db_version VALUES (1, 0, 1, datetime('now')), (2, 9999, 1, datetime('now'))"), []string{"run"}, "newer version"},
		"the crosswalk is a folder":       {config("sources: {crosswalk: .}"), []string{"run"}, "sources.crosswalk"},
		"the crosswalk is missing":        {config("sources: {crosswalk: none.csv}"), []string{"run"}, "none.csv cannot be read"},
		"the table is a folder":           {config("sources: {irm_table: .}"), []string{"run"}, "sources.irm_table"},
		"the saved pages are missing":     {config("sources: {saved_pages: none}"), []string{"run"}, "sources.saved_pages"},
		"published is in the way":         {file("published/latest", "mine"), []string{"run"}, "move it away"},
		"the address is taken":            {takenAddress, []string{"serve"}, "cannot listen"},
		"no command is given the file":    {config(), []string{"status", "--config", "none.yaml"}, "ogptracker init"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorkplace(t, site.URL)
			c.spoil(t, w)
			args := c.args
			if len(args) == 1 {
				args = append(args, "--config", w.config)
			}
			out, err := program(t.Context(), args...).CombinedOutput()
			said := lastLine(string(out))
			if err == nil {
				t.Fatalf("it went well: %s", out)
			}
			if !strings.Contains(said, c.want) || !advice.MatchString(said) {
				t.Errorf("it says only: %s", said)
			}
		})
	}
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}

func writeDatabase(t *testing.T, path, statements string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statements); err != nil {
		t.Fatal(err)
	}
}

func takenAddress(t *testing.T, w *workplace) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	w.write(`site: {base_url: "http://127.0.0.1:1"}`, "serve: {listen: "+l.Addr().String()+"}")
}

// A run that was killed while it made the state file goes on with an empty one.
func TestAStateFileThatWasOnlyBegunIsMadeAnew(t *testing.T) {
	t.Parallel()
	site := newLocalSite(t)
	for name, statements := range map[string]string{
		"a version table of goose": "CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY AUTOINCREMENT, version_id INTEGER NOT NULL, is_applied INTEGER NOT NULL, tstamp TIMESTAMP)",
		"one of another make":      "CREATE TABLE goose_db_version (x int)",
		"nothing but a page":       "PRAGMA user_version = 0; VACUUM",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorkplace(t, site.URL)
			writeDatabase(t, filepath.Join(w.dir, "state", store.FileName), statements)
			w.must(exitComplete, "run")
		})
	}
}

// A process that may open hardly any file says which limit to raise.
func TestTooFewOpenFilesSaysWhichLimitToRaise(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("has no such limit")
	}
	t.Parallel()
	site := newLocalSite(t)
	w := newWorkplace(t, site.URL)
	w.must(exitComplete, "run")
	told := 0
	for limit := 7; limit <= 20; limit++ {
		out, err := exec.CommandContext(t.Context(), "sh", "-c", fmt.Sprintf("ulimit -n %d; exec ogptracker run --config '%s'", limit, w.config)).CombinedOutput()
		if err == nil || !strings.Contains(string(out), "too many") {
			continue // enough, or another fault that comes of it
		}
		if told++; !strings.Contains(lastLine(string(out)), "ulimit -n") {
			t.Errorf("with %d: %s", limit, lastLine(string(out)))
		}
	}
	if told == 0 {
		t.Error("no limit was low enough")
	}
	w.must(exitComplete, "run")
}
