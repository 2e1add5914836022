package monitor

import (
	"context"
	"log/slog"
	"maps"
	"slices"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"ogptracker/internal/history"
	"ogptracker/internal/status"
)

// collector makes the metrics of one look at the status, so that they can
// never disagree with it.
type collector struct {
	gather Gather
	log    *slog.Logger
}

// gatherTimeout bounds one scrape.
const gatherTimeout = 10 * time.Second

func desc(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("ogptracker_"+name, help, labels, nil)
}

// The metrics, each declared once.
var (
	lastSuccess  = desc("last_success_timestamp_seconds", "End of the last complete run, in seconds since 1970; absent before the first.")
	state        = desc("state", "1 for the state the program is in, 0 for the others.", "state")
	runsTotal    = desc("runs_total", "Runs by outcome.", "outcome")
	lastDuration = desc("last_run_duration_seconds", "How long the last run took.")
	lastOutcome  = desc("last_run_outcome", "1 for the outcome of the last run, 0 for the others.", "outcome")
	lastPages    = desc("last_run_pages", "Pages by what the last run did for them.", "outcome")
	lastRequests = desc("last_run_requests", "Requests of the last run, retries included.")
	boundGot     = desc("last_run_bound_ratio", "What the last run reached of each bound, as a share; compare with ogptracker_last_run_bound_limit.", "bound")
	boundLimit   = desc("last_run_bound_limit", "The bound itself, as a share.", "bound")
	boundKept    = desc("last_run_bound_kept", "1 where the last run kept the bound.", "bound")
	issues       = desc("issues", "Issues of the last run by severity.", "severity")
	commitments  = desc("commitments", "Commitments in the last complete run.")
	members      = desc("members", "Members in the last complete run.")
	nextRun      = desc("next_run_timestamp_seconds", "When the next run is due, in seconds since 1970.")
	running      = desc("running", "1 while a run goes on.")
	copyFailing  = desc("copy_failing", "1 while the copy for staff fails, 0 while it is made or none is configured.")
	untold       = desc("untold_messages", "Messages that could not be sent yet.")
	skipped      = desc("skipped_starts_total", "Starts skipped because the run before still went on.")
)

// Describe implements prometheus.Collector. Which metrics there are depends
// on the history, so none is described beforehand.
func (c *collector) Describe(chan<- *prometheus.Desc) {}

// Collect implements prometheus.Collector.
func (c *collector) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), gatherTimeout)
	defer cancel()
	s, err := c.gather(ctx)
	if err != nil {
		c.log.Error("the status cannot be gathered", "error", err)
		out <- prometheus.NewInvalidMetric(state, err)
		return
	}
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	for _, known := range status.States() {
		gauge(state, is(s.State == known), string(known))
	}
	for _, outcome := range outcomes {
		out <- prometheus.MustNewConstMetric(runsTotal, prometheus.CounterValue, float64(s.Outcomes[outcome]), outcome)
	}
	out <- prometheus.MustNewConstMetric(skipped, prometheus.CounterValue, float64(s.Skipped))
	gauge(running, is(s.Running != nil))
	gauge(copyFailing, is(s.Copy != nil && s.Copy.FailingSince != nil))
	gauge(untold, float64(s.Untold))
	if len(s.NextRuns) > 0 {
		gauge(nextRun, float64(s.NextRuns[0].Unix()))
	}
	if r := s.LastSuccess; r != nil {
		gauge(lastSuccess, float64(r.Finished.Unix()))
		gauge(commitments, float64(r.Counts.Commitments))
		gauge(members, float64(r.Counts.Members))
	}
	if r := s.LastRun; r != nil {
		lastRun(gauge, r)
	}
}

var outcomes = []string{history.Complete, history.Incomplete, history.Failed, history.Interrupted}

func lastRun(gauge func(*prometheus.Desc, float64, ...string), r *history.Record) {
	gauge(lastDuration, r.Finished.Sub(r.Started).Seconds())
	gauge(lastRequests, float64(r.Politeness.Requests))
	for _, outcome := range outcomes {
		gauge(lastOutcome, is(r.Outcome == outcome), outcome)
	}
	for _, page := range slices.Sorted(maps.Keys(r.Counts.Pages)) {
		gauge(lastPages, float64(r.Counts.Pages[page]), page)
	}
	gauge(issues, float64(r.Issues.Errors), "error")
	gauge(issues, float64(r.Issues.Warnings), "warning")
	gauge(issues, float64(r.Issues.Notes), "note")
	seen := map[string]bool{}
	for _, b := range r.Bounds {
		if seen[b.Name+b.What] {
			continue
		}
		seen[b.Name+b.What] = true
		label := b.Name
		if b.What != "" {
			label += " (" + b.What + ")"
		}
		gauge(boundKept, is(b.Kept), label)
		if b.Of > 0 {
			gauge(boundGot, float64(b.Got)/float64(b.Of), label)
		}
		switch {
		case b.Least != nil:
			gauge(boundLimit, *b.Least, label)
		case b.Most != nil:
			gauge(boundLimit, *b.Most, label)
		}
	}
}

func is(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
