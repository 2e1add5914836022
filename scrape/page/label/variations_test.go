package label_test

import (
	"testing"

	"ogptracker/scrape/page/pagetest"
)

// TestPagesWrittenInOtherWays reads them all, so that a change here that moves
// a value is seen here.
func TestPagesWrittenInOtherWays(t *testing.T) {
	t.Parallel()
	pagetest.Variations(t, "../testdata", newReader(t).Read, false)
}
