package scrape

import (
	"cmp"
	"fmt"
	"slices"

	"ogptracker/scrape/archive"
	"ogptracker/scrape/fetch"
	"ogptracker/scrape/record"
)

// failure is the issue of a page that was not had.
func (b *builder) failure(p *record.Page, f archive.Fetch) record.Issue {
	code := record.CodeFetchFailed
	if f.Reason == string(fetch.ReasonRobotsForbidden) {
		code = record.CodeRobotsForbidden
	}
	return record.Issue{Code: code, Member: p.Member, Key: cmp.Or(p.Code, string(p.Kind)), Value: f.Reason, Message: f.Detail, URL: f.Address}
}

// noRecord are the issues of a page that came without a record: what its
// reading says of it.
func (b *builder) noRecord(p, passed *record.Page) []record.Issue {
	var all []record.Issue
	for _, i := range passed.Issues {
		if i.Code == record.CodeNoRecord {
			i.Member, i.URL = cmp.Or(i.Member, p.Member), cmp.Or(i.URL, p.Address)
			all = append(all, i)
		}
	}
	return all
}

// Measures by which a member says that it has commitments.
var saysCommitments = []record.Measure{
	record.MeasureCommitments, record.MeasureCurrentCommitments, record.MeasurePostImplementation, record.MeasureImplementing, record.MeasureStarredCommitments,
}

// wayIssues names the members that say they have commitments while no way to
// find one worked: no list or link on their page, no sitemap, no row of OGP's
// table, and no page known from before that did not fail tonight. A member
// whose page was never asked for is not judged yet; where its own page says
// that it has none, the members list is overruled.
func (b *builder) wayIssues(night *record.Night) {
	says := map[string]record.Issue{}
	found, asked, none := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for member := range b.listed {
		found[member] = true
	}
	if night.Table != nil {
		for _, row := range night.Table.Rows {
			found[rowMember(b.site, &row)] = true
		}
	}
	for i := range night.Reads {
		r := &night.Reads[i]
		if r.Page.Kind == record.KindCommitment && !r.Gone && r.Freshness != record.FreshFailed {
			found[r.Page.Member] = true
		}
		if r.Page.Kind == record.KindCountry {
			found[r.Page.Member] = found[r.Page.Member] || len(r.Page.Commitments) > 0
			asked[r.Page.Member] = asked[r.Page.Member] || r.Freshness != record.FreshNotRead && !r.Gone
			none[r.Page.Member] = none[r.Page.Member] || r.Freshness != record.FreshFailed && !r.Gone && saysNone(&r.Page)
		}
		for member, issue := range claims(&r.Page) {
			if _, ok := says[member]; !ok || issue.Code == record.CodeNoWayToFind {
				says[member] = issue
			}
		}
	}
	overruled := 0
	for member := range says {
		if found[member] || !asked[member] {
			delete(says, member)
		} else if none[member] && says[member].Code == record.CodeListOverruled {
			overruled++
		}
	}
	for member, issue := range says {
		if !none[member] || overruled > mostOverruled {
			issue.Code = record.CodeNoWayToFind
		}
		if issue.Code == record.CodeNoWayToFind {
			issue.Message += ", but neither its page, a sitemap, OGP's table nor earlier runs lead to one"
		} else {
			issue.Message += ", its own page that it has none"
		}
		night.Issues = append(night.Issues, issue)
	}
}

// mostOverruled is how many members' own pages may say that there are no
// commitments where the members list says that there are. More are a site
// that fills its pages by script, or is broken.
const mostOverruled = 5

// listedGone names the members that a members list read tonight has, and whose
// own page answers that it is gone.
func listedGone(night *record.Night) {
	listed, read := map[string]bool{}, map[string]bool{}
	for i := range night.Reads {
		r := &night.Reads[i]
		if r.Page.Kind == record.KindMembersList && r.Requested && r.Failure == "" {
			for _, m := range r.Page.Members {
				listed[m.Member] = true
			}
		}
		read[r.Page.Member] = read[r.Page.Member] || r.Page.Kind == record.KindCountry && r.Requested && r.Failure == "" && !r.Gone
	}
	for i := range night.Reads {
		r := &night.Reads[i]
		if m := r.Page.Member; r.Page.Kind == record.KindCountry && r.Requested && r.Gone && m != "" && listed[m] && !read[m] {
			night.Issues = append(night.Issues, record.Issue{Code: record.CodeListedGone, Member: m, URL: r.Page.Address,
				Message: "the members list has " + m + ", and its page answers that it is gone"})
		}
	}
}

// claims are the members that a page says have commitments, as the issue that
// this is where none is found: of the member itself, or of the members list,
// which a member's own page can overrule.
func claims(p *record.Page) map[string]record.Issue {
	all := map[string]record.Issue{}
	for _, m := range p.Members {
		if number(m.Commitments.Raw) > 0 {
			all[m.Member] = record.Issue{Code: record.CodeListOverruled, Member: m.Member, Value: m.Commitments.Raw, URL: p.Address,
				Message: fmt.Sprintf("the members list says %q", m.Commitments.Raw)}
		}
	}
	if p.Kind != record.KindCountry {
		return all
	}
	for _, s := range p.Stated {
		if s.Number != nil && *s.Number > 0 && slices.Contains(saysCommitments, s.Measure) {
			words := fmt.Sprintf("%s: %s", s.Measure, s.Value.Raw)
			all[p.Member] = record.Issue{Code: record.CodeNoWayToFind, Member: p.Member, Value: words, URL: p.Address,
				Message: fmt.Sprintf("its page says %q", words)}
		}
	}
	return all
}

// saysNone reports a country page that says that no commitment is being
// implemented.
func saysNone(p *record.Page) bool {
	return slices.ContainsFunc(p.Stated, func(s record.StatedFigure) bool {
		return s.Measure == record.MeasureCommitments && s.Number != nil && *s.Number == 0
	})
}

// number is the first number in a text, 0 without one.
func number(text string) int {
	n, in := 0, false
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9' && n < 1_000_000:
			n, in = n*10+int(r-'0'), true
		case in:
			return n
		}
	}
	return n
}
