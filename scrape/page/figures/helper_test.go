package figures_test

import (
	"testing"

	"ogptracker/scrape/page"
	"ogptracker/scrape/page/pagetest"
	"ogptracker/scrape/record"
)

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

func readDocument(t testing.TB, body string) record.Page {
	t.Helper()
	return pagetest.Document(t, newReader(t).Read, body)
}

func printedOf(p *record.Page) string { return pagetest.Printed(p) }
