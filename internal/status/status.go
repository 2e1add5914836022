package status

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"ogptracker/internal/config"
	"ogptracker/internal/history"
	"ogptracker/internal/lock"
	"ogptracker/internal/schedule"
	"ogptracker/output/publish"
)

// State is how the program is doing.
type State string

const (
	// Healthy: the published report is as new as the schedule promises.
	Healthy State = "healthy"
	// Failing: the last run was not complete; the report is still new enough.
	Failing State = "failing"
	// Stale: the last complete run is older than one interval plus grace.
	Stale State = "stale"
	// NoReport: no run has been complete yet.
	NoReport State = "no report yet"
	// Damaged: the published report is not whole.
	Damaged State = "damaged"
)

// Meaning says a state in a sentence.
func (s State) Meaning() string {
	switch s {
	case Healthy:
		return "the published report is as new as the schedule promises"
	case Failing:
		return "the last run was not complete; the report published before it still stands"
	case Stale:
		return "the last complete run is older than the schedule promises"
	case NoReport:
		return "no run has been complete yet; begin with `ogptracker run`"
	case Damaged:
		return "the published report is not whole; `ogptracker run --offline` writes it again"
	}
	return ""
}

// OK reports whether nobody needs to act now because of the report's age or
// wholeness.
func (s State) OK() bool { return s == Healthy || s == Failing }

// Status is everything the one screen shows.
type Status struct {
	Time  time.Time `json:"time"`
	State State     `json:"state"`
	// Meaning says the state in a sentence.
	Meaning string `json:"meaning"`
	// LastSuccess is the last complete run; LastRun the last of any outcome.
	LastSuccess *history.Record `json:"last_success,omitempty"`
	LastRun     *history.Record `json:"last_run,omitempty"`
	// AgeSeconds is the age of the last complete run, from its end.
	AgeSeconds int64 `json:"age_seconds,omitempty"`
	// StaleAfterSeconds is one interval of the schedule plus grace.
	StaleAfterSeconds int64       `json:"stale_after_seconds"`
	NextRuns          []time.Time `json:"next_runs"`
	Schedule          string      `json:"schedule"`
	// Running is who holds the state folder now.
	Running *lock.Holder `json:"running,omitempty"`
	// Problem says what is wrong with a damaged report.
	Problem  string          `json:"problem,omitempty"`
	Events   []history.Event `json:"events,omitempty"`
	Outcomes map[string]int  `json:"outcomes"`
	Skipped  int             `json:"skipped_starts"`
	// Report is the folder that latest leads to.
	Report string `json:"report,omitempty"`
}

// shown is how many events and next runs a Status lists.
const shown = 3

// Gather looks at everything. A fresh installation has no state folder; none
// is made.
func Gather(ctx context.Context, cfg *config.Config, now time.Time) (*Status, error) {
	s := &Status{Time: now.UTC(), Outcomes: map[string]int{}}
	plan, err := schedule.Parse(cfg.Schedule.Cron, cfg.Schedule.TimeZone)
	if err != nil {
		return nil, fmt.Errorf("schedule: %w", err)
	}
	s.Schedule = fmt.Sprintf("%s (%s)", plan.Line, plan.Zone)
	s.NextRuns = plan.Upcoming(now, shown)
	grace := cfg.Schedule.Deadline
	s.StaleAfterSeconds = int64((plan.Interval(now) + grace).Seconds())
	if holder, held := lock.Current(cfg.State.Dir); held {
		s.Running = &holder
	}
	if err := s.past(ctx, cfg); err != nil {
		return nil, err
	}
	if s.LastSuccess != nil {
		s.AgeSeconds = int64(now.Sub(s.LastSuccess.Finished).Seconds())
	}
	s.judge(cfg)
	s.Meaning = s.State.Meaning()
	if s.State == Healthy && s.LastSuccess.Sample {
		s.Meaning = "the report is whole; it is sample data of fixed dates, whose age says nothing"
	}
	return s, nil
}

// past reads the history, where there is one.
func (s *Status) past(ctx context.Context, cfg *config.Config) error {
	path := filepath.Join(cfg.State.Dir, history.FileName)
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	h, err := history.Open(ctx, path)
	if err != nil {
		return err
	}
	defer h.Close()
	if s.LastSuccess, err = h.Last(ctx, history.Complete); err != nil {
		return err
	}
	if s.LastRun, err = h.Last(ctx, ""); err != nil {
		return err
	}
	if s.Events, err = h.Events(ctx, shown); err != nil {
		return err
	}
	if s.Outcomes, err = h.Outcomes(ctx); err != nil {
		return err
	}
	kinds, err := h.EventKinds(ctx)
	s.Skipped = kinds[history.EventSkipped]
	return err
}

func (s *Status) judge(cfg *config.Config) {
	if s.LastSuccess == nil {
		s.State = NoReport
		return
	}
	if folder, err := publish.Latest(cfg.Output.Dir); err == nil {
		s.Report = folder
	}
	if err := publish.Verify(cfg.Output.Dir); err != nil {
		s.State, s.Problem = Damaged, err.Error()
		return
	}
	switch {
	case s.AgeSeconds > s.StaleAfterSeconds && !s.LastSuccess.Sample:
		s.State = Stale
	case s.LastRun != nil && s.LastRun.Outcome != history.Complete:
		s.State = Failing
	default:
		s.State = Healthy
	}
}
