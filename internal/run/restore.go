package run

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"ogptracker/internal/history"
	"ogptracker/output/csvfile"
	"ogptracker/output/publish"
	"ogptracker/scrape/archive"
	"ogptracker/transform"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// restoreHistory takes a history that is missing from the published reports:
// beside an archive with runs in it, or in a state folder that was lost as a
// whole, an empty history would call everything new and forget every change.
func (n *night) restoreHistory(ctx context.Context) error {
	if empty, err := n.history.Empty(ctx); err != nil || !empty {
		return err
	}
	unfinished, _, err := n.archive.UnfinishedRun(ctx)
	if err != nil {
		return err
	}
	names, err := publish.Runs(n.Config.Output.Dir)
	if err != nil {
		return err
	}
	var records []history.Record
	var log []dataset.Change
	for _, name := range names {
		if name == unfinished.ID {
			continue // published, and not finished: this run goes on with it
		}
		folder := filepath.Join(n.Config.Output.Dir, "runs", name)
		r, err := publishedRecord(folder)
		if err != nil {
			n.Log.Warn("a published report could not be taken into the history", "run", name, "error", err)
			continue
		}
		if changes, err := publishedChanges(filepath.Join(folder, "csv", "changes.csv")); err != nil {
			n.Log.Warn("the changes of a published report could not be taken into the history", "run", name, "error", err)
		} else if r.Outcome == history.Complete {
			log = changes // each report has the log up to its own night
		}
		records = append(records, *r)
	}
	lost, err := lostRuns(ctx, n.archive)
	if err != nil || len(records) == 0 && lost == 0 {
		return err
	}
	if err := n.history.Restore(ctx, records, log); err != nil {
		return err
	}
	words := fmt.Sprintf("the history of earlier runs was missing; %d runs and %d changes were taken from the published reports", len(records), len(log))
	n.Log.Warn("the history of earlier runs was missing; it was taken from the published reports", "runs", len(records), "changes", len(log))
	return n.history.Note(ctx, history.Event{Time: n.Now().UTC(), Kind: history.EventRestored, Text: words})
}

// lostRuns counts runs that the archive knows to be over.
func lostRuns(ctx context.Context, pages *archive.Archive) (lost int, err error) {
	runs, err := pages.Runs(ctx)
	for _, r := range runs {
		if !r.Finished.IsZero() && r.Outcome != history.Interrupted {
			lost++
		}
	}
	return lost, err
}

func publishedRecord(folder string) (*history.Record, error) {
	data, err := os.ReadFile(filepath.Join(folder, "run.json"))
	if err != nil {
		return nil, err
	}
	r := &history.Record{}
	if err := json.Unmarshal(data, r); err != nil {
		return nil, fmt.Errorf("run.json: %w", err)
	}
	if r.Run != filepath.Base(folder) {
		return nil, fmt.Errorf("run.json is that of run %q", r.Run)
	}
	return r, nil
}

// publishedChanges reads a published log of changes by the names of its
// columns.
func publishedChanges(path string) ([]dataset.Change, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	rows := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\ufeff")))
	header, err := rows.Read()
	if err != nil {
		return nil, fmt.Errorf("the header: %w", err)
	}
	var log []dataset.Change
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return log, nil
		}
		if err != nil {
			return nil, err
		}
		cell := map[string]string{}
		for i, name := range header {
			if cell[name] = csvfile.Unescape(row[i]); cell[name] == vocabulary.NotApplicable {
				cell[name] = "" // how the report shows that there is none
			}
		}
		if _, err := time.Parse(time.DateOnly, cell["date"]); err != nil || cell["run"] == "" {
			return nil, fmt.Errorf("a change has no run or date: %q", row)
		}
		log = append(log, dataset.Change{Run: cell["run"], Date: cell["date"], Table: cell["table"], Key: cell["key"],
			MemberID: cell["member_id"], Field: cell["field"], Old: cell["old"], New: cell["new"], Cause: cell["cause"]})
	}
}

// remade is the snapshot of the last complete run before this one, made again
// from the archive; nil where that has it no longer.
func (n *night) remade(ctx context.Context, previous *history.Record) (before *dataset.Snapshot, err error) {
	runs, err := n.history.Runs(ctx, 0)
	if err != nil {
		return nil, err
	}
	reached := false
	for i := len(runs) - 1; i >= 0 && !reached; i-- {
		r := &runs[i]
		reached = r.Run == previous.Run
		if r.Outcome != history.Complete {
			continue
		}
		if before, err = n.remakeSnapshot(ctx, r, before); err != nil {
			return nil, err
		}
	}
	if before == nil || before.Run != previous.Run {
		n.Log.Warn("the last complete run cannot be rebuilt from the archive, so nothing is compared with it: no change of tonight is told", "run", previous.Run)
		return nil, nil
	}
	n.Log.Warn("what the last complete run knew was made again from the archive", "run", previous.Run)
	return before, n.history.SaveSnapshot(ctx, previous.Run, before)
}

// remakeSnapshot rebuilds what a run knew from the archive, on what the run
// before it knew; nil where the archive no longer has the run.
func (n *night) remakeSnapshot(ctx context.Context, r *history.Record, before *dataset.Snapshot) (*dataset.Snapshot, error) {
	read, err := n.crawler().Offline(ctx, r.Run)
	if errors.Is(err, archive.ErrNoRun) || errors.Is(err, archive.ErrPruned) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	built, err := transform.Build(dataset.Input{
		Run: r.Run, Date: midnight(r.Started), Night: read, Before: before,
		Crosswalk: n.inputs.crosswalk, LocalMembers: n.Config.Site.LocalMembers, Members: n.Config.Site.Members,
	})
	if err != nil {
		return nil, err
	}
	return built.Snapshot, nil
}
