package assemble

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// commitmentBuild gathers every source of one commitment.
type commitmentBuild struct {
	id, code string
	member   *memberBuild
	// reads are its own pages, the one that counts most first.
	reads  []*record.Read
	listed []listedCommitment
	row    *record.Row
	// tablePlan is the plan of its row, nil where that names none.
	tablePlan *planBuild
	plans     []*planBuild    // as the newest page that names any says
	cycle     vocabulary.Year // "Action Plan Cycle" of that page
	// known is an address that was never read; gonePage, that its page
	// answered 404 or 410.
	known, gonePage bool
	// inSitemap: the site's sitemap lists it tonight.
	inSitemap bool
	was       *dataset.SnapshotRow // what the last run knew
	reports   listedReports
}

// listedCommitment is an entry of a country page's list.
type listedCommitment struct {
	entry *record.ListedCommitment
	read  *record.Read
}

// commitmentIndex finds the commitments with a code.
type commitmentIndex struct {
	*memberIndex
	byCode  map[string]*commitmentBuild
	inOrder []*commitmentBuild // of code
}

// commitment finds or makes the build of a code.
func (st *commitmentIndex) commitment(code string, m *memberBuild) *commitmentBuild {
	code = strings.ToUpper(code)
	c := st.byCode[code]
	if c == nil {
		c = &commitmentBuild{id: code, code: code, member: m}
		st.byCode[code] = c
	}
	return c
}

// gatherCommitments collects what has a code: pages first, since a page says
// whose it is by its address, then lists, then OGP's table.
func gatherCommitments(members *memberIndex) *commitmentIndex {
	st := &commitmentIndex{memberIndex: members, byCode: map[string]*commitmentBuild{}}
	for _, r := range st.reads {
		if r.Page.Kind != record.KindCommitment || r.Page.Code == "" {
			continue
		}
		m := st.member(r.Page.Member)
		if m == nil {
			continue
		}
		c := st.commitment(r.Page.Code, m)
		c.known = true
		c.gonePage = c.gonePage || r.Gone
		c.inSitemap = c.inSitemap || r.InSitemap
		if hasContent(r) {
			c.reads = append(c.reads, r)
		}
	}
	for _, m := range st.memberList() {
		for _, p := range m.pages {
			for i := range p.Page.Commitments {
				if e := &p.Page.Commitments[i]; e.Code != "" {
					c := st.commitment(e.Code, m)
					c.listed = append(c.listed, listedCommitment{e, p})
				}
			}
		}
	}
	for i := range st.rows {
		row := &st.rows[i]
		m := st.member(row.Country)
		if row.Code == "" || m == nil {
			continue
		}
		c := st.commitment(row.Code, m)
		if c.member != m {
			st.issue(rowIssue(row, m, record.CodeCodeNotMembers, "", row.Code, fmt.Sprintf("gives the code to %s, while the site has it under %s, which stands", m.id, c.member.id)))
			continue
		}
		if c.row == nil {
			c.row = row
		}
	}
	st.inOrder = slices.SortedFunc(maps.Values(st.byCode), func(x, y *commitmentBuild) int { return cmp.Compare(x.code, y.code) })
	for _, c := range st.inOrder {
		slices.SortStableFunc(c.reads, newestLayoutFirst)
		st.checkPrefix(c)
	}
	return st
}

// checkPrefix compares the letters of a code with the member it stands under.
func (st *commitmentIndex) checkPrefix(c *commitmentBuild) {
	owner := st.reg.FitsPrefix(c.code)
	if owner == nil || owner.ID == c.member.id || c.member.known == nil && len(c.code) > 6 {
		return
	}
	i := record.Issue{Code: record.CodeCodeNotMembers, Member: c.member.id, Key: c.code, Value: c.code}
	at := "the site has it under " + c.member.id
	if len(c.reads) > 0 {
		i.URL = c.reads[0].Page.Address
	} else if c.row != nil {
		i.Key, i.URL = fmt.Sprintf("row %d", c.row.Line), c.row.URL
		at = fmt.Sprintf("row %d of OGP's table gives it to %s", c.row.Line, c.member.id)
	}
	i.Message = fmt.Sprintf("%s has the letters of %s; %s", c.code, owner.ID, at)
	st.issue(i)
}

// rowIssue makes an issue that names a row of OGP's table as a person finds it.
func rowIssue(row *record.Row, m *memberBuild, code record.Code, field record.Field, value, what string) record.Issue {
	name := fmt.Sprintf("row %d", row.Line)
	about := row.Code
	if about == "" {
		about = strings.TrimSpace(row.Country + " " + row.Number)
	}
	i := record.Issue{Code: code, Key: name, Field: field, Value: value, URL: row.URL, Message: fmt.Sprintf("%s (%s) %s", name, about, what)}
	if m != nil {
		i.Member = m.id
	}
	return i
}

// neverThere: all that is known of it is a link to a page that is not there.
func (c *commitmentBuild) neverThere() bool {
	return c.gonePage && len(c.reads) == 0 && len(c.listed) == 0 && c.row == nil && c.was == nil
}

// gone reports whether a commitment is no longer there: its page answers 404
// or 410, or every list that had it was read completely tonight and no longer
// has it, and nothing else that was asked tonight does.
func (st *commitmentRows) gone(c *commitmentBuild) bool {
	if c.gonePage {
		return len(c.reads) > 0 || c.row == nil
	}
	if c.row != nil || c.seen() || len(c.reads) == 0 && c.was == nil {
		return false
	}
	_, dropped := st.lists(c)
	return dropped
}

// seen reports whether a source that was asked tonight still has it.
func (c *commitmentBuild) seen() bool {
	if c.row != nil {
		return true
	}
	for _, r := range c.reads {
		if askedTonight(r) {
			return true
		}
	}
	for _, l := range c.listed {
		if askedTonight(l.read) {
			return true
		}
	}
	return false
}

// hash identifies the bytes the commitment's row comes from.
func (c *commitmentBuild) hash() string {
	h := ""
	for _, r := range c.reads {
		h = joinHash(h, r.Page.BodyHash)
	}
	if c.row != nil {
		h = joinHash(h, rowHash(c.row))
	}
	if h == "" {
		for _, l := range c.listed {
			h = joinHash(h, l.read.Page.BodyHash)
		}
	}
	if h == "" && c.was != nil {
		h = c.was.Hash
	}
	return h
}
