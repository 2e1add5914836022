package scrape

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/net/html"

	"ogptracker/scrape/archive"
	"ogptracker/scrape/fetch"
	"ogptracker/scrape/record"
)

// shelfSize is how many new readings are kept in one transaction.
const shelfSize = 32

// readers read bodies, each only once for a version of the readers. They are
// safe for use by several goroutines.
type readers struct {
	*Crawler
	version string
	parsed  atomic.Int64

	mu    sync.Mutex
	shelf []archive.Reading // read, not kept yet
}

func newReaders(c *Crawler) *readers { return &readers{Crawler: c, version: c.Reader.Version()} }

// read returns the reading of a fetch: the one kept, or a new one. body may be
// nil where the archive has it.
func (r *readers) read(ctx context.Context, f archive.Fetch, page string, body []byte) (archive.Reading, error) {
	key := archive.Key{BodyHash: f.BodyHash, Address: page}
	source := record.Source{Address: page, Fetched: f.Obtained, BodyHash: f.BodyHash, Saved: f.Class == archive.ClassSaved}
	reading, ok, err := r.Archive.Reading(ctx, r.version, key)
	if err != nil {
		return reading, err
	}
	if !ok {
		if body == nil {
			if body, err = r.Archive.Body(ctx, f.BodyHash); err != nil {
				return reading, fmt.Errorf("%s: %w", page, err)
			}
		}
		reading = r.parse(body, f.ContentType, source)
		r.parsed.Add(1)
		if err := r.keep(ctx, reading); err != nil {
			return reading, err
		}
	}
	reading.Page.Source = source
	return reading, nil
}

// standing is the reading that stands for a page, and when the site last
// confirmed it.
type standing struct {
	page record.Page
	at   time.Time
}

// standing finds the newest body of a page, as of a run, in which the readers
// find a record; passed is the reading of the newest body of all if that has
// none.
func (r *readers) standing(ctx context.Context, st archive.State, asOf string) (s *standing, passed *record.Page, err error) {
	if st.Read.BodyHash == "" {
		return nil, nil, nil
	}
	newest, err := r.read(ctx, st.Read, st.Address, nil)
	if err != nil {
		return nil, nil, err
	}
	if !newest.NoRecord {
		return &standing{newest.Page, st.Read.At}, nil, nil
	}
	history, err := r.Archive.History(ctx, st.Address, asOf)
	if err != nil {
		return nil, nil, err
	}
	for _, f := range history {
		older, err := r.read(ctx, f, st.Address, nil)
		if err != nil {
			return nil, nil, err
		}
		if !older.NoRecord {
			return &standing{older.Page, f.At}, &newest.Page, nil
		}
	}
	return nil, &newest.Page, nil
}

// parse reads a body. A page of which nothing can be said gives a reading
// without a record, with an issue that says why.
func (r *readers) parse(body []byte, contentType string, source record.Source) archive.Reading {
	reading, _ := r.parseChecked(body, contentType, source, false)
	return reading
}

// parseChecked is parse for a body that nobody has looked at yet: notice says
// what it is in place of a page.
func (r *readers) parseChecked(body []byte, contentType string, source record.Source, check bool) (reading archive.Reading, notice error) {
	reading = archive.Reading{Key: archive.Key{BodyHash: source.BodyHash, Address: source.Address}}
	p, err := r.attempt(body, contentType, source, check)
	if check && errors.As(err, new(*fetch.Error)) {
		return reading, err
	}
	if err != nil {
		reading.NoRecord = true
		p = record.Page{Issues: []record.Issue{{Code: record.CodeNoRecord, Message: err.Error(), URL: source.Address}}}
	}
	if slices.ContainsFunc(p.Issues, func(i record.Issue) bool { return i.Code == record.CodeNoRecord }) {
		reading.NoRecord = true
	}
	normal(reflect.ValueOf(&p))
	reading.Page = p
	return reading, nil
}

// attempt keeps a reader that breaks on one page from ending the night.
func (r *readers) attempt(body []byte, contentType string, source record.Source, check bool) (p record.Page, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("reading %s: the reader broke: %v", source.Address, fault)
		}
	}()
	if !check {
		return r.Reader.Read(body, contentType, source)
	}
	if once, ok := r.Reader.(CheckedReader); ok {
		return once.ReadChecked(body, contentType, source, func(root *html.Node) error { return fetch.Notice(root, body) })
	}
	if root, err := html.Parse(bytes.NewReader(body)); err == nil {
		if err := fetch.Notice(root, body); err != nil {
			return p, err
		}
	}
	return r.Reader.Read(body, contentType, source)
}

func (r *readers) keep(ctx context.Context, reading archive.Reading) error {
	if err := r.Archive.PackReading(&reading); err != nil {
		return err
	}
	r.mu.Lock()
	r.shelf = append(r.shelf, *reading.WithoutPage())
	var full []archive.Reading
	if len(r.shelf) >= shelfSize {
		full, r.shelf = r.shelf, nil
	}
	r.mu.Unlock()
	return r.Archive.PutReadings(ctx, r.version, full)
}

// flush keeps what is still on the shelf.
func (r *readers) flush(ctx context.Context) error {
	r.mu.Lock()
	rest := r.shelf
	r.shelf = nil
	r.mu.Unlock()
	return r.Archive.PutReadings(ctx, r.version, rest)
}

func sum(body []byte) string {
	s := sha256.Sum256(body)
	return hex.EncodeToString(s[:])
}
