package audit

import "strconv"

// countedColumn is a column of Completion and the finding it counts; "" counts
// all commitments of the group.
type countedColumn struct{ header, finding string }

func countedColumns() []countedColumn {
	return []countedColumn{
		{header("completion", "commitments"), ""},
		{header("completion", "completed"), "Completed"},
		{header("completion", "substantial"), "Substantial"},
		{header("completion", "limited"), "Limited"},
		{header("completion", "not_started"), "Not Started"},
	}
}

// stageColumn is a stage of Completion and the column of Commitments that
// holds its findings.
type stageColumn struct{ stage, header string }

func stageColumns() []stageColumn {
	return []stageColumn{
		{stageOf("midterm"), header("commitments", "completion_midterm")},
		{stageOf("end_of_term"), header("commitments", "completion_end_of_term")},
		{stageOf("latest"), header("commitments", "completion")},
	}
}

// checkCounted counts the rows of sheet Commitments again, for everything and
// for each member, and compares with sheet Completion.
func checkCounted(b *book) []Finding {
	commitments, completion := b.gridNamed("commitments"), b.completion()
	if commitments == nil || completion == nil {
		return nil // the comparison with the CSV files tells if rows are missing
	}
	counts, names, columns := countCommitments(commitments), memberNames(b), countedColumns()
	var findings []Finding
	for row := range completion.rows() {
		who := ""
		switch completion.text(row, completion.kind) {
		case kindOf("all"):
		case kindOf("member"):
			who = names[completion.text(row, completion.group)]
		default:
			continue
		}
		stage := completion.text(row, completion.stage)
		for _, c := range columns {
			got, want := completion.text(row, c.header), strconv.Itoa(counts[counted{who, stage, c.finding}])
			if got != want {
				findings = append(findings, finding(completion.sheet, completion.name(row, c.header), "%s of %s at stage %s is %s, the rows of sheet Commitments come to %s",
					c.header, orAll(who), stage, got, want))
			}
		}
	}
	return findings
}

// counted is what is counted: commitments of a member ("" for all) at a stage
// with a finding ("" for any).
type counted struct{ member, stage, finding string }

// countCommitments leaves out commitments that the site no longer lists. What
// a local member found about itself is no finding of the IRM.
func countCommitments(g *grid) map[counted]int {
	counts := make(map[counted]int)
	member, gone := header("commitments", "member"), header("commitments", "gone")
	evidence := declared("commitments", "evidence_basis")
	byIRM := evidence.Values[0] // the other is the member's own report
	stages := stageColumns()
	for row := range g.rows() {
		if g.text(row, gone) == "Yes" {
			continue
		}
		name, assessed := g.text(row, member), g.text(row, evidence.Header) == byIRM
		for _, s := range stages {
			found := g.text(row, s.header)
			for _, who := range []string{"", name} {
				counts[counted{who, s.stage, ""}]++
				if assessed {
					counts[counted{who, s.stage, found}]++
				}
			}
		}
	}
	return counts
}

// memberNames maps ids to the names that sheet Commitments shows.
func memberNames(b *book) map[string]string {
	names := make(map[string]string)
	g := b.gridNamed("members")
	if g == nil {
		return names
	}
	id, name := header("members", "member_id"), header("members", "member")
	for row := range g.rows() {
		names[g.text(row, id)] = g.text(row, name)
	}
	return names
}

func orAll(member string) string {
	if member == "" {
		return "all commitments"
	}
	return member
}
