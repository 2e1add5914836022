package digest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"ogptracker/internal/history"
	"ogptracker/output/csvfile"
	"ogptracker/report"
	"ogptracker/report/schema"
	"ogptracker/report/words"
)

// Options say what a digest is about.
type Options struct {
	// Name of the watch list, "" for none.
	Name string
	// Since is the first day it tells of.
	Since time.Time
	// AfterRun leaves out what this run and earlier ones saw; "" for none.
	AfterRun string
	// Members limits it to these member ids; empty means all.
	Members []string
	// Kinds limits what is worth a word to these kinds; empty means all.
	Kinds []report.NewsKind
	// Earlier is the report that was told before; nil where there is none, so
	// that all due dates and all that needs attention are new.
	Earlier *Earlier
}

// Kinds beside those of changes.
const (
	kindDue       report.NewsKind = "due"       // dates that come near, or moved
	kindAttention report.NewsKind = "attention" // what newly needs attention
)

func (o *Options) wants(kind report.NewsKind) bool {
	return len(o.Kinds) == 0 || slices.Contains(o.Kinds, kind)
}

// ahead is how far a digest looks for dates to come.
const ahead = 90

// Digest is what changed since a day, and what comes next.
type Digest struct {
	Title  string    `json:"title"`
	Sample bool      `json:"sample"`
	Since  time.Time `json:"since"`
	// Report is the day of the report that it was made from.
	Report  time.Time `json:"report"`
	Members []string  `json:"members,omitempty"`
	Parts   []Part    `json:"parts"`
	Due     []Due     `json:"due"`
}

// Part are the changes of one kind, newest first.
type Part struct {
	Kind  report.NewsKind `json:"kind"`
	Title string          `json:"title"`
	Lines []Line          `json:"lines"`
}

// Line is one change.
type Line struct {
	Date  string `json:"date"`
	Words string `json:"words"`
	URL   string `json:"url,omitempty"`
}

// Due is a date within the next 90 days. New is one that an earlier report had
// not within 90 days, or at another day, where that is worth a word.
type Due struct {
	Expected string `json:"expected"`
	Words    string `json:"words"`
	New      bool   `json:"new"`
}

var titles = map[report.NewsKind]string{
	report.NewsRatings: "Ratings", report.NewsNew: "New", report.NewsGone: "Gone", report.NewsDocuments: "Plans and documents", report.NewsWording: "Wording",
	kindAttention: "Needs attention",
}

// Read reads the tables of a published report from its folder.
func Read(folder string) ([]*schema.Table, error) {
	tables := schema.Declarations()
	for _, t := range tables {
		f, err := os.Open(filepath.Join(folder, "csv", t.Name+".csv"))
		if err != nil {
			return nil, err
		}
		t.Rows, err = csvfile.Read(f, t)
		if closed := f.Close(); err == nil {
			err = closed
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w; it was published by another version: run ogptracker run first", folder, err)
		}
	}
	return tables, nil
}

// Facts are what a published report says of itself.
type Facts struct {
	Run    string
	Date   time.Time
	Sample bool

	complete bool
}

// Published reads the facts of a report from its folder; fs.ErrNotExist where
// there is none.
func Published(folder string) (f Facts, err error) {
	data, err := os.ReadFile(filepath.Join(folder, "run.json"))
	if err != nil {
		return f, err
	}
	var run struct {
		Run    string `json:"run"`
		Date   string `json:"date"`
		Sample bool   `json:"sample_data"`

		Outcome string `json:"outcome"`
	}
	if err := json.Unmarshal(data, &run); err != nil {
		return f, fmt.Errorf("%s: %w", folder, err)
	}
	f.Run, f.Sample, f.complete = run.Run, run.Sample, run.Outcome == history.Complete
	f.Date, err = time.Parse(time.DateOnly, run.Date)
	return f, err
}

// UnknownMemberError names a member that the report does not have.
type UnknownMemberError struct {
	Member string
	Known  []string
}

func (e *UnknownMemberError) Error() string {
	return fmt.Sprintf("%q: the report has no such member", e.Member)
}

// Make makes a digest out of a report's tables. date is the report's.
func Make(tables []*schema.Table, date time.Time, o Options) (*Digest, error) {
	members := namesOf(tables)
	for _, id := range o.Members {
		if _, ok := members[id]; !ok {
			return nil, &UnknownMemberError{id, sortedKeys(members)}
		}
	}
	d := &Digest{Title: title(o, members), Since: o.Since, Report: date, Members: o.Members, Parts: []Part{}, Due: []Due{}}
	wanted := func(member string) bool { return len(o.Members) == 0 || slices.Contains(o.Members, member) }
	byKind := map[report.NewsKind][]Line{}
	for _, n := range report.NewsOf(tables) {
		if n.Date.Before(o.Since) || n.Run <= o.AfterRun || !wanted(n.MemberID) || !o.wants(n.Kind) {
			continue
		}
		byKind[n.Kind] = append(byKind[n.Kind], Line{n.Date.Format(time.DateOnly), n.Words, n.URL})
	}
	for _, kind := range report.NewsKinds() {
		if lines := byKind[kind]; len(lines) > 0 {
			d.Parts = append(d.Parts, Part{kind, titles[kind], lines})
		}
	}
	if lines := attentionOf(tables, date, &o, wanted); len(lines) > 0 {
		d.Parts = append(d.Parts, Part{kindAttention, titles[kindAttention], lines})
	}
	d.Due = dueOf(tables, date, &o, wanted)
	return d, nil
}

// Empty reports whether nothing is worth a word.
func (d *Digest) Empty() bool {
	return len(d.Parts) == 0 && !slices.ContainsFunc(d.Due, func(due Due) bool { return due.New })
}

func title(o Options, members map[string]string) string {
	about := "all members"
	switch {
	case o.Name != "":
		about = o.Name
	case len(o.Members) > 0:
		var names []string
		for _, id := range o.Members {
			names = append(names, members[id])
		}
		about = strings.Join(names, ", ")
	}
	return fmt.Sprintf("What changed for %s since %s", about, words.Day(o.Since))
}

func table(tables []*schema.Table, name string) *schema.Table {
	for _, t := range tables {
		if t.Name == name {
			return t
		}
	}
	return &schema.Table{}
}

func namesOf(tables []*schema.Table) map[string]string {
	names := map[string]string{}
	t := table(tables, "members")
	for _, row := range t.Rows {
		id, _ := row[t.Column("member_id")].(string)
		names[id], _ = row[t.Column("member")].(string)
	}
	return names
}

func sortedKeys(m map[string]string) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
