package run

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"ogptracker/internal/config"
	"ogptracker/internal/history"
)

// checkUsage refuses what cannot work before anything is touched.
func (n *night) checkUsage() error {
	c := n.Config
	switch {
	case n.AsOf != "" && n.Out == "":
		return usage("--as-of", "needs --out DIR, the folder for the earlier report")
	case n.AsOf == "" && n.Out != "":
		return usage("--out", "goes with --as-of RUN")
	case n.AsOf != "" && n.Options.Offline:
		return usage("--as-of", "is offline already; leave --offline out")
	case n.AsOf != "" && n.Accept != "":
		return usage("--accept", "is for a run of tonight, not for --as-of")
	}
	if found, err := filepath.Glob(filepath.Join(c.State.Dir, "*.db")); err == nil && len(found) == 0 { // an older version kept two files
		switch {
		case n.AsOf != "":
			return usage("--as-of", "there is no night to rebuild in %s", c.State.Dir)
		case n.Options.Offline && !hasSources(n.Config):
			return usage("--offline", "there is no night to rebuild in %s; run once without --offline", c.State.Dir)
		}
	}
	if n.AsOf != "" {
		if entries, err := os.ReadDir(n.Out); err == nil && len(entries) > 0 {
			return usage("--out", "%s is not empty; name a new folder", n.Out)
		}
	}
	for _, file := range []struct{ key, path string }{
		{"sources.irm_table", c.Sources.IRMTable}, {"sources.crosswalk", c.Sources.Crosswalk}, {"sources.saved_pages", c.Sources.SavedPages},
	} {
		if file.path == "" || n.offline || file.key == "sources.irm_table" && c.TableByAddress() {
			continue
		}
		if _, err := os.Stat(file.path); err != nil {
			return unreadableFile(c.Where(file.key), file.path, err)
		}
	}
	if c.TableByAddress() && !n.offline {
		if err := checkTableAddress(n.Config); err != nil {
			return err
		}
	}
	for _, dir := range []struct{ key, path string }{{"output.dir", c.Output.Dir}, {"state.dir", c.State.Dir}} {
		if info, err := os.Stat(dir.path); err == nil && !info.IsDir() {
			return usage(c.Where(dir.key), "%s is a file; expected a folder", dir.path)
		}
	}
	if !n.offline && !c.Crawls() && !hasSources(n.Config) {
		return usage(c.Where("site.base_url"), "empty, and there is no other source; expected the address of the site, such as https://www.opengovpartnership.org, or a file in sources.irm_table, or a folder in sources.saved_pages")
	}
	if n.crawls() && !mayCrawl(n.Config) {
		return usage(c.Where("site.contact"), "empty; crawling %s needs an address its owner can write to; write it there, or make a configuration with: ogptracker init", c.Host())
	}
	return checkCommand(n.Config)
}

// crawls reports whether this run asks the site for anything. Somebody who
// has only OGP's table, or saved pages, and gives no contact gets the report
// of those.
func (n *night) crawls() bool {
	return !n.offline && n.Config.Crawls() && (mayCrawl(n.Config) || !hasSources(n.Config))
}

// mayCrawl: a host that is not this machine must be told whom to write to.
func mayCrawl(c *config.Config) bool { return c.Site.Contact != "" || c.ThisMachine() }

func hasSources(c *config.Config) bool {
	return c.Sources.IRMTable != "" || c.Sources.SavedPages != ""
}

// identify says which run this is: a new one, an interrupted one that goes
// on, the last one rebuilt, or an earlier one.
func (n *night) identify(ctx context.Context) error {
	switch {
	case n.AsOf != "":
		runs, err := n.history.Runs(ctx, 0)
		if err != nil {
			return err
		}
		name, err := FindRun(runs, n.AsOf, WithReport)
		if err != nil {
			return usage("--as-of", "%v", err)
		}
		rec, err := n.history.Run(ctx, name)
		if err != nil {
			return err
		}
		return n.rebuild(ctx, rec)
	case n.Options.Offline:
		rec, err := lastReport(ctx, n.history)
		if err != nil {
			return err
		}
		if rec != nil {
			return n.rebuild(ctx, rec)
		}
		if !hasSources(n.Config) {
			return usage("--offline", "there is no night to rebuild in %s; run once without --offline", n.Config.State.Dir)
		}
	}
	now := n.Now().UTC().Truncate(time.Second)
	unfinished, ok, err := n.archive.UnfinishedRun(ctx)
	if err != nil {
		return err
	}
	if ok && now.Sub(unfinished.Started).Abs() < resumable { // the clock may have been set back
		n.id, n.started, n.resumed = unfinished.ID, unfinished.Started.UTC(), true
		n.Log.Info("an interrupted run goes on", "run", n.id)
		return nil
	}
	if ok {
		n.Log.Warn("an interrupted run is too old to go on; its pages are kept", "run", unfinished.ID)
		if err := n.archive.FinishRun(ctx, unfinished.ID, now, history.Interrupted); err != nil {
			return err
		}
	}
	return n.newID(ctx)
}

// clockBack is how far the clock may have been set back since the last run
// for a new one to be dated after that run all the same.
const clockBack = 48 * time.Hour

// newID names a new run by its start. Two runs within a second would share an
// identity; and runs are told apart and compared in the order of their names,
// so that a clock that was set back must not put tonight before last night.
func (n *night) newID(ctx context.Context) error {
	n.started = n.Now().UTC().Truncate(time.Second)
	last, err := n.history.Runs(ctx, 1)
	if err != nil {
		return err
	}
	if len(last) > 0 && last[0].Started.After(n.started) {
		behind := last[0].Started.Sub(n.started)
		if behind <= clockBack {
			n.started = last[0].Started.UTC().Truncate(time.Second)
		}
		switch {
		case behind < time.Minute: // runs that followed each other within a second
		case behind <= clockBack:
			n.Log.Warn("the clock is behind the last run; this run is dated after that one", "last", last[0].Run, "behind", behind)
		default:
			n.Log.Error("the clock is far behind the last run; check the clock of this machine", "last", last[0].Run, "behind", behind)
		}
	}
	for n.id = n.started.Format(idLayout); ; n.id = n.started.Format(idLayout) {
		_, err := n.history.Run(ctx, n.id)
		if errors.Is(err, history.ErrUnknownRun) {
			return nil
		}
		if err != nil {
			return err
		}
		n.started = n.started.Add(time.Second)
	}
}

func (n *night) rebuild(ctx context.Context, rec *history.Record) error {
	if len(rec.Files) > 0 && rec.Base != "" {
		if err := n.archive.Rebuildable(ctx, rec.Run); err != nil {
			return fmt.Errorf("run %s cannot be rebuilt: %w", rec.Run, err)
		}
	}
	n.id, n.started, n.earlier, n.offline = rec.Run, rec.Started, rec, true
	return nil
}

// lastReport is the newest run that made a report.
func lastReport(ctx context.Context, past *history.History) (*history.Record, error) {
	runs, err := past.Runs(ctx, 0)
	if err != nil {
		return nil, err
	}
	for i := range runs {
		if runs[i].Outcome == history.Complete || runs[i].Outcome == history.Incomplete {
			return &runs[i], nil
		}
	}
	return nil, nil
}
