package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
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
	var since, format string
	var members []string
	cmd := &cobra.Command{
		Use:   "digest",
		Short: "Show what changed over a time, for everything or some members",
		Long: `Reads the latest complete report and tells what changed since a day, and what is
expected within 90 days of the report.`,
		Example: `  ogptracker digest --since 7d
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
			date, sample, err := reportOf(folder)
			if err != nil {
				return err
			}
			first, err := sinceDay(since, date)
			if err != nil {
				return err
			}
			tables, err := digest.Read(folder)
			if err != nil {
				return err
			}
			d, err := digest.Make(tables, date, digest.Options{Since: first, Members: members})
			var unknown *digest.UnknownMemberError
			if errors.As(err, &unknown) {
				return &usageError{fmt.Errorf("--member %w%s", err, config.Suggest(unknown.Member, unknown.Known))}
			}
			if err != nil {
				return err
			}
			d.Sample = sample
			return d.Write(a.stdout, format)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&since, "since", "7d", "first `day` (2025-01-14), or how long before the report (7d)")
	flags.StringArrayVar(&members, "member", nil, "member `id`; may be given more than once (default: all)")
	flags.StringVar(&format, "format", "text", "form: "+strings.Join(digest.Formats(), ", "))
	return cmd
}

// reportOf reads the day of a published report, and whether it is of the
// sample site.
func reportOf(folder string) (date time.Time, sample bool, err error) {
	data, err := os.ReadFile(filepath.Join(folder, "run.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return date, false, &usageError{fmt.Errorf("there is no complete report in %s; begin with: ogptracker run", filepath.Dir(folder))}
	}
	if err != nil {
		return date, false, err
	}
	var run struct {
		Date   string `json:"date"`
		Sample bool   `json:"sample_data"`
	}
	if err := json.Unmarshal(data, &run); err != nil {
		return date, false, fmt.Errorf("%s: %w", filepath.Join(folder, "run.json"), err)
	}
	date, err = time.Parse(time.DateOnly, run.Date)
	return date, run.Sample, err
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
