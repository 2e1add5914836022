package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"ogptracker/internal/samplesite"
)

// localSite serves the sample site at an address of this machine, as a mirror
// would: its links lead to its own address. The night can be changed while it
// serves.
type localSite struct {
	*httptest.Server
	night    atomic.Int32
	requests atomic.Int64
	// wrap lets a test put faults before the site.
	wrap atomic.Pointer[func(http.Handler) http.Handler]
}

func newLocalSite(t *testing.T) *localSite {
	t.Helper()
	nights := [2]http.Handler{samplesite.New(1), samplesite.New(2)}
	s := &localSite{}
	s.night.Store(1)
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.requests.Add(1)
		h := nights[s.night.Load()-1]
		if wrap := s.wrap.Load(); wrap != nil {
			h = (*wrap)(h)
		}
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, r)
		for k, v := range rec.Header() {
			if k != "Content-Length" {
				w.Header()[k] = v
			}
		}
		w.WriteHeader(rec.Code)
		_, _ = w.Write(bytes.ReplaceAll(rec.Body.Bytes(), []byte(samplesite.Base), []byte(s.URL)))
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *localSite) before(wrap func(http.Handler) http.Handler) { s.wrap.Store(&wrap) }
func (s *localSite) whole()                                      { s.wrap.Store(nil) }

// workplace is a folder with a configuration for a site.
type workplace struct {
	t      *testing.T
	dir    string
	config string
}

func newWorkplace(t *testing.T, baseURL string, more ...string) *workplace {
	t.Helper()
	w := &workplace{t: t, dir: t.TempDir()}
	w.config = filepath.Join(w.dir, "config.yaml")
	if err := samplesite.WriteFiles(w.dir, 1); err != nil {
		t.Fatal(err)
	}
	w.write(append([]string{
		"site: {base_url: \"" + baseURL + "\"}",
		"fetch: {min_delay: 0s, retries: 0, sequence_probe: true}",
		"sources: {irm_table: " + samplesite.TableName + ", saved_pages: " + samplesite.SavedPagesDir + "}",
	}, more...)...)
	return w
}

func (w *workplace) write(lines ...string) {
	w.t.Helper()
	if err := os.WriteFile(w.config, []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
		w.t.Fatal(err)
	}
}

// run calls the program without a process.
func (w *workplace) run(args ...string) (code int, stdout, stderr string) {
	w.t.Helper()
	var out, errs bytes.Buffer
	code = execute(w.t.Context(), append(args, "--config", w.config), nil, &out, &errs, nil)
	return code, out.String(), errs.String()
}

func (w *workplace) must(code int, args ...string) string {
	w.t.Helper()
	got, stdout, stderr := w.run(args...)
	if got != code {
		w.t.Fatalf("%v ended with %d, want %d\n%s%s", args, got, code, stdout, stderr)
	}
	return stdout + stderr
}

func (w *workplace) published(parts ...string) string {
	return filepath.Join(append([]string{w.dir, "published"}, parts...)...)
}

var moments = regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ|\d{8}T\d{6}Z`)

// tables are the CSV files of a report with run ids and times of reading
// masked, which no two runs share.
func tables(t *testing.T, folder string) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "csv", "*.csv"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no tables in %s: %v", folder, err)
	}
	all := map[string]string{}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(f)] = moments.ReplaceAllString(string(data), "*")
	}
	return all
}

// differing names the tables that differ, with their first differing line.
func differing(a, b map[string]string) (words []string) {
	for name, text := range a {
		if text == b[name] {
			continue
		}
		x, y := strings.Split(text, "\r\n"), strings.Split(b[name], "\r\n")
		i := 0
		for i < min(len(x), len(y)) && x[i] == y[i] {
			i++
		}
		line := func(l []string) string {
			if i < len(l) {
				return l[i]
			}
			return "(ends)"
		}
		words = append(words, fmt.Sprintf("%s: line %d\n  %s\n  %s", name, i+1, line(x), line(y)))
	}
	slices.Sort(words)
	return words
}
