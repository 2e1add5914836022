package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"ogptracker/internal/config"
	"ogptracker/internal/run"
	"ogptracker/internal/samplesite"
)

// demoMarker is the file by which demo knows a folder as its own.
const demoMarker = ".ogptracker-demo"

// demoNights are the dates of the two nights.
var demoNights = [2]time.Time{
	time.Date(2025, 1, 14, 2, 0, 0, 0, time.UTC),
	time.Date(2025, 1, 15, 2, 0, 0, 0, time.UTC),
}

// demoHeading opens the demo's configuration.
const demoHeading = `Configuration of the demo: SAMPLE DATA.
These work here:
  ogptracker status --config config.yaml
  ogptracker diff 2025-01-14 2025-01-15 --config config.yaml
  ogptracker run --offline --config config.yaml
and, while ogptracker demo --serve keeps the sample site up:
  ogptracker run --config config.yaml
  ogptracker check --live --config config.yaml
  ogptracker inspect http://ogp-sample.example/members/estonia/ --config config.yaml`

// demoCommand runs the whole job twice on the built-in sample site.
func (a *app) demoCommand() *cobra.Command {
	var dir string
	var serve bool
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "The whole job on a small sample site built into the program: no network, no configuration",
		Long: `Serves a small sample of the site on 127.0.0.1 and reads it on two nights,
between which it changes a little. Everything goes under one folder, which a
rerun replaces. The data are sample data and say so. With --serve the sample
site stays up afterwards, so that run, inspect, serve and check --live can be
tried with the demo's configuration from another terminal.`,
		Example: `  ogptracker demo
  ogptracker demo --serve
  ogptracker run --config demo/config.yaml      # meanwhile, in another terminal`,
		Args: args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := a.demo(cmd.Context(), dir); err != nil || !serve {
				return err
			}
			return a.serveSample(cmd.Context(), dir)
		},
	}
	cmd.Flags().BoolVar(&serve, "serve", false, "keep the sample site up until interrupted")
	cmd.Flags().StringVar(&dir, "dir", "demo", "`folder` for state, report and configuration")
	return cmd
}

func (a *app) demo(ctx context.Context, dir string) error {
	if err := freshDemo(dir); err != nil {
		return err
	}
	path := filepath.Join(dir, config.DefaultFile)
	file := config.Example(demoHeading, map[string]string{
		"site.base_url": samplesite.Base, "site.contact": "demo@ogp-sample.example",
		"fetch.min_delay": "0s", "fetch.sequence_probe": "true",
		"sources.irm_table": samplesite.TableName, "sources.saved_pages": samplesite.SavedPagesDir,
	})
	if err := os.WriteFile(path, file, 0o644); err != nil {
		return err
	}
	cfg, err := config.Load(path, nil)
	if err != nil {
		return err
	}
	level := slog.LevelWarn
	for i, at := range demoNights {
		night := i + 1
		if err := samplesite.WriteFiles(dir, night); err != nil {
			return err
		}
		// The table's date is its file's; the sample's is fixed like its nights.
		if err := os.Chtimes(filepath.Join(dir, samplesite.TableName), demoNights[0], demoNights[0]); err != nil {
			return err
		}
		transport, stop, err := samplesite.New(night).Serve(ctx)
		if err != nil {
			return err
		}
		bar := a.progress()
		fmt.Fprintf(a.stdout, "Night %d of %d: reading the sample site as of %s ...\n", night, len(demoNights), at.Format("2006-01-02"))
		deps := run.Deps{
			Config: cfg, Now: nightClock(at), Transport: transport, Progress: bar.show, Sample: true, What: "demo",
			Log: slog.New(slog.NewTextHandler(a.stderr, &slog.HandlerOptions{Level: level})),
		}
		result, err := run.Run(ctx, deps, run.Options{})
		bar.done()
		stop()
		if err != nil {
			return err
		}
		if night == len(demoNights) || len(result.Record.Why) > 0 {
			if err := printResult(a.stdout, result); err != nil {
				return err
			}
		}
		if err := outcomeError(&result.Record); err != nil {
			return err
		}
	}
	fmt.Fprintf(a.stdout, "\nOpen %s\nTry also: ogptracker status --config %s\n",
		filepath.Join(cfg.Output.Dir, "latest", "ogp-report.xlsx"), path)
	return nil
}

// demoAddress is the file in the demo's folder that says where the sample
// site answers, while it is up.
const demoAddress = ".ogptracker-demo-site"

// serveSample keeps the sample site up, as it is in its second night, until
// the context ends.
func (a *app) serveSample(ctx context.Context, dir string) error {
	address, stop, err := samplesite.Listen(ctx, samplesite.New(len(demoNights)))
	if err != nil {
		return err
	}
	defer stop()
	file := filepath.Join(dir, demoAddress)
	if err := os.WriteFile(file, []byte(address), 0o644); err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "\nThe sample site is up until you press Ctrl-C. Try in another terminal:\n  ogptracker run --config %s\n", filepath.Join(dir, config.DefaultFile))
	<-ctx.Done()
	return os.Remove(file)
}

// inDemo makes the runs of a demo's configuration what they are: sample data,
// read from the sample site where it is up and from nowhere else.
func inDemo(deps run.Deps) run.Deps {
	dir := filepath.Dir(deps.Config.File)
	if _, err := os.Stat(filepath.Join(dir, demoMarker)); err != nil || deps.Config.Site.BaseURL != samplesite.Base {
		return deps
	}
	deps.Sample = true
	address, err := os.ReadFile(filepath.Join(dir, demoAddress))
	if err != nil {
		deps.Transport = sampleDown{}
		once := *deps.Config
		once.Fetch.Retries = 0        // it will not come up by itself
		once.Schedule.CatchUp = false // and a sample of fixed dates has missed no night
		deps.Config = &once
		return deps
	}
	deps.Transport = samplesite.TransportTo(string(address))
	return deps
}

// sampleDown answers for the sample site while it is not up.
type sampleDown struct{}

var errSampleDown = errors.New("the sample site is up only while `ogptracker demo --serve` goes on; start that in another terminal, or read the last night again with: ogptracker run --offline")

func (sampleDown) RoundTrip(*http.Request) (*http.Response, error) { return nil, errSampleDown }

// nightClock stands still at the night's fixed start, so that two demos give
// the same bytes.
func nightClock(start time.Time) func() time.Time {
	return func() time.Time { return start }
}

// freshDemo makes an empty folder, replacing one that an earlier demo made.
func freshDemo(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, os.ErrNotExist):
	case err != nil:
		return &usageError{fmt.Errorf("--dir %s: %w; expected a folder, or a name that is free", dir, err)}
	case len(entries) > 0:
		if _, err := os.Stat(filepath.Join(dir, demoMarker)); err != nil {
			return &usageError{fmt.Errorf("--dir %s is not empty and was not made by a demo; name another folder", dir)}
		}
	}
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, demoMarker), []byte("made by ogptracker demo; a rerun replaces this folder\n"), 0o644)
}
