package reporttest

import (
	"cmp"
	"fmt"
	"slices"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// addFigures counts the made-up commitments, plainly: the rules are those of
// docs/methodology.md as far as these commitments need them.
func addFigures(ds *dataset.Dataset) {
	region, kind := map[string]string{}, map[string]string{}
	for _, m := range ds.Members {
		region[m.ID], kind[m.ID] = m.Region, m.Type
	}
	rows := map[[3]string]*dataset.Completion{}
	add := func(kind, group, label string, c *dataset.Commitment) {
		for stage, finding := range map[record.Stage]string{record.StageMidterm: c.CompletionMidterm, record.StageEndOfTerm: c.CompletionEndOfTerm, record.StageLatest: c.Completion} {
			key := [3]string{kind, group, string(stage)}
			if rows[key] == nil {
				rows[key] = &dataset.Completion{GroupType: kind, Group: group, GroupLabel: label, Stage: stage}
			}
			count(rows[key], finding, c)
		}
	}
	for i := range ds.Commitments {
		c := &ds.Commitments[i]
		add("all", "all", "All commitments", c)
		add("member_type", kind[c.MemberID], kind[c.MemberID], c)
		add("region", region[c.MemberID], region[c.MemberID], c)
		add("member", c.MemberID, c.MemberID, c)
		add("action_plan", c.RatedUnder, c.RatedUnder, c)
		add("cycle", fmt.Sprint(c.CycleYear), fmt.Sprint(c.CycleYear), c)
		for _, a := range c.PolicyAreas {
			add("policy_area", a, a, c)
		}
		for _, v := range c.Values {
			add("ogp_value", v, v, c)
		}
	}
	for _, r := range rows {
		finish(r)
		ds.Completion = append(ds.Completion, *r)
	}
	kinds := []string{"all", "member_type", "region", "member", "action_plan", "cycle", "policy_area", "ogp_value"}
	stages := []record.Stage{record.StageMidterm, record.StageEndOfTerm, record.StageLatest}
	slices.SortFunc(ds.Completion, func(a, b dataset.Completion) int {
		return cmp.Or(cmp.Compare(slices.Index(kinds, a.GroupType), slices.Index(kinds, b.GroupType)),
			cmp.Compare(a.GroupLabel, b.GroupLabel), cmp.Compare(slices.Index(stages, a.Stage), slices.Index(stages, b.Stage)))
	})
	addFocus(ds)
}

func count(r *dataset.Completion, finding string, c *dataset.Commitment) {
	r.Commitments++
	switch finding {
	case vocabulary.Completed:
		r.Completed++
	case vocabulary.Substantial:
		r.Substantial++
	case vocabulary.Limited:
		r.Limited++
	case vocabulary.NotStarted:
		r.NotStarted++
	default:
		r.LeftOut++
		i := slices.IndexFunc(r.LeftOutReasons, func(x dataset.Reason) bool { return x.Words == finding })
		if i < 0 {
			r.LeftOutReasons = append(r.LeftOutReasons, dataset.Reason{Words: finding})
			i = len(r.LeftOutReasons) - 1
		}
		r.LeftOutReasons[i].Count++
	}
	if c.Starred == "Yes" {
		r.Starred++
	}
	if c.CycleYear == 2012 {
		r.MidtermOnly++
	}
}

func finish(r *dataset.Completion) {
	r.Assessed = r.Commitments - r.LeftOut
	r.Assessments = r.Assessed
	levels := [vocabulary.LevelCount]int{vocabulary.LevelCompleted: r.Completed, vocabulary.LevelSubstantial: r.Substantial,
		vocabulary.LevelLimited: r.Limited, vocabulary.LevelNotStarted: r.NotStarted}
	rule := vocabulary.HighCompletionRate
	r.HighCompletion = dataset.Rate{Count: rule.Numerator(levels), Of: r.Assessed}
	r.FullCompletion = dataset.Rate{Count: vocabulary.FullCompletionRate.Numerator(levels), Of: r.Assessed}
	r.ShareOfAll = dataset.Rate{Count: vocabulary.ShareOfAllRate.Numerator(levels), Of: r.Commitments}
	r.InWords = fmt.Sprintf("%s: %d of %d assessed; %d left out", rule.Subject(), r.HighCompletion.Count, r.Assessed, r.LeftOut)
	slices.SortFunc(r.LeftOutReasons, func(a, b dataset.Reason) int { return cmp.Compare(a.Words, b.Words) })
}

func addFocus(ds *dataset.Dataset) {
	type key struct{ plan, area string }
	counts, total := map[key]int{}, map[string]int{}
	for _, c := range ds.Commitments {
		total[c.RatedUnder]++
		for _, a := range c.PolicyAreas {
			counts[key{c.RatedUnder, a}]++
		}
	}
	for _, p := range ds.Plans {
		for _, a := range areas {
			if n := counts[key{p.ID, a}]; n > 0 {
				ds.ThematicFocus = append(ds.ThematicFocus, dataset.ThematicFocus{PlanID: p.ID, PolicyArea: a, Commitments: n, Share: dataset.Rate{Count: n, Of: total[p.ID]}})
			}
		}
	}
}

// addLogs makes changes of several ages, words of the crosswalk and issues.
func addLogs(ds *dataset.Dataset) {
	dates := []string{"2024-11-02", "2024-12-20", "2025-01-09", "2025-01-15"}
	for i := range ds.Commitments {
		if i%7 != 0 {
			continue
		}
		c, date := &ds.Commitments[i], dates[i/7%len(dates)]
		ds.Changes = append(ds.Changes,
			dataset.Change{Run: date[:4] + date[5:7] + date[8:] + "T020000Z", Date: date, Table: "commitments", Key: c.ID, MemberID: c.MemberID,
				Field: "completion_end_of_term", Old: vocabulary.PendingReview, New: c.CompletionEndOfTerm, Cause: dataset.CauseSource},
			dataset.Change{Run: date[:4] + date[5:7] + date[8:] + "T020000Z", Date: date, Table: "commitments", Key: c.ID, MemberID: c.MemberID,
				Field: "policy_areas", Old: "E-government | Open Data", New: "Digital Governance | Open Data", Cause: dataset.CauseSource})
	}
	slices.SortStableFunc(ds.Changes, func(a, b dataset.Change) int { return cmp.Compare(a.Date, b.Date) })
	ds.Crosswalk = []vocabulary.CrosswalkUse{
		{Field: "completion", Raw: "d. Complete", Normalized: vocabulary.Completed, Era: "2016", Count: 12},
		{Field: "completion", Raw: "Not started", Normalized: vocabulary.NotStarted, Era: "2022+", Count: 3},
	}
	first := ds.Members[0]
	ds.Issues = []dataset.Issue{
		{Severity: "error", Code: "no-record", MemberID: first.ID, Key: "EE0059", Count: 1, Message: "The page was fetched, and nothing that a commitment page must have was found.",
			Action: "Open the address in a browser: if it shows the page, the layout has changed.", Who: "developer", URL: first.URL},
		{Severity: "warning", Code: "value-not-recognised", Field: "completion", Value: "Mostly done", Count: 3, Message: "A value is not in the vocabulary of its field.",
			Action: "Add the words to the crosswalk file named in sources.crosswalk.", Who: "policy staff"},
		{Severity: "note", Code: "date-unreadable", MemberID: first.ID, Key: first.ID + "-2016", Field: "end_date", Value: "3/4/2015", Count: 1, Message: "A date is ambiguous and was kept as text.",
			Action: "Read the date in its source.", Who: "policy staff"},
	}
}
