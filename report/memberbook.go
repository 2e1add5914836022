package report

import (
	"ogptracker/report/schema"
	"ogptracker/report/words"
	"ogptracker/transform/dataset"
)

// Sheets of a member's workbook, in the order of the country page.
const (
	sheetOverview = "Overview"
	sheetCurrent  = "Current"
	sheetAwaiting = "Awaiting review"
	sheetPost     = "Post-implementation"
	sheetStarred  = "Starred"
	sheetOthers   = "Other commitments"
	sheetActivity = "Activity"
)

// byMember are the rows of the tables that member workbooks show, by member.
type byMember struct {
	commitments, plans, documents, activity map[string][][]any
	thematic                                map[string][][]any // by plan
	ownPlans                                map[string][]dataset.Plan
	ownCommitments                          map[string][]dataset.Commitment
	due, reconciliation                     map[string][][]any
	attentions                              map[string][]attention
	stated                                  map[string][]dataset.StatedFigure
	coverage                                map[string]dataset.Coverage
	changes                                 map[string][]dataset.Change
	notes                                   *Grid // the same in every workbook
}

func (b *builder) memberWorkbooks() []Book {
	rows := b.byMember()
	books := make([]Book, len(b.ds.Members))
	for i := range b.ds.Members {
		m := &b.ds.Members[i]
		books[i] = Book{m.ID, bookPath(m.ID), func() *Workbook { return b.memberWorkbook(m, rows) }}
	}
	return books
}

func (b *builder) byMember() *byMember {
	notes := b.dictionary("commitments", "action_plans", "documents", "activity")
	notes.Shared = true
	rows := &byMember{
		commitments:    b.table("commitments").ByText("member_id"),
		plans:          b.table("action_plans").ByText("member_id"),
		documents:      b.table("documents").ByText("member_id"),
		activity:       b.table("activity").ByText("member_id"),
		thematic:       b.table("thematic_focus").ByText("plan_id"),
		ownPlans:       make(map[string][]dataset.Plan),
		ownCommitments: make(map[string][]dataset.Commitment),
		due:            b.table("due_dates").ByText("member_id"),
		reconciliation: b.table("reconciliation").ByText("member_id"),
		attentions:     make(map[string][]attention),
		stated:         make(map[string][]dataset.StatedFigure),
		coverage:       make(map[string]dataset.Coverage),
		changes:        make(map[string][]dataset.Change),
		notes:          notes,
	}
	for _, c := range b.ds.Commitments {
		rows.ownCommitments[c.MemberID] = append(rows.ownCommitments[c.MemberID], c)
	}
	for _, c := range b.ds.Changes {
		rows.changes[c.MemberID] = append(rows.changes[c.MemberID], c)
	}
	for _, a := range b.attentions() {
		rows.attentions[a.memberID] = append(rows.attentions[a.memberID], a)
	}
	for _, p := range b.ds.Plans {
		rows.ownPlans[p.MemberID] = append(rows.ownPlans[p.MemberID], p)
	}
	for _, f := range b.ds.StatedFigures {
		rows.stated[f.MemberID] = append(rows.stated[f.MemberID], f)
	}
	for _, c := range b.ds.Coverage {
		rows.coverage[c.MemberID] = c
	}
	return rows
}

func (b *builder) memberWorkbook(m *dataset.Member, rows *byMember) *Workbook {
	wb := b.workbook(bookPath(m.ID), m.Name+" in OGP, as of "+words.Day(b.meta.Date),
		"Action plans and commitments of "+m.Name+", and what the Independent Reporting Mechanism found")
	p := &memberBook{builder: b, m: m, rows: rows}
	thematic, focus := p.thematic()
	completion, levels := p.completion()
	wb.Sheets = append(wb.Sheets, p.brief(), p.overview(focus, levels), thematic, completion)
	wb.Sheets = append(wb.Sheets, p.lists()...)
	wb.Sheets = append(wb.Sheets,
		p.plans(), p.dueDates(), p.documents(), p.reconciled(), p.activity(),
		b.changed(sheetChanged, m.Name+": what changed in the last 30 days", "Changed", rows.changes[m.ID]),
		b.notes(rows.notes))
	return wb
}

// memberBook is the state of one member's workbook.
type memberBook struct {
	*builder
	m    *dataset.Member
	rows *byMember
}

// part is a table with only the member's rows.
func (p *memberBook) part(table string, rows [][]any) *schema.Table {
	t := *p.table(table)
	t.Rows = rows
	return &t
}

