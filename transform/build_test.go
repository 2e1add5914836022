package transform

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/transformtest"
	"ogptracker/transform/vocabulary"
)

var weekStart = time.Date(2025, 1, 11, 0, 0, 0, 0, time.UTC)

// richNight is a night with every kind of page: two members, a report with
// printed figures, a draft, lists, activity, issues.
func richNight() record.Night {
	s := newWeekSite()
	s.say("EE0002", record.FieldCompletion, record.Say("Completed"))
	s.say("EE0003", record.FieldCompletion, record.Say("Pending IRM Review"))
	s.say("EE0004", record.FieldCompletion, record.Value{State: record.Unreadable})
	n := s.night(weekStart)
	document := func(slug, title string, draft bool) record.Read {
		return *transformtest.ReadPage(record.Page{
			Source: record.Source{Address: weekBase + "/documents/" + slug + "/", BodyHash: slug},
			Kind:   record.KindDocument, Layout: record.Layout2022, Title: title, Draft: draft,
			Fields: record.Fields{record.FieldCountry: record.Say("Estonia"), record.FieldDocumentType: record.Say("IRM Report")},
			Figures: []record.Figure{
				{Measure: record.MeasureCommitments, Stage: record.StageResults, Printed: "6", State: record.Stated, Count: transformtest.Number(6)},
				{Measure: record.MeasureCompleted, Stage: record.StageResults, Printed: "1", State: record.Stated, Count: transformtest.Number(1)},
			},
		})
	}
	n.Reads = append(n.Reads,
		document("estonia-results-report-2020-2022", "Estonia Results Report 2020-2022", false),
		document("estonia-results-report-2020-2022-for-public-comment", "Estonia Results Report 2020-2022 – For Public Comment", true),
		*transformtest.ReadPage(record.Page{
			Source: record.Source{Address: weekBase + "/members/kaduna-state-nigeria/", BodyHash: "k"}, Kind: record.KindCountry,
			Layout: record.Layout2022, Title: "Kaduna State, Nigeria", Member: "kaduna-state-nigeria",
			Activity: []record.Activity{{Title: "A story"}, {Date: "2025-01-02", Title: "Another"}},
			Issues:   []record.Issue{{Code: record.CodeUnknownLabel, Member: "kaduna-state-nigeria", Value: "Colour:"}},
		}))
	for _, r := range []string{"Limited", "Substantial"} {
		n.Issues = append(n.Issues, record.Issue{Code: record.CodeFetchFailed, Member: "estonia", Value: r})
	}
	n.Table = &record.Table{Name: "table.csv", Edition: "2024", Hash: "t"}
	for i, code := range []string{"EE0002", "EE0003", "GE0001", "GE0002"} {
		country := "Estonia"
		if code[0] == 'G' {
			country = "Georgia"
		}
		n.Table.Rows = append(n.Table.Rows, record.Row{
			Line: i + 2, Code: code, Country: country, PlanNumber: "5", SubmissionYear: "2020", EndYear: "2022", Title: "Commitment " + code,
			PolicyAreas: []string{"Open Data"}, Fields: record.Fields{
				record.FieldCompletionEnd: record.Say("Substantial"), record.FieldPotentialImpact: record.Say("Moderate"),
			},
		})
	}
	return n
}

func buildNight(t testing.TB, change func(*dataset.Input)) *dataset.Dataset {
	t.Helper()
	in := dataset.Input{Run: "20250111T020000Z", Date: weekStart, Night: richNight(), LocalMembers: true}
	if change != nil {
		change(&in)
	}
	ds, err := Build(in)
	if err != nil {
		t.Fatal(err)
	}
	return ds
}

func TestTheOrderOfTheInputNeverChangesTheDataset(t *testing.T) {
	want := buildNight(t, nil)
	if len(want.Commitments) != 8 || len(want.PublishedFigures) != 4 || len(want.Reconciliation) != 4 || len(want.Activity) != 2 {
		t.Fatalf("%d commitments, %d published figures, %d reconciled, %d items: the night is poorer than this test needs",
			len(want.Commitments), len(want.PublishedFigures), len(want.Reconciliation), len(want.Activity))
	}
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 1))
		got := buildNight(t, func(in *dataset.Input) {
			random.Shuffle(len(in.Night.Reads), func(i, j int) {
				in.Night.Reads[i], in.Night.Reads[j] = in.Night.Reads[j], in.Night.Reads[i]
			})
			random.Shuffle(len(in.Night.Table.Rows), func(i, j int) {
				in.Night.Table.Rows[i], in.Night.Table.Rows[j] = in.Night.Table.Rows[j], in.Night.Table.Rows[i]
			})
			slices.Reverse(in.Night.Issues)
		})
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("order %d: %s", seed, diff)
		}
	}
}

