package figure

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/transformtest"
	"ogptracker/transform/vocabulary"
)

func TestCoverageAddsUpToWhatWasExpected(t *testing.T) {
	noRecord, gone := transformtest.CommitmentPage("EE0005", record.FreshRead), transformtest.CommitmentPage("EE0006", record.FreshRead)
	noRecord.Read.NoRecord, gone.Read.Gone = true, true
	old := transformtest.CommitmentPage("EE0004", record.FreshCarried)
	old.Read.LastRead = transformtest.Night.AddDate(0, -1, 0)
	pages := []dataset.PageRef{
		transformtest.CommitmentPage("EE0001", record.FreshRead), transformtest.CommitmentPage("EE0002", record.FreshUnchanged), transformtest.CommitmentPage("EE0003", record.FreshFailed),
		old, noRecord, gone, transformtest.CommitmentPage("EE0007", record.FreshNotRead), {Read: &record.Read{}, MemberID: "atlantis"},
	}
	want := []dataset.Coverage{
		{MemberID: "estonia", Expected: 6, Read: 1, Unchanged: 1, Failed: 2, CarriedForward: 1, NotReadYet: 1, OldestRead: old.Read.LastRead},
		{MemberID: "georgia", Expected: 2, NotReadYet: 2},
	}
	if diff := cmp.Diff(want, Coverage(pages, map[string]int{"georgia": 2, "nowhere": 9}, []dataset.Member{transformtest.Estonia, transformtest.Georgia})); diff != "" {
		t.Error(diff)
	}
}

// said makes a commitment's page that says the values given.
func said(title, plan, lead, completion string) *record.Page {
	p := &record.Page{Title: title, Kind: record.KindCommitment, Member: "estonia", Fields: record.Fields{}}
	for f, raw := range map[record.Field]string{record.FieldActionPlan: plan, record.FieldLeadInstitution: lead, record.FieldCompletion: completion} {
		if raw != "" {
			p.Fields[f] = record.Say(raw)
		}
	}
	return p
}

