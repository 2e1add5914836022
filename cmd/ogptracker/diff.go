package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"ogptracker/internal/history"
	"ogptracker/transform/change"
	"ogptracker/transform/dataset"
)

// diffCommand tells what changed between two runs.
func (a *app) diffCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "diff <run> <run>",
		Short: "Show what changed between two runs",
		Long:  "Compares two complete runs, named as `ogptracker status` and the folders under runs/ name them.",
		Args:  args(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, names []string) error {
			cfg, err := a.load()
			if err != nil {
				return err
			}
			h, err := history.Open(cmd.Context(), filepath.Join(cfg.State.Dir, history.FileName))
			if err != nil {
				return err
			}
			defer h.Close()
			var snapshots [2]*dataset.Snapshot
			for i, name := range names {
				s, err := h.Snapshot(cmd.Context(), name)
				if errors.Is(err, history.ErrUnknownRun) {
					return &usageError{fmt.Errorf("%s: not a kept complete run%s", name, a.known(cmd, h))}
				}
				if err != nil {
					return err
				}
				snapshots[i] = s
			}
			changes := change.DiffSnapshots(snapshots[0], snapshots[1])
			if asJSON {
				if changes == nil {
					changes = []dataset.Change{}
				}
				return writeJSON(a.stdout, changes)
			}
			return a.printDiff(names, changes)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the changes as JSON")
	return cmd
}

// known lists runs that can be compared.
func (a *app) known(cmd *cobra.Command, h *history.History) string {
	runs, err := h.Runs(cmd.Context(), 0)
	if err != nil {
		return ""
	}
	var names []string
	for _, r := range runs {
		if r.Outcome == history.Complete && len(names) < 5 {
			names = append(names, r.Run)
		}
	}
	if len(names) == 0 {
		return "; there is none yet"
	}
	return "; the newest are " + strings.Join(names, ", ")
}

func (a *app) printDiff(names []string, changes []dataset.Change) error {
	var b strings.Builder
	if len(changes) == 0 {
		fmt.Fprintf(&b, "Nothing changed between %s and %s.\n", names[0], names[1])
	} else {
		fmt.Fprintf(&b, "Changes from %s to %s: %d\n", names[0], names[1], len(changes))
	}
	for _, f := range change.FoldChanges(changes) {
		fmt.Fprintf(&b, "  %s\n", f.Line())
	}
	_, err := a.stdout.Write([]byte(b.String()))
	return err
}
