package assemble

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

func TestTheStageOfASingleCompletionComesFromItsReports(t *testing.T) {
	for name, c := range map[string]struct {
		reports []string
		want    record.Stage
	}{
		"an end-of-term report":                {[]string{"Canada End-of-Term Report 2016-2018"}, record.StageEndOfTerm},
		"a report spelled End-Term":            {[]string{"Canada End-Term Report 2016-2018", "Canada Mid-Term Report 2016- 2018"}, record.StageEndOfTerm},
		"an implementation report":             {[]string{"Finland Implementation Report 2017-2019"}, record.StageEndOfTerm},
		"a design and implementation report":   {[]string{"Philippines Design and Implementation Report 2017–2019"}, record.StageEndOfTerm},
		"a hybrid report":                      {[]string{"Sri Lanka Hybrid Report 2019-2021"}, record.StageEndOfTerm},
		"a transitional results report":        {[]string{"Kenya Design Report 2018-2020", "Kenya Transitional Results Report 2018-2021"}, record.StageEndOfTerm},
		"a results report with an en dash":     {[]string{"Kenya Results Report 2020–2022"}, record.StageEndOfTerm},
		"a progress report alone":              {[]string{"Estonia IRM Progress Report 2014-2015"}, record.StageMidterm},
		"a mid-term report":                    {[]string{"Estonia Mid-Term Report 2016-2018"}, record.StageMidterm},
		"a design report":                      {[]string{"Kenya Design Report 2018-2020"}, ""},
		"an action plan review":                {[]string{"Kenya Action Plan Review 2020-2022"}, ""},
		"no report":                            {nil, ""},
		"a report that names no kind it knows": {[]string{"Estonia IRM Report 2012-2013"}, ""},
		"a design report beside a midterm one": {[]string{"Design Report", "Midterm Report 2016-2018"}, record.StageMidterm},
		"letters of any case and other dashes": {[]string{"ESTONIA END–OF–TERM REPORT"}, record.StageEndOfTerm},
	} {
		t.Run(name, func(t *testing.T) {
			out, _ := assembleReads(t, nil, pageOfCommitment(record.Layout2022, "kenya", "KE0001", say("completion", "Substantial"), c.reports...))
			row := theCommitment(t, out, "KE0001")
			if row.Completion != vocabulary.Substantial || row.CompletionStage != c.want {
				t.Errorf("completion %s of stage %q, want stage %q", row.Completion, row.CompletionStage, c.want)
			}
			if (c.want == record.StageEndOfTerm) != (row.CompletionEndOfTerm == vocabulary.Substantial) || (c.want == record.StageMidterm) != (row.CompletionMidterm == vocabulary.Substantial) {
				t.Errorf("midterm %s, end of term %s", row.CompletionMidterm, row.CompletionEndOfTerm)
			}
		})
	}
}

func TestAReportThatIsNoLinkTellsTheStageToo(t *testing.T) {
	out, _ := assembleReads(t, nil, pageOfCommitment(record.Layout2022, "kenya", "KE0001", say("completion", "Substantial", "irm_report", "Kenya Results Report 2020-2022")))
	if row := theCommitment(t, out, "KE0001"); row.CompletionStage != record.StageEndOfTerm {
		t.Errorf("stage %q", row.CompletionStage)
	}
}

