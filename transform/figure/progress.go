package figure

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// Progress counts what the outcome of a night is judged by. Members and the
// values that commitments still have are counted on tonight's requests alone:
// a reading carried forward proves nothing about the site.
func Progress(in dataset.Input, rows *dataset.Rows) dataset.Progress {
	p := dataset.Progress{MembersListed: membersListed(rows.Pages), Members: len(rows.Members)}
	for _, ref := range rows.Pages {
		if ref.Read == nil || ref.Read.Gone || forbidden(ref.Read) {
			continue
		}
		p.PagesKnown++
		if !ref.Read.LastRead.IsZero() {
			p.PagesReadOnce++
		}
	}
	for _, waiting := range in.Night.Waiting {
		p.PagesKnown += waiting
	}
	for i := range rows.Commitments {
		c := &rows.Commitments[i]
		if !c.Gone && !rows.Tracking[dataset.TableCommitments+"/"+c.ID].Dropped {
			p.CommitmentsFound++
		}
	}
	compare(&p, in, rows.Pages)
	p.LostWays = lostWays(in, rows)
	return p
}

// membersListed counts the members on the lists that were read tonight.
func membersListed(pages []dataset.PageRef) int {
	listed := map[string]bool{}
	for _, ref := range pages {
		if ref.Read == nil || ref.Read.Page.Kind != record.KindMembersList || !answeredTonight(ref.Read) {
			continue
		}
		for _, card := range ref.Read.Page.Members {
			listed[card.Member] = true
		}
	}
	return len(listed)
}

// forbidden reports a page that was never read and that robots.txt forbids: it
// is not waited for.
func forbidden(r *record.Read) bool {
	return r.LastRead.IsZero() && !r.Requested && r.Failure != ""
}

// answeredTonight reports whether the site gave the page tonight, whatever it
// held.
func answeredTonight(r *record.Read) bool {
	return r.Requested && !r.Gone && (r.Freshness == record.FreshRead || r.Freshness == record.FreshUnchanged || r.NoRecord)
}

// compare counts what the bodies of tonight still say, and whether they say
// anything at all. What another source says in a page's place proves nothing
// about the site.
func compare(p *dataset.Progress, in dataset.Input, pages []dataset.PageRef) {
	words := vocabulary.NewTranslator(in.Crosswalk)
	for _, ref := range pages {
		r := ref.Read
		if r == nil || r.Page.Kind != record.KindCommitment || !r.Body || r.Page.Saved {
			continue
		}
		now := SaidBy(words, &r.Page)
		if r.NoRecord {
			now = values{} // the reading that stands is an earlier one
		}
		if r.Before != nil {
			before := SaidBy(words, r.Before)
			compareOne(&p.Bodies, before, now)
			if r.Sampled {
				compareOne(&p.Sample, before, now)
			}
		}
		p.Said.Of++
		if !r.NoRecord {
			countSaid(&p.Said, r.Page.Fields, len(r.Page.ActionPlans) > 0)
		}
	}
	if t := in.Night.Table; p.Said.Of == 0 && t != nil {
		p.Said.Of, p.Said.NoLead = len(t.Rows), hasNoLead(t)
		for i := range t.Rows {
			countSaid(&p.Said, t.Rows[i].Fields, cmp.Or(t.Rows[i].PlanNumber, t.Rows[i].PlanID, t.Rows[i].SubmissionYear) != "")
		}
	}
}

// hasNoLead reports a table that was read to its last column and has none for
// the lead institution.
func hasNoLead(t *record.Table) bool {
	return len(t.Columns) > 0 && !slices.Contains(t.Columns, string(record.FieldLeadInstitution)) &&
		!slices.ContainsFunc(t.Issues, func(i record.Issue) bool { return i.Code == record.CodeTableUnread })
}

func compareOne(c *dataset.Comparison, before, now values) {
	c.Pages++
	if before.Whole() {
		c.Whole++
	}
	for _, v := range [...]struct {
		had, has bool
		kept     *dataset.Kept
	}{{before.Rating, now.Rating, &c.Rated}, {before.Title, now.Title, &c.Titled}, {before.Plan, now.Plan, &c.Planned}, {before.Lead, now.Lead, &c.Led}} {
		if v.had {
			v.kept.Had++
			if v.has {
				v.kept.Still++
			}
		}
	}
}

func countSaid(s *dataset.Said, fields record.Fields, plan bool) {
	states := func(all ...record.Field) bool {
		return slices.ContainsFunc(all, func(f record.Field) bool { return fields[f].State != record.NotStated })
	}
	for _, said := range [...]struct {
		yes   bool
		count *int
	}{
		{plan || states(record.FieldActionPlan, record.FieldActionPlanCycle), &s.Plan},
		{states(record.FieldLeadInstitution), &s.Lead},
		{states(completionFields...), &s.Completion},
	} {
		if said.yes {
			*said.count++
		}
	}
}

// lostWays lists the members that had commitments in the last complete run
// and now have none, or of which tonight's crawl says that no way to find
// them worked.
func lostWays(in dataset.Input, rows *dataset.Rows) []string {
	lost := map[string]bool{}
	if in.Before == nil {
		for _, issue := range in.Night.Issues {
			if issue.Code == record.CodeNoWayToFind {
				lost[issue.Member] = true
			}
		}
		return slices.Sorted(maps.Keys(lost))
	}
	had := map[string]bool{}
	for key, row := range in.Before.Rows {
		if strings.HasPrefix(key, dataset.TableCommitments+"/") && !row.Gone && row.Member != "" {
			had[row.Member] = true
		}
	}
	has, allowed := map[string]bool{}, map[string]bool{}
	for i := range rows.Members {
		allowed[rows.Members[i].ID] = true
	}
	for i := range rows.Commitments {
		if c := &rows.Commitments[i]; !c.Gone {
			has[c.MemberID] = true
		}
	}
	for member := range had {
		if allowed[member] && !has[member] {
			lost[member] = true
		}
	}
	for _, issue := range in.Night.Issues {
		if issue.Code == record.CodeNoWayToFind && had[issue.Member] {
			lost[issue.Member] = true
		}
	}
	return slices.Sorted(maps.Keys(lost))
}
