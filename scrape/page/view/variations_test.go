package view_test

import (
	"testing"

	"ogptracker/scrape/page/pagetest"
)

func TestMembersListsWrittenInOtherWays(t *testing.T) {
	t.Parallel()
	pagetest.Variations(t, "../testdata", "members", newReader(t).Read, *update)
}
