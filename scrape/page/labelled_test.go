package page

import (
	"testing"

	"ogptracker/scrape/record"
)

// opened reads a fixture and keeps its marks and nodes, so that a test can
// change the page at its labels.
func opened(t *testing.T, r *Reader, f fixture) (*reading, error) {
	t.Helper()
	p, err := r.open(f.body, "text/html; charset=utf-8", record.Source{Address: f.address}, nil)
	if err != nil {
		return nil, err
	}
	return p, p.read()
}
