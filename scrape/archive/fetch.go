package archive

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"ogptracker/scrape/store"
)

// Class is what a fetch was for.
type Class string

const (
	ClassPage    Class = "page"
	ClassProbe   Class = "probe" // a guessed address that led nowhere
	ClassRobots  Class = "robots"
	ClassSitemap Class = "sitemap"
	ClassSaved   Class = "saved" // a page from the folder of saved pages
	ClassTable   Class = "table" // OGP's commitments table as the run read it
	// ClassFilled is what a browser made of a page: the page's own row holds
	// the body as filled, this one the body as the site served it, or why the
	// page was not filled. Its detail says what the page asked for in vain.
	ClassFilled Class = "filled"
)

// Outcome is what came of a fetch.
type Outcome string

const (
	OutcomeRead    Outcome = "read"    // a body came
	OutcomeSame    Outcome = "same"    // the body kept still stands (304)
	OutcomeFailed  Outcome = "failed"  // asked without success
	OutcomeGone    Outcome = "gone"    // 404 or 410
	OutcomeRefused Outcome = "refused" // never asked: robots.txt or the allow-list forbids it
)

// Fetch is one thing asked for in a run, and what came of it.
type Fetch struct {
	Run   string
	Class Class
	// Address is what was asked for, Final where it led (Address itself if
	// that is empty).
	Address, Final string
	// Asked is Address as it was asked for, Answered Final as the site writes
	// it; empty where that is the canonical form.
	Asked, Answered string
	Outcome         Outcome
	Status          int
	// At is when the answer was complete; Obtained when the bytes that stand
	// were first obtained, which an unchanged page carries on.
	At, Obtained time.Time
	// Requests is how many requests it took.
	Requests                        int
	ETag, LastModified, ContentType string
	// BodyHash is the SHA-256 of the body that stands, hex; empty without.
	BodyHash string
	// Reason names a failure, Detail says it in words.
	Reason, Detail string
}

// Part is how far the crawl of a run has come, kept with each fetch so that a
// kill loses none of it.
type Part struct {
	Worked time.Duration
	// Stats is JSON; empty leaves what is kept.
	Stats string
}

// Save is one fetch to be kept, its body where one came, and how far the run
// has come with it.
type Save struct {
	Fetch
	Body Body
	Part Part
}

// SaveAll keeps fetches of a run: all of them or none. A body that is kept
// already adds none. For OutcomeSame the body is the one that stands for the
// final address. An address is fetched once in a run: a second is an error.
func (a *Archive) SaveAll(ctx context.Context, saves []Save) error {
	if len(saves) == 0 {
		return nil
	}
	return a.write(ctx, "saving "+saves[0].Address, func(t *tx) error {
		for i := range saves {
			s := &saves[i]
			n, err := t.run(s.Run)
			if err != nil {
				return err
			}
			if err := t.save(n, s.Fetch, &s.Body); err != nil {
				return err
			}
			if err := t.part(n, s.Part); err != nil {
				return err
			}
		}
		return nil
	})
}

// Save keeps one fetch with a body that is not packed yet.
func (a *Archive) Save(ctx context.Context, f Fetch, body []byte, p Part) error {
	s := Save{Fetch: f, Part: p}
	if f.Outcome == OutcomeRead {
		var err error
		if s.Body, err = a.Pack(ctx, sha256.Sum256(body), body); err != nil {
			return err
		}
	}
	return a.SaveAll(ctx, []Save{s})
}

func (t *tx) part(n int64, p Part) error {
	if p.Worked == 0 && p.Stats == "" {
		return nil
	}
	_, err := t.Exec(`UPDATE runs SET worked = max(worked, ?), stats = CASE WHEN ?2 = '' THEN stats ELSE ?2 END WHERE n = ?3`,
		p.Worked.Milliseconds(), p.Stats, n)
	return err
}