func TestLatestIsTheLastFindingWhereverItStands(t *testing.T) {
	row := func(mid, end string) record.Row {
		return record.Row{Country: "Kenya", Code: "KE0001", PlanNumber: "1", SubmissionYear: "2016", EndYear: "2018", Title: "x", Fields: say("completion_midterm", mid, "completion_end_of_term", end)}
	}
	unreadable := record.Fields{record.FieldCompletion: {State: record.Unreadable}}
	for name, c := range map[string]struct {
		page    record.Fields
		reports string
		row     record.Row
		want    string
		stage   record.Stage
		source  string
		issue   record.Code
	}{
		"a lower end of term replaces a higher midterm":       {nil, "", row("Substantial", "Limited"), vocabulary.Limited, record.StageEndOfTerm, sourceTable, ""},
		"an absence at the end of term does not":              {nil, "", row("Substantial", "NR"), vocabulary.Substantial, record.StageMidterm, sourceTable, ""},
		"two absences: that of the end of term":               {nil, "", row("ND", "NR"), vocabulary.NotReviewed, record.StageEndOfTerm, sourceTable, ""},
		"withdrawn is a finding":                              {nil, "", row("Complete", "Withdrawn"), vocabulary.Withdrawn, record.StageEndOfTerm, sourceTable, ""},
		"a finding of the table beats a blank on the page":    {unreadable, "Kenya End-of-Term Report 2016-2018", row("ND", "Limited"), vocabulary.Limited, record.StageEndOfTerm, sourceTable, ""},
		"a finding of the page beats an absence of the table": {say("completion", "Limited"), "Kenya End-of-Term Report 2016-2018", row("ND", "NR"), vocabulary.Limited, record.StageEndOfTerm, sourcePage, ""},
		"of two findings the page's stands, with an issue":    {say("completion", "Limited"), "Kenya End-of-Term Report 2016-2018", row("ND", "Complete"), vocabulary.Limited, record.StageEndOfTerm, sourcePage, record.CodeContradiction},
		"two findings that agree are no issue":                {say("completion", "Completed"), "Kenya End-of-Term Report 2016-2018", row("ND", "Complete"), vocabulary.Completed, record.StageEndOfTerm, sourcePage, ""},
		"findings of two stages do not contradict":            {say("completion", "Limited"), "Kenya Mid-Term Report 2016-2018", row("Limited", "Complete"), vocabulary.Completed, record.StageEndOfTerm, sourceTable, ""},
		"a stage that is stated beats one that is not":        {say("completion", "Complete"), "", row("Limited", "NR"), vocabulary.Limited, record.StageMidterm, sourceTable, record.CodeContradiction},
		"a page that awaits review says more than a code":     {say("completion", "Pending IRM Review"), "", row("NR", "NR"), vocabulary.PendingReview, "", sourcePage, ""},
		"a word of another scale is no finding":               {nil, "", row("Transformative", "NR"), vocabulary.NotReviewed, record.StageEndOfTerm, sourceTable, record.CodeNotRecognised},
		"a blank is not the absence the table has for it":     {unreadable, "", row("NR", "NR"), vocabulary.Unreadable, "", sourcePage, ""},
		"nothing said anywhere":                               {say(), "", record.Row{Country: "Kenya", Code: "KE0001", Title: "x"}, vocabulary.NotStated, "", vocabulary.NotStated, ""},
	} {
		t.Run(name, func(t *testing.T) {
			var reads []record.Read
			if c.page != nil {
				var reports []string
				if c.reports != "" {
					reports = []string{c.reports}
				}
				reads = append(reads, pageOfCommitment(record.Layout2022, "kenya", "KE0001", c.page, reports...))
			}
			out, issues := assembleReads(t, withTable(c.row), reads...)
			got := theCommitment(t, out, "KE0001")
			if got.Completion != c.want || got.CompletionStage != c.stage || got.CompletionSource != c.source {
				t.Errorf("%s of %q from %q, want %s of %q from %q", got.Completion, got.CompletionStage, got.CompletionSource, c.want, c.stage, c.source)
			}
			for _, code := range []record.Code{record.CodeContradiction, record.CodeNotRecognised} {
				if n := len(issuesOf(issues, code)); (n > 0) != (c.issue == code) {
					t.Errorf("%d issues %s: %+v", n, code, issues)
				}
			}
		})
	}
}

