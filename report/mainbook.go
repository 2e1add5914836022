package report

import (
	"ogptracker/report/words"
	"ogptracker/transform/dataset"
)

// Names of the sheets of ogp-report.xlsx, in order.
const (
	sheetCover          = "Cover"
	sheetSummary        = "Summary"
	sheetMyCountry      = "My country"
	sheetAttention      = "Needs attention"
	sheetChanged        = "What changed"
	sheetMembers        = "Members"
	sheetPlans          = "Action plans"
	sheetCommitments    = "Commitments"
	sheetCompletion     = "Completion"
	sheetThematic       = "Thematic focus"
	sheetDue            = "Due dates"
	sheetDocuments      = "Documents"
	sheetReconciliation = "Reconciliation"
	sheetIssues         = "Coverage and issues"
	sheetNotes          = "Notes"
)

// mainPath is where the main workbook lies.
const mainPath = "ogp-report.xlsx"

// mainBook makes the main workbook.
type mainBook struct{ *builder }

func (b mainBook) workbook() *Workbook {
	wb := b.builder.workbook(mainPath, "OGP Tracker: action plans and commitments as of "+words.Day(b.meta.Date),
		"What members of the Open Government Partnership promised, and what the Independent Reporting Mechanism found")
	members := b.membersSheet()
	wb.Sheets = []*Sheet{
		b.cover(),
		b.summary(),
		choice(b).myCountry(members.Data),
		b.attentionSheet(),
		b.changed(sheetChanged, "What changed in the last 30 days", "Changed", b.ds.Changes),
		members,
		b.plansSheet(),
		b.commitmentsSheet(),
		b.completionSheet(),
		b.thematicSheet(),
		b.dueSheet(),
		b.documentsSheet(),
		b.reconciliationSheet(),
		b.issuesSheet(),
		b.notes(b.dictionary()),
	}
	return wb
}

// about says what each sheet holds, for the Cover.
func about() []Link {
	return []Link{
		{Sheet: sheetSummary, About: "Completion in all, by region, by cycle and by policy area, with charts"},
		{Sheet: sheetMyCountry, About: "One member, chosen from a list, beside its region and all national members"},
		{Sheet: sheetAttention, About: "Plans about to end, reviews to come, little done, ratings not read, sources that contradict"},
		{Sheet: sheetChanged, About: "What the sources say differently since 1, 7 and 30 days"},
		{Sheet: sheetMembers, About: "Where each member stands, and how many of its pages could be read"},
		{Sheet: sheetPlans, About: "Each action plan with its years"},
		{Sheet: sheetCommitments, About: "Each commitment with its latest assessment; filter Stage for current and post-implementation, Starred for stars"},
		{Sheet: sheetCompletion, About: "Numerators, denominators and rates for every group and stage"},
		{Sheet: sheetThematic, About: "Policy areas of each plan"},
		{Sheet: sheetDue, About: "What can be expected of members and of the IRM, and by when"},
		{Sheet: sheetDocuments, About: "Action plans, IRM reports, letters and other documents"},
		{Sheet: sheetReconciliation, About: "Figures computed here beside those the IRM's own reports print"},
		{Sheet: sheetIssues, About: "What could not be read or does not fit, and who can mend it"},
		{Sheet: sheetNotes, About: "What each word, figure and column means"},
	}
}

func (b mainBook) membersSheet() *Sheet {
	g := gridOf(b.table("members"), "Members", 1, "No member is known yet.")
	b.addCoverage(g)
	return b.data(sheetMembers, "Members of OGP and where each stands",
		"One row for each member. The last columns count its pages by what tonight's run did for them. Empty numbers and dates: not known.", g)
}

// addCoverage puts the columns of table coverage at the end of Members, so
// that each sheet holds one table.
func (b mainBook) addCoverage(g *Grid) {
	coverage := b.table("coverage")
	rows := coverage.ByText("member_id")
	key := g.column("member_id")
	for i, c := range coverage.Columns {
		if c.Name == "member_id" || c.Name == "member" {
			continue
		}
		g.Columns = append(g.Columns, GridColumn{Column: c})
		for r, row := range g.Rows {
			id, _ := row[key].(string)
			var v any
			if found := rows[id]; len(found) > 0 {
				v = found[0][i]
			}
			g.Rows[r] = append(g.Rows[r], v)
		}
	}
}

func (b mainBook) plansSheet() *Sheet {
	return b.data(sheetPlans, "Action plans of members", "One row for each action plan; the plan ID leads to its page. Empty numbers: not known.",
		gridOf(b.table("action_plans"), "ActionPlans", 2, "No action plan is known yet."))
}

func (b mainBook) commitmentsSheet() *Sheet {
	t := b.table("commitments")
	g := gridOf(t, "Commitments", 3, "No commitment is known yet.")
	g.foldAfter(len(t.SheetFirst))
	return b.data(sheetCommitments, "Commitments and their latest assessment",
		"One row for each commitment; its code leads to its page. The columns behind Policy areas can be folded away. Texts that end in … stand whole in csv/commitments.csv.", g)
}

func (b mainBook) completionSheet() *Sheet {
	g := gridOf(b.table("completion"), "Completion", 3, "No commitment is known yet, so there is no figure.")
	hideBelow(g, dataset.MinAssessed, "high_completion_rate", "full_completion_rate", "share_of_all")
	return b.data(sheetCompletion, "Completion by group and stage",
		"Rates are empty where fewer than 10 were assessed; read the counts. Counts of policy areas add up to more than all commitments, since a commitment can have several.", g)
}

func (b mainBook) thematicSheet() *Sheet {
	return b.data(sheetThematic, "Thematic focus of action plans",
		"Shares of one plan add up to more than 100 %, because a commitment can have several policy areas.",
		gridOf(b.table("thematic_focus"), "ThematicFocus", 1, "No plan with commitments is known yet."))
}

func (b mainBook) dueSheet() *Sheet {
	return b.data(sheetDue, "Due dates that OGP's rules let one expect",
		"Expected, never overdue: the rules know exceptions that pages do not state. Certain is No where the plan's end is itself assumed.",
		gridOf(b.table("due_dates"), "DueDates", 2, "No plan whose end is known lets one expect anything yet."))
}

func (b mainBook) documentsSheet() *Sheet {
	return b.data(sheetDocuments, "Documents on OGP's site", "One row for each document; the title leads to its page. Years of old plans are often those of posting.",
		gridOf(b.table("documents"), "Documents", 2, "No document is known yet."))
}

func (b mainBook) reconciliationSheet() *Sheet {
	return b.data(sheetReconciliation, "Reconciliation with the figures IRM reports print",
		"Difference is the figure computed here less the printed one. Empty numbers: not printed, or not to be computed.",
		gridOf(b.table("reconciliation"), "Reconciliation", 2, "No IRM report with printed figures has been read yet."))
}

func (b mainBook) issuesSheet() *Sheet {
	return b.data(sheetIssues, "Coverage and issues of this run",
		coverageInWords(b.ds)+" By member: sheet Members, last columns.",
		gridOf(b.table("issues"), "Issues", 2, "No issue: everything that was read could be understood."))
}
