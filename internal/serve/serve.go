package serve

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"time"

	"ogptracker/internal/config"
	"ogptracker/internal/history"
	"ogptracker/internal/lock"
	"ogptracker/internal/monitor"
	"ogptracker/internal/notify"
	"ogptracker/internal/run"
	"ogptracker/internal/schedule"
	"ogptracker/internal/status"
)

// Run makes one run.
type Run func(context.Context) (*history.Record, error)

// Server is the daemon.
type Server struct {
	Config *config.Config
	Now    func() time.Time
	Log    *slog.Logger
	Run    Run
	// Tell tells people what a run came to, by the end of the context.
	Tell func(context.Context, notify.Night)
}

// restAfterRun is the time after a run's end within which a start makes no
// catch-up: a service that is restarted again and again must not crawl each
// time.
const restAfterRun = time.Hour

// Serve stays up until the context ends. The error is about the schedule or
// the address it listens on; what goes wrong in a night is logged and kept.
func (s *Server) Serve(ctx context.Context) error {
	var listen net.ListenConfig
	listener, err := listen.Listen(ctx, "tcp", s.Config.Serve.Listen)
	if err != nil {
		return fmt.Errorf("%s: cannot listen on %s: %w; stop the program that has the address, or name another one", s.Config.Where("serve.listen"), s.Config.Serve.Listen, err)
	}
	answers := http.NewServeMux()
	answers.Handle("/", monitor.Handler(func(ctx context.Context) (*status.Status, error) {
		return status.Gather(ctx, s.Config, s.Now())
	}, s.Log))
	answers.Handle("GET "+reportPath, showReport(s.Config.Output.Dir, s.Log))
	server := &http.Server{
		Handler:           answers,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      30 * time.Second,
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	s.Log.Info("serving", "listen", listener.Addr().String())
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	go func() {
		if err := <-failed; err != nil && !errors.Is(err, http.ErrServerClosed) {
			cancel(err)
		}
	}()
	err = s.Loop(ctx)
	if cause := context.Cause(ctx); err == nil && cause != nil && !errors.Is(cause, context.Canceled) {
		err = cause
	}
	return errors.Join(err, server.Close())
}

// Loop starts runs by the schedule until the context ends.
func (s *Server) Loop(ctx context.Context) error {
	c := s.Config
	plan, err := schedule.Parse(c.Schedule.Cron, c.Schedule.TimeZone)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Where("schedule.cron"), err)
	}
	for _, w := range plan.Warnings(s.Now()) {
		s.Log.Warn("the schedule meets a change of the clock", "detail", w)
	}
	first, why, err := s.missed(ctx, plan)
	if err != nil {
		return err
	}
	if first {
		s.Log.Info("a run starts at once to catch up", "why", why)
	}
	s.Log.Info("next run", "at", plan.Next(s.Now()))
	runner := &schedule.Runner{
		Schedule: plan, Deadline: c.Schedule.Deadline, Log: s.Log, Job: func(night context.Context) { s.night(night, ctx) },
		Skipped: func(at time.Time) {
			s.Log.Warn("a run was due while the one before still went on; it is skipped")
			s.note(ctx, history.Event{Time: at, Kind: history.EventSkipped, Text: "the run before still went on"})
		},
		Panicked: func(p any) {
			s.Log.Error("a run panicked; the next one starts as planned", "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			s.note(ctx, history.Event{Time: s.Now().UTC(), Kind: history.EventPanicked, Text: fmt.Sprint(p)})
			s.tell(ctx, notify.Night{Began: s.Now(), Failed: fmt.Sprintf("the run panicked, which is a defect of the program: %v; report it with the stack from the log", p)})
		},
	}
	runner.Run(ctx, first)
	return nil
}

// missed says whether a run shall start at once: the last success is older
// than one interval plus grace, and no run has just ended.
func (s *Server) missed(ctx context.Context, plan *schedule.Schedule) (bool, string, error) {
	if !s.Config.Schedule.CatchUp {
		return false, "", nil
	}
	h, err := s.history(ctx)
	if err != nil {
		return false, "", err
	}
	defer h.Close()
	last, err := h.Last(ctx, "")
	if err != nil {
		return false, "", err
	}
	now := s.Now()
	success, _, err := h.LastSuccess(ctx, now)
	if err != nil {
		return false, "", err
	}
	switch {
	case last != nil && now.Sub(last.Finished).Abs() < restAfterRun:
		return false, "", nil
	case success == nil:
		return true, "no run has been complete by now", nil
	case now.Sub(success.Finished) > plan.Interval(now)+s.Config.Schedule.Deadline:
		return true, "the last complete run ended " + success.Finished.Format(time.RFC3339), nil
	}
	return false, "", nil
}

// night is one scheduled run and what is told of it. ctx ends with the run's
// deadline, serving with the service.
func (s *Server) night(ctx, serving context.Context) {
	night := notify.Night{Began: s.Now()}
	record, err := s.Run(ctx)
	var held *lock.HeldError
	switch {
	case errors.As(err, &held):
		s.Log.Warn("a run was due while another process is at work; it is skipped", "holder", held.Holder.String())
		s.note(ctx, history.Event{Time: s.Now().UTC(), Kind: history.EventRefused, Text: held.Error()})
		return
	case err != nil && ctx.Err() != nil && !errors.Is(context.Cause(ctx), context.DeadlineExceeded):
		s.Log.Info("the run was interrupted; it goes on next time")
		return
	case err != nil:
		night.Failed = run.Words(err)
		s.Log.Error("the run failed; the published report stands", "error", night.Failed)
	default:
		s.Log.Info("the run has ended", "run", record.Run, "outcome", record.Outcome, "why", record.Why,
			"commitments", record.Counts.Commitments, "requests", record.Politeness.Requests)
	}
	s.tell(serving, night)
}

// lastWord is how long a message that is on its way when the service is told
// to end may still take.
const lastWord = 2 * time.Second

// tell sends what is news. It never fails the night. A deadline that ended the
// run does not silence the word of it; the end of the service cuts it short.
func (s *Server) tell(serving context.Context, night notify.Night) {
	ctx, done := context.WithCancel(context.WithoutCancel(serving))
	defer done()
	defer context.AfterFunc(serving, func() { time.AfterFunc(lastWord, done) })()
	s.Tell(ctx, night)
}

func (s *Server) note(ctx context.Context, e history.Event) {
	h, err := s.history(context.WithoutCancel(ctx))
	if err == nil {
		err = errors.Join(h.Note(context.WithoutCancel(ctx), e), h.Close())
	}
	if err != nil {
		s.Log.Error("an event could not be kept", "error", err)
	}
}

func (s *Server) history(ctx context.Context) (*history.History, error) {
	return history.Open(ctx, s.Config.State.Dir)
}