// listColumns are the columns of a list of commitments, as many as a reader
// of the country page asks for.
func listColumns() []string {
	return []string{
		"commitment_id", "title", "completion", "completion_midterm", "completion_end_of_term", "starred", "plan_ids", "cycle_year",
		"lead_institution", "supporting_institutions", "policy_areas", "ambition", "potential_impact",
		"did_it_open_government", "early_results", "description",
	}
}

// lists are the member's commitments by stage, and those with stars.
func (p *memberBook) lists() []*Sheet {
	all := p.part("commitments", p.rows.commitments[p.m.ID])
	stage, star, gone := all.MustColumn("stage"), all.MustColumn("starred"), all.MustColumn("gone")
	in := func(names ...string) func([]any) bool {
		return func(row []any) bool {
			for _, n := range names {
				if row[stage] == n && row[gone] == false {
					return true
				}
			}
			return false
		}
	}
	stages := schema.CommitmentStages()
	list := func(name, title, note, table, empty string, keep func([]any) bool) *Sheet {
		g := gridOf(all.Where(keep), table, 2, empty, listColumns()...)
		g.MaxLines = 2
		return p.data(name, p.m.Name+": "+title, note, g)
	}
	return []*Sheet{
		list(sheetCurrent, "current commitments", "Commitments with a plan that has not ended; the IRM may not have reviewed them yet. Long texts stand whole in csv/commitments.csv.",
			"CurrentCommitments", "No commitment is current.", in(stages[0])),
		list(sheetAwaiting, "commitments awaiting review", "Commitments whose plan has ended and whose last IRM review is still to come.",
			"AwaitingReview", "No commitment awaits review.", in(stages[1])),
		list(sheetPost, "commitments post-implementation", "Commitments whose plan has ended and that the IRM has reviewed for the last time.",
			"PostImplementation", "No commitment has been reviewed for the last time.", in(stages[2])),
		list(sheetStarred, "starred commitments", "Commitments that a page or OGP's table states as starred. Stars ended with the plans of 2018-20.",
			"StarredCommitments", "No commitment is stated as starred.", func(row []any) bool { return row[star] == "Yes" && row[gone] == false }),
		list(sheetOthers, "other commitments", "Commitments that will not be reviewed, whose stage no source states, or that the site no longer lists.",
			"OtherCommitments", "There are no others.", func(row []any) bool { return in(stages[3:]...)(row) || row[gone] == true }),
	}
}

func (p *memberBook) plans() *Sheet {
	return p.data(sheetPlans, p.m.Name+": action plans", "One row for each plan; the plan ID leads to its page. Empty numbers: not known.",
		gridOf(p.part("action_plans", p.rows.plans[p.m.ID]), "ActionPlans", 1, "No action plan is known.",
			"plan_id", "title", "plan_number", "cycle", "start_year", "end_year", "end_date", "end_assumed", "is_current", "commitments", "evidence_basis"))
}

func (p *memberBook) dueDates() *Sheet {
	return p.data(sheetDue, p.m.Name+": due dates that OGP's rules let one expect",
		"By date. Expected, never overdue: the rules know exceptions that pages do not state. Certain is No where the plan's end is itself assumed.",
		gridOf(p.part("due_dates", p.rows.due[p.m.ID]), "DueDates", 1, "No plan whose end is known lets one expect anything yet.",
			"expected", "days", "state", "duty", "whose", "certain", "basis"))
}

func (p *memberBook) reconciled() *Sheet {
	return p.data(sheetReconciliation, p.m.Name+": figures computed here beside those IRM reports print",
		"Difference is the figure computed here less the printed one. Empty numbers: not printed, or not to be computed.",
		gridOf(p.part("reconciliation", p.rows.reconciliation[p.m.ID]), "Reconciliation", 2, "No IRM report of this member with printed figures has been read yet.",
			"plan_id", "measure", "stage", "computed", "published", "difference", "verdict", "reason"))
}

func (p *memberBook) documents() *Sheet {
	return p.data(sheetDocuments, p.m.Name+": documents", "One row for each document; the title leads to its page.",
		gridOf(p.part("documents", p.rows.documents[p.m.ID]), "Documents", 1, "No document is known.",
			"title", "type", "year", "draft", "plan_id", "document_id"))
}

func (p *memberBook) activity() *Sheet {
	return p.data(sheetActivity, p.m.Name+": activity and events", "One row for each item of the page's activity stream and each event it announces.",
		gridOf(p.part("activity", p.rows.activity[p.m.ID]), "Activity", 1, "No activity and no event is known.",
			"date", "kind", "title"))
}
