package dataset_test

import (
	"errors"
	"testing"
	"time"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

func TestAPageBelongsToTheRowItIsAbout(t *testing.T) {
	t.Parallel()
	page := func(p record.Page) *record.Read { return &record.Read{Page: p} }
	for _, c := range []struct {
		ref  dataset.PageRef
		want string
	}{
		{dataset.PageRef{}, ""},
		{dataset.PageRef{MemberID: "estonia"}, ""},
		{dataset.PageRef{Read: page(record.Page{Kind: record.KindCountry}), MemberID: "estonia"}, "members/estonia"},
		{dataset.PageRef{Read: page(record.Page{Kind: record.KindCountry})}, ""},
		{dataset.PageRef{Read: page(record.Page{Kind: record.KindCountry, Source: record.Source{Saved: true}}), MemberID: "estonia"}, ""},
		{dataset.PageRef{Read: page(record.Page{Kind: record.KindCommitment, Code: "EE0059"}), MemberID: "estonia"}, "commitments/EE0059"},
		{dataset.PageRef{Read: page(record.Page{Kind: record.KindCommitment}), MemberID: "estonia"}, ""},
		{dataset.PageRef{Read: page(record.Page{Kind: record.KindDocument}), MemberID: "estonia", DocumentID: "letter"}, "documents/letter"},
		{dataset.PageRef{Read: page(record.Page{Kind: record.KindDocument, Code: "EE0059"}), MemberID: "estonia"}, ""},
	} {
		if got := dataset.RowKey(c.ref); got != c.want {
			t.Errorf("%+v is of %q, not %q", c.ref, got, c.want)
		}
	}
}

func TestAReadingStandsUntilThePageIsGone(t *testing.T) {
	t.Parallel()
	at := time.Date(2025, 1, 14, 2, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		read *record.Read
		want bool
	}{
		{nil, false},
		{&record.Read{}, false},
		{&record.Read{Freshness: record.FreshRead, LastRead: at}, true},
		{&record.Read{Freshness: record.FreshFailed, LastRead: at}, true},
		{&record.Read{Freshness: record.FreshFailed}, false},
		{&record.Read{Freshness: record.FreshNotRead, LastRead: at}, false},
		{&record.Read{Freshness: record.FreshRead, LastRead: at, Gone: true}, false},
	} {
		if got := dataset.HasReading(c.read); got != c.want {
			t.Errorf("%+v: %v", c.read, got)
		}
	}
}

func TestAnInputThatIsNoNightIsRefused(t *testing.T) {
	t.Parallel()
	day := time.Date(2025, 1, 14, 0, 0, 0, 0, time.UTC)
	if err := (&dataset.Input{Run: "r", Date: day}).Check(); err != nil {
		t.Error(err)
	}
	for _, in := range []dataset.Input{{Date: day}, {Run: "r"}, {}} {
		if err := in.Check(); !errors.Is(err, dataset.ErrInput) {
			t.Errorf("%+v: %v", in, err)
		}
	}
	few := &dataset.Input{Members: []string{"estonia", "kenya"}}
	for member, want := range map[string]bool{"": false, "kenya": false, "canada": true} {
		if few.AboutOthers(record.Issue{Member: member}) != want || (&dataset.Input{}).AboutOthers(record.Issue{Member: member}) {
			t.Errorf("an issue of %q", member)
		}
	}
}

func TestWhatIsNotKnownIsNotNought(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		counts               dataset.MemberCounts
		known, stages, stars bool
	}{
		{dataset.MemberCounts{}, false, false, false},
		{dataset.MemberCounts{Commitments: 1, StageUnknown: 1}, true, false, false},
		{dataset.MemberCounts{Commitments: 2, StageUnknown: 1}, true, true, false},
		{dataset.MemberCounts{Commitments: 1, StarStated: 1}, true, true, true},
	} {
		if c.counts.Known() != c.known || c.counts.StagesKnown() != c.stages || c.counts.StarsKnown() != c.stars {
			t.Errorf("%+v", c.counts)
		}
	}
	for _, c := range []struct {
		rate        dataset.Rate
		share       float64
		has, enough bool
	}{
		{dataset.Rate{}, 0, false, false},
		{dataset.Rate{Count: 0, Of: 1}, 0, true, false},
		{dataset.Rate{Count: 3, Of: 9}, 1.0 / 3, true, false},
		{dataset.Rate{Count: 5, Of: 10}, 0.5, true, true},
	} {
		if share, ok := c.rate.Value(); share != c.share || ok != c.has || c.rate.Has() != c.has || c.rate.Enough() != c.enough {
			t.Errorf("%+v: %v, %v", c.rate, share, ok)
		}
	}
}

