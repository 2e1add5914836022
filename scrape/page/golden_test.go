package page

import (
	"encoding/json"
	"flag"
	"strings"
	"sync"
	"testing"

	"ogptracker/scrape/page/pagetest"
	"ogptracker/scrape/record"
)

var update = flag.Bool("update", false, "rewrite the golden records")

// fixture is a page of testdata.
type fixture struct {
	name, path, address string
	body                []byte
}

// fixtures gives all pages of testdata, of all kinds.
func fixtures(t testing.TB) []fixture {
	t.Helper()
	var all []fixture
	for _, f := range pagetest.Fixtures(t, "testdata") {
		all = append(all, fixture{f.Name, f.Path, f.Address, f.Body})
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

func TestEveryFixtureReadsAsItsGoldenRecordSays(t *testing.T) {
	pagetest.Golden(t, "testdata", newReader(t).Read, *update)
}

func readCommitment(t *testing.T, markup string) record.Page {
	t.Helper()
	return pagetest.Commitment(t, newReader(t).Read, markup)
}

var documentReader = sync.OnceValue(func() *Reader {
	r, err := New(Taught{})
	if err != nil {
		panic(err)
	}
	return r
})

func readDocument(t testing.TB, body string) record.Page {
	t.Helper()
	return pagetest.Document(t, documentReader().Read, body)
}

func printedOf(p *record.Page) string { return pagetest.Printed(p) }

func unmarked(v record.Value) record.Value { return pagetest.Unmarked(v) }

func goldenText(t testing.TB, p record.Page) string {
	t.Helper()
	text, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

const scaleOf = `<li>Not Started</li><li>Limited</li><li%s>Substantial</li><li>Completed</li>`

func scale(attr string) string {
	return `<div>Completion: <ul>` + strings.Replace(scaleOf, "%s", attr, 1) + `</ul></div>`
}
