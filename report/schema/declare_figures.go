package schema

import (
	"fmt"
	"strconv"
	"strings"

	"ogptracker/report/words"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

func completionTable() declaration {
	type c = dataset.Completion
	columns := completionGroup()
	columns = append(columns, completionCounts()...)
	return spec[c]{
		table: Table{
			Name: "completion", Title: "Completion",
			Description: "One row for each group of commitments and stage: how many were assessed, what was found, what was left out and why, and the rates that follow.",
			Key:         []string{"group_type", "group", "stage"},
			// What tempers a rate stands beside it.
			SheetFirst: []string{
				"group_type", "group_label", "stage", "commitments", "assessed", "completed", "substantial", "limited", "not_started",
				"left_out", "high_completion_rate", "midterm_only", "full_completion_rate", "share_of_all", "in_words",
			},
		},
		rows:    func(ds *dataset.Dataset) []c { return ds.Completion },
		columns: columns,
	}
}

func completionGroup() []ColumnOf[dataset.Completion] {
	type c = dataset.Completion
	return []ColumnOf[c]{
		Col("group_type", "Kind of group", Text, 18, "What the commitments are grouped by; cycle is the first year of a plan.",
			func(_ *Lookup, r *c) any { return r.GroupType }).required().values(groupTypes()...).SaidAs(words.GroupType),
		Col("group", "Group ID", Text, 24, "The group's own identity in other tables; all (on the sheet: Everything) for everything.",
			func(_ *Lookup, r *c) any { return r.Group }).required().SaidAs(words.Group),
		Col("group_label", "Group", Text, 30, "The group's name.",
			func(_ *Lookup, r *c) any { return r.GroupLabel }).required(),
		Col("stage", "Stage", Text, 13, "The stage the findings belong to: midterm, end of term, or latest (the last finding known of each commitment).",
			func(_ *Lookup, r *c) any { return string(r.Stage) }).required().values(FigureStages()...).SaidAs(words.Stage),
	}
}

// emptyWhereFew says what sheets do with a rate of a small group.
var emptyWhereFew = fmt.Sprintf(" On the sheet it stays empty below %d assessed.", dataset.MinAssessed)

func completionCounts() []ColumnOf[dataset.Completion] {
	type c = dataset.Completion
	return []ColumnOf[c]{
		Col("commitments", "Commitments", Integer, 14, "Commitments in the group, each counted once.",
			func(_ *Lookup, r *c) any { return r.Commitments }).required().unit("commitments"),
		Col("assessed", "Assessed", Integer, 11, "Commitments whose finding is "+vocabulary.AssessedInWords()+": the denominator of both completion rates.",
			func(_ *Lookup, r *c) any { return r.Assessed }).required().unit("commitments"),
		Col("assessments", "IRM assessments", Integer, 14, "Separate assessments behind them: fewer than assessed where the IRM assessed commitments together as a cluster.",
			func(_ *Lookup, r *c) any { return r.Assessments }).required().unit("assessments"),
		Col("completed", "Completed", Integer, 12, "Commitments found completed.",
			func(_ *Lookup, r *c) any { return r.Completed }).required().unit("commitments"),
		Col("substantial", "Substantial", Integer, 14, "Commitments found substantially completed.",
			func(_ *Lookup, r *c) any { return r.Substantial }).required().unit("commitments"),
		Col("limited", "Limited", Integer, 10, "Commitments found completed to a limited degree.",
			func(_ *Lookup, r *c) any { return r.Limited }).required().unit("commitments"),
		Col("not_started", "Not started", Integer, 10, "Commitments found not started.",
			func(_ *Lookup, r *c) any { return r.NotStarted }).required().unit("commitments"),
		Col("left_out", "Left out", Integer, 10, "Commitments without one of the four ratings: commitments less assessed.",
			func(_ *Lookup, r *c) any { return r.LeftOut }).required().unit("commitments"),
		Col("left_out_reasons", "Why left out", List, 60, "What stands in place of a rating, with how many commitments of each.",
			func(_ *Lookup, r *c) any { return reasons(r.LeftOutReasons) }).IfEmpty("None left out").required(),
		Col("high_completion_rate", vocabulary.HighCompletionRate.Name, Share, 13, vocabulary.HighCompletionRate.Formula()+", "+vocabulary.HighCompletionRate.Source+"."+emptyWhereFew,
			func(_ *Lookup, r *c) any { return r.HighCompletion }).unit("fraction of assessed commitments"),
		Col("full_completion_rate", vocabulary.FullCompletionRate.Name, Share, 13, vocabulary.FullCompletionRate.Formula()+"."+emptyWhereFew,
			func(_ *Lookup, r *c) any { return r.FullCompletion }).unit("fraction of assessed commitments"),
		Col("in_reviewed_plans", "In reviewed plans", Integer, 12, "Commitments of those plans of the group that have an IRM finding at this stage: the denominator of the share of all.",
			func(_ *Lookup, r *c) any { return r.InReviewedPlans }).required().unit("commitments"),
		Col("share_of_all", vocabulary.ShareOfAllRate.Name, Share, 11, vocabulary.ShareOfAllRate.Formula()+", "+vocabulary.ShareOfAllRate.Source+"."+emptyWhereFew,
			func(_ *Lookup, r *c) any { return r.ShareOfAll }).unit("fraction of commitments in reviewed plans"),
		Col("in_words", "In words", Text, 110, "Numerator, denominator and what was left out, as a sentence.",
			func(_ *Lookup, r *c) any { return r.InWords }).required(),
		Col("starred", "Starred", Integer, 10, "Commitments stated as starred.",
			func(_ *Lookup, r *c) any { return r.Starred }).required().unit("commitments"),
		Col("midterm_only", "Of plans with only a midterm", Integer, 14, "Commitments of plans that were rated only at midterm. Rates that mix them with final ratings are biased low.",
			func(_ *Lookup, r *c) any { return r.MidtermOnly }).required().unit("commitments"),
	}
}

// reasons writes each reason with its count: "Pending IRM review: 3".
func reasons(rs []dataset.Reason) string {
	var b strings.Builder
	for i, r := range rs {
		if i > 0 {
			b.WriteString(ListSeparator)
		}
		b.WriteString(r.Words)
		b.WriteString(": ")
		b.WriteString(strconv.Itoa(r.Count))
	}
	return b.String()
}

func thematicFocusTable() declaration {
	type t = dataset.ThematicFocus
	return spec[t]{
		table: Table{
			Name: "thematic_focus", Title: "Thematic focus",
			Description: "One row for each plan and policy area. Shares of a plan add up to more than 100 %, because a commitment can have several policy areas.",
			Key:         []string{"plan_id", "policy_area"},
			ForeignKeys: []ForeignKey{{"plan_id", "action_plans", "plan_id"}},
		},
		rows: func(ds *dataset.Dataset) []t { return ds.ThematicFocus },
		columns: []ColumnOf[t]{
			Col("plan_id", "Plan ID", Text, 28, "The action plan.",
				func(_ *Lookup, r *t) any { return r.PlanID }).required(),
			Col("member_id", "Member ID", Text, 18, "The member whose plan it is.",
				func(f *Lookup, r *t) any { return f.plans[r.PlanID] }).required().OnlyCSV(),
			Col("member", "Member", Text, 24, "Name of the member.",
				func(f *Lookup, r *t) any { return f.Member(f.plans[r.PlanID]) }).required(),
			Col("policy_area", "Policy area", Text, 40, "The policy area.",
				func(_ *Lookup, r *t) any { return r.PolicyArea }).required(),
			Col("commitments", "Commitments", Integer, 14, "Commitments of the plan in this policy area.",
				func(_ *Lookup, r *t) any { return r.Commitments }).required().unit("commitments"),
			Col("of_commitments", "Of commitments", Integer, 14, "Commitments of the plan: the denominator of the share.",
				func(_ *Lookup, r *t) any { return r.Share.Of }).required().unit("commitments"),
			Col("share", "Share of the plan", Share, 13, "Commitments in this policy area / commitments of the plan.",
				func(_ *Lookup, r *t) any { return r.Share }).unit("fraction of the plan's commitments"),
		},
	}
}

func statedFiguresTable() declaration {
	type s = dataset.StatedFigure
	return spec[s]{
		table: Table{
			Name: "stated_figures", Title: "Stated figures",
			Description: "One row for each count or share that a page of the site states about its member or plan. They are kept beside each other; none replaces another or a computed figure.",
			ForeignKeys: []ForeignKey{{"member_id", "members", "member_id"}},
		},
		rows: func(ds *dataset.Dataset) []s { return ds.StatedFigures },
		columns: []ColumnOf[s]{
			Col("member_id", "Member ID", Text, 20, "The member it is about.",
				func(_ *Lookup, r *s) any { return r.MemberID }).required(),
			Col("plan_id", "Plan ID", Text, 24, "The plan it is about; Not stated where the page does not say.",
				func(_ *Lookup, r *s) any { return r.PlanID }).required(),
			Col("measure", "Measure", Text, 30, "What is counted.",
				func(_ *Lookup, r *s) any { return r.Measure }).required().SaidAs(words.Measure),
			Col("detail", "Detail", Text, 30, "Tells values of one measure apart, such as the policy area of a share.",
				func(_ *Lookup, r *s) any { return r.Detail }).IfEmpty(vocabulary.NotApplicable).required(),
			Col("raw", "Raw words", Text, 30, "What the page says.",
				func(_ *Lookup, r *s) any { return r.Raw }).required(),
			Col("value", "Value", Number, 12, "The figure as a number, shares as a fraction of 1; empty where the page gives none.",
				func(_ *Lookup, r *s) any { return r.Value }),
			Col("state", "State", Text, 14, "Stated, or why there is no value.",
				func(_ *Lookup, r *s) any { return r.State }).required(),
			Col("url", "Page", URL, 14, "Address of the page.",
				func(_ *Lookup, r *s) any { return r.URL }),
			Col("read", "Read", Time, 17, "When the page was read, UTC.",
				func(_ *Lookup, r *s) any { return r.Read }).unit("UTC"),
		},
	}
}

// CompletionDeclared is the table of completion without its rows, for grids
// that show some of its columns.
func CompletionDeclared() *Table { return completionTable().declare() }
