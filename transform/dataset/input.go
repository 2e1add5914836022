package dataset

import (
	"errors"
	"fmt"
	"slices"

	"ogptracker/scrape/record"
)

// ErrInput is wrapped by every error of Build: what was handed over cannot be
// a night's run at all. What is odd in a page or row is an issue instead.
var ErrInput = errors.New("input unusable")

func (in *Input) Check() error {
	switch {
	case in.Run == "":
		return fmt.Errorf("%w: the run has no identity", ErrInput)
	case in.Date.IsZero():
		return fmt.Errorf("%w: run %s has no date for its report", ErrInput, in.Run)
	}
	return nil
}

// AboutOthers reports an issue of a member that the report leaves out.
func (in *Input) AboutOthers(i record.Issue) bool {
	return i.Member != "" && len(in.Members) > 0 && !slices.Contains(in.Members, i.Member)
}