func TestTheReportIsLimitedToTheMembersAskedFor(t *testing.T) {
	tests := map[string]struct {
		change  func(*dataset.Input)
		members []string
	}{
		"all":              {nil, []string{"estonia", "georgia", "kaduna-state-nigeria"}},
		"no local members": {func(in *dataset.Input) { in.LocalMembers = false }, []string{"estonia", "georgia"}},
		"one member":       {func(in *dataset.Input) { in.Members = []string{"georgia"} }, []string{"georgia"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			ds := buildNight(t, test.change)
			var got []string
			for _, m := range ds.Members {
				got = append(got, m.ID)
			}
			if diff := cmp.Diff(test.members, got); diff != "" {
				t.Error(diff)
			}
			has := func(member string) bool {
				return slices.Contains(test.members, member) || member == vocabulary.NotStated
			}
			for _, c := range ds.Commitments {
				if !has(c.MemberID) {
					t.Errorf("a commitment of %s", c.MemberID)
				}
			}
			for _, f := range ds.PublishedFigures {
				if !has(f.MemberID) {
					t.Errorf("a figure of %s", f.MemberID)
				}
			}
			for _, a := range ds.Activity {
				if !has(a.MemberID) {
					t.Errorf("activity of %s", a.MemberID)
				}
			}
			for _, i := range ds.Issues {
				if name == "one member" && i.MemberID != "" && !has(i.MemberID) {
					t.Errorf("an issue of %s", i.MemberID)
				}
			}
			if len(ds.Coverage) != len(got) {
				t.Errorf("coverage of %d members", len(ds.Coverage))
			}
		})
	}
}

func TestAReportLimitedForANightForgetsNobody(t *testing.T) {
	first := buildNight(t, nil)
	limited := buildNight(t, func(in *dataset.Input) {
		in.Run, in.Date, in.Before, in.Members = "20250112T020000Z", weekStart.AddDate(0, 0, 1), first.Snapshot, []string{"georgia"}
	})
	if len(limited.Changes) != 0 {
		t.Errorf("limiting the report changed the site: %+v", limited.Changes)
	}
	whole := buildNight(t, func(in *dataset.Input) {
		in.Run, in.Date, in.Before = "20250113T020000Z", weekStart.AddDate(0, 0, 2), limited.Snapshot
	})
	if len(whole.Changes) != 0 {
		t.Errorf("so did making it whole again: %+v", whole.Changes)
	}
}

func TestANightWithoutAnythingKeepsWhatWasThere(t *testing.T) {
	first := buildNight(t, nil)
	empty := buildNight(t, func(in *dataset.Input) {
		in.Run, in.Date, in.Before, in.Night = "20250112T020000Z", weekStart.AddDate(0, 0, 1), first.Snapshot, record.Night{Base: weekBase, ReaderVersion: first.Snapshot.ReaderVersion}
	})
	if len(empty.Changes) != 0 {
		t.Errorf("%d changes: %+v", len(empty.Changes), empty.Changes)
	}
	for key, row := range first.Snapshot.Rows {
		if now, ok := empty.Snapshot.Rows[key]; !ok || now.Gone || now.LastSeen != row.LastSeen {
			t.Errorf("%s: %+v", key, now)
		}
	}
	back := buildNight(t, func(in *dataset.Input) {
		in.Run, in.Date, in.Before = "20250113T020000Z", weekStart.AddDate(0, 0, 2), empty.Snapshot
	})
	if len(back.Changes) != 0 {
		t.Errorf("the site as it was has %d changes, the first %+v", len(back.Changes), back.Changes[0])
	}
}

func TestBuildRefusesWhatIsNoRun(t *testing.T) {
	for name, in := range map[string]dataset.Input{"no identity": {Date: weekStart}, "no date": {Run: "20250111T020000Z"}} {
		if _, err := Build(in); !errors.Is(err, dataset.ErrInput) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
