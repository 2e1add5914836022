package archive

import (
	"context"
	"database/sql"
	"encoding/hex"
	"time"

	"ogptracker/scrape/store"
)

// Columns of a fetch f, what it repeats of an earlier row o, its body b.
const fetchSelect = `SELECT r.id, f.class, a.address, p.address, f.outcome, f.status, f.at, f.requests,
	coalesce(o.obtained, 0), coalesce(o.etag, ''), coalesce(o.last_modified, ''), coalesce(o.content_type, ''),
	coalesce(f.reason, ''), coalesce(f.detail, ''), coalesce(f.asked, ''), coalesce(f.answered, ''), b.hash
	FROM fetches f JOIN runs r ON r.n = f.run JOIN addresses a ON a.id = f.address JOIN addresses p ON p.id = f.final
	JOIN fetches o ON o.id = coalesce(f.same, f.id) LEFT JOIN bodies b ON b.id = f.body `

// State is what was known of a page as of some run.
type State struct {
	// Address is the page's own, final address.
	Address string
	// Asked is when it was last asked for, Gone whether the last answer that
	// settles it was that it is gone.
	Asked time.Time
	Gone  bool
	// Failed is how many runs in a row asked for it without success: it was
	// not had, or what came had no record.
	Failed int
	// NoRecord: the readers found no record in the body that came last.
	NoRecord bool
	// Read is the fetch that last brought or confirmed a body; its BodyHash
	// is empty where none ever did.
	Read Fetch
}

// RunFetches returns all fetches of a run in the order they were made.
func (a *Archive) RunFetches(ctx context.Context, run string) ([]Fetch, error) {
	return fetches(ctx, a.file, "reading run "+run, `WHERE f.run = (SELECT n FROM runs WHERE id = ?) ORDER BY f.id`, run)
}

// Latest returns the fetch that last brought or confirmed the body of a final
// address, as of a run (that run included); ok is false where none did.
func (a *Archive) Latest(ctx context.Context, class Class, address, asOf string) (f Fetch, ok bool, err error) {
	all, err := fetches(ctx, a.file, "looking for "+address, `WHERE f.class = ? AND f.final = (SELECT id FROM addresses WHERE address = ?)
		AND f.run <= (SELECT n FROM runs WHERE id = ?) AND f.body IS NOT NULL ORDER BY f.id DESC LIMIT 1`, class, address, asOf)
	if len(all) == 0 || err != nil {
		return Fetch{}, false, err
	}
	return all[0], true, nil
}

// History returns one fetch for each different body that a page's address has
// had as of a run, newest first: the one that last brought or confirmed it.
func (a *Archive) History(ctx context.Context, address, asOf string) ([]Fetch, error) {
	return fetches(ctx, a.file, "looking for "+address, `WHERE f.id IN (
		SELECT max(id) FROM fetches WHERE class = 'page' AND final = (SELECT id FROM addresses WHERE address = ?)
		AND run <= (SELECT n FROM runs WHERE id = ?) AND body IS NOT NULL GROUP BY body) ORDER BY f.id DESC`, address, asOf)
}

