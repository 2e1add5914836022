package view_test

import (
	"flag"
	"testing"

	"ogptracker/scrape/page"
	"ogptracker/scrape/page/pagetest"
)

var update = flag.Bool("update", false, "rewrite what is read of pages written in other ways")

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
