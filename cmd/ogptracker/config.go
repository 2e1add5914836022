package main

import (
	"github.com/spf13/cobra"

	"ogptracker/internal/config"
)

// configCommand shows the configuration that holds.
func (a *app) configCommand() *cobra.Command {
	var show, schema bool
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Print the configuration that holds, with where each value comes from",
		Long: `Prints every key with its value and where the value comes from: the file and
line, an OGPTRACKER_ variable, or the default. Addresses that are secrets are
hidden.`,
		Example: `  ogptracker config --print
  ogptracker config --print --config /etc/ogptracker/config.yaml
  ogptracker config --schema > config.schema.json    # for an editor`,
		Args: args(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			if schema {
				text, err := config.Schema()
				if err != nil {
					return err
				}
				_, err = a.stdout.Write(append(text, '\n'))
				return err
			}
			cfg, err := a.load()
			if err != nil {
				return err
			}
			return cfg.Write(a.stdout)
		},
	}
	cmd.Flags().BoolVar(&show, "print", false, "print the configuration that holds (as without any flag)")
	cmd.Flags().BoolVar(&schema, "schema", false, "print the JSON Schema of the configuration")
	cmd.MarkFlagsMutuallyExclusive("print", "schema")
	return cmd
}
