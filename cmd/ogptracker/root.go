package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"ogptracker/internal/config"
	"ogptracker/internal/plural"
	"ogptracker/internal/run"
)

// app is what all commands share.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	environ        []string
	now            func() time.Time

	configFile string
	logFormat  string
}

// moreCommands are those of special builds.
var moreCommands []func(*app) *cobra.Command

// root makes the command tree.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "ogptracker",
		Short: "Read the Open Government Partnership's website and publish what it says about commitments",
		Long: `OGP Tracker reads the Open Government Partnership's website, computes
completion figures that show their basis, and publishes an Excel workbook and
CSV files. It is not a product of OGP.

Begin with: ogptracker demo`,
		Version:       run.Version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return &usageError{fmt.Errorf("unknown command %q%s", args[0], meant(cmd, args[0]))}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	root.SetVersionTemplate("ogptracker {{.Version}}\n")
	root.SetFlagErrorFunc(wrongFlag)
	root.PersistentFlags().StringVar(&a.configFile, "config", "", "configuration file (default: config.yaml in this folder, where there is one)")
	root.PersistentFlags().StringVar(&a.logFormat, "log-format", "text", "form of the log: text or json")
	root.AddCommand(a.demoCommand(), a.runCommand(), a.serveCommand(), a.statusCommand(), a.checkCommand(), a.inspectCommand(), a.diffCommand(), a.digestCommand(),
		a.initCommand(), a.configCommand(), a.versionCommand())
	for _, more := range moreCommands {
		root.AddCommand(more(a))
	}
	return root
}

func meant(cmd *cobra.Command, word string) string {
	cmd.SuggestionsMinimumDistance = 2
	if near := cmd.SuggestionsFor(word); len(near) > 0 {
		return fmt.Sprintf("; did you mean %s?", near[0])
	}
	return ""
}

// args wraps a rule about arguments so that breaking it is a usage error that
// shows what was expected.
func args(rule cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if rule(cmd, args) != nil {
			return &usageError{fmt.Errorf("%s was given %s; expected: %s", cmd.CommandPath(), plural.Count(len(args), "argument"), cmd.UseLine())}
		}
		return nil
	}
}

// wrongFlag names the flag that was probably meant.
func wrongFlag(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return &usageError{err}
	}
	var known []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, "--"+f.Name) })
	return &usageError{fmt.Errorf("%w%s", err, config.Suggest("--"+unknown.GetSpecifiedName(), known))}
}

// load reads the configuration; whatever is wrong with it is a usage error.
func (a *app) load() (*config.Config, error) {
	c, err := config.Load(a.configFile, a.environ)
	if err != nil {
		return nil, &codeError{exitUsage, err.Error()}
	}
	return c, nil
}

// log makes the log that goes to standard error.
func (a *app) log() (*slog.Logger, error) {
	switch a.logFormat {
	case "text":
		return slog.New(slog.NewTextHandler(a.stderr, &slog.HandlerOptions{ReplaceAttr: logged})), nil
	case "json":
		return slog.New(slog.NewJSONHandler(a.stderr, &slog.HandlerOptions{ReplaceAttr: loggedAsJSON})), nil
	}
	return nil, &usageError{fmt.Errorf("--log-format %q: expected text or json", a.logFormat)}
}

// loggedAsJSON gives lengths of time in seconds and names them so, as all that
// machines read does.
func loggedAsJSON(groups []string, a slog.Attr) slog.Attr {
	if d, ok := a.Value.Any().(time.Duration); ok {
		return slog.Float64(a.Key+"_seconds", d.Round(time.Millisecond).Seconds())
	}
	return logged(groups, a)
}

// logged leaves out what has no value: a list of nothing, the status of an
// answer that never came.
func logged(_ []string, a slog.Attr) slog.Attr {
	switch v := a.Value.Any().(type) {
	case time.Duration:
		return slog.String(a.Key, v.Round(time.Millisecond).String())
	case []string:
		if len(v) == 0 {
			return slog.Attr{}
		}
	case int64:
		if v == 0 && a.Key == "status" {
			return slog.Attr{}
		}
	}
	return a
}
