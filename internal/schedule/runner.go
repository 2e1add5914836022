package schedule

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/robfig/cron/v3"
)

// Job is one run. It ends when its context does.
type Job func(context.Context)

// Runner starts a job by a schedule, never while an earlier one still goes
// on, and survives its panics.
type Runner struct {
	Schedule *Schedule
	Job      Job
	// Deadline ends a run that takes longer; 0 means never.
	Deadline time.Duration
	// Skipped is called when a run was due while an earlier one went on.
	Skipped func(time.Time)
	// Panicked is called with what a run panicked with.
	Panicked func(any)
	Log      *slog.Logger
}

// Run starts jobs until the context ends, then waits for the one that goes
// on. With first, one run starts at once (the catch-up after missed nights).
func (r *Runner) Run(ctx context.Context, first bool) {
	// Recover is innermost: outside SkipIfStillRunning a panic would keep the
	// token and no run would ever start again (robfig/cron v3.0.1).
	chain := cron.NewChain(cron.SkipIfStillRunning(skipLog{r}), r.recoverer())
	job := chain.Then(cron.FuncJob(func() {
		jobCtx, cancel := ctx, context.CancelFunc(func() {})
		if r.Deadline > 0 {
			jobCtx, cancel = context.WithTimeoutCause(ctx, r.Deadline, errDeadline)
		}
		defer cancel()
		r.Job(jobCtx)
	}))
	c := cron.New(cron.WithLocation(time.UTC), cron.WithLogger(cron.DiscardLogger))
	c.Schedule(r.Schedule, job)
	done := make(chan struct{})
	go func() {
		defer close(done)
		if first && ctx.Err() == nil {
			job.Run()
		}
	}()
	c.Start()
	<-ctx.Done()
	<-c.Stop().Done()
	<-done
}

// errDeadline is the cause of a run's context that ended by schedule.deadline.
var errDeadline = fmt.Errorf("%w: the run took longer than schedule.deadline", context.DeadlineExceeded)

func (r *Runner) recoverer() cron.JobWrapper {
	return func(j cron.Job) cron.Job {
		return cron.FuncJob(func() {
			defer func() {
				if p := recover(); p != nil {
					if r.Panicked != nil {
						r.Panicked(p)
					}
				}
			}()
			j.Run()
		})
	}
}

// skipLog hears of skipped runs, which robfig/cron tells its logger alone.
type skipLog struct{ r *Runner }

func (l skipLog) Info(msg string, _ ...any) {
	if msg == "skip" && l.r.Skipped != nil {
		l.r.Skipped(time.Now().UTC())
	}
}

func (l skipLog) Error(err error, msg string, _ ...any) {
	l.r.Log.Error("the scheduler reports an error", "detail", msg, "error", err)
}
