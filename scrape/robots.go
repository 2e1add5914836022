package scrape

import (
	"context"

	"ogptracker/scrape/archive"
	"ogptracker/scrape/fetch"
)

// robots reads robots.txt once a run and returns the sitemaps it names. A run
// that is taken up again obeys the one it has read already.
func (s *session) robots(ctx context.Context) ([]string, error) {
	url := s.site.Robots().String()
	if a, ok := s.answeredBefore(archive.ClassRobots, url); ok {
		body, err := s.Archive.Body(ctx, a.BodyHash)
		if err != nil {
			return nil, err
		}
		s.Fetch.UseRobots(fetch.Robots{URL: url, Status: a.Status, Body: body, Fetched: a.At})
	}
	if err := ended(ctx); err != nil {
		return nil, err
	}
	before := s.Fetch.Stats().Requests
	under, done := graceful(ctx)
	defer done()
	r, err := s.Fetch.Robots(under)
	if err != nil && under.Err() != nil {
		return nil, ended(ctx)
	}
	if err != nil {
		return nil, err
	}
	if _, ok := s.answeredBefore(archive.ClassRobots, url); !ok {
		a := answer{body: r.Body, Fetch: archive.Fetch{Run: s.run.ID, Class: archive.ClassRobots, Address: url, Outcome: archive.OutcomeRead,
			Status: r.Status, At: r.Fetched, Requests: s.Fetch.Stats().Requests - before, BodyHash: sum(r.Body)}}
		if err := s.save(ctx, &a); err != nil {
			return nil, err
		}
	}
	s.progress("index", url)
	return r.Sitemaps(), nil
}
