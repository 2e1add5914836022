package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ogptracker/internal/config"
	"ogptracker/internal/digest"
)

// digestCommand tells what changed over a time, out of the latest report.
func (a *app) digestCommand() *cobra.Command {
	var since, format, watch string
	var members []string
	cmd := &cobra.Command{
		Use:   "digest",
		Short: "Show what changed over a time, for everything, some members or a watch list",
		Long: `Reads the latest complete report and tells what changed since a day, what newly
needs attention, and what is expected within 90 days of the report.`,
		Example: `  ogptracker digest --since 7d
  ogptracker digest --since 30d --watch nordic --format markdown
  ogptracker digest --since 2025-01-01 --member estonia --member latvia --format html`,
		Args: args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := a.load()
			if err != nil {
				return err
			}
			if !slices.Contains(digest.Formats(), format) {
				return &usageError{fmt.Errorf("--format %q: expected %s", format, strings.Join(digest.Formats(), ", "))}
			}
			folder := filepath.Join(cfg.Output.Dir, "latest")
			published, err := digest.Published(folder)
			if errors.Is(err, fs.ErrNotExist) {
				return &usageError{fmt.Errorf("there is no complete report in %s; begin with: ogptracker run", cfg.Output.Dir)}
			}
			if err != nil {
				return err
			}
			date := published.Date
			first, err := sinceDay(since, date)
			if err != nil {
				return err
			}
			tables, err := digest.Read(folder)
			if err != nil {
				return err
			}
			opts := digest.Options{Since: first, Members: members, Earlier: digest.EarlierThan(cfg.Output.Dir, published, first)}
			if watch != "" {
				if err := opts.Watch(cfg, watch); err != nil {
					return &usageError{fmt.Errorf("--watch %w", err)}
				}
			}
			d, err := digest.Make(tables, date, opts)
			var unknown *digest.UnknownMemberError
			if errors.As(err, &unknown) {
				return &usageError{fmt.Errorf("--member %w%s", err, config.Suggest(unknown.Member, unknown.Known))}
			}
			if err != nil {
				return err
			}
			d.Sample = published.Sample
			return d.Write(a.stdout, format)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&since, "since", "7d", "first `day` (2025-01-14), or how long before the report (7d)")
	flags.StringArrayVar(&members, "member", nil, "member `id`; may be given more than once (default: all)")
	flags.StringVar(&watch, "watch", "", "a watch list of the configuration, by its `name`")
	flags.StringVar(&format, "format", "text", "form: "+strings.Join(digest.Formats(), ", "))
	return cmd
}

var daysBefore = regexp.MustCompile(`^([0-9]{1,5})d$`)

// sinceDay is a date, or a number of days before the report's.
func sinceDay(text string, report time.Time) (time.Time, error) {
	if m := daysBefore.FindStringSubmatch(text); m != nil {
		n, err := strconv.Atoi(m[1])
		return report.AddDate(0, 0, 1-n), err
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return day, &usageError{fmt.Errorf("--since %q: expected a day such as 2025-01-14, or a number of days such as 7d", text)}
	}
	return day, nil
}
