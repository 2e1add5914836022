package notify

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"time"

	"ogptracker/internal/config"
	"ogptracker/internal/history"
	"ogptracker/internal/mail"
	"ogptracker/transform/change"
	"ogptracker/transform/dataset"
)

// Teller tells people what runs came to, by every configured way.
type Teller struct {
	Config *config.Config
	Ways   []Way
	Now    func() time.Time
	Log    *slog.Logger
	// Open opens the history of the state folder.
	Open func(context.Context) (*history.History, error)
}

// New is the teller of a configuration; mail goes by sender.
func New(cfg *config.Config, sender *mail.Sender, now func() time.Time, log *slog.Logger, open func(context.Context) (*history.History, error)) *Teller {
	return &Teller{Config: cfg, Ways: ways(cfg, sender), Now: now, Log: log, Open: open}
}

// Night is a run that has ended: when it began, and why it failed, in words,
// where it did.
type Night struct {
	Began  time.Time
	Failed string
}

// Tell sends what is news after a run, and what could not be sent before. It
// never fails the run. Where the history cannot be read, or the failure could
// not be recorded in it, a failure is told all the same: nobody can count how
// often it was.
func (t *Teller) Tell(ctx context.Context, night Night) {
	if len(t.Ways) == 0 {
		return
	}
	h, runs, events, err := t.read(ctx)
	if h != nil {
		defer h.Close()
	}
	if err != nil {
		t.Log.Error("the history cannot be read; a failure is told without it", "error", hideSecrets(err.Error()))
		runs = nil
		if night.Failed == "" {
			night.Failed = "the history cannot be read: " + err.Error()
		}
	}
	if night.Failed != "" && (len(runs) == 0 || !within(runs[0].Finished, night.Began.Truncate(time.Second), t.Now())) {
		runs = append([]history.Record{{Outcome: history.Failed, Finished: t.Now().UTC(), Why: strings.Split(night.Failed, "\n")}}, runs...)
	}
	for _, way := range t.Ways {
		happened, forChanges := decide(t.Config.Notify, runs, toldBefore(events, way.Name), t.Now())
		lines := t.changeLines(ctx, h, forChanges)
		for _, event := range happened {
			if event == eventChanges && len(lines) == 0 {
				continue
			}
			t.send(ctx, h, way, compose(event, runs, lines))
		}
	}
}

// within: a run that ended later than now was made while the clock was ahead.
func within(ended, from, to time.Time) bool { return !ended.Before(from) && !ended.After(to) }

// Limits of what decides on news: runs and events of more than a year.
const (
	newestRuns   = 500
	newestEvents = 1000
)

// read reads what decides on news.
func (t *Teller) read(ctx context.Context) (h *history.History, runs []history.Record, events []history.Event, err error) {
	if h, err = t.Open(ctx); err != nil {
		return nil, nil, nil, err
	}
	if runs, err = h.Runs(ctx, newestRuns); err != nil {
		return h, nil, nil, err
	}
	events, err = h.Events(ctx, newestEvents)
	return h, runs, events, err
}

// send tells one message by one way and keeps whether it arrived.
func (t *Teller) send(ctx context.Context, h *history.History, way Way, m Message) {
	result := told{event: m.Event, way: way.Name, run: m.Run, ok: true}
	why := ""
	if err := way.Send(ctx, m); err != nil {
		result.ok, why = false, err.Error()
		t.Log.Error("somebody could not be told; it is tried again after the next run", "event", m.Event, "way", way.Name, "error", why)
	}
	result.at = t.Now().UTC()
	if h == nil {
		return
	}
	if err := h.Note(context.WithoutCancel(ctx), eventOf(result, why)); err != nil {
		t.Log.Error("an event could not be kept", "error", err)
	}
}

// changeLines words the changes of the runs named. A log that cannot be read
// keeps no message back.
func (t *Teller) changeLines(ctx context.Context, h *history.History, runs []string) (lines []string) {
	if h == nil || len(runs) == 0 {
		return nil
	}
	log, err := h.Log(ctx, "")
	if err != nil {
		t.Log.Error("the log of changes cannot be read; messages go without it", "error", err)
		return nil
	}
	log = slices.DeleteFunc(log, func(c dataset.Change) bool { return !slices.Contains(runs, c.Run) })
	for _, f := range change.FoldChanges(log) {
		lines = append(lines, f.Line())
	}
	return lines
}

// Try sends a trial message by every way and says by which it did not go.
func (t *Teller) Try(ctx context.Context) (arrived []string, err error) {
	var errs []error
	for _, way := range t.Ways {
		if err := way.Send(ctx, trial()); err != nil {
			errs = append(errs, errors.New(way.Name+": "+err.Error()))
			continue
		}
		arrived = append(arrived, way.Name)
	}
	return arrived, errors.Join(errs...)
}
