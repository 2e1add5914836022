package main

import (
	"github.com/spf13/cobra"

	"ogptracker/internal/status"
)

// statusCommand shows one screen and says by its exit code whether the
// report is as new as it should be.
func (a *app) statusCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Show the last success and its age, the last outcome and why, the next runs",
		Long: `Exit codes: 0 the published report is as new as the schedule promises,
5 it is stale, not whole, or there is none yet.`,
		Example: `  ogptracker status
  ogptracker status --json`,
		Args: args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := a.load()
			if err != nil {
				return err
			}
			s, err := status.Gather(cmd.Context(), cfg, a.now())
			if err != nil {
				return err
			}
			if asJSON {
				err = writeJSON(a.stdout, s)
			} else {
				err = s.Write(a.stdout)
			}
			if err != nil {
				return err
			}
			if !s.State.OK() {
				return &codeError{code: exitStale}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the status as JSON")
	return cmd
}
