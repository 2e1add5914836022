package main

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"ogptracker/internal/config"
	"ogptracker/internal/digest"
	"ogptracker/internal/history"
	"ogptracker/internal/lock"
	"ogptracker/internal/mail"
	"ogptracker/internal/notify"
	"ogptracker/internal/run"
)

// runCommand makes one run now.
func (a *app) runCommand() *cobra.Command {
	var opts run.Options
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "run",
		Short: "Make one run now, and the report",
		Long: `Reads the site, computes the figures and publishes the report. An
interrupted run goes on where it stopped.

Exit codes: 0 complete, 1 failed, 2 usage or configuration, 3 incomplete
(published under runs/, latest left alone), 4 another run is at work,
130 interrupted.`,
		Example: `  ogptracker run
  ogptracker run --offline
  ogptracker run --as-of 2025-01-14 --out january
  ogptracker run --accept "OGP removed 12 withdrawn members"`,
		Args: args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			deps, err := a.deps("run")
			if err != nil {
				return err
			}
			if deps.Transport == (sampleDown{}) && !opts.Offline && opts.AsOf == "" {
				return errSampleDown // no night that failed
			}
			bar := a.progress()
			deps.Progress = bar.show
			began := a.now()
			result, err := run.Run(cmd.Context(), deps, opts)
			bar.done()
			if !opts.Offline && opts.AsOf == "" && newsworthy(cmd.Context(), err) {
				night := notify.Night{Began: began, Failed: run.Words(err)}
				defer a.tell(deps)(context.WithoutCancel(cmd.Context()), night)
			}
			if err != nil {
				return err
			}
			if asJSON {
				err = writeJSON(a.stdout, result.Record)
			} else {
				err = printResult(a.stdout, result)
			}
			if err != nil {
				return err
			}
			return outcomeError(&result.Record)
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&opts.Offline, "offline", false, "rebuild the last night from the archive, without a request")
	flags.StringVar(&opts.AsOf, "as-of", "", "rebuild an earlier `run`, or that of a date, into --out; latest is left alone")
	flags.StringVar(&opts.Out, "out", "", "new `folder` for --as-of")
	flags.StringVar(&opts.Accept, "accept", "", "pass missed bounds once, for this `reason`; it stands on the Cover")
	flags.BoolVar(&opts.AfterBan, "after-ban", false, "ask the site again: its owner has lifted the ban that an earlier run met")
	flags.BoolVar(&asJSON, "json", false, "print the run's record as JSON")
	_ = cmd.RegisterFlagCompletionFunc("as-of", a.completeRuns(1, run.WithReport)) // the flag is there
	return cmd
}

// newsworthy: a run that another one refused, that was interrupted, or whose
// flags were wrong is no night.
func newsworthy(ctx context.Context, err error) bool {
	var wrong *run.UsageError
	switch {
	case err == nil:
		return true
	case errors.As(err, new(*lock.HeldError)), ctx.Err() != nil:
		return false
	}
	return !errors.As(err, &wrong) || !strings.HasPrefix(wrong.Where, "--")
}

// mailer sends mail by the configured server, with the password of the
// environment.
func mailer(deps run.Deps, environ []string) *mail.Sender {
	sender := &mail.Sender{Mail: deps.Config.Mail, Now: deps.Now}
	for _, entry := range environ {
		if password, ok := strings.CutPrefix(entry, config.MailPassword+"="); ok {
			sender.Password = password
		}
	}
	return sender
}

// teller tells people what a run came to, by the same rule for run and serve.
func teller(deps run.Deps, environ []string) *notify.Teller {
	return notify.New(deps.Config, mailer(deps, environ), deps.Now, deps.Log, func(ctx context.Context) (*history.History, error) {
		return history.Open(ctx, deps.Config.State.Dir)
	})
}

// tell tells people what a run came to, and sends the digests that are due.
func (a *app) tell(deps run.Deps) func(context.Context, notify.Night) {
	t := teller(deps, a.environ)
	d := &digest.Deliverer{Config: deps.Config, Mail: mailer(deps, a.environ), Now: deps.Now, Log: deps.Log, Open: t.Open}
	return func(ctx context.Context, night notify.Night) {
		t.Tell(ctx, night)
		d.Deliver(ctx)
	}
}

// deps are what every run of this process needs.
func (a *app) deps(what string) (run.Deps, error) {
	log, err := a.log()
	if err != nil {
		return run.Deps{}, err
	}
	cfg, err := a.load()
	if err != nil {
		return run.Deps{}, err
	}
	return inDemo(run.Deps{Config: cfg, Now: a.now, Log: log, What: what}), nil
}

// outcomeError gives a run that is not complete its exit code.
func outcomeError(r *history.Record) error {
	if r.Outcome == history.Complete {
		return nil
	}
	return &codeError{code: exitIncomplete}
}

func writeJSON(w interface{ Write([]byte) (int, error) }, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
