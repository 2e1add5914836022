package report

import (
	"fmt"
	"slices"

	"ogptracker/report/schema"
	"ogptracker/report/words"
	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/figure"
	"ogptracker/transform/vocabulary"
)

// soonDays is how far ahead the Cover looks.
const soonDays = 90

// keyTable is the Cover's table: a figure, what it rests on, and where and by
// which filter it is found again.
type keyTable struct{ *Grid }

func (g keyTable) add(what string, value any, basis, where string) {
	g.Rows = append(g.Rows, []any{what, value, basis, where})
}

// keyFigures are the figures most asked for: final findings first, what is new,
// what comes, and how the figures stand beside the printed ones.
func (b *builder) keyFigures() *Grid {
	g := keyTable{&Grid{Name: "KeyFigures", Columns: []GridColumn{
		{Column: schema.Column{Name: "what", Header: "Figure", Type: schema.Text}},
		{Column: schema.Column{Name: "value", Header: "Value", Type: schema.Fact}},
		{Column: schema.Column{Name: "basis", Header: "Rests on", Type: schema.Text}},
		{Column: schema.Column{Name: "where", Header: "Found again on sheet", Type: schema.Text}},
	}}}
	b.addFindings(g)
	b.addNews(g)
	b.addComing(g)
	addAgreement(b.ds, g)
	addSizes(b.ds, g)
	return g.Grid
}

// filterOf says how Commitments is filtered for the number assessed.
func filterOf(header string) string {
	return "Commitments: Counts in rates = Yes, and " + header + " = " + vocabulary.AssessedInWords()
}

func (b *builder) addFindings(g keyTable) {
	final := b.figure(figure.GroupAll, figure.GroupAll, record.StageEndOfTerm)
	if final == nil {
		return
	}
	where := filterOf("Completion at end of term")
	g.add("Final findings (end of term)", final.Assessed, "Commitments that the IRM rated after the end of their plan", where)
	everything := sheetCompletion + ": Group = All members; Stage = End of term"
	g.addRate(vocabulary.HighCompletionRate, final.HighCompletion, everything)
	g.addRate(vocabulary.FullCompletionRate, final.FullCompletion, everything)
	latest := b.figure(figure.GroupAll, figure.GroupAll, record.StageLatest)
	if latest == nil {
		return
	}
	half := 0
	for i := range b.ds.Commitments {
		c := &b.ds.Commitments[i]
		if c.CountsInRates() && vocabulary.CompletionLevel(c.Completion) != vocabulary.LevelNone && vocabulary.CompletionLevel(c.CompletionEndOfTerm) == vocabulary.LevelNone {
			half++
		}
	}
	g.add("Rated otherwise only", half, "At midterm, or at a stage that no source states; not in the figures above, since half-way figures are biased low",
		filterOf("Latest completion")+"; Completion at end of term none of these")
	g.add("Assessed in all (latest finding)", latest.Assessed, words.Sentence(leftOut(latest)), filterOf("Latest completion"))
}

// addRate adds a rate with its numerator and denominator; where few are
// assessed the counts stand in its place.
func (g keyTable) addRate(rule vocabulary.CompletionRate, r dataset.Rate, where string) {
	basis := fmt.Sprintf("%s %s of %s %s", words.Number(r.Count), rule.Counted(), words.Number(r.Of), rule.Of)
	switch {
	case r.Of == 0:
		g.add(rule.Name, "None assessed", "No commitment has been assessed", where)
	case !r.Enough():
		g.add(rule.Name, fmt.Sprintf("%d of %d", r.Count, r.Of), basis+"; too few for a rate", where)
	default:
		share, _ := r.Value()
		g.add(rule.Name, share, basis, where)
	}
}

// addNews counts what changed since the last report and in the last 30 days.
func (b *builder) addNews(g keyTable) {
	ds, meta := b.ds, b.meta
	if len(ds.Changes) == 0 && b.firstRun {
		g.add("Changes", "First report", "Nothing to compare with yet", sheetChanged)
		return
	}
	tonight, month, ratings := 0, 0, 0
	for _, c := range latestOnce(ds.Changes) {
		if c.Run == meta.Run {
			tonight++
		}
		if window(meta, c.Date) == "" {
			continue
		}
		month++
		if changedKind(&c) == changedRatings {
			ratings++
		}
	}
	g.add("Changes since the last report", tonight, "Rows that the sources, or the reading of them, changed", sheetChanged+": Within = 1 day")
	g.add("Changes in the last 30 days", month, words.Number(ratings)+" of them in ratings; alike changes of many rows stand in one line there", sheetChanged)
}

// addComing counts plans about to end and reviews about to come.
func (b *builder) addComing(g keyTable) {
	ending, reviews, passed := 0, 0, 0
	for _, a := range b.attentions() {
		days, _ := daysTo(b.meta.Date, a.date).(int)
		switch {
		case a.what == attentionPlanEnds && days <= soonDays:
			ending++
		case a.what == attentionReview && days < 0:
			passed++
		case a.what == attentionReview:
			reviews++
		}
	}
	g.add(fmt.Sprintf("Plans ending within %d days", soonDays), ending, "By the last day that their stated end can mean", fmt.Sprintf("%s: What = %s; Days = 0 to %d", sheetAttention, attentionPlanEnds, soonDays))
	g.add(fmt.Sprintf("IRM results expected within %d days", soonDays), reviews, "Expected before today and not read yet: "+words.Number(passed)+"; expected is not overdue", fmt.Sprintf("%s: What = %s; Days = 0 to %d", sheetAttention, attentionReview, soonDays))
}

// addAgreement counts how the figures stand beside the IRM's printed ones.
func addAgreement(ds *dataset.Dataset, g keyTable) {
	verdicts := map[string]int{}
	for i := range ds.Reconciliation {
		verdicts[ds.Reconciliation[i].Verdict]++
	}
	g.add("Figures that agree with IRM reports", verdicts[dataset.Agrees],
		words.Number(verdicts[dataset.Differs])+" differ, "+words.Number(verdicts[dataset.NotComparable])+" are not comparable", sheetReconciliation+": Verdict = Agrees")
}

// addSizes counts what the report is about.
func addSizes(ds *dataset.Dataset, g keyTable) {
	national, current := 0, 0
	for i := range ds.Members {
		if ds.Members[i].Type == vocabulary.MemberTypeNational {
			national++
		}
	}
	for i := range ds.Plans {
		if ds.Plans[i].IsCurrent {
			current++
		}
	}
	stages, total := map[vocabulary.CommitmentStage]int{}, 0
	for i := range ds.Commitments {
		if c := &ds.Commitments[i]; !c.Gone {
			total++
			stages[c.Stage]++
		}
	}
	g.add("Members", len(ds.Members), words.Number(national)+" national, "+words.Number(len(ds.Members)-national)+" local or other", sheetMembers)
	g.add("Action plans", len(ds.Plans), words.Number(current)+" running at the report's date", sheetPlans)
	g.add("Commitments", total, stagesInWords(stages), sheetCommitments+": No longer listed = No")
	starred := 0
	for i := range ds.Commitments {
		if c := &ds.Commitments[i]; !c.Gone && c.Starred == vocabulary.Yes {
			starred++
		}
	}
	known := slices.ContainsFunc(ds.Commitments, func(c dataset.Commitment) bool { return vocabulary.IsFinding(c.Starred) })
	g.add("Starred commitments", schema.CountInWords(known, starred), "As stated on pages and in OGP's table; stars ended with the plans of 2018-20", sheetCommitments+": No longer listed = No; Starred = Yes")
}
