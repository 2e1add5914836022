package main

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// fingerprint is every file below a folder with its hash and time, without
// the lock.
func fingerprint(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), "lock") {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		if info.Mode()&fs.ModeSymlink != 0 {
			target, err := os.Readlink(path)
			fmt.Fprintf(&b, "%s -> %s\n", path, target)
			return err
		}
		data, err := os.ReadFile(path)
		fmt.Fprintf(&b, "%s %x %s\n", path, sha256.Sum256(data), info.ModTime())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// deaf is an address of this machine that accepts and never answers.
func deaf(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return "http://" + l.Addr().String()
}

// closed is an address of this machine where nobody listens.
func closed(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return "http://" + l.Addr().String()
}

// Each mistake is one clear line that says what and where, with the exit code
// of its kind, and touches no file of an earlier run.
func TestEachMistakeIsOneLineAndTouchesNothing(t *testing.T) {
	site := newLocalSite(t)
	w := newWorkplace(t, site.URL)
	w.must(exitComplete, "run")
	good, err := os.ReadFile(w.config)
	if err != nil {
		t.Fatal(err)
	}
	before := fingerprint(t, w.published())
	taken := filepath.Join(w.dir, "taken")
	if err := os.WriteFile(taken, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name   string
		config string // "" keeps the good one
		args   []string
		code   int
		want   []string // words of the line
	}{
		{"no contact for another host", "site: {base_url: \"https://site.example\"}\n", []string{"run"}, exitUsage, []string{"config.yaml: site.contact: empty", "site.example"}},
		{"an unknown key", "fetch:\n  min_dely: 2s\n", []string{"run"}, exitUsage, []string{"config.yaml:2: fetch.min_dely: unknown key", "did you mean fetch.min_delay"}},
		{"a bad cron line", "schedule:\n  cron: \"every night\"\n", []string{"check"}, exitUsage, []string{"config.yaml:2: schedule.cron", "every night", "five fields"}},
		{"a cron line that never fires", "schedule:\n  cron: \"0 0 30 2 *\"\n", []string{"serve"}, exitUsage, []string{"config.yaml:2: schedule.cron", "never fires"}},
		{"nobody listens", "site: {base_url: \"" + closed(t) + "\"}\nfetch: {timeout: 300ms}\n", []string{"run"}, exitFailed, []string{"does not answer"}},
		{"the site never answers", "site: {base_url: \"" + deaf(t) + "\"}\nfetch: {timeout: 200ms, min_delay: 0s}\n", []string{"run"}, exitFailed, []string{"does not answer"}},
		{"the output folder is a file", "site: {base_url: \"" + site.URL + "\"}\noutput: {dir: taken}\n", []string{"run"}, exitUsage, []string{"output.dir", "taken is a file"}},
		{"the state folder is a file", "site: {base_url: \"" + site.URL + "\"}\nstate: {dir: taken}\n", []string{"run"}, exitUsage, []string{"state.dir", "taken is a file"}},
		{"neither a site nor another source", "site: {base_url: \"\"}\n", []string{"run"}, exitUsage, []string{"config.yaml:1: site.base_url: empty", "sources.irm_table"}},
		{"nothing to read, for a check", "site:\n  base_url: \"\"\n", []string{"check"}, exitUsage, []string{"config.yaml:2: site.base_url: empty", "sources.saved_pages"}},
		{"OGP's table is missing", "site: {base_url: \"\"}\nsources: {irm_table: none.csv}\n", []string{"run"}, exitUsage, []string{"config.yaml:2: sources.irm_table", "none.csv"}},
		{"OGP's table is no table", "site: {base_url: \"\"}\nsources: {irm_table: taken}\n", []string{"run"}, exitUsage, []string{"sources.irm_table", "taken"}},
		{"labels for a field that is none", "site: {base_url: \"" + site.URL + "\"}\nlabels: {add: {complition: [Done]}}\n", []string{"run"}, exitUsage, []string{"complition"}},
		{"an unknown flag", "", []string{"run", "--fast"}, exitUsage, []string{"--fast"}},
		{"a flag misspelt", "", []string{"run", "--offlin"}, exitUsage, []string{"--offlin", "did you mean --offline?"}},
		{"diff of nothing", "", []string{"diff"}, exitUsage, []string{"diff was given 0 arguments", "expected: ogptracker diff <run|date> <run|date>"}},
		{"a word too many", "", []string{"status", "now"}, exitUsage, []string{"status was given 1 argument", "expected: ogptracker status"}},
		{"an unknown command", "", []string{"rnu"}, exitUsage, []string{`unknown command "rnu"`, "did you mean run"}},
		{"as of no run", "", []string{"run", "--as-of", "yesterday", "--out", "x"}, exitUsage, []string{"--as-of", "yesterday", "expected a run such as"}},
		{"as of an unknown run", "", []string{"run", "--as-of", "19990101T000000Z", "--out", filepath.Join(w.dir, "x")}, exitUsage, []string{"no such run"}},
		{"as of without a folder", "", []string{"run", "--as-of", "20250114T020000Z"}, exitUsage, []string{"--out"}},
		{"diff of unknown runs", "", []string{"diff", "a", "b"}, exitUsage, []string{"expected a run such as"}},
		{"inspect of no file", "", []string{"inspect", "none.html"}, exitUsage, []string{"none.html: no such file"}},
		{"a workbook that is none", "", []string{"check", "--workbook", taken}, exitUsage, []string{"taken"}},
		{"a log format that is none", "", []string{"run", "--log-format", "xml"}, exitUsage, []string{"xml", "text or json"}},
		{"a demo over somebody's folder", "", []string{"demo", "--dir", w.dir}, exitUsage, []string{"was not made by a demo"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if c.config != "" {
				w.write(c.config)
				defer func() {
					if err := os.WriteFile(w.config, good, 0o644); err != nil {
						t.Fatal(err)
					}
				}()
			}
			began := time.Now()
			code, _, stderr := w.run(c.args...)
			if code != c.code {
				t.Errorf("exit code %d, want %d: %s", code, c.code, stderr)
			}
			for _, word := range c.want {
				if !strings.Contains(stderr, word) {
					t.Errorf("%q does not say %q", stderr, word)
				}
			}
			lines := 0
			for line := range strings.Lines(stderr) {
				if strings.HasPrefix(line, "ogptracker: ") {
					lines++
				}
			}
			if lines != 1 {
				t.Errorf("%d lines, want one:\n%s", lines, stderr)
			}
			if took := time.Since(began); took > time.Minute {
				t.Errorf("took %s", took)
			}
		})
	}
	if after := fingerprint(t, w.published()); after != before {
		t.Errorf("files of the earlier run were touched:\n%s\n%s", before, after)
	}
	if data, _ := os.ReadFile(taken); string(data) != "mine" {
		t.Error("somebody's file was changed")
	}
}

// Each mistake of a configuration has a line of its own.
func TestEachMistakeHasALine(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t, "http://127.0.0.1:1")
	w.write("fetch: {min_dely: 2s, retries: 99}\noutput: {keep_runs: 0}\n")
	code, _, stderr := w.run("run")
	lines := strings.Count(stderr, "ogptracker: ")
	if code != exitUsage || lines != 3 || strings.Count(strings.TrimSpace(stderr), "\n") != 2 {
		t.Errorf("code %d, %d lines:\n%s", code, lines, stderr)
	}
}
