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
		{MemberID: "georgia"},
	}
	if diff := cmp.Diff(want, Coverage(pages, []dataset.Member{transformtest.Estonia, transformtest.Georgia})); diff != "" {
		t.Error(diff)
	}
}

func TestTheOutcomeIsJudgedOnTonightsRequestsAlone(t *testing.T) {
	values := func(completion, title string, carried bool) dataset.Tracked {
		return dataset.Tracked{Member: "estonia", Values: map[string]dataset.SnapshotValue{
			"completion": {Value: completion, Carried: carried}, "title": {Value: title},
			"plan_ids": {Value: "estonia-2016"}, "lead_institution": {Value: vocabulary.NotStated},
		}}
	}
	before := &dataset.Snapshot{Rows: map[string]dataset.SnapshotRow{}}
	for _, code := range []string{"EE0001", "EE0002", "EE0003", "EE0004", "EE0005"} {
		v := values(vocabulary.Limited, "A title", false)
		v.Values["lead_institution"] = dataset.SnapshotValue{Value: "A ministry"}
		before.Rows["commitments/"+code] = dataset.SnapshotRow{Member: "estonia", Values: v.Values}
	}
	before.Rows["commitments/EE0005"].Values["completion"] = dataset.SnapshotValue{Value: vocabulary.PendingReview}
	before.Rows["commitments/GE0001"] = dataset.SnapshotRow{Member: "georgia", Values: values(vocabulary.Limited, "A title", false).Values}
	noRecord := transformtest.CommitmentPage("EE0003", record.FreshRead)
	noRecord.Read.NoRecord = true
	list := transformtest.ReadPage(record.Page{Kind: record.KindMembersList, Members: []record.ListedMember{{Member: "estonia"}, {Member: "georgia"}, {Member: "estonia"}}})
	carriedList := transformtest.ReadPage(record.Page{Kind: record.KindMembersList, Members: []record.ListedMember{{Member: "kenya"}}})
	carriedList.Requested, carriedList.Freshness = false, record.FreshCarried
	rows := &dataset.Rows{
		Members:     []dataset.Member{transformtest.Estonia, transformtest.Georgia},
		Commitments: []dataset.Commitment{{ID: "EE0001", MemberID: "estonia"}, {ID: "EE0009", MemberID: "estonia", Gone: true}},
		Pages: []dataset.PageRef{
			transformtest.CommitmentPage("EE0001", record.FreshRead), transformtest.CommitmentPage("EE0002", record.FreshUnchanged), noRecord,
			transformtest.CommitmentPage("EE0004", record.FreshCarried), transformtest.CommitmentPage("EE0005", record.FreshRead),
			transformtest.CommitmentPage("EE0006", record.FreshNotRead), {Read: list}, {Read: carriedList},
		},
		Tracking: map[string]dataset.Tracked{
			"commitments/EE0001": values(vocabulary.Completed, "A title", false),
			"commitments/EE0002": values(vocabulary.Limited, vocabulary.NotStated, true), // kept from before: the page no longer says it
			"commitments/EE0003": values(vocabulary.Limited, "A title", false),
			"commitments/EE0004": values(vocabulary.Limited, "A title", false),
			"commitments/EE0005": values(vocabulary.PendingReview, "A title", false),
		},
	}
	got := Progress(dataset.Input{Before: before, Night: record.Night{Issues: []record.Issue{{Code: record.CodeNoWayToFind, Member: "kenya"}}}}, rows)
	want := dataset.Progress{
		PagesKnown: 8, PagesReadOnce: 7, MembersListed: 2,
		RatedBefore: 3, RatedStill: 1, TitledBefore: 4, TitledStill: 2, PlannedBefore: 4, PlannedStill: 3, LedBefore: 4, LedStill: 0,
		CommitmentsFound: 1, LostWays: []string{"georgia"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAMemberWithoutAWayToItsCommitmentsIsLost(t *testing.T) {
	before := &dataset.Snapshot{Rows: map[string]dataset.SnapshotRow{"commitments/EE0001": {Member: "estonia"}}}
	rows := &dataset.Rows{Members: []dataset.Member{transformtest.Estonia}, Commitments: []dataset.Commitment{{ID: "EE0001", MemberID: "estonia"}}}
	in := dataset.Input{Before: before, Night: record.Night{Issues: []record.Issue{{Code: record.CodeNoWayToFind, Member: "estonia"}}}}
	if got := Progress(in, rows).LostWays; len(got) != 1 {
		t.Errorf("lost %v", got)
	}
}
