package scrape

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"ogptracker/scrape/address"
	"ogptracker/scrape/archive"
	"ogptracker/scrape/record"
	"ogptracker/scrape/store"
)

// runFormat is how run ids are written: the start of the run, UTC.
const runFormat = "20060102T150405Z"

// settings are what a night depends on besides the site. They are kept with
// the run, so that it resumes, and is rebuilt, under those it began with.
type settings struct {
	Base          string   `json:"base"`
	Members       []string `json:"members,omitempty"`
	LocalMembers  bool     `json:"local_members"`
	SequenceProbe bool     `json:"sequence_probe"`
	// Table is the hash of OGP's table where it is a file, TableAddress its
	// address where it is asked for; "" without one.
	Table        string `json:"table,omitempty"`
	TableAddress string `json:"table_address,omitempty"`
	// Before is the last complete run, Sample the least size of the sample
	// that is compared with it.
	Before string `json:"before,omitempty"`
	Sample int    `json:"sample,omitempty"`
	// FirstReading: pages wait to be read for the first time.
	FirstReading bool `json:"first_reading,omitempty"`
}

// begin enters the run, or finds it as it was entered.
func (c *Crawler) begin(ctx context.Context, run string) (archive.Run, error) {
	started, err := time.Parse(runFormat, run)
	if err != nil {
		return archive.Run{}, fmt.Errorf("run id %q: want the time of its start as YYYYMMDDTHHMMSSZ", run)
	}
	members := slices.Clone(c.Members)
	slices.Sort(members)
	set := settings{Base: c.Base, Members: members, LocalMembers: c.LocalMembers, SequenceProbe: c.SequenceProbe, TableAddress: c.TableAddress, Before: c.Before, Sample: c.Sample, FirstReading: c.Before == "" || c.FirstReading}
	if c.Table != nil {
		set.Table = c.Table.Hash
	}
	text, err := json.Marshal(set)
	if err != nil {
		return archive.Run{}, err
	}
	r, err := c.Archive.BeginRun(ctx, run, started, string(text))
	if err != nil {
		return r, err
	}
	return r, nil
}

func readSettings(text string) (settings, error) {
	var s settings
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		return s, fmt.Errorf("%s %w (settings kept with the run: %w)", store.FileName, store.ErrDamaged, err)
	}
	return s, nil
}

// wants says whether a member is to be read at all.
func (f *frontier) wants(member string) bool {
	if member == "" {
		return true
	}
	if !f.set.names(member) {
		return false
	}
	return f.set.LocalMembers || !f.locals[member]
}

// names says whether a member is among those that the run is limited to.
func (s settings) names(member string) bool {
	return len(s.Members) == 0 || slices.Contains(s.Members, member)
}

// passesOver says which pages of a sitemap are not read. With a choice of
// members, documents are left to the pages of those members to name: their own
// addresses do not tell whose they are.
func (s settings) passesOver(a address.Address) bool {
	return a.Kind == record.KindDocument && len(s.Members) > 0 || a.Member != "" && !s.names(a.Member)
}
