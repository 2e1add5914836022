package assemble

import (
	"slices"
	"strings"

	"ogptracker/scrape/record"
)

// Lists that name commitments, as a snapshot keeps them.
const (
	listCountryPage = "country page"
	listSitemap     = "sitemap"
	listTable       = "OGP's table"
)

// lists says which lists name a commitment: those that do tonight, and those
// that did and could not be read completely tonight. dropped says that it was
// named before, and every list that named it was read completely tonight and
// names it no more. A list that is gone altogether drops nothing.
func (st *commitmentRows) lists(c *commitmentBuild) (names []string, dropped bool) {
	tonight := map[string]struct{ named, whole bool }{
		listCountryPage: c.onCountryPage(),
		listSitemap:     {c.inSitemap, st.in.Night.SitemapRead},
		listTable:       {c.row != nil, st.in.Night.Table != nil},
	}
	var was []string
	if c.was != nil {
		was = c.was.Lists
	}
	dropped = len(was) > 0
	for _, list := range []string{listCountryPage, listSitemap, listTable} {
		t, before := tonight[list], slices.Contains(was, list)
		if t.named || before && !t.whole {
			names = append(names, list)
			dropped = false
		}
	}
	if dropped {
		return was, true // stays dropped until a list names it again
	}
	return names, false
}

// onCountryPage says whether a country page that was read tonight names the
// commitment, and whether one was read with its list.
func (c *commitmentBuild) onCountryPage() (on struct{ named, whole bool }) {
	for _, p := range c.member.pages {
		if !askedTonight(p) || p.Page.Saved || p.Page.Layout < record.Layout2019 || p.Page.CommitmentList != record.ListFilled {
			continue
		}
		on.whole = true
		on.named = on.named || slices.ContainsFunc(p.Page.Commitments, func(e record.ListedCommitment) bool {
			return c.code != "" && strings.EqualFold(e.Code, c.code)
		})
	}
	return on
}
