package scrape

import (
	"context"
	"encoding/json"
	"fmt"

	"ogptracker/scrape/address"
	"ogptracker/scrape/archive"
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
