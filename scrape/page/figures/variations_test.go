package figures_test

import (
	"testing"

	"ogptracker/scrape/page/pagetest"
)

func TestDocumentsWrittenInOtherWays(t *testing.T) {
	t.Parallel()
	pagetest.Variations(t, "../testdata", "documents", newReader(t).Read, *update)
}