func TestRatingsKeepTheirWordsAndSource(t *testing.T) {
	out, _ := assembleReads(t, withTable(record.Row{Country: "Kenya", Code: "KE0001", PlanNumber: "1", SubmissionYear: "2016", EndYear: "2018", Title: "x", URL: "https://t/", Fields: say("completion_midterm", "b. Limited", "specificity", "c. high")}),
		pageOfCommitment(record.Layout2022, "kenya", "KE0001", say("completion", "Complete"), "Kenya End-of-Term Report 2016-2018"))
	got := map[string]dataset.Rating{}
	for _, r := range out.Ratings {
		got[r.Indicator+"/"+string(r.Stage)] = r
	}
	table := time.Date(2024, 7, 1, 0, 0, 0, 0, time.UTC)
	want := map[string]dataset.Rating{
		"completion/end_of_term": {CommitmentID: "KE0001", Indicator: "completion", Stage: "end_of_term", Value: vocabulary.Completed, Raw: "Complete", Source: sourcePage, SourceURL: siteBase + "/members/kenya/commitments/KE0001/", Read: nightOf, IRMReport: "Kenya End-of-Term Report 2016-2018", CarriedForward: false},
		"completion/midterm":     {CommitmentID: "KE0001", Indicator: "completion", Stage: "midterm", Value: vocabulary.Limited, Raw: "b. Limited", Source: sourceTable, SourceURL: "https://t/", Read: table, IRMReport: vocabulary.NotStated, CarriedForward: false},
		"specificity/design":     {CommitmentID: "KE0001", Indicator: "specificity", Stage: "design", Value: "High", Raw: "c. high", Source: sourceTable, SourceURL: "https://t/", Read: table, IRMReport: vocabulary.NotStated, CarriedForward: false},
		"verifiable/design":      {CommitmentID: "KE0001", Indicator: "verifiable", Stage: "design", Value: vocabulary.Yes, Raw: "Specificity: c. high", Source: sourceTable, SourceURL: "https://t/", Read: table, IRMReport: vocabulary.NotStated, CarriedForward: false},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestRelevanceNeedsMoreThanTechnology(t *testing.T) {
	for raw, want := range map[string][2]string{
		"Access to Information , Civic Participation , Technology":      {vocabulary.Yes, "Access to Information|Civic Participation|Technology and Innovation"},
		"Technology and Innovation for Transparency and Accountability": {vocabulary.No, "Technology and Innovation"},
		"Public Accountability":            {vocabulary.Yes, "Public Accountability"},
		"Yes":                              {vocabulary.Yes, ""},
		"Relevance Unclear":                {vocabulary.No, ""},
		"Access to Information, Happiness": {vocabulary.NotRecognised, ""},
		"Pending IRM Review":               {vocabulary.PendingReview, ""},
	} {
		t.Run(raw, func(t *testing.T) {
			out, _ := assembleReads(t, nil, pageOfCommitment(record.Layout2019, "kenya", "KE0001", say("relevance", raw)))
			c := theCommitment(t, out, "KE0001")
			if c.Relevance != want[0] || strings.Join(c.Values, "|") != want[1] {
				t.Errorf("%s, %v", c.Relevance, c.Values)
			}
		})
	}
}

// OGP's own column on relevance stands beside its columns of values: where they
// disagree, the stated finding stands and both are kept.
func TestAStatedRelevanceIsNotOverruledInSilence(t *testing.T) {
	for name, c := range map[string]struct {
		cells []string
		want  string
		told  bool
	}{
		"relevant, by technology alone": {[]string{"relevance", "1", "ogp_value_technology", "1", "ogp_value_access_to_information", "0"}, vocabulary.Yes, true},
		"not relevant, by information":  {[]string{"relevance", "0", "ogp_value_access_to_information", "1"}, vocabulary.No, true},
		"relevant, by no value":         {[]string{"relevance", "1", "ogp_value_access_to_information", "0", "ogp_value_civic_participation", "0", "ogp_value_public_accountability", "0", "ogp_value_technology", "0"}, vocabulary.Yes, true},
		"relevant, by information":      {[]string{"relevance", "1", "ogp_value_access_to_information", "1", "ogp_value_technology", "1"}, vocabulary.Yes, false},
		"not relevant, by technology":   {[]string{"relevance", "0", "ogp_value_technology", "1"}, vocabulary.No, false},
		"no data, by participation":     {[]string{"relevance", "ND", "ogp_value_civic_participation", "1"}, vocabulary.Yes, false},
		"not stated, by accountability": {[]string{"ogp_value_public_accountability", "1"}, vocabulary.Yes, false},
	} {
		t.Run(name, func(t *testing.T) {
			row := record.Row{Country: "Romania", Code: "RO0001", PlanNumber: "2", SubmissionYear: "2014", EndYear: "2016", Title: "x", Fields: say(c.cells...)}
			out, issues := assembleReads(t, withTable(row))
			if got := theCommitment(t, out, "RO0001").Relevance; got != c.want {
				t.Errorf("relevance %s, want %s", got, c.want)
			}
			if n := len(issuesOf(issues, record.CodeColumnsDisagree)); (n == 1) != c.told {
				t.Errorf("%d issues", n)
			}
			for _, r := range out.Ratings {
				if r.Indicator == "relevance" && c.told && !strings.Contains(r.Raw, c.cells[1]) {
					t.Errorf("the raw words %q do not keep what is stated", r.Raw)
				}
			}
		})
	}
}

func TestARatingThatTurnsUnreadableKeepsItsLastValue(t *testing.T) {
	before, _ := assembleReads(t, nil, pageOfCommitment(record.Layout2022, "kenya", "KE0001", say("completion", "Substantial", "ambition", "High", "early_results", "Pending IRM Review"), "Kenya Results Report 2020-2022"))
	now := pageOfCommitment(record.Layout2022, "kenya", "KE0001", record.Fields{record.FieldCompletion: {State: record.Unreadable}}, "Kenya Results Report 2020-2022")
	keep := func(in *dataset.Input) { in.Before = snapshotOf(before) }
	out, issues := assembleReads(t, keep, now)
	c := theCommitment(t, out, "KE0001")
	if c.Completion != vocabulary.Substantial || c.CompletionEndOfTerm != vocabulary.Substantial || c.Ambition != "High" || !c.Carried || c.EarlyResults != vocabulary.NotStated {
		t.Errorf("completion %s, end of term %s, ambition %s, early results %s", c.Completion, c.CompletionEndOfTerm, c.Ambition, c.EarlyResults)
	}
	if n := len(issuesOf(issues, record.CodeCarriedForward)); n != 2 {
		t.Errorf("%d issues, want one for completion and one for ambition: %+v", n, issues)
	}
	for _, r := range out.Ratings {
		if r.Indicator == "completion" && !r.CarriedForward {
			t.Errorf("not marked: %+v", r)
		}
	}
	t.Run("and the night after as well", func(t *testing.T) {
		again, issues := assembleReads(t, func(in *dataset.Input) { in.Before = snapshotOf(out) }, now)
		if c := theCommitment(t, again, "KE0001"); c.Completion != vocabulary.Substantial || len(issuesOf(issues, record.CodeCarriedForward)) != 2 {
			t.Errorf("completion %s", c.Completion)
		}
	})
	t.Run("while a new value replaces it", func(t *testing.T) {
		again, _ := assembleReads(t, func(in *dataset.Input) { in.Before = snapshotOf(out) }, pageOfCommitment(record.Layout2022, "kenya", "KE0001", say("completion", "Limited"), "Kenya Results Report 2020-2022"))
		if c := theCommitment(t, again, "KE0001"); c.Completion != vocabulary.Limited {
			t.Errorf("completion %s", c.Completion)
		}
	})
	t.Run("a stage that becomes known does not leave the value twice", func(t *testing.T) {
		unstaged, _ := assembleReads(t, nil, pageOfCommitment(record.Layout2022, "kenya", "KE0001", say("completion", "Substantial")))
		staged, issues := assembleReads(t, func(in *dataset.Input) { in.Before = snapshotOf(unstaged) }, pageOfCommitment(record.Layout2022, "kenya", "KE0001", say("completion", "Limited"), "Kenya Results Report 2020-2022"))
		if c := theCommitment(t, staged, "KE0001"); c.Completion != vocabulary.Limited || c.Carried || len(issuesOf(issues, record.CodeCarriedForward)) != 0 {
			t.Errorf("completion %s, carried %v", c.Completion, c.Carried)
		}
	})
}
