package report_test

import (
	"slices"
	"strings"
	"testing"

	"ogptracker/report/schema"
)

// notFollowed are the columns that the log of changes does not follow, with
// the reason. Every other column of a followed table is.
var notFollowed = map[string]map[string]string{
	"members": {
		"member_id": theKey, "country": ofTheRegistry, "iso3": ofTheRegistry, "latest_plan_id": "told by the plan's own row", "latest_plan_ends_by": "told by the plan's own row", "previous_plan_id": "told by the plan's own row",
		"commitments": aCount, "current_commitments": aCount, "awaiting_review_commitments": aCount, "post_implementation_commitments": aCount,
		"not_to_be_reviewed_commitments": aCount, "stage_not_stated_commitments": aCount, "starred_commitments": aCount, "counts_note": aCount,
		"url": anAddress, "last_read": ofTheRun, "freshness": ofTheRun,
	},
	"action_plans": {
		"plan_id": theKey, "member_id": "part of the key", "member": otherRow, "start_year": "part of the key, never re-keyed",
		"ends_by": fromEndDate, "ends_by_precision": fromEndDate, "end_assumed": fromEndDate, "is_current": ofTheCalendar,
		"commitments": aCount, "evidence_basis": "told by its commitments",
	},
	"commitments": {
		"commitment_id": theKey, "member_id": "part of the code", "member": otherRow, "stage": ofTheCalendar, "plan_number": "told by the plan's own row",
		"counts_in_rates": "told by evidence_basis and by the row that is gone", "completion_source": "kept with the value of completion, whose change is told",
		"star_recomputed_midterm": "computed from columns that are followed", "star_recomputed_end_of_term": "computed from columns that are followed",
		"irm_reports": "told by the documents", "description": "too long for a line of a log; the bytes of every page are kept",
		"url": anAddress, "provisional": "another key, so another row", "carried_forward": "told as the cause", "gone": "told as the cause",
		"first_seen": ofTheRun, "last_seen": ofTheRun, "last_changed": ofTheRun,
	},
	"documents": {"document_id": theKey, "member": otherRow},
	"published_figures": {
		"member_id": theKey, "plan_id": theKey, "report_url": theKey, "report_type": "told by the document", "draft": "told by the document",
		"measure": theKey, "stage": theKey, "value": "what is printed, as a number",
	},
}

const (
	theKey        = "part of the row's key"
	aCount        = "counted from rows that are followed"
	anAddress     = "an address that leads to the same page"
	ofTheRun      = "says what the run did"
	ofTheCalendar = "the calendar changes it, no source"
	ofTheRegistry = "of the registry of members built into the program"
	otherRow      = "told by another row"
	fromEndDate   = "computed from end_date"
)

// A column that the log of changes forgets changes without a word: someone
// who adds one decides here whether it is followed.
func TestEveryColumnIsFollowedByTheLogOfChangesOrSaysWhyNot(t *testing.T) {
	nights, err := sampleNights()
	if err != nil {
		t.Fatal(err)
	}
	followed := map[string]map[string]bool{}
	for key, row := range nights[1].Snapshot.Rows {
		table, _, _ := strings.Cut(key, "/")
		if followed[table] == nil {
			followed[table] = map[string]bool{}
		}
		for _, f := range row.Values {
			followed[table][f.Field] = true
		}
	}
	seen := 0
	for _, table := range schema.Declarations() {
		columns, ok := followed[table.Name]
		if !ok {
			continue
		}
		seen++
		var names []string
		for _, c := range table.Columns {
			names = append(names, c.Name)
			reason := notFollowed[table.Name][c.Name]
			switch {
			case !columns[c.Name] && reason == "":
				t.Errorf("%s.%s is not followed by the log of changes: add it to the values that assemble tracks, or say here why not", table.Name, c.Name)
			case columns[c.Name] && reason != "":
				t.Errorf("%s.%s is followed, yet is said not to be: %s", table.Name, c.Name, reason)
			}
		}
		for column := range columns {
			if !slices.Contains(names, column) {
				t.Errorf("the log of changes follows %s.%s, which no table shows", table.Name, column)
			}
		}
		for column := range notFollowed[table.Name] {
			if !slices.Contains(names, column) {
				t.Errorf("%s.%s is said not to be followed, and is no column", table.Name, column)
			}
		}
	}
	if seen != len(followed) || seen != len(notFollowed) {
		t.Errorf("%d tables are followed, %d of them are declared and %d are listed here", len(followed), seen, len(notFollowed))
	}
}
