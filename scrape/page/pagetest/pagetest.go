package pagetest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ogptracker/scrape/record"
)

// Read reads one page, as page.Reader.Read does.
type Read func(body []byte, contentType string, src record.Source) (record.Page, error)

// Fixture is a page of testdata: hand-written after the structure that
// archived pages show, with the address in its first line.
type Fixture struct {
	Name, Path, Address string
	Body                []byte
}

var addressLine = regexp.MustCompile(`^<!-- address: (\S*) -->\n`)

// Fixtures gives all pages below root (the folder testdata of package page).
func Fixtures(t testing.TB, root string) []Fixture {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(root, "*", "*.html"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	var all []Fixture
	for _, path := range paths {
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		rel, _ := filepath.Rel(root, path)
		f := Fixture{Name: strings.TrimSuffix(filepath.ToSlash(rel), ".html"), Path: path, Body: body}
		if m := addressLine.FindSubmatch(body); m != nil {
			f.Address = string(m[1])
		}
		all = append(all, f)
	}
	return all
}

// Read reads the fixture.
func (f Fixture) Read(read Read) (record.Page, error) {
	return read(f.Body, "text/html; charset=utf-8", record.Source{Address: f.Address})
}

// golden is what stands beside a fixture: the record, or the error.
type golden struct {
	Error  string       `json:"error,omitempty"`
	Record *record.Page `json:"record,omitempty"`
}

// Golden holds every fixture against the record beside it; update rewrites
// the records.
func Golden(t *testing.T, root string, read Read, update bool) {
	for _, f := range Fixtures(t, root) {
		t.Run(f.Name, func(t *testing.T) {
			p, err := f.Read(read)
			got := golden{Record: &p}
			if err != nil {
				got = golden{Error: err.Error()}
			}
			path := strings.TrimSuffix(f.Path, ".html") + ".golden.json"
			if update {
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

const around = `<!doctype html><html><head><title>x</title></head><body><main><h2>Kenya</h2><h1>A title (KE0001)</h1><h2>Overview</h2>
<p>Action Plan Cycle: 2020</p><p>Status: Active</p><h3>IRM Review</h3>%s<h2>Description</h2><p>Words. Completed. Limited.</p></main></body></html>`

// Commitment reads a commitment's page that holds a piece of markup among its
// labels.
func Commitment(t testing.TB, read Read, markup string) record.Page {
	t.Helper()
	p, err := read([]byte(CommitmentBody(markup)), "text/html; charset=utf-8", record.Source{Address: "https://www.opengovpartnership.org/members/kenya/commitments/KE0001/"})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// CommitmentBody is the page that Commitment reads.
func CommitmentBody(markup string) string { return strings.Replace(around, "%s", markup, 1) }

// Document reads a document's page with the body given.
func Document(t testing.TB, read Read, body string) record.Page {
	t.Helper()
	p, err := read([]byte("<html><body><main>"+body+"</main></body></html>"), "text/html; charset=utf-8", record.Source{Address: "https://www.opengovpartnership.org/documents/a-report/"})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Printed lists the figures of a page in short: "measure/stage=printed", with
// "!" behind those that cannot be read.
func Printed(p *record.Page) string {
	var all []string
	for _, f := range p.Figures {
		s := string(f.Measure) + "/" + string(f.Stage) + "=" + f.Printed
		if f.State == record.Unreadable {
			s += "!"
		}
		all = append(all, s)
	}
	return strings.Join(all, "; ")
}

// Unmarked is a value without the markup of what could not be read.
func Unmarked(v record.Value) record.Value {
	v.Markup = ""
	return v
}
