package figure

import (
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
	p := dataset.Progress{MembersListed: membersListed(rows.Pages)}
	for _, ref := range rows.Pages {
		if ref.Read == nil || ref.Read.Gone {
			continue
		}
		p.PagesKnown++
		if !ref.Read.LastRead.IsZero() {
			p.PagesReadOnce++
		}
	}
	for i := range rows.Commitments {
		c := &rows.Commitments[i]
		if !c.Gone && !rows.Tracking[dataset.TableCommitments+"/"+c.ID].Dropped {
			p.CommitmentsFound++
		}
	}
	if in.Before != nil {
		countStill(&p, in.Before, rows)
		p.LostWays = lostWays(in, rows)
	}
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

// answeredTonight reports whether the site gave the page tonight, whatever it
// held.
func answeredTonight(r *record.Read) bool {
	return r.Requested && !r.Gone && (r.Freshness == record.FreshRead || r.Freshness == record.FreshUnchanged || r.NoRecord)
}

// countStill compares the commitments whose pages the site gave tonight with
// what they had in the last complete run. A page without a record has lost
// everything, though its last reading stands in the report.
func countStill(p *dataset.Progress, before *dataset.Snapshot, rows *dataset.Rows) {
	for _, ref := range rows.Pages {
		key := dataset.RowKey(ref)
		if !strings.HasPrefix(key, dataset.TableCommitments+"/") || !answeredTonight(ref.Read) {
			continue
		}
		was, had := before.Rows[key]
		if !had || was.Gone {
			continue
		}
		now := rows.Tracking[key]
		for _, thing := range [...]struct {
			field         string
			has           func(string) bool
			before, still *int
		}{
			{"completion", vocabulary.IsCompletionFinding, &p.RatedBefore, &p.RatedStill},
			{"title", isPresent, &p.TitledBefore, &p.TitledStill},
			{"plan_ids", isPresent, &p.PlannedBefore, &p.PlannedStill},
			{"lead_institution", isPresent, &p.LedBefore, &p.LedStill},
		} {
			v := was.Values[thing.field]
			if v.Carried || !thing.has(v.Value) {
				continue
			}
			*thing.before++
			if v := now.Values[thing.field]; !v.Carried && thing.has(v.Value) && !ref.Read.NoRecord {
				*thing.still++
			}
		}
	}
}

func isPresent(text string) bool { return text != "" && !vocabulary.IsAbsence(text) }

// lostWays lists the members that had commitments in the last complete run
// and now have none, or of which tonight's crawl says that no way to find
// them worked.
func lostWays(in dataset.Input, rows *dataset.Rows) []string {
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
	lost := map[string]bool{}
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
