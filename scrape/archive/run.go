package archive

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Run is one night as the archive knows it.
type Run struct {
	ID string
	// After is the run that was entered right before, "" for the first.
	After   string
	Started time.Time
	// Crawled is when no request was left to make, Finished when its owner
	// closed it; zero before.
	Crawled, Finished time.Time
	// Outcome is the owner's word for how it ended.
	Outcome string
	// Kept runs can be rebuilt; the others were pruned.
	Kept bool
	// Settings and Stats are JSON of whoever crawls.
	Settings, Stats string
	// Worked is how long the run has crawled, interruptions left out.
	Worked time.Duration
}

const runColumns = `id, coalesce((SELECT b.id FROM runs b WHERE b.n = runs.n - 1), ''), started, crawled, finished, outcome, kept, settings, stats, worked`

// BeginRun enters a run. For one that was entered before, and is to go on
// after an interruption, it returns what was entered then.
func (a *Archive) BeginRun(ctx context.Context, id string, started time.Time, settings string) (Run, error) {
	err := a.write(ctx, "beginning run "+id, func(t *tx) error {
		_, err := t.Exec(`INSERT INTO runs (id, started, settings) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING`, id, started.UnixMilli(), settings)
		return err
	})
	if err != nil {
		return Run{}, err
	}
	return a.Run(ctx, id)
}

// EndCrawl notes that run id has no request left to make, and no body to pack.
func (a *Archive) EndCrawl(ctx context.Context, id string, at time.Time, p Part) error {
	if err := a.packer.rest(); err != nil {
		return err
	}
	return a.write(ctx, "ending the crawl of run "+id, func(t *tx) error {
		n, err := t.run(id)
		if err != nil {
			return err
		}
		if _, err := t.Exec(`UPDATE runs SET crawled = ? WHERE n = ?`, at.UnixMilli(), n); err != nil {
			return err
		}
		return t.part(n, p)
	})
}

// FinishRun closes a run with its owner's word for how it ended.
func (a *Archive) FinishRun(ctx context.Context, id string, at time.Time, outcome string) error {
	return a.write(ctx, "finishing run "+id, func(t *tx) error {
		n, err := t.run(id)
		if err != nil {
			return err
		}
		_, err = t.Exec(`UPDATE runs SET finished = ?, outcome = ? WHERE n = ?`, at.UnixMilli(), outcome, n)
		return err
	})
}

// Run returns one run, ErrNoRun where there is none.
func (a *Archive) Run(ctx context.Context, id string) (Run, error) {
	r, err := scanRun(a.file.Reader().QueryRowContext(ctx, `SELECT `+runColumns+` FROM runs WHERE id = ?`, id))
	if errors.Is(err, sql.ErrNoRows) {
		err = noRun(id)
	}
	return r, a.wrap("reading run "+id, err)
}

// Runs returns all runs, oldest first.
func (a *Archive) Runs(ctx context.Context) ([]Run, error) {
	rows, err := a.file.Reader().QueryContext(ctx, `SELECT `+runColumns+` FROM runs ORDER BY n`)
	if err != nil {
		return nil, a.wrap("listing runs", err)
	}
	defer rows.Close()
	var all []Run
	for rows.Next() {
		r, err := scanRun(rows)
		if err != nil {
			return nil, a.wrap("listing runs", err)
		}
		all = append(all, r)
	}
	return all, a.wrap("listing runs", rows.Err())
}

// UnfinishedRun returns the newest run if it was never finished: the one that
// an interrupted night goes on with.
func (a *Archive) UnfinishedRun(ctx context.Context) (Run, bool, error) {
	r, err := scanRun(a.file.Reader().QueryRowContext(ctx, `SELECT `+runColumns+` FROM runs ORDER BY n DESC LIMIT 1`))
	if errors.Is(err, sql.ErrNoRows) {
		return Run{}, false, nil
	}
	if err != nil {
		return Run{}, false, a.wrap("looking for an unfinished run", err)
	}
	if !r.Finished.IsZero() {
		return Run{}, false, nil
	}
	return r, true, nil
}

// LastRequest returns when run id had its last answer from the site, zero
// where it had none: a run that goes on keeps its distance from it.
func (a *Archive) LastRequest(ctx context.Context, id string) (time.Time, error) {
	var at sql.NullInt64
	err := a.file.Reader().QueryRowContext(ctx, `SELECT max(at) FROM fetches WHERE requests > 0 AND run = (SELECT n FROM runs WHERE id = ?)`, id).Scan(&at)
	return moment(at), a.wrap("looking for the last request of run "+id, err)
}

func scanRun(row interface{ Scan(...any) error }) (Run, error) {
	var r Run
	var started, worked int64
	var crawled, finished sql.NullInt64
	err := row.Scan(&r.ID, &r.After, &started, &crawled, &finished, &r.Outcome, &r.Kept, &r.Settings, &r.Stats, &worked)
	r.Started = time.UnixMilli(started).UTC()
	r.Crawled, r.Finished = moment(crawled), moment(finished)
	r.Worked = time.Duration(worked) * time.Millisecond
	return r, err
}

// moment reads a time that may be missing.
func moment(ms sql.NullInt64) time.Time {
	if !ms.Valid {
		return time.Time{}
	}
	return time.UnixMilli(ms.Int64).UTC()
}
