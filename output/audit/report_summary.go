package audit

import (
	"regexp"
	"strings"
)

// remark is what Summary adds to a group's name: "2016 (midterm only), n = 12".
var remark = regexp.MustCompile(`( \((partly )?midterm only\))?(, n = [0-9,]+)?$`)

// checkSummary looks up every row of Summary's tables on sheet Completion:
// the same group, the same figures.
func checkSummary(b *book) []Finding {
	summary := b.sheetNamed("Summary")
	if summary == nil {
		return nil // member workbooks have none
	}
	completion := b.completion()
	var findings []Finding
	for _, t := range summary.tables {
		if len(t.columns) > 0 && t.columns[0] == "When" {
			continue // only the commitments rated twice, which are no group of Completion
		}
		g := gridOf(summary, t)
		for row := range g.rows() {
			findings = append(findings, lookUp(g, row, completion)...)
		}
	}
	return findings
}

// lookUp finds the row of Completion that a row of Summary shows, and compares
// every column.
func lookUp(g *grid, row int, completion *completionGrid) []Finding {
	label := g.table.columns[0]
	group := remark.ReplaceAllString(g.text(row, label), "")
	at := g.name(row, label)
	if completion == nil {
		return []Finding{finding(g.sheet, at, "%q has figures, and sheet Completion has none", group)}
	}
	match := -1
	for i := range completion.rows() {
		if completion.isGroup(i, label, group) {
			match = i
		}
	}
	if match < 0 {
		return []Finding{finding(g.sheet, at, "%q (%s) does not stand on sheet Completion", group, label)}
	}
	var findings []Finding
	for _, name := range g.table.columns[1:] {
		if !completion.has(name) {
			findings = append(findings, finding(g.sheet, g.name(row, name), "sheet Completion has no column %q", name))
			continue
		}
		if here, there := g.text(row, name), completion.text(match, name); here != there {
			findings = append(findings, finding(g.sheet, g.name(row, name), "%s of %q is %q, sheet Completion says %q in %s",
				name, group, here, there, completion.name(match, name)))
		}
	}
	return findings
}

// completionGrid is the table of sheet Completion with the headers of its keys.
type completionGrid struct {
	*grid
	kind, group, label, stage string
}

// completion returns nil where the sheet has no table.
func (b *book) completion() *completionGrid {
	g := b.gridNamed("completion")
	if g == nil {
		return nil
	}
	return &completionGrid{g, header("completion", "group_type"), header("completion", "group"), header("completion", "group_label"), header("completion", "stage")}
}

// isGroup says whether a row is the one that a label on Summary stands for: a
// stage of everything, or the latest figures of a group of the kind that the
// label's header names.
func (f *completionGrid) isGroup(row int, label, group string) bool {
	kind, stage := f.text(row, f.kind), f.text(row, f.stage)
	wanted := ""
	switch strings.ToLower(label) {
	case "stage":
		return kind == kindOf("all") && stage == group
	case "region":
		wanted = "region"
	case "first year of the plan":
		wanted = "cycle"
	case "policy area":
		wanted = "policy_area"
	}
	return kind == kindOf(wanted) && stage == stageOf("latest") && f.text(row, f.label) == group
}

// kindOf and stageOf are the words of sheet Completion for a kind of group and
// a stage.
func kindOf(groupType string) string { return shown("group_type", groupType) }

func stageOf(stage string) string { return shown("stage", stage) }

func shown(column, value string) string {
	c := declared("completion", column)
	return c.Shown(value)
}
