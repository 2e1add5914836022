package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"ogptracker/internal/run"
	"ogptracker/internal/schedule"
	"ogptracker/output/audit"
)

// checkCommand validates the configuration, a few live pages, or a workbook.
func (a *app) checkCommand() *cobra.Command {
	var live, trial bool
	var workbook string
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Check the configuration and the schedule; --live a few pages, --workbook a file",
		Long: `Refuses everything that a run would refuse, by file, line, key and value:
labels, crosswalk, OGP's table, folders that cannot be written, members nobody
knows. Exit codes: 0 nothing found, 1 something was found, 2 a mistake in the
configuration.`,
		Example: `  ogptracker check
  ogptracker check --live
  ogptracker check --notify
  ogptracker check --workbook published/latest/ogp-report.xlsx`,
		Args: args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if workbook != "" {
				return a.checkWorkbook(workbook)
			}
			deps, err := a.deps("check")
			if err != nil {
				return err
			}
			warnings, err := run.Check(deps)
			if err != nil {
				return err
			}
			if err := printCheck(a.stdout, deps, warnings); err != nil {
				return err
			}
			if trial {
				if err := checkNotify(cmd.Context(), a.stdout, deps, a.environ); err != nil {
					return err
				}
			}
			if live {
				return checkLive(cmd.Context(), a.stdout, deps)
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&live, "live", false, "read a few pages of the site and compare their labels with the known ones")
	cmd.Flags().BoolVar(&trial, "notify", false, "send a trial message by every configured way")
	cmd.Flags().StringVar(&workbook, "workbook", "", "audit a workbook `file`")
	return cmd
}

// printCheck says what the configuration comes to.
func printCheck(out io.Writer, deps run.Deps, warnings []string) error {
	c := deps.Config
	plan, err := schedule.Parse(c.Schedule.Cron, c.Schedule.TimeZone)
	if err != nil {
		return err
	}
	var b strings.Builder
	file := c.File
	if file == "" {
		file = "none; the defaults hold"
	}
	fmt.Fprintf(&b, "Configuration  %s: good\n", file)
	site := c.Site.BaseURL
	if site == "" {
		site = "none; the report is made from sources alone"
	}
	fmt.Fprintf(&b, "Site           %s\n", site)
	fmt.Fprintf(&b, "State          %s\n", c.State.Dir)
	fmt.Fprintf(&b, "Report         %s\n", c.Output.Dir)
	fmt.Fprintf(&b, "Schedule       %s (%s)\n", plan.Line, plan.Zone)
	for i, next := range plan.Upcoming(deps.Now(), 3) {
		label := "               "
		if i == 0 {
			label = "Next runs      "
		}
		fmt.Fprintf(&b, "%s%s", label, stamp(next))
		if local := next.In(plan.Zone); plan.Zone.String() != "UTC" {
			fmt.Fprintf(&b, " (%s there)", local.Format("15:04 MST"))
		}
		b.WriteString("\n")
	}
	for _, w := range append(warnings, plan.Warnings(deps.Now())...) {
		fmt.Fprintf(&b, "Warning        %s\n", w)
	}
	_, err = io.WriteString(out, b.String())
	return err
}

// checkNotify sends a trial message, so that a way that does not work is known
// before the bad night.
func checkNotify(ctx context.Context, out io.Writer, deps run.Deps, environ []string) error {
	t := teller(deps, environ)
	if len(t.Ways) == 0 {
		return &usageError{fmt.Errorf("%s: nobody would be told: set notify.webhook, notify.email or notify.command", deps.Config.Where("notify.webhook"))}
	}
	arrived, err := t.Try(ctx)
	for _, way := range arrived {
		fmt.Fprintf(out, "Trial message  sent by %s\n", way)
	}
	if err != nil {
		return &codeError{exitFailed, err.Error()}
	}
	return nil
}

// checkWorkbook audits one file.
func (a *app) checkWorkbook(path string) error {
	findings, err := audit.Workbook(path)
	if err != nil {
		return &usageError{err}
	}
	if err := audit.Print(a.stdout, findings); err != nil {
		return err
	}
	if len(findings) > 0 {
		return &codeError{code: exitFailed}
	}
	return nil
}
