package page

import (
	"testing"

	"ogptracker/scrape/page/pagetest"
)

func TestPagesWrittenInOtherWays(t *testing.T) {
	t.Parallel()
	pagetest.Variations(t, "testdata", newReader(t).Read, *update)
}
