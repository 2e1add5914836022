package transform

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape/record"
)

func commitmentPage(code string, freshness record.Freshness) pageRef {
	r := &record.Read{Page: record.Page{Kind: record.KindCommitment, Code: code, Member: "estonia"}, Freshness: freshness, LastRead: night}
	switch freshness {
	case record.FreshRead, record.FreshUnchanged, record.FreshFailed:
		r.Requested = true
	case record.FreshNotRead:
		r.LastRead = time.Time{}
	}
	return pageRef{Read: r, MemberID: "estonia"}
}

func TestCoverageAddsUpToWhatWasExpected(t *testing.T) {
	noRecord, gone := commitmentPage("EE0005", record.FreshRead), commitmentPage("EE0006", record.FreshRead)
	noRecord.Read.NoRecord, gone.Read.Gone = true, true
	old := commitmentPage("EE0004", record.FreshCarried)
	old.Read.LastRead = night.AddDate(0, -1, 0)
	pages := []pageRef{
		commitmentPage("EE0001", record.FreshRead), commitmentPage("EE0002", record.FreshUnchanged), commitmentPage("EE0003", record.FreshFailed),
		old, noRecord, gone, commitmentPage("EE0007", record.FreshNotRead), {Read: &record.Read{}, MemberID: "atlantis"},
	}
	want := []Coverage{
		{MemberID: "estonia", Expected: 6, Read: 1, Unchanged: 1, Failed: 2, CarriedForward: 1, NotReadYet: 1, OldestRead: old.Read.LastRead},
		{MemberID: "georgia"},
	}
	if diff := cmp.Diff(want, coverage(pages, []Member{estonia, georgia})); diff != "" {
		t.Error(diff)
	}
}

func TestTheOutcomeIsJudgedOnTonightsRequestsAlone(t *testing.T) {
	values := func(completion, title string, carried bool) tracked {
		return tracked{Member: "estonia", Values: map[string]SnapshotValue{
			"completion": {Value: completion, Carried: carried}, "title": {Value: title},
			"plan_ids": {Value: "estonia-2016"}, "lead_institution": {Value: NotStated},
		}}
	}
	before := &Snapshot{Rows: map[string]SnapshotRow{}}
	for _, code := range []string{"EE0001", "EE0002", "EE0003", "EE0004", "EE0005"} {
		v := values(Limited, "A title", false)
		v.Values["lead_institution"] = SnapshotValue{Value: "A ministry"}
		before.Rows["commitments/"+code] = SnapshotRow{Member: "estonia", Values: v.Values}
	}
	before.Rows["commitments/EE0005"].Values["completion"] = SnapshotValue{Value: PendingReview}
	before.Rows["commitments/GE0001"] = SnapshotRow{Member: "georgia", Values: values(Limited, "A title", false).Values}
	noRecord := commitmentPage("EE0003", record.FreshRead)
	noRecord.Read.NoRecord = true
	list := readPage(record.Page{Kind: record.KindMembersList, Members: []record.ListedMember{{Member: "estonia"}, {Member: "georgia"}, {Member: "estonia"}}})
	carriedList := readPage(record.Page{Kind: record.KindMembersList, Members: []record.ListedMember{{Member: "kenya"}}})
	carriedList.Requested, carriedList.Freshness = false, record.FreshCarried
	rows := &assembled{
		Members:     []Member{estonia, georgia},
		Commitments: []Commitment{{ID: "EE0001", MemberID: "estonia"}, {ID: "EE0009", MemberID: "estonia", Gone: true}},
		pages: []pageRef{
			commitmentPage("EE0001", record.FreshRead), commitmentPage("EE0002", record.FreshUnchanged), noRecord,
			commitmentPage("EE0004", record.FreshCarried), commitmentPage("EE0005", record.FreshRead),
			commitmentPage("EE0006", record.FreshNotRead), {Read: list}, {Read: carriedList},
		},
		tracking: map[string]tracked{
			"commitments/EE0001": values(Completed, "A title", false),
			"commitments/EE0002": values(Limited, NotStated, true), // kept from before: the page no longer says it
			"commitments/EE0003": values(Limited, "A title", false),
			"commitments/EE0004": values(Limited, "A title", false),
			"commitments/EE0005": values(PendingReview, "A title", false),
		},
	}
	got := progress(Input{Before: before, Night: record.Night{Issues: []record.Issue{{Code: record.CodeNoWayToFind, Member: "kenya"}}}}, rows)
	want := Progress{
		PagesKnown: 8, PagesReadOnce: 7, MembersListed: 2,
		RatedBefore: 3, RatedStill: 1, TitledBefore: 4, TitledStill: 2, PlannedBefore: 4, PlannedStill: 3, LedBefore: 4, LedStill: 0,
		CommitmentsFound: 1, LostWays: []string{"georgia"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAMemberWithoutAWayToItsCommitmentsIsLost(t *testing.T) {
	before := &Snapshot{Rows: map[string]SnapshotRow{"commitments/EE0001": {Member: "estonia"}}}
	rows := &assembled{Members: []Member{estonia}, Commitments: []Commitment{{ID: "EE0001", MemberID: "estonia"}}}
	in := Input{Before: before, Night: record.Night{Issues: []record.Issue{{Code: record.CodeNoWayToFind, Member: "estonia"}}}}
	if got := progress(in, rows).LostWays; len(got) != 1 {
		t.Errorf("lost %v", got)
	}
}
