package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"ogptracker/internal/run"
)

// versionCommand says which build this is.
func (a *app) versionCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "version",
		Short:   "Print version, commit and date of this build",
		Example: "  ogptracker version\n  ogptracker version --json",
		Args:    args(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			b := run.ThisBuild()
			if asJSON {
				return writeJSON(a.stdout, b)
			}
			_, err := fmt.Fprintf(a.stdout, "ogptracker %s\ncommit  %s\ndate    %s\ngo      %s %s\n", b.Version, b.Commit, b.Date, b.Go, b.System)
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print them as JSON")
	return cmd
}
