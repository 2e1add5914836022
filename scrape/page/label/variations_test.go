package label_test

import (
	"testing"

	"ogptracker/scrape/page/pagetest"
)

func TestCommitmentsWrittenInOtherWays(t *testing.T) {
	t.Parallel()
	pagetest.Variations(t, "../testdata", "commitment", newReader(t).Read, *update)
}
