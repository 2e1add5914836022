package transform

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape/record"
)

func TestIssuesOfOneKindAreOneRowUnlessTheyAskForDifferentThings(t *testing.T) {
	issues := []record.Issue{
		{Code: record.CodeUnattributed, Key: "a-letter", Message: "nobody's letter"},
		{Code: record.CodeUnreadableValue, Field: record.FieldCompletion, Layout: record.Layout2022, Member: "kenya", Key: "KE0023", Message: "drawn"},
		{Code: record.CodeUnreadableValue, Field: record.FieldCompletion, Layout: record.Layout2022, Member: "estonia", Key: "EE0059", Message: "drawn"},
		{Code: record.CodeUnreadableValue, Field: record.FieldStatus, Layout: record.Layout2022, Member: "estonia", Key: "EE0059"},
		{Code: record.CodeUnreadableValue, Field: record.FieldCompletion, Layout: record.Layout2019, Member: "estonia", Key: "EE0020"},
		{Code: record.CodeUnknownLabel, Value: "Colour:", Member: "estonia", Key: "EE0059"},
		{Code: record.CodeUnknownLabel, Value: "Colour:", Member: "estonia", Key: "EE0060"},
		{Code: record.CodeUnknownLabel, Value: "Shape:", Member: "estonia", Key: "EE0060"},
		{Code: record.CodeTableRow, Key: "row 12", Message: "no country"},
		{Code: record.CodeTableRow, Key: "row 13", Message: "no country"},
		{Code: record.CodeNoWayToFind, Member: "ghana"},
		{Code: "never-declared"},
	}
	type row struct {
		severity, code, member, key, field string
		count                              int
		message                            string
	}
	rows := func(issues []record.Issue) []row {
		var got []row
		for _, i := range gatherIssues(issues) {
			got = append(got, row{i.Severity, i.Code, i.MemberID, i.Key, i.Field, i.Count, i.Message})
			if i.Action == "" || i.Who == "" {
				t.Errorf("%s says neither what to do nor who", i.Code)
			}
		}
		return got
	}
	meaning := func(c record.Code) string { d, _ := record.Define(c); return d.Meaning }
	want := []row{
		{"error", "no-way-to-find-commitments", "ghana", "", "", 1, meaning(record.CodeNoWayToFind)},
		{"warning", "never-declared", "", "", "", 1, "an issue whose code is not declared"},
		{"warning", "table-row-unusable", "", "row 12", "", 1, "no country"},
		{"warning", "table-row-unusable", "", "row 13", "", 1, "no country"},
		{"warning", "unknown-label", "estonia", "EE0059", "", 2, "2 times; for example: " + meaning(record.CodeUnknownLabel)},
		{"warning", "unknown-label", "estonia", "EE0060", "", 1, meaning(record.CodeUnknownLabel)},
		{"warning", "unreadable-value", "estonia", "EE0020", "completion", 1, meaning(record.CodeUnreadableValue)},
		{"warning", "unreadable-value", "", "EE0059", "completion", 2, "2 times; for example: drawn"},
		{"warning", "unreadable-value", "estonia", "EE0059", "status", 1, meaning(record.CodeUnreadableValue)},
		{"note", "document-unattributed", "", "a-letter", "", 1, "nobody's letter"},
	}
	if diff := cmp.Diff(want, rows(issues), cmp.AllowUnexported(row{})); diff != "" {
		t.Error(diff)
	}
	slices.Reverse(issues)
	if diff := cmp.Diff(want, rows(issues), cmp.AllowUnexported(row{})); diff != "" {
		t.Errorf("in another order: %s", diff)
	}
}
