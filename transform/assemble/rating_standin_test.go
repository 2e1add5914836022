package assemble

import (
	"testing"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

func TestAnOlderTableNeverTakesThePlaceOfAPageInSilence(t *testing.T) {
	const code = "KE0001"
	row := record.Row{Country: "Kenya", Code: code, PlanNumber: "4", SubmissionYear: "2020", EndYear: "2022", Title: "x",
		Fields: say("completion_end_of_term", "Limited", "completion_midterm", "NR", "relevance", "0", "potential_impact", "Minor", "did_it_open_government", "Marginal", "starred_end_of_term", "0")}
	page := func(pairs ...string) record.Read {
		return pageOfCommitment(record.Layout2022, "kenya", code, say(pairs...), "Kenya Results Report 2020-2022")
	}
	unreadable := page()
	unreadable.Page.Fields = record.Fields{"completion": {State: record.Unreadable}, "relevance": {State: record.Unreadable}, "potential_impact": {State: record.Unreadable}, "did_it_open_government": {State: record.Unreadable}}
	first, _ := assembleReads(t, withTable(row), page("completion", "Completed", "relevance", "Yes", "potential_impact", "Transformative", "did_it_open_government", "Major"))
	for name, tonight := range map[string]record.Read{"unreadable": unreadable, "an empty template": page(),
		"words of no scale": page("completion", "Splendid", "relevance", "Perhaps", "potential_impact", "Huge", "did_it_open_government", "A bit"),
	} {
		t.Run(name, func(t *testing.T) {
			out, issues := assembleReads(t, func(in *dataset.Input) { withTable(row)(in); in.Before = snapshotOf(first) }, tonight)
			c := theCommitment(t, out, code)
			if c.Completion != vocabulary.Completed || c.CompletionSource != sourcePage || !c.Carried || c.Relevance != vocabulary.Yes || c.PotentialImpact != "Transformative" || c.DIOG != "Major" {
				t.Errorf("%s from %s (carried %v), %s, %s, %s", c.Completion, c.CompletionSource, c.Carried, c.Relevance, c.PotentialImpact, c.DIOG)
			}
			if n := len(issuesOf(issues, record.CodeCarriedForward)); n != 4 {
				t.Errorf("%d issues, want one for each rating that was kept", n)
			}
			again, _ := assembleReads(t, func(in *dataset.Input) { withTable(row)(in); in.Before = snapshotOf(out) }, tonight)
			if c := theCommitment(t, again, code); c.Completion != vocabulary.Completed || !c.Carried {
				t.Errorf("the night after: %s, carried %v", c.Completion, c.Carried)
			}
		})
	}
	t.Run("without a table, words of no scale stand as such", func(t *testing.T) {
		alone, _ := assembleReads(t, nil, page("completion", "Completed"))
		out, _ := assembleReads(t, func(in *dataset.Input) { in.Before = snapshotOf(alone) }, page("completion", "Splendid"))
		if c := theCommitment(t, out, code); c.Completion != vocabulary.NotRecognised || c.Carried {
			t.Errorf("%s, carried %v", c.Completion, c.Carried)
		}
	})
	t.Run("but a finding of the table stands where no page ever had one", func(t *testing.T) {
		before, _ := assembleReads(t, withTable(row), page())
		out, _ := assembleReads(t, func(in *dataset.Input) { withTable(row)(in); in.Before = snapshotOf(before) }, unreadable)
		if c := theCommitment(t, out, code); c.Completion != vocabulary.Limited || c.CompletionSource != sourceTable {
			t.Errorf("%s from %s", c.Completion, c.CompletionSource)
		}
	})
	t.Run("and so does one where the page says that a review is to come", func(t *testing.T) {
		out, _ := assembleReads(t, func(in *dataset.Input) { withTable(row)(in); in.Before = snapshotOf(first) }, page("completion", "Pending IRM Review"))
		if c := theCommitment(t, out, code); c.Completion != vocabulary.Limited {
			t.Errorf("%s", c.Completion)
		}
	})
}
