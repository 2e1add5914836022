package transform

import (
	"cmp"
	"fmt"
	"slices"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
)

// distinct says, for codes that ask for something different each time, what
// tells one thing to do from another. Issues of every other code are one row
// for each field and layout.
var distinct = map[record.Code]func(record.Issue) string{
	record.CodeUnknownLabel:    byValue, // each label is added on its own
	record.CodeNotRecognised:   byValue, // each word is added on its own
	record.CodeFetchFailed:     byValue, // a timeout is not a challenge page
	record.CodeUnknownMember:   byValue,
	record.CodeCrosswalkUnused: byKeyAndValue,
	record.CodeTableColumn:     byKeyAndValue,
	record.CodeSitemapGone:     byValue,
	record.CodeSavedPage:       byKeyAndValue,
	record.CodeTableRow:        byKeyAndValue, // each row is mended on its own
	record.CodeTableDuplicate:  byKeyAndValue,
	record.CodeTableFormula:    byMessage, // each column is mended on its own
	record.CodeTableFailed:     byMessage,
	record.CodeTableAmbiguous:  byMessage,
	record.CodeTableCut:        byMessage,
	record.CodeTableOtherRows:  byKeyAndValue,
	record.CodeTableChoice:     byMessage,
	record.CodeContradiction:   byKeyAndValue, // each is a report to look into
	record.CodeCodeNotMembers:  byKeyAndValue,
	record.CodePlanYears:       byKeyAndValue, // each row is mended on its own
	record.CodeColumnsDisagree: byKeyAndValue,
	record.CodeNoWayToFind:     byMember,
}

func byValue(i record.Issue) string       { return i.Value }
func byMessage(i record.Issue) string     { return i.Message }
func byMember(i record.Issue) string      { return i.Member }
func byKeyAndValue(i record.Issue) string { return i.Key + "\x00" + i.Value }

// gatherIssues makes one row of all issues of a kind, with their count and an
// example, unless they name different things to do. Errors come first, then
// warnings, then notes.
func gatherIssues(issues []record.Issue) []dataset.Issue {
	type kind struct {
		code     record.Code
		field    record.Field
		layout   record.Layout
		distinct string
	}
	sorted := slices.SortedFunc(slices.Values(issues), compareIssues)
	place := map[kind]int{}
	var rows []dataset.Issue
	for _, issue := range sorted {
		k := kind{code: issue.Code, field: issue.Field, layout: issue.Layout}
		if tell := distinct[issue.Code]; tell != nil {
			k.distinct = tell(issue)
		}
		at, ok := place[k]
		if !ok {
			place[k] = len(rows)
			rows = append(rows, issueRow(issue))
			continue
		}
		row := &rows[at]
		row.Count++
		if row.MemberID != issue.Member {
			row.MemberID = "" // of several members
		}
	}
	for i := range rows {
		if rows[i].Count > 1 {
			rows[i].Message = fmt.Sprintf("%d times; for example: %s", rows[i].Count, rows[i].Message)
		}
	}
	sortIssues(rows)
	return rows
}

// AddIssues adds issues that a later stage found to those of a dataset.
func AddIssues(ds *dataset.Dataset, issues []record.Issue) {
	ds.Issues = append(ds.Issues, gatherIssues(issues)...)
	sortIssues(ds.Issues)
}

func sortIssues(rows []dataset.Issue) {
	slices.SortStableFunc(rows, func(a, b dataset.Issue) int {
		return cmp.Or(cmp.Compare(severityRank(a.Severity), severityRank(b.Severity)), cmp.Compare(a.Code, b.Code))
	})
}

// compareIssues is any fixed order, so that the example never depends on the
// order in which pages were read.
func compareIssues(a, b record.Issue) int {
	return cmp.Or(
		cmp.Compare(a.Code, b.Code), cmp.Compare(a.Field, b.Field), cmp.Compare(a.Layout, b.Layout),
		cmp.Compare(a.Member, b.Member), cmp.Compare(a.Key, b.Key), cmp.Compare(a.Value, b.Value),
		cmp.Compare(a.URL, b.URL), cmp.Compare(a.Message, b.Message))
}

// issueRow makes the row of one issue; severity, action and who come from the
// declaration of its code.
func issueRow(issue record.Issue) dataset.Issue {
	definition, ok := record.Define(issue.Code)
	if !ok {
		definition = record.Definition{
			Severity: record.SeverityWarning, Who: record.WhoDev,
			Meaning: "an issue whose code is not declared", Action: "Report the code: it has no declaration.",
		}
	}
	return dataset.Issue{
		Severity: string(definition.Severity), Code: string(issue.Code), MemberID: issue.Member, Key: issue.Key,
		Field: string(issue.Field), Value: issue.Value, Count: 1,
		Message: cmp.Or(issue.Message, definition.Meaning), Action: definition.Action, Who: string(definition.Who), URL: issue.URL,
	}
}

func severityRank(severity string) int {
	return slices.Index([]string{string(record.SeverityError), string(record.SeverityWarning), string(record.SeverityNote)}, severity)
}