// States returns what was known of everything of a class that was ever asked
// for, as of a run, that run included or not, in order of address.
func (a *Archive) States(ctx context.Context, class Class, asOf string, included bool) ([]State, error) {
	n, err := runNumber(ctx, a.file, asOf)
	if err != nil {
		return nil, err
	}
	if !included {
		n--
	}
	const newest = `WITH s AS (SELECT final, max(id) AS any,
		max(CASE WHEN body IS NOT NULL THEN id END) AS body, max(CASE WHEN outcome = 'gone' THEN id END) AS gone
		FROM fetches WHERE class = ? AND outcome <> 'refused' AND run <= ? GROUP BY final) `
	noRecord := func(fetch string) string {
		return `coalesce((SELECT r.no_record FROM readings r WHERE r.body = ` + fetch + `.body AND r.address = ` + fetch + `.final ORDER BY r.version DESC LIMIT 1), 0)`
	}
	rows, err := a.file.Reader().QueryContext(ctx, newest+`SELECT p.address, l.at, coalesce(s.gone, 0) > coalesce(s.body, 0),
		CASE WHEN l.outcome = 'failed' OR l.outcome <> 'gone' AND `+noRecord("f")+`
			THEN (SELECT count(*) FROM fetches x WHERE x.class = l.class AND x.final = s.final AND x.run <= l.run AND x.outcome NOT IN ('gone', 'refused')
				AND x.id > max(coalesce(s.gone, 0), coalesce((SELECT max(y.id) FROM fetches y WHERE y.class = l.class AND y.final = s.final
					AND y.run <= l.run AND y.body IS NOT NULL AND NOT `+noRecord("y")+`), 0)))
			ELSE 0 END,
		`+noRecord("f")+`,
		coalesce(s.body, 0), coalesce(f.at, 0), coalesce(o.obtained, 0), coalesce(o.etag, ''), coalesce(o.last_modified, ''), coalesce(o.content_type, ''), coalesce(f.asked, ''), coalesce(f.answered, ''), b.hash
		FROM s JOIN addresses p ON p.id = s.final JOIN fetches l ON l.id = s.any
		LEFT JOIN fetches f ON f.id = s.body LEFT JOIN fetches o ON o.id = coalesce(f.same, f.id) LEFT JOIN bodies b ON b.id = f.body
		ORDER BY p.address`, class, n)
	if err != nil {
		return nil, a.wrap("reading what was known as of "+asOf, err)
	}
	defer rows.Close()
	var all []State
	for rows.Next() {
		var s State
		var asked, body, at, obtained int64
		var hash []byte
		if err := rows.Scan(&s.Address, &asked, &s.Gone, &s.Failed, &s.NoRecord, &body, &at, &obtained, &s.Read.ETag, &s.Read.LastModified, &s.Read.ContentType, &s.Read.Asked, &s.Read.Answered, &hash); err != nil {
			return nil, a.wrap("reading what was known as of "+asOf, err)
		}
		s.Asked = time.UnixMilli(asked).UTC()
		if body != 0 {
			s.Read.Class, s.Read.Final, s.Read.Outcome = class, s.Address, OutcomeRead
			s.Read.At, s.Read.Obtained = time.UnixMilli(at).UTC(), time.UnixMilli(obtained).UTC()
			s.Read.BodyHash = hex.EncodeToString(hash)
		}
		all = append(all, s)
	}
	return all, a.wrap("reading what was known as of "+asOf, rows.Err())
}

// Aliases returns the addresses that led to another one when they were last
// asked for, with where they led, as of a run, that run included or not.
func (a *Archive) Aliases(ctx context.Context, asOf string, included bool) (map[string]string, error) {
	n, err := runNumber(ctx, a.file, asOf)
	if err != nil {
		return nil, err
	}
	if !included {
		n--
	}
	rows, err := a.file.Reader().QueryContext(ctx, `SELECT a.address, p.address FROM fetches f JOIN addresses a ON a.id = f.address JOIN addresses p ON p.id = f.final
		WHERE f.address <> f.final AND f.class = 'page' AND f.run <= ?1
		AND f.id = (SELECT max(id) FROM fetches WHERE class = 'page' AND address = f.address AND run <= ?1)`, n)
	if err != nil {
		return nil, a.wrap("reading redirects", err)
	}
	defer rows.Close()
	all := map[string]string{}
	for rows.Next() {
		var from, to string
		if err := rows.Scan(&from, &to); err != nil {
			return nil, a.wrap("reading redirects", err)
		}
		all[from] = to
	}
	return all, a.wrap("reading redirects", rows.Err())
}

func runNumber(ctx context.Context, file *store.File, run string) (int64, error) {
	var n int64
	err := file.Reader().QueryRowContext(ctx, `SELECT n FROM runs WHERE id = ?`, run).Scan(&n)
	if err == sql.ErrNoRows {
		err = noRun(run)
	}
	return n, file.Wrap("looking for run "+run, err)
}

func fetches(ctx context.Context, file *store.File, doing, where string, args ...any) ([]Fetch, error) {
	rows, err := file.Reader().QueryContext(ctx, fetchSelect+where, args...)
	if err != nil {
		return nil, file.Wrap(doing, err)
	}
	defer rows.Close()
	var all []Fetch
	for rows.Next() {
		var f Fetch
		var at, obtained int64
		var hash []byte
		if err := rows.Scan(&f.Run, &f.Class, &f.Address, &f.Final, &f.Outcome, &f.Status, &at, &f.Requests,
			&obtained, &f.ETag, &f.LastModified, &f.ContentType, &f.Reason, &f.Detail, &f.Asked, &f.Answered, &hash); err != nil {
			return nil, file.Wrap(doing, err)
		}
		f.At = time.UnixMilli(at).UTC()
		if obtained != 0 {
			f.Obtained = time.UnixMilli(obtained).UTC()
		}
		if hash != nil {
			f.BodyHash = hex.EncodeToString(hash)
		}
		all = append(all, f)
	}
	return all, file.Wrap(doing, rows.Err())
}
