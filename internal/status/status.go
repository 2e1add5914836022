package status

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"

	"ogptracker/internal/config"
	"ogptracker/internal/history"
	"ogptracker/internal/lock"
	"ogptracker/internal/notify"
	"ogptracker/internal/schedule"
	"ogptracker/output/publish"
	"ogptracker/scrape/store"
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
	// StateFault: the state folder is full, damaged or may not be written.
	StateFault State = "state folder at fault"
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
	case StateFault:
		return "the state folder cannot be used, so the next run will fail"
	}
	return ""
}

// States are all there are.
func States() []State { return []State{Healthy, Failing, Stale, NoReport, Damaged, StateFault} }

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
	// Problem says what is wrong with the report, the state folder or the clock.
	Problem  string          `json:"problem,omitempty"`
	Events   []history.Event `json:"events,omitempty"`
	Outcomes map[string]int  `json:"outcomes"`
	Skipped  int             `json:"skipped_starts"`
	// Copy is how the copy for staff is doing, nil where none is configured.
	Copy *history.CopyState `json:"copy,omitempty"`
	// Untold counts messages that could not be sent yet.
	Untold int `json:"untold_messages"`
	// Report is the folder that latest leads to.
	Report string `json:"report,omitempty"`

	// ahead: the newest complete run is dated after now.
	ahead bool
}

// looked is how many runs and events are looked at.
const looked = 100

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
	fault := store.Usable(ctx, filepath.Join(cfg.State.Dir, store.FileName))
	if err := s.readHistory(ctx, cfg, now); err != nil && fault == nil {
		return nil, err
	}
	if s.LastSuccess != nil {
		s.AgeSeconds = int64(now.Sub(s.LastSuccess.Finished).Seconds())
	}
	s.judge(cfg)
	for _, r := range []*history.Record{s.LastSuccess, s.LastRun} {
		if r != nil {
			r.Files = nil // hundreds, and all in run.json
		}
	}
	if fault != nil {
		s.State, s.Problem = StateFault, fault.Error()
	}
	s.Meaning = s.State.Meaning()
	if s.State == Healthy && s.LastSuccess.Sample {
		s.Meaning = "the report is whole; it is sample data of fixed dates, whose age says nothing"
	}
	return s, nil
}

// readHistory reads the history, where there is one.
func (s *Status) readHistory(ctx context.Context, cfg *config.Config, now time.Time) error {
	h, err := history.View(ctx, cfg.State.Dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer h.Close()
	var ahead *history.Record
	if s.LastSuccess, ahead, err = h.LastSuccess(ctx, now); err != nil {
		return err
	}
	if ahead != nil {
		s.ahead = true
		s.Problem = fmt.Sprintf("the complete run %s is dated after now (it ended %s), so nobody can say how old it is; check the clock of this machine", ahead.Run, at(ahead.Finished))
	}
	if s.LastRun, err = h.Last(ctx, ""); err != nil {
		return err
	}
	events, err := h.Events(ctx, looked)
	if err != nil {
		return err
	}
	s.Events, s.Untold = events[:min(shown, len(events))], notify.Untold(events)
	runs, err := h.Runs(ctx, looked)
	if err != nil {
		return err
	}
	if cfg.Output.CopyTo != "" {
		s.Copy = history.CopyStateOf(runs)
	}
	if s.Outcomes, err = h.Outcomes(ctx); err != nil {
		return err
	}
	kinds, err := h.EventKinds(ctx)
	s.Skipped = kinds[history.EventSkipped]
	return err
}

func (s *Status) judge(cfg *config.Config) {
	if s.LastSuccess == nil && !s.ahead {
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
	case s.ahead || s.AgeSeconds > s.StaleAfterSeconds && !s.LastSuccess.Sample:
		s.State = Stale
	case s.LastRun != nil && s.LastRun.Outcome != history.Complete:
		s.State = Failing
	default:
		s.State = Healthy
	}
}
