package label_test

import (
	"flag"
	"testing"

	"ogptracker/scrape/page"
	"ogptracker/scrape/page/pagetest"
	"ogptracker/scrape/record"
)

var update = flag.Bool("update", false, "rewrite the list of drawings in docs/operating.md")

func newReader(t testing.TB) *page.Reader {
	t.Helper()
	r, err := page.New(page.Taught{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestTheGoldenRecordsHold reads every fixture, so that a change here that
// moves a record is seen here.
func TestTheGoldenRecordsHold(t *testing.T) {
	pagetest.Golden(t, "../testdata", newReader(t).Read, false)
}

func readCommitment(t *testing.T, markup string) record.Page {
	t.Helper()
	return pagetest.Commitment(t, newReader(t).Read, markup)
}

func unmarked(v record.Value) record.Value { return pagetest.Unmarked(v) }
