package run

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"ogptracker/internal/history"
	"ogptracker/internal/lock"
	"ogptracker/output/publish"
	"ogptracker/report"
	"ogptracker/scrape/archive"
	"ogptracker/scrape/record"
	"ogptracker/scrape/store"
	"ogptracker/transform"
	"ogptracker/transform/dataset"
)

// idLayout makes a run's identity of its start.
const idLayout = "20060102T150405Z"

// resumable is how old an interrupted run may be to go on; an older one
// would publish yesterday's pages as today's.
const resumable = 18 * time.Hour

// night is one run under way.
type night struct {
	Deps
	Options

	id      string
	started time.Time
	// asOf and offline say which parts of the world are left alone.
	offline bool
	resumed bool

	archive *archive.Archive
	history *history.History
	// earlier is the record of the run that is rebuilt, nil for a new one.
	earlier *history.Record
	inputs  inputs
	stats   history.Politeness
}

// Run makes one run, from the site to the published report. The error is a
// *UsageError, a *lock.HeldError, the context's, or says why the run failed;
// a run that ended incomplete has no error.
func Run(ctx context.Context, deps Deps, opts Options) (*Result, error) {
	n := &night{Deps: deps, Options: opts, offline: opts.Offline || opts.AsOf != ""}
	if err := n.checkUsage(); err != nil {
		return nil, err
	}
	held, err := lock.Acquire(n.Config.State.Dir, n.What, n.Now())
	if err != nil {
		return nil, err
	}
	result, err := n.locked(ctx)
	return result, errors.Join(err, held.Release())
}

// locked is the run under the state folder's lock.
func (n *night) locked(ctx context.Context) (result *Result, err error) {
	file, err := store.Open(ctx, filepath.Join(n.Config.State.Dir, store.FileName), store.Options{})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if n.archive, err = archive.New(ctx, file); err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, n.archive.Close()) }()
	n.history = history.New(file)
	if err := n.restoreHistory(ctx); err != nil {
		return nil, err
	}
	if err := n.identify(ctx); err != nil {
		return nil, err
	}
	if n.inputs, err = n.readInputs(); err != nil {
		if !n.offline {
			noted(n.Log, n.saveFailure(ctx, err)) // a table or a crosswalk that was good yesterday
		}
		return nil, err
	}
	result, err = n.stages(ctx)
	switch {
	case err == nil:
		return result, nil
	case ctx.Err() != nil && !errors.Is(context.Cause(ctx), context.DeadlineExceeded):
		return nil, err // goes on next time
	case n.offline || errors.As(err, new(*unsavedError)):
		return nil, err // the report stands; the next run keeps its record
	default:
		noted(n.Log, n.saveFailure(ctx, err))
		return nil, err
	}
}

// noted tells that a failed run could not be recorded: mostly for the very
// reason it failed for, so that it is no second error.
func noted(log *slog.Logger, err error) {
	if err != nil {
		log.Warn("the failed run could not be recorded; status does not know of it", "error", Words(err))
	}
}

// stages are the four stages in their order.
func (n *night) stages(ctx context.Context) (*Result, error) {
	var read *record.Night
	var before *dataset.Snapshot
	var previous *history.Record
	var log []dataset.Change
	group, beside := errgroup.WithContext(ctx)
	group.Go(func() (err error) {
		read, err = n.scrape(beside)
		return err
	})
	group.Go(func() (err error) {
		if before, previous, err = n.history.Before(beside, n.id); err != nil {
			return err
		}
		log, err = n.history.Log(beside, n.id)
		return err
	})
	if err := group.Wait(); err != nil {
		return nil, err
	}
	if previous != nil && before == nil {
		var err error
		if before, err = n.remade(ctx, previous); err != nil {
			return nil, err
		}
	}
	dataset, err := transform.Build(dataset.Input{
		Run: n.id, Date: midnight(n.started), Night: *read, Before: before, Log: log,
		Crosswalk: n.inputs.crosswalk, LocalMembers: n.Config.Site.LocalMembers, Members: n.Config.Site.Members,
	})
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	// What was read is let go of here. The report needs no snapshot either,
	// which takes as much memory as all rows: it is packed beside what is done
	// next.
	rec := n.judged(read, dataset, previous)
	packing := packed(dataset.Snapshot)
	dataset.Snapshot = nil
	contents, err := n.addOutputIssues(dataset, previous)
	if err != nil {
		return nil, err
	}
	for _, i := range dataset.Issues {
		countIssue(&rec.Issues, record.Severity(i.Severity), i.Count)
	}
	// The ratings stand in their table now, and so many rows would be looked
	// through by every collection until the report is written.
	dataset.Ratings = nil
	result := &Result{Record: rec, Dataset: dataset, Previous: previous, Resumed: n.resumed}
	if err := n.publish(ctx, result, contents); err != nil {
		return nil, err
	}
	if n.AsOf != "" {
		return result, nil
	}
	snapshot, err := packing()
	if err != nil {
		return nil, err
	}
	if err := n.save(ctx, result, snapshot); err != nil {
		return nil, &unsavedError{err}
	}
	return result, nil
}

