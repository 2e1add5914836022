package transform

import (
	"errors"
	"fmt"
)

// ErrInput is wrapped by every error of Build: what was handed over cannot be
// a night's run at all. What is odd in a page or row is an issue instead.
var ErrInput = errors.New("transform: input unusable")

// Build makes the whole dataset from a night. It reads no clock, network or
// file; the same input gives the same dataset, and the order of pages and
// rows in it never matters.
func Build(in Input) (*Dataset, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	rows, issues := assemble(in)
	ds := &Dataset{
		Run: in.Run, Date: in.Date,
		Members: rows.Members, Plans: rows.Plans, Commitments: rows.Commitments,
		Ratings: rows.Ratings, PolicyAreas: rows.PolicyAreas, Documents: rows.Documents,
		Crosswalk: rows.Uses, Sources: rows.Sources,
	}
	ds.Completion = completions(ds.Members, ds.Plans, ds.Commitments)
	ds.ThematicFocus = thematicFocus(ds.Plans, ds.Commitments)
	_ = issues
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
