package scrape

import (
	"context"
	"fmt"

	"ogptracker/scrape/fetch"
)

// stillBanned refuses a run after one that the site ended with a ban: each
// further request can make the ban last, so that nothing is asked for until a
// person says that it was lifted.
func (c *Crawler) stillBanned(ctx context.Context, run string) error {
	if c.Fetch == nil || c.AfterBan {
		return nil
	}
	runs, err := c.Archive.Runs(ctx)
	if err != nil {
		return err
	}
	for i := len(runs) - 1; i >= 0; i-- {
		r := runs[i]
		if r.ID == run || r.Stats == "" {
			continue // refused nights leave no figures
		}
		f, err := earlierFigures(r.Stats, fetch.Stats{})
		if err != nil {
			return err
		}
		if f.Requests.Requests == 0 {
			continue // made without the site
		}
		if f.StoppedBy == stoppedByBan {
			return &fetch.Error{Reason: fetch.ReasonBanned, URL: c.Base, Err: fmt.Errorf("%w since run %s", fetch.ErrBanned, r.ID)}
		}
		return nil
	}
	return nil
}
