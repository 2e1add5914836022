package scrape

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"ogptracker/scrape/address"
	"ogptracker/scrape/archive"
	"ogptracker/scrape/fetch"
	"ogptracker/scrape/irmtable"
	"ogptracker/scrape/record"
	"ogptracker/scrape/store"
)

// keepTable keeps OGP's table as the run read it, since the file may be
// another one by the time the run is resumed or rebuilt.
func (s *session) keepTable(ctx context.Context) error {
	if s.set.Table == "" {
		return nil
	}
	url := "table:" + s.set.Table
	if a, ok := s.answeredBefore(archive.ClassTable, url); ok {
		var err error
		s.table, err = s.tableOf(ctx, a.Fetch)
		return err
	}
	s.table = s.Table
	if s.table == nil {
		return fmt.Errorf("OGP's table, with which run %s began, is not given any more; name it again in sources.irm_table, or wait 18 hours, after which a new run begins", s.run.ID)
	}
	body, err := json.Marshal(s.table)
	if err != nil {
		return fmt.Errorf("keeping OGP's table: %w", err)
	}
	return s.save(ctx, &answer{body: body, Fetch: archive.Fetch{Run: s.run.ID, Class: archive.ClassTable, Address: url,
		Outcome: archive.OutcomeRead, At: s.run.Started, ContentType: "application/json"}})
}

// tableOf returns a table as a run kept it.
func (c *Crawler) tableOf(ctx context.Context, f archive.Fetch) (*record.Table, error) {
	body, err := c.Archive.Body(ctx, f.BodyHash)
	if err != nil {
		return nil, err
	}
	t := &record.Table{}
	if err := json.Unmarshal(body, t); err != nil {
		return nil, fmt.Errorf("%s %w (OGP's table kept with run %s: %w)", store.FileName, store.ErrDamaged, f.Run, err)
	}
	return t, nil
}

// rowMember is the member a row of OGP's table belongs to, by its address or
// else by its name.
func rowMember(site *address.Site, r *record.Row) string {
	if a, ok := site.Parse(r.URL); ok && a.Member != "" {
		return a.Member
	}
	return address.MemberID(r.Country)
}

// Why a table that came is not used, beside what package fetch says of one
// that did not come.
const (
	reasonNoTable    = "not-a-table"
	reasonShrunk     = "table-shrank"
	reasonColumnLost = "table-lost-a-column"
	reasonReadInPart = "table-read-in-part"
)

// askTable asks for OGP's table where it has an address: once a night, and
// only for what changed since the last good one. What cannot be used leaves
// the last good one standing.
func (s *session) askTable(ctx context.Context) error {
	at := s.set.TableAddress
	if at == "" {
		return nil
	}
	if a, ok := s.answeredBefore(archive.ClassTable, at); ok {
		var err error
		s.table, _, err = s.tableOfNight(ctx, a.Fetch)
		return err
	}
	last, had, err := s.Archive.Latest(ctx, archive.ClassTable, at, s.run.ID)
	if err != nil {
		return err
	}
	var good *record.Table
	if had {
		if good, err = s.tableOf(ctx, last); err != nil {
			return err
		}
	}
	s.table = good
	if s.FetchTable == nil {
		return nil
	}
	under, done := graceful(ctx)
	defer done()
	response, err := s.FetchTable(under, fetch.FileRequest{URL: at, ETag: last.ETag, LastModified: last.LastModified, MaxBody: s.MaxTable})
	if err != nil && under.Err() != nil {
		return ended(ctx)
	}
	a := answer{Fetch: archive.Fetch{Run: s.run.ID, Class: archive.ClassTable, Address: at, At: s.Now(), Outcome: archive.OutcomeFailed}}
	var failure *fetch.Error
	switch {
	case errors.As(err, &failure):
		a.Status, a.Requests, a.Reason, a.Detail = failure.Status, failure.Requests, string(failure.Reason), failure.Error()
	case err != nil:
		return err
	default:
		if err := s.useTable(&a, response, good); err != nil {
			return err
		}
	}
	return s.save(ctx, &a)
}

// useTable reads the table that came, and says in the answer whether it may
// stand.
func (s *session) useTable(a *answer, r *fetch.Response, good *record.Table) error {
	a.At, a.Status, a.Requests = r.Fetched, r.Status, r.Requests
	if r.NotModified {
		a.Outcome, a.ETag, a.LastModified = archive.OutcomeSame, r.ETag, r.LastModified
		return nil
	}
	table, err := irmtable.Read(tableName(a.Address), r.Body, tableDate(r))
	if err != nil {
		a.Reason, a.Detail = reasonNoTable, err.Error()
		return nil
	}
	if a.Reason, a.Detail = worse(table, good); a.Reason != "" {
		return nil
	}
	var body bytes.Buffer
	if err := json.NewEncoder(&body).Encode(table); err != nil {
		return fmt.Errorf("keeping OGP's table: %w", err)
	}
	a.Outcome, a.ETag, a.LastModified, a.ContentType, a.body = archive.OutcomeRead, r.ETag, r.LastModified, "application/json", body.Bytes()
	s.table = table
	return nil
}

// worse says why a table must not replace the last good one. good is nil for
// the first.
func worse(table, good *record.Table) (reason, detail string) {
	switch {
	case good == nil:
		return "", ""
	case 2*len(table.Rows) <= len(good.Rows):
		return reasonShrunk, fmt.Sprintf("it has %d commitments where the last one had %d", len(table.Rows), len(good.Rows))
	case len(table.Unread) > len(good.Unread):
		return reasonReadInPart, strings.Join(table.Unread, "; ")
	}
	var lost []string
	for _, c := range good.Columns {
		if !slices.Contains(table.Columns, c) {
			lost = append(lost, c)
		}
	}
	if len(lost) > 0 {
		return reasonColumnLost, "it has no longer a column of " + strings.Join(lost, ", ")
	}
	return "", ""
}

// tableOfNight returns the table that stands in a night for what it kept of
// it, nil for none, and the issue where what came could not be used.
func (c *Crawler) tableOfNight(ctx context.Context, f archive.Fetch) (*record.Table, *record.Issue, error) {
	if f.BodyHash != "" {
		t, err := c.tableOf(ctx, f)
		return t, nil, err
	}
	issue := &record.Issue{Code: record.CodeTableNotUsed, Key: tableName(f.Address), Value: f.Reason, URL: f.Address}
	last, had, err := c.Archive.Latest(ctx, archive.ClassTable, f.Address, f.Run)
	if err != nil {
		return nil, nil, err
	}
	if !had {
		issue.Message = fmt.Sprintf("OGP's table was not had (%s), and none was ever had before", f.Detail)
		return nil, issue, nil
	}
	issue.Message = fmt.Sprintf("OGP's table of tonight is not used (%s); that of %s stands", f.Detail, last.At.UTC().Format(time.DateOnly))
	t, err := c.tableOf(ctx, last)
	return t, issue, err
}

// tableName is the name of the file at an address.
func tableName(address string) string {
	if u, err := url.Parse(address); err == nil && len(path.Base(u.Path)) > 1 {
		return path.Base(u.Path)
	}
	return "table"
}

// tableDate is when the table was last changed, by what the site says, else
// when it came.
func tableDate(r *fetch.Response) time.Time {
	if t, err := http.ParseTime(r.LastModified); err == nil {
		return t.UTC()
	}
	return r.Fetched.UTC().Truncate(time.Second)
}
