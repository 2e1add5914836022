package transform

import (
	"slices"

	"ogptracker/scrape/record"
	"ogptracker/transform/assemble"
	"ogptracker/transform/change"
	"ogptracker/transform/dataset"
	"ogptracker/transform/figure"
	"ogptracker/transform/vocabulary"
)

// Build makes the whole dataset from a night. It reads no clock, network or
// file; the same input gives the same dataset, and the order of pages and
// rows in it never matters.
func Build(in dataset.Input) (*dataset.Dataset, error) {
	if err := in.Check(); err != nil {
		return nil, err
	}
	if in.Crosswalk == nil {
		in.Crosswalk = vocabulary.BuiltInCrosswalk()
	}
	rows, issues := assemble.Night(in)
	issues = slices.DeleteFunc(slices.Concat(issues, nightIssues(in, rows)), in.AboutOthers)
	figures := figure.PublishedFigures(rows.Pages, rows.Documents, rows.Plans, in.Crosswalk)
	ds := &dataset.Dataset{
		Run: in.Run, Date: in.Date,
		Members: rows.Members, Plans: rows.Plans, Commitments: rows.Commitments,
		Ratings: rows.Ratings, PolicyAreas: rows.PolicyAreas, Documents: rows.Documents,
		Crosswalk: rows.Uses, Sources: rows.Sources,

		Completion:       figure.Completions(rows.Members, rows.Plans, rows.Commitments),
		ThematicFocus:    figure.ThematicFocus(rows.Plans, rows.Commitments),
		Activity:         figure.Activity(rows.Pages, rows.Members),
		Challenge:        figure.Challenge(rows.Pages, rows.Members),
		DueDates:         figure.DueDates(in.Date, rows.Members, rows.Plans, rows.Commitments),
		StatedFigures:    figure.StatedFigures(rows.Pages, rows.Members, rows.Plans),
		PublishedFigures: figure.Published(figures),
		Reconciliation:   figure.Reconcile(figures, rows.Members, rows.Commitments, rows.Ratings),
		Coverage:         figure.Coverage(rows.Pages, in.Night.Waiting, rows.Members),
		Issues:           gatherIssues(issues),
		Progress:         figure.Progress(in, rows),
	}
	logChanges(ds, in, rows, figures)
	showAsWritten(ds, in.Night.Written)
	return ds, nil
}

// logChanges compares with the last complete run, dates the commitments, and
// leaves what the next run compares with.
func logChanges(ds *dataset.Dataset, in dataset.Input, rows *dataset.Rows, figures []figure.Printed) {
	trackFigures(rows.Tracking, figures, rows.Pages)
	ds.Snapshot = change.NextSnapshot(in, rows.Tracking, change.PageFailures(rows.Pages))
	change.MarkRead(ds.Snapshot, rows.Pages)
	ds.Changes = slices.Concat(in.Log, change.DateChanges(in.Before, ds.Snapshot))
	for i := range ds.Commitments {
		c := &ds.Commitments[i]
		if row, ok := ds.Snapshot.Rows[dataset.TableCommitments+"/"+c.ID]; ok {
			c.FirstSeen, c.LastSeen, c.LastChanged = row.FirstSeen, row.LastSeen, row.LastChanged
		}
	}
}

// nightIssues are the issues that come with the night: of fetching, of the
// pages whose reading stands, and of OGP's table.
func nightIssues(in dataset.Input, rows *dataset.Rows) []record.Issue {
	issues := slices.Clone(in.Night.Issues)
	for _, ref := range rows.Pages {
		if dataset.HasReading(ref.Read) {
			issues = append(issues, ref.Read.Page.Issues...)
		}
	}
	if in.Night.Table != nil {
		issues = append(issues, in.Night.Table.Issues...)
	}
	return issues
}
