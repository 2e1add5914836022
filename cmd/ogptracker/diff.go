package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"ogptracker/internal/history"
	"ogptracker/internal/run"
	"ogptracker/transform/change"
	"ogptracker/transform/dataset"
)

// diffCommand tells what changed between two runs.
func (a *app) diffCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "diff <run|date> <run|date>",
		Short: "Show what changed between two runs, or two dates",
		Long: `Compares two complete runs, named as the folders under runs/ are. A date means
the report that held at the end of that day.`,
		Example: `  ogptracker diff 2025-01-14 2025-02-14
  ogptracker diff 20250114T020000Z 20250115T020000Z --json`,
		Args:              args(cobra.ExactArgs(2)),
		ValidArgsFunction: a.completeRuns(2, run.IsComplete),
		RunE: func(cmd *cobra.Command, names []string) error {
			h, err := a.openHistory(cmd.Context())
			if err != nil {
				return err
			}
			defer h.Close()
			runs, err := h.Runs(cmd.Context(), 0)
			if err != nil {
				return err
			}
			var snapshots [2]*dataset.Snapshot
			for i, name := range names {
				if names[i], err = run.FindRun(runs, name, run.IsComplete); err != nil {
					return &usageError{err}
				}
				snapshots[i], err = h.Snapshot(cmd.Context(), names[i])
				if errors.Is(err, history.ErrUnknownRun) {
					return &usageError{fmt.Errorf("%s: the run is so old that what it was compared with is not kept any more (output.keep_runs)", names[i])}
				}
				if err != nil {
					return err
				}
			}
			changes := change.DiffSnapshots(snapshots[0], snapshots[1])
			if asJSON {
				return writeJSON(a.stdout, changeRows(changes))
			}
			return printDiff(a.stdout, names, changes)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the changes as JSON, with the names of the columns of changes.csv")
	return cmd
}

// changeRow is a change with the names of the columns of changes.csv.
type changeRow struct {
	Run      string `json:"run"`
	Date     string `json:"date"`
	Table    string `json:"table"`
	Key      string `json:"key"`
	MemberID string `json:"member_id"`
	Field    string `json:"field"`
	Old      string `json:"old"`
	New      string `json:"new"`
	Cause    string `json:"cause"`
}

func changeRows(changes []dataset.Change) []changeRow {
	rows := make([]changeRow, len(changes))
	for i, c := range changes {
		rows[i] = changeRow{c.Run, c.Date, c.Table, c.Key, c.MemberID, c.Field, c.Old, c.New, string(c.Cause)}
	}
	return rows
}

// openHistory opens the history where there is one; none is made.
func (a *app) openHistory(ctx context.Context) (*history.History, error) {
	cfg, err := a.load()
	if err != nil {
		return nil, err
	}
	h, err := history.View(ctx, cfg.State.Dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &usageError{fmt.Errorf("there is no history in %s; begin with: ogptracker run", cfg.State.Dir)}
	}
	return h, err
}

// completeRuns completes the names of runs, for the first few arguments.
func (a *app) completeRuns(most int, kept func(*history.Record) bool) cobra.CompletionFunc {
	return func(cmd *cobra.Command, given []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(given) >= most {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		h, err := a.openHistory(cmd.Context())
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		defer h.Close()
		runs, err := h.Runs(cmd.Context(), 0)
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		var names []cobra.Completion
		for i := range runs {
			if kept(&runs[i]) {
				names = append(names, cobra.CompletionWithDesc(runs[i].Run, runs[i].Outcome), cobra.CompletionWithDesc(runs[i].Date, "the report of that day"))
			}
		}
		return names, cobra.ShellCompDirectiveNoFileComp
	}
}

func printDiff(out io.Writer, names []string, changes []dataset.Change) error {
	var b strings.Builder
	if len(changes) == 0 {
		fmt.Fprintf(&b, "Nothing changed between %s and %s.\n", names[0], names[1])
	} else {
		fmt.Fprintf(&b, "Changes from %s to %s: %d\n", names[0], names[1], len(changes))
	}
	for _, f := range change.FoldChanges(changes) {
		fmt.Fprintf(&b, "  %s\n", f.Line())
	}
	_, err := io.WriteString(out, b.String())
	return err
}