func (t *tx) save(n int64, f Fetch, body *Body) error {
	if f.Final == "" {
		f.Final = f.Address
	}
	address, err := t.address(f.Address)
	if err != nil {
		return err
	}
	final, err := t.address(f.Final)
	if err != nil {
		return err
	}
	last, err := t.standing(f.Class, final, n)
	if err != nil {
		return err
	}
	r, err := t.row(f, body, last)
	if err != nil {
		return err
	}
	_, err = t.Exec(`INSERT INTO fetches (run, class, address, final, outcome, status, at, requests, body, same, obtained, etag, last_modified, content_type, reason, detail, asked, answered)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		n, f.Class, address, final, f.Outcome, f.Status, f.At.UnixMilli(), f.Requests,
		r.body, r.same, r.obtained, r.etag, r.lastModified, r.contentType, r.reason, r.detail, unlike(f.Asked, f.Address), unlike(f.Answered, f.Final))
	return err
}

// row says what a fetch adds to the newest row that holds a body of its
// address: all of it, or only that it is the same.
func (t *tx) row(f Fetch, body *Body, last standing) (row, error) {
	r := row{obtained: null(f.At.UnixMilli()), etag: null(f.ETag), lastModified: null(f.LastModified), contentType: null(f.ContentType)}
	switch f.Outcome {
	case OutcomeSame:
		if last.id == 0 {
			return r, fmt.Errorf("%s is said to be unchanged, but nothing of it is kept", f.Final)
		}
		r.body = null(last.body)
		if (f.ETag == "" || f.ETag == last.etag.V) && (f.LastModified == "" || f.LastModified == last.lastModified.V) {
			return row{body: r.body, same: null(last.id)}, nil
		}
		r.obtained, r.contentType = last.obtained, last.contentType
	case OutcomeRead:
		id, err := t.body(body)
		if err != nil {
			return r, err
		}
		r.body = null(id)
		if f.Class == ClassSaved || f.Class == ClassFilled {
			// The folder's own words travel with each run: of which page the
			// file is a copy, and of when. So do those of the browser.
			r.detail, r.obtained = null(f.Detail), null(f.Obtained.UnixMilli())
			return r, nil
		}
		if id != last.body {
			return r, nil
		}
		r.obtained = last.obtained
		if r == last.row() {
			return row{body: r.body, same: null(last.id)}, nil
		}
	default:
		return row{reason: null(f.Reason), detail: null(f.Detail)}, nil
	}
	return r, nil
}

// row is the part of a fetch that an unchanged one does not repeat.
type row struct {
	body, same, obtained                            sql.Null[int64]
	etag, lastModified, contentType, reason, detail sql.Null[string]
}

// standing is the newest row of its own that holds the body of an address.
type standing struct {
	id, body                        int64
	obtained                        sql.Null[int64]
	etag, lastModified, contentType sql.Null[string]
}

func (s standing) row() row {
	return row{body: null(s.body), obtained: s.obtained, etag: s.etag, lastModified: s.lastModified, contentType: s.contentType}
}

func (t *tx) standing(class Class, final, upTo int64) (standing, error) {
	var s standing
	_, err := t.Get(`SELECT o.id, o.body, o.obtained, o.etag, o.last_modified, o.content_type
		FROM fetches f JOIN fetches o ON o.id = coalesce(f.same, f.id)
		WHERE f.class = ? AND f.final = ? AND f.run <= ? AND f.body IS NOT NULL ORDER BY f.id DESC LIMIT 1`,
		[]any{class, final, upTo}, &s.id, &s.body, &s.obtained, &s.etag, &s.lastModified, &s.contentType)
	return s, err
}

// unlike is an address as it is written, missing where that is its canonical
// form.
func unlike(written, canonical string) sql.Null[string] {
	if written == canonical {
		written = ""
	}
	return null(written)
}

// null makes the zero value missing.
func null[T comparable](v T) sql.Null[T] {
	var zero T
	return sql.Null[T]{V: v, Valid: v != zero}
}

// body keeps a body and returns its row; one that is kept already adds none.
func (t *tx) body(body *Body) (int64, error) {
	var id int64
	ok, err := t.Get(`SELECT id FROM bodies WHERE hash = ?`, []any{body.sum[:]}, &id)
	if ok || err != nil {
		return id, err
	}
	r, err := t.Exec(`INSERT INTO bodies (hash, size, zstd) VALUES (?, ?, ?)`, body.sum[:], body.size, body.packed)
	if err != nil {
		return 0, err
	}
	return r.LastInsertId()
}

const bodyQuery = `SELECT size, zstd FROM bodies WHERE hash = ?`

// Body returns a body by its hash, unpacked and whole: ErrNoBody where there
// is none, store.ErrDamaged where it does not unpack to what was kept.
func (a *Archive) Body(ctx context.Context, hash string) ([]byte, error) {
	sum, err := hex.DecodeString(hash)
	if err != nil {
		return nil, a.wrap("reading body "+hash, err)
	}
	var packed []byte
	var size int
	err = a.findBody.QueryRowContext(ctx, sum).Scan(&size, &packed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("%s %w (%w: %s)", a.file.Path(), store.ErrDamaged, ErrNoBody, hash)
	}
	if err != nil {
		return nil, a.wrap("reading body "+hash, err)
	}
	body, err := a.packer.unpack(packed, size)
	if err != nil {
		return nil, fmt.Errorf("%s %w (body %s: %w)", a.file.Path(), store.ErrDamaged, hash, err)
	}
	return body, nil
}