func TestWordsOfOneRow(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ got, want string }{
		{(&dataset.Plan{ID: "estonia-2018", Title: "Plan", Cycle: "2018-2020"}).Name("Estonia"), "Plan"},
		{(&dataset.Plan{ID: "estonia-2018", Title: vocabulary.NotStated, Cycle: "2018-2020"}).Name("Estonia"), "Estonia action plan 2018-2020"},
		{(&dataset.Plan{ID: "estonia-2018", Cycle: "2018-"}).Name("Estonia"), "Estonia action plan from 2018"},
		{(&dataset.Plan{ID: "estonia-2018", Cycle: vocabulary.NotStated}).Name("Estonia"), "Action plan estonia-2018"},
		{(&dataset.Plan{ID: "estonia-2018"}).Name("Estonia"), "Action plan estonia-2018"},
		{dataset.EvidenceInWords(true), dataset.EvidenceMember},
		{dataset.EvidenceInWords(false), dataset.EvidenceIRM},
		{dataset.CompletionStageInWords(record.StageEndOfTerm), "end of term"},
		{dataset.CompletionStageInWords(""), vocabulary.NotStated},
	} {
		if c.got != c.want {
			t.Errorf("%q, not %q", c.got, c.want)
		}
	}
	for _, c := range []struct {
		commitment dataset.Commitment
		counts     bool
	}{{dataset.Commitment{}, true}, {dataset.Commitment{Gone: true}, false}, {dataset.Commitment{SelfReported: true}, false}} {
		if c.commitment.CountsInRates() != c.counts {
			t.Errorf("%+v counts: %v", c.commitment, !c.counts)
		}
	}
	for days, passed := range map[int]bool{-1: true, 0: false, 1: false} {
		if (&dataset.DueDate{Days: days}).Passed() != passed {
			t.Errorf("in %d days: passed %v", days, !passed)
		}
	}
	for _, c := range []struct {
		old, now string
		only     bool
	}{{"Open data", "open  Data", true}, {"Open data", "Open data", false}, {"", " ", false}, {"Open data", "Open date", false}} {
		if (dataset.Change{Old: c.old, New: c.now}).CaseOnly() != c.only {
			t.Errorf("%q and %q: a change of capitals alone: %v", c.old, c.now, !c.only)
		}
	}
}

func TestTheEndOfAPlanSaysHowSureItIs(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		plan      dataset.Plan
		day       string // "" for none
		certain   bool
		precision string
		words     string
	}{
		{dataset.Plan{}, "", false, "", ""},
		{dataset.Plan{EndDate: vocabulary.NotStated}, "", false, "", ""},
		{dataset.Plan{EndDate: "soon", EndYear: 2018}, "", false, "", ""},
		{dataset.Plan{EndDate: "2018-08-31"}, "2018-08-31", true, "Day", "31 August 2018, as stated"},
		{dataset.Plan{EndDate: "2018-06"}, "2018-06-30", false, "Month", "30 June 2018, the last day of the stated June 2018"},
		{dataset.Plan{EndDate: "2018-Q2"}, "2018-06-30", false, "Quarter", "30 June 2018, the last day of the stated 2018-Q2"},
		{dataset.Plan{EndYear: 2018}, "2018-12-31", false, "Year", "31 December 2018, the last day of the stated 2018"},
		{dataset.Plan{EndDate: vocabulary.NotStated, EndYear: 2018}, "2018-12-31", false, "Year", "31 December 2018, the last day of the stated 2018"},
		{dataset.Plan{EndDate: "2018-12-31", EndAssumed: true}, "2018-12-31", false, "Year", "31 December 2018, the last day of the plan's end year, assumed since no day is stated"},
	} {
		end, ok := dataset.EndOf(&c.plan)
		day := ""
		if ok {
			day = end.Day.Format(time.DateOnly)
		}
		if day != c.day || end.Certain != c.certain || end.Precision.String() != c.precision || end.Words != c.words {
			t.Errorf("%+v: %+v, %v", c.plan, end, ok)
		}
	}
}