func TestTheOutcomeIsJudgedOnTheBodiesOfTonightByThePagesOwnWordsAlone(t *testing.T) {
	whole := said("A title", "Estonia Action Plan 2022-2024", "A ministry", "Limited")
	ref := func(code string, now, before *record.Page, change func(*record.Read)) dataset.PageRef {
		r := transformtest.CommitmentPage(code, record.FreshRead)
		r.Read.Page, r.Read.Page.Code = *now, code
		r.Read.Body, r.Read.Before = true, before
		if change != nil {
			change(r.Read)
		}
		return r
	}
	unreadable := said("A title", "Estonia Action Plan 2022-2024", "A ministry", "")
	unreadable.Fields[record.FieldCompletion] = record.Value{State: record.Unreadable}
	list := transformtest.ReadPage(record.Page{Kind: record.KindMembersList, Members: []record.ListedMember{{Member: "estonia"}, {Member: "georgia"}, {Member: "estonia"}}})
	carriedList := transformtest.ReadPage(record.Page{Kind: record.KindMembersList, Members: []record.ListedMember{{Member: "kenya"}}})
	carriedList.Requested, carriedList.Freshness = false, record.FreshCarried
	forbidden := transformtest.CommitmentPage("EE0010", record.FreshNotRead)
	forbidden.Read.Failure = "robots-forbidden"
	rows := &dataset.Rows{
		Members:     []dataset.Member{transformtest.Estonia, transformtest.Georgia},
		Commitments: []dataset.Commitment{{ID: "EE0001", MemberID: "estonia"}, {ID: "EE0009", MemberID: "estonia", Gone: true}},
		Pages: []dataset.PageRef{
			ref("EE0001", whole, whole, func(r *record.Read) { r.Sampled = true }),
			ref("EE0002", unreadable, whole, func(r *record.Read) { r.Sampled = true }),
			// Without a record the reading that stands is an earlier one.
			ref("EE0003", whole, whole, func(r *record.Read) { r.NoRecord = true }),
			ref("EE0004", said("A title", "", "NA", "Pending IRM Review"), said("A title", "", "A ministry", "Pending IRM Review"), nil),
			ref("EE0005", said("", "", "", ""), nil, nil),
			// An answer "unchanged" and a row carried forward prove nothing.
			ref("EE0006", whole, nil, func(r *record.Read) { r.Body = false }),
			forbidden, {Read: list}, {Read: carriedList},
		},
	}
	got := Progress(dataset.Input{Before: &dataset.Snapshot{}, Crosswalk: vocabulary.BuiltInCrosswalk()}, rows)
	want := dataset.Progress{
		PagesKnown: 8, PagesReadOnce: 8, MembersListed: 2, Members: 2, CommitmentsFound: 1,
		Sample: dataset.Comparison{Pages: 2, Whole: 2, Rated: dataset.Kept{Had: 2, Still: 1}, Titled: dataset.Kept{Had: 2, Still: 2}, Planned: dataset.Kept{Had: 2, Still: 2}, Led: dataset.Kept{Had: 2, Still: 2}},
		Bodies: dataset.Comparison{Pages: 4, Whole: 3, Rated: dataset.Kept{Had: 3, Still: 1}, Titled: dataset.Kept{Had: 4, Still: 3}, Planned: dataset.Kept{Had: 3, Still: 2}, Led: dataset.Kept{Had: 4, Still: 2}},
		Said:   dataset.Said{Of: 5, Plan: 2, Lead: 3, Completion: 3},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestATableThatStandsAloneIsJudgedByItsRows(t *testing.T) {
	table := &record.Table{Rows: []record.Row{
		{PlanNumber: "1", Fields: record.Fields{record.FieldCompletionEnd: record.Say("NR"), record.FieldLeadInstitution: record.Say("A ministry")}},
		{Title: "Blank otherwise"},
	}}
	got := Progress(dataset.Input{Crosswalk: vocabulary.BuiltInCrosswalk(), Night: record.Night{Table: table}}, &dataset.Rows{}).Said
	if diff := cmp.Diff(dataset.Said{Of: 2, Plan: 1, Lead: 1, Completion: 1}, got); diff != "" {
		t.Error(diff)
	}
}

func TestATableWithoutAColumnForTheLeadInstitutionIsNotAskedForIt(t *testing.T) {
	unread := []record.Issue{{Code: record.CodeTableUnread, Message: "1 column that nobody reads: Who does it"}}
	for name, c := range map[string]struct {
		table record.Table
		want  bool
	}{
		"no such column":                {record.Table{Columns: []string{"completion", "title"}}, true},
		"no such column, but an unread": {record.Table{Columns: []string{"completion", "title"}, Issues: unread}, false},
		"a column without a word in it": {record.Table{Columns: []string{"completion", "lead_institution", "title"}}, false},
		"columns are not known":         {record.Table{}, false},
	} {
		c.table.Rows = []record.Row{{Title: "One"}}
		got := Progress(dataset.Input{Crosswalk: vocabulary.BuiltInCrosswalk(), Night: record.Night{Table: &c.table}}, &dataset.Rows{}).Said
		if got.NoLead != c.want {
			t.Errorf("%s: %v", name, got.NoLead)
		}
	}
}

func TestOnTheFirstNightAMemberWithoutAWayCounts(t *testing.T) {
	in := dataset.Input{Crosswalk: vocabulary.BuiltInCrosswalk(), Night: record.Night{Issues: []record.Issue{{Code: record.CodeNoWayToFind, Member: "kenya"}}}}
	if got := Progress(in, &dataset.Rows{}).LostWays; len(got) != 1 || got[0] != "kenya" {
		t.Errorf("lost %v", got)
	}
}

func TestAMemberWithoutAWayToItsCommitmentsIsLost(t *testing.T) {
	before := &dataset.Snapshot{Rows: map[string]dataset.SnapshotRow{"commitments/EE0001": {Member: "estonia"}}}
	rows := &dataset.Rows{Members: []dataset.Member{transformtest.Estonia}, Commitments: []dataset.Commitment{{ID: "EE0001", MemberID: "estonia"}}}
	in := dataset.Input{Before: before, Night: record.Night{Issues: []record.Issue{{Code: record.CodeNoWayToFind, Member: "estonia"}}}}
	if got := Progress(in, rows).LostWays; len(got) != 1 {
		t.Errorf("lost %v", got)
	}
	// Another issue of a member that is found takes nothing from it, and a
	// member that had no commitments has no way to lose.
	in.Night.Issues = []record.Issue{{Code: record.CodeUnknownLabel, Member: "estonia"}, {Code: record.CodeNoWayToFind, Member: "kenya"}}
	if got := Progress(in, rows).LostWays; len(got) != 0 {
		t.Errorf("lost %v", got)
	}
}
