package page

import (
	"testing"

	"ogptracker/scrape/page/pagetest"
)

func TestCountriesWrittenInOtherWays(t *testing.T) {
	t.Parallel()
	pagetest.Variations(t, "testdata", "country", newReader(t).Read, *update)
}
