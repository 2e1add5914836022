package schedule

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
)

// ErrNeverFires: the line is well formed and has no next time, such as the
// 30th of February.
var errNeverFires = errors.New("this schedule never fires")

// shortest is the least time between two runs that @every may ask for.
const shortest = time.Minute

// Schedule is a checked cron line in its zone. It implements cron.Schedule.
type Schedule struct {
	Line string
	Zone *time.Location

	spec cron.Schedule
	// wall: the line names hours of the day, so that it is followed by the
	// clock on the wall, once a day whatever the zone does to its clocks.
	wall bool
}

// Parse reads a cron line of five fields, or a descriptor such as @daily, in
// a named zone. It refuses what robfig/cron v3.0.1 would panic on ("TZ=0"),
// never fire on ("0 0 30 2 *"), or turn into every second ("@every 0s").
func Parse(line, zone string) (*Schedule, error) {
	line = strings.TrimSpace(line)
	location, err := time.LoadLocation(zone)
	if err != nil {
		return nil, fmt.Errorf("unknown time zone %q", zone)
	}
	if upper := strings.ToUpper(line); strings.HasPrefix(upper, "TZ=") || strings.HasPrefix(upper, "CRON_TZ=") {
		return nil, errors.New("the time zone stands in schedule.time_zone, not in the line")
	}
	spec, err := parseGuarded(line)
	if err != nil {
		return nil, err
	}
	if every, ok := spec.(cron.ConstantDelaySchedule); ok && every.Delay < shortest {
		return nil, fmt.Errorf("expected @every with at least %s between runs", shortest)
	}
	s := &Schedule{Line: line, Zone: location, spec: spec}
	if fields := strings.Fields(line); len(fields) == 5 {
		s.wall = !strings.HasPrefix(fields[1], "*")
	} else {
		s.wall = !strings.HasPrefix(line, "@every") && line != "@hourly"
	}
	if s.Next(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero() {
		return nil, errNeverFires
	}
	return s, nil
}

// parseGuarded calls the library's parser, which panics on some lines.
func parseGuarded(line string) (spec cron.Schedule, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("expected five fields: minute hour day month weekday, such as \"0 2 * * *\"")
		}
	}()
	spec, err = cron.ParseStandard(line)
	if err != nil {
		return nil, fmt.Errorf("expected five fields: minute hour day month weekday, such as \"0 2 * * *\" (%s)", strings.TrimSuffix(err.Error(), ": "+line))
	}
	return spec, nil
}

// Next is the first run after t, or the zero time. A line that names hours
// runs once for each time it names: a wall-clock time that the change to
// summer time leaves out runs at the moment of the change, one that the
// change back repeats runs the first time only.
func (s *Schedule) Next(t time.Time) time.Time {
	if !s.wall {
		return s.spec.Next(t.In(s.Zone)).UTC()
	}
	// Follow the spec on a clock without changes, then find the instant.
	local := t.In(s.Zone)
	clock := time.Date(local.Year(), local.Month(), local.Day(), local.Hour(), local.Minute(), local.Second(), 0, time.UTC)
	// A gap may have moved the run of a time before the clock's: look back.
	clock = clock.Add(-3 * time.Hour)
	for range 100_000 {
		clock = s.spec.Next(clock)
		if clock.IsZero() {
			return time.Time{}
		}
		if at := s.instant(clock); at.After(t) {
			return at.UTC()
		}
	}
	return time.Time{}
}

// instant is the first moment at which the zone's wall clock shows the given
// reading, or has just jumped past it.
func (s *Schedule) instant(clock time.Time) time.Time {
	y, m, d := clock.Date()
	at := time.Date(y, m, d, clock.Hour(), clock.Minute(), clock.Second(), 0, s.Zone)
	if !sameClock(at, clock) { // in a gap: the moment of the change
		before := at.Add(-4 * time.Hour)
		_, end := before.ZoneBounds()
		return end
	}
	// time.Date does not say which of two equal readings it chose.
	if start, _ := at.ZoneBounds(); !start.IsZero() {
		_, now := at.Zone()
		_, then := start.Add(-time.Second).Zone()
		if earlier := at.Add(time.Duration(now-then) * time.Second); earlier.Before(at) && sameClock(earlier, clock) {
			return earlier
		}
	}
	return at
}

func sameClock(at, clock time.Time) bool {
	return at.Hour() == clock.Hour() && at.Minute() == clock.Minute() && at.Day() == clock.Day()
}

// Upcoming lists the next n runs after t.
func (s *Schedule) Upcoming(t time.Time, n int) []time.Time {
	var runs []time.Time
	for range n {
		if t = s.Next(t); t.IsZero() {
			break
		}
		runs = append(runs, t)
	}
	return runs
}

// Interval is the time between the next two runs after t.
func (s *Schedule) Interval(t time.Time) time.Duration {
	next := s.Upcoming(t, 2)
	if len(next) < 2 {
		return 0
	}
	return next[1].Sub(next[0])
}

// Warnings says which wall-clock times fall into hours that the zone leaves
// out or repeats within the year after t.
func (s *Schedule) Warnings(t time.Time) []string {
	if !s.wall {
		return nil
	}
	var warnings []string
	at := t.In(s.Zone)
	for range 2 {
		_, change := at.ZoneBounds()
		if change.IsZero() || change.Sub(t) > 366*24*time.Hour {
			break
		}
		_, before := change.Add(-time.Second).Zone()
		_, after := change.Zone()
		// The hours left out or repeated, on the wall clock without changes.
		low := change.Add(time.Duration(min(before, after)) * time.Second).UTC()
		high := change.Add(time.Duration(max(before, after)) * time.Second).UTC()
		if next := s.spec.Next(low.Add(-time.Second)); !next.IsZero() && next.Before(high) {
			what := "does not exist; the run starts at the change instead"
			if after < before {
				what = "comes twice; the run starts the first time only"
			}
			warnings = append(warnings, fmt.Sprintf("on %s the wall-clock time %s %s", change.In(s.Zone).Format("2 January 2006"), next.Format("15:04"), what))
		}
		at = change
	}
	return warnings
}