// packed packs a snapshot in the background; it is ready when the function
// returned answers.
func packed(s *dataset.Snapshot) func() ([]byte, error) {
	var data []byte
	var group errgroup.Group
	group.Go(func() (err error) {
		data, err = history.PackSnapshot(s)
		return err
	})
	return func() ([]byte, error) {
		err := group.Wait()
		return data, err
	}
}

// publish makes the report and writes its files.
func (n *night) publish(ctx context.Context, result *Result, contents *report.Contents) error {
	rep := contents.Report(n.meta(&result.Record))
	files := n.files(rep, result.Dataset.Sources)
	copied, err := n.copiedBefore(ctx)
	if err != nil {
		return err
	}
	opts := publish.Options{
		Dir: n.Config.Output.Dir, Run: n.id, Complete: result.Record.Outcome == history.Complete,
		CopyTo: n.Config.Output.CopyTo, CopiedBefore: copied, Workers: workers(),
		Record: func(written []publish.Written, leftOut []publish.LeftOut) ([]byte, error) {
			result.Record.Files, result.Record.LeftOut = written, leftOut
			return encodeRecord(&result.Record)
		},
	}
	if n.AsOf != "" {
		result.Folder = n.Out
		_, err := publish.WriteFolder(ctx, n.Out, opts, files)
		return err
	}
	published, err := publish.Publish(ctx, opts, files)
	if err != nil {
		return err
	}
	for _, f := range published.LeftOut {
		n.Log.Warn("a workbook could not be written; the report goes without it", "file", f.Name, "why", f.Why)
	}
	result.Folder, result.Latest = published.Folder, published.Latest
	if opts.Complete && opts.CopyTo != "" {
		result.Record.Copy = &history.Copy{To: opts.CopyTo, Made: published.Copied, Why: published.CopyFault}
		if !published.Copied {
			n.Log.Warn("the report could not be copied for staff", "why", published.CopyFault)
		}
	}
	return nil
}

// save keeps what the run came to. It is the last thing a run does: one that
// is killed before goes on next time and ends the same.
func (n *night) save(ctx context.Context, result *Result, snapshot []byte) error {
	entry := history.Entry{Record: result.Record}
	if result.Record.Outcome == history.Complete {
		entry.Snapshot = snapshot
		for _, c := range result.Dataset.Changes {
			if c.Run == n.id {
				entry.Changes = append(entry.Changes, c)
			}
		}
	}
	if err := n.history.Save(ctx, entry); err != nil {
		return err
	}
	if n.earlier != nil {
		return nil // a rebuilt run removes nothing
	}
	return n.retain(ctx)
}

// saveFailure keeps the record of a run that failed. A run that a deadline
// ended has a context that is over, so it gets a short one of its own.
func (n *night) saveFailure(ctx context.Context, cause error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	rec := n.record()
	rec.Outcome, rec.Error = history.Failed, cause.Error()
	rec.Why = strings.Split(Words(cause), "\n")
	rec.Finished = n.Now().UTC()
	return n.history.Save(ctx, history.Entry{Record: rec})
}

// retain forgets what is older than output.keep_runs.
func (n *night) retain(ctx context.Context) error {
	keep := n.Config.Output.KeepRuns
	removed, err := publish.Prune(n.Config.Output.Dir, keep)
	if err != nil {
		return err
	}
	for _, run := range removed {
		n.Log.Info("old report removed", "run", run)
	}
	var besides []string
	if last, err := n.history.Last(ctx, history.Complete); err != nil {
		return err
	} else if last != nil {
		besides = append(besides, last.Run)
	}
	kept, err := publish.Runs(n.Config.Output.Dir)
	if err != nil {
		return err
	}
	forfeit, err := n.archive.Prune(ctx, keep, besides...)
	if err != nil {
		return err
	}
	if len(forfeit.Runs) > 0 {
		n.Log.Info("old nights forgotten; they can no longer be rebuilt", "runs", forfeit.Runs, "bodies", forfeit.Bodies, "bytes", forfeit.Bytes)
	}
	return n.history.Prune(ctx, append(kept, besides...))
}

func midnight(t time.Time) time.Time {
	y, m, d := t.UTC().Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}
