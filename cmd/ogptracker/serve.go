package main

import (
	"context"

	"github.com/spf13/cobra"

	"ogptracker/internal/history"
	"ogptracker/internal/run"
	"ogptracker/internal/serve"
)

// serveCommand stays up and runs by the schedule.
func (a *app) serveCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "serve",
		Short: "Stay up, run by the schedule, answer /healthz, /status and /metrics",
		Long: `Runs by schedule.cron in schedule.time_zone and answers on serve.listen.
SIGTERM or SIGINT ends it within five seconds; a run it interrupts goes on
next time.`,
		Example: `  ogptracker serve --config /etc/ogptracker/config.yaml
  curl http://127.0.0.1:9464/healthz`,
		Args: args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			deps, err := a.deps("serve")
			if err != nil {
				return err
			}
			if err := run.CheckUsage(deps, run.Options{}); err != nil {
				return err
			}
			server := &serve.Server{
				Config: deps.Config, Now: deps.Now, Log: deps.Log, Tell: a.tell(deps),
				Run: func(ctx context.Context) (*history.Record, error) {
					result, err := run.Run(ctx, deps, run.Options{})
					if err != nil {
						return nil, err
					}
					return &result.Record, nil
				},
			}
			return server.Serve(cmd.Context())
		},
	}
}
