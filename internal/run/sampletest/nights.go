package sampletest

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"ogptracker/internal/config"
	"ogptracker/internal/history"
	"ogptracker/internal/run"
	"ogptracker/internal/samplesite"
	"ogptracker/transform/dataset"
)

// Night is what one night of the sample site came to.
type Night struct {
	Dataset *dataset.Dataset
	// Files are the published files by their path below the run's folder,
	// workbooks left out.
	Files map[string][]byte
}

// Nights runs the two nights of the sample site, once for all tests of a
// package.
var Nights = sync.OnceValues(func() ([]*Night, error) {
	dir, err := os.MkdirTemp("", "sample")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, config.DefaultFile)
	file := config.Example("The sample site.", map[string]string{
		"site.base_url": samplesite.Base, "site.contact": "test@ogp-sample.example", "fetch.min_delay": "0s", "fetch.sequence_probe": "true",
		"sources.irm_table": samplesite.TableName, "sources.saved_pages": samplesite.SavedPagesDir,
	})
	if err := os.WriteFile(path, file, 0o600); err != nil {
		return nil, err
	}
	cfg, err := config.Load(path, nil)
	if err != nil {
		return nil, err
	}
	var nights []*Night
	for n := 1; n <= 2; n++ {
		night, err := read(cfg, dir, n)
		if err != nil {
			return nil, fmt.Errorf("night %d: %w", n, err)
		}
		nights = append(nights, night)
	}
	return nights, nil
})

func read(cfg *config.Config, dir string, night int) (*Night, error) {
	at := time.Date(2025, 1, 13+night, 2, 0, 0, 0, time.UTC)
	if err := samplesite.WriteFiles(dir, night); err != nil {
		return nil, err
	}
	table := time.Date(2025, 1, 14, 2, 0, 0, 0, time.UTC)
	if err := os.Chtimes(filepath.Join(dir, samplesite.TableName), table, table); err != nil {
		return nil, err
	}
	ctx := context.Background()
	transport, stop, err := samplesite.New(night).Serve(ctx)
	if err != nil {
		return nil, err
	}
	defer stop()
	result, err := run.Run(ctx, run.Deps{
		Config: cfg, Now: func() time.Time { return at }, Transport: transport, Sample: true, What: "test", Log: slog.New(slog.DiscardHandler),
	}, run.Options{})
	if err != nil {
		return nil, err
	}
	kept, err := history.View(ctx, cfg.State.Dir)
	if err != nil {
		return nil, err
	}
	defer kept.Close()
	result.Dataset.Snapshot, err = kept.Snapshot(ctx, result.Record.Run) // a run lets go of it
	if err != nil {
		return nil, err
	}
	files, err := published(filepath.Join(cfg.Output.Dir, "runs", result.Record.Run))
	return &Night{result.Dataset, files}, err
}

func published(folder string) (map[string][]byte, error) {
	files := map[string][]byte{}
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) == ".xlsx" {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		files[filepath.ToSlash(name)], err = os.ReadFile(path)
		return err
	})
	return files, err
}
