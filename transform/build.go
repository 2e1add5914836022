package transform

import (
	"errors"
	"fmt"
	"slices"

	"ogptracker/scrape/record"
)

// ErrInput is wrapped by every error of Build: what was handed over cannot be
// a night's run at all. What is odd in a page or row is an issue instead.
var ErrInput = errors.New("input unusable")

// Build makes the whole dataset from a night. It reads no clock, network or
// file; the same input gives the same dataset, and the order of pages and
// rows in it never matters.
func Build(in Input) (*Dataset, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	if in.Crosswalk == nil {
		in.Crosswalk = builtInCrosswalk()
	}
	rows, issues := assemble(in)
	issues = slices.DeleteFunc(slices.Concat(issues, nightIssues(in, rows)), in.aboutOthers)
	figures := publishedFigures(rows.pages, rows.Documents, rows.Plans, in.Crosswalk)
	ds := &Dataset{
		Run: in.Run, Date: in.Date,
		Members: rows.Members, Plans: rows.Plans, Commitments: rows.Commitments,
		Ratings: rows.Ratings, PolicyAreas: rows.PolicyAreas, Documents: rows.Documents,
		Crosswalk: rows.Uses, Sources: rows.Sources,

		Completion:       completions(rows.Members, rows.Plans, rows.Commitments),
		ThematicFocus:    thematicFocus(rows.Plans, rows.Commitments),
		Activity:         activity(rows.pages, rows.Members),
		DueDates:         dueDates(in.Date, rows.Members, rows.Plans, rows.Commitments),
		StatedFigures:    statedFigures(rows.pages, rows.Members, rows.Plans),
		PublishedFigures: published(figures),
		Reconciliation:   reconcile(figures, rows.Members, rows.Commitments, rows.Ratings),
		Coverage:         coverage(rows.pages, rows.Members),
		Issues:           gatherIssues(issues),
		Progress:         progress(in, rows),
	}
	ds.logChanges(in, rows, figures)
	return ds, nil
}

func (in *Input) check() error {
	switch {
	case in.Run == "":
		return fmt.Errorf("%w: the run has no identity", ErrInput)
	case in.Date.IsZero():
		return fmt.Errorf("%w: run %s has no date for its report", ErrInput, in.Run)
	}
	return nil
}

// aboutOthers reports an issue of a member that the report leaves out.
func (in *Input) aboutOthers(i record.Issue) bool {
	return i.Member != "" && len(in.Members) > 0 && !slices.Contains(in.Members, i.Member)
}

// logChanges compares with the last complete run, dates the commitments, and
// leaves what the next run compares with.
func (ds *Dataset) logChanges(in Input, rows *assembled, figures []printed) {
	trackFigures(rows.tracking, figures, rows.pages)
	ds.Snapshot = nextSnapshot(in, rows.tracking, pageFailures(rows.pages))
	markRead(ds.Snapshot, rows.pages)
	ds.Changes = slices.Concat(in.Log, dateChanges(in.Before, ds.Snapshot))
	for i := range ds.Commitments {
		c := &ds.Commitments[i]
		if row, ok := ds.Snapshot.Rows[TableCommitments+"/"+c.ID]; ok {
			c.FirstSeen, c.LastSeen, c.LastChanged = row.FirstSeen, row.LastSeen, row.LastChanged
		}
	}
}

// nightIssues are the issues that come with the night: of fetching, of the
// pages whose reading stands, and of OGP's table.
func nightIssues(in Input, rows *assembled) []record.Issue {
	issues := slices.Clone(in.Night.Issues)
	for _, ref := range rows.pages {
		if hasReading(ref.Read) {
			issues = append(issues, ref.Read.Page.Issues...)
		}
	}
	if in.Night.Table != nil {
		issues = append(issues, in.Night.Table.Issues...)
	}
	return issues
}
