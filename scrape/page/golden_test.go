package page

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ogptracker/scrape/record"
)

var update = flag.Bool("update", false, "rewrite the golden records")

// fixture is a page of testdata: hand-written after the structure that
// archived pages show, with the address in its first line.
type fixture struct {
	name, path, address string
	body                []byte
}

var addressLine = regexp.MustCompile(`^<!-- address: (\S*) -->\n`)

// fixtures gives all pages of testdata, of all kinds.
func fixtures(t testing.TB) []fixture {
	t.Helper()
	paths, err := filepath.Glob("testdata/*/*.html")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	var all []fixture
	for _, path := range paths {
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		f := fixture{name: strings.TrimSuffix(strings.TrimPrefix(filepath.ToSlash(path), "testdata/"), ".html"), path: path, body: body}
		if m := addressLine.FindSubmatch(body); m != nil {
			f.address = string(m[1])
		}
		all = append(all, f)
	}
	return all
}

func newReader(t testing.TB) *Reader {
	t.Helper()
	r, err := New(Taught{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (f fixture) read(r *Reader) (record.Page, error) {
	return r.Read(f.body, "text/html; charset=utf-8", record.Source{Address: f.address})
}

// golden is what stands beside a fixture: the record, or the error.
type golden struct {
	Error  string       `json:"error,omitempty"`
	Record *record.Page `json:"record,omitempty"`
}

func goldenOf(p record.Page, err error) golden {
	if err != nil {
		return golden{Error: err.Error()}
	}
	return golden{Record: &p}
}

func TestEveryFixtureReadsAsItsGoldenRecordSays(t *testing.T) {
	r := newReader(t)
	for _, f := range fixtures(t) {
		t.Run(f.name, func(t *testing.T) {
			got := goldenOf(f.read(r))
			path := strings.TrimSuffix(f.path, ".html") + ".golden.json"
			if *update {
				text, err := json.MarshalIndent(got, "", "  ")
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, append(text, '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var want golden
			if err := json.Unmarshal(text, &want); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("record differs (-want +got; -update rewrites it):\n%s", diff)
			}
		})
	}
}
