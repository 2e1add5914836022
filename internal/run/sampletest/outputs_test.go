package sampletest_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	ics "github.com/arran4/golang-ical"
	"github.com/mmcdole/gofeed/atom"

	"ogptracker/internal/digest"
)

// told finds the change that a sentence tells of: of that member and day, with
// the row's code and what it is now.
func (p *page) told(sentence string, day time.Time) {
	p.compared++
	var said []string
	for _, c := range p.of("changes", p.member, "date", day.Format(time.DateOnly)) {
		said = append(said, c["key"], c["old"], c["new"])
		if strings.Contains(sentence, c["key"]) && strings.Contains(sentence, c["new"]) && (c["cause"] == "appeared" || strings.Contains(sentence, c["old"])) {
			p.explain(sentence, said...)
			return
		}
	}
	p.Errorf("%s: changes.csv has no row for %q", p.name, sentence)
}

func newPage(t *testing.T, n *night, name, member string) *page {
	return &page{T: t, night: n, name: name, member: member, phrases: longestFirst(append(n.texts(member), rules...))}
}

// Feeds as mmcdole/gofeed reads them.
func TestEveryFigureOfEveryFeedStandsInTheCSV(t *testing.T) {
	t.Parallel()
	n := nightOf(t, 2)
	sentences := map[string]int{}
	for name, data := range n.files {
		member, ok := strings.CutPrefix(strings.TrimSuffix(name, ".atom"), "feeds/")
		if !ok {
			continue
		}
		if member == "changes" {
			member = ""
		}
		p := newPage(t, n, name, member)
		feed, err := (&atom.Parser{}).Parse(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		p.explain(feed.Title)
		for _, e := range feed.Entries {
			doc, err := goquery.NewDocumentFromReader(strings.NewReader(e.Content.Value))
			if err != nil {
				t.Fatal(err)
			}
			lines := doc.Find("li").Map(func(_ int, s *goquery.Selection) string { return s.Text() })
			for _, l := range lines {
				p.told(l, *e.UpdatedParsed)
			}
			sentences[member] += len(lines)
			if len(lines) == 1 {
				p.told(e.Title, *e.UpdatedParsed)
				continue
			}
			of := map[string]int{}
			for _, c := range n.of("changes", member) {
				switch {
				case c["cause"] == "appeared":
					of["new row"]++
				case strings.HasPrefix(c["field"], "completion"):
					of["rating"]++
				}
			}
			p.explain(e.Title, fmt.Sprintf("%d rating", of["rating"]), fmt.Sprintf("%d new row", of["new row"]))
		}
	}
	for _, member := range []string{"", "estonia"} {
		if want := len(n.of("changes", member)); sentences[member] != want || want == 0 {
			t.Errorf("the feed of %q tells of %d changes, changes.csv of %d", member, sentences[member], want)
		}
	}
}

// Calendars as arran4/golang-ical reads them.
func TestEveryFigureOfEveryCalendarStandsInTheCSV(t *testing.T) {
	t.Parallel()
	n := nightOf(t, 2)
	for name, data := range n.files {
		member, ok := strings.CutPrefix(strings.TrimSuffix(name, ".ics"), "calendar/")
		if !ok {
			continue
		}
		if member == "due-dates" {
			member = ""
		}
		cal, err := ics.ParseCalendar(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got, want := len(cal.Events()), len(n.of("due_dates", member)); got != want {
			t.Errorf("%s has %d events, due_dates.csv %d rows", name, got, want)
		}
		for _, e := range cal.Events() {
			own, duty, _ := strings.Cut(strings.TrimSuffix(e.Id(), "@ogptracker"), ".")
			duty = strings.ToUpper(duty[:1]) + strings.ReplaceAll(duty[1:], "-", " ")
			rows := n.of("due_dates", own, "duty", duty)
			start, err := e.GetAllDayStartAt()
			if err != nil || len(rows) != 1 || start.Format(time.DateOnly) != rows[0]["expected"] {
				t.Errorf("%s: %s: %v (%v), due_dates.csv has %v", name, e.Id(), start, err, rows)
				continue
			}
			p := newPage(t, n, name+" "+e.Id(), own)
			said := e.GetProperty(ics.ComponentPropertyDescription).Value
			p.explain(said, rows[0]["basis"])
			p.explain(e.GetProperty(ics.ComponentPropertySummary).Value)
			assumed := strings.Contains(said, "itself assumed")
			if !strings.Contains(said, "Whose duty: "+rows[0]["whose"]+".") || assumed != (rows[0]["certain"] == "false") {
				t.Errorf("%s: %s: %q, due_dates.csv has %v", name, e.Id(), said, rows[0])
			}
		}
	}
}

// Digests in every form: of all members, and of one.
func TestEveryFigureOfEveryDigestStandsInTheCSV(t *testing.T) {
	t.Parallel()
	n := nightOf(t, 2)
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "csv"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, data := range n.files {
		if strings.HasPrefix(name, "csv/") {
			if err := os.WriteFile(filepath.Join(folder, filepath.FromSlash(name)), data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	tables, err := digest.Read(folder)
	if err != nil {
		t.Fatal(err)
	}
	at := n.date.AddDate(0, 0, 20) // from when on dates are expected within 90 days
	for _, member := range []string{"", "estonia", "latvia"} {
		o := digest.Options{Since: n.date.AddDate(0, 0, -6)}
		if member != "" {
			o.Members = []string{member}
		}
		d, err := digest.Make(tables, at, o)
		if err != nil {
			t.Fatal(err)
		}
		p := newPage(t, n, "digest of "+member, member)
		expected := p.within90(at)
		told, said := 0, []string{"9 January 2025", "2025-01-09", "T00:00:00Z", "4 February 2025", "2025-02-04", fmt.Sprintf("within 90 days (%d)", len(expected))}
		for _, part := range d.Parts {
			said = append(said, fmt.Sprintf("%s (%d)", part.Title, len(part.Lines)))
			if part.Kind == "attention" {
				for _, l := range part.Lines {
					p.explain(l.Date+": "+l.Words, append(said, p.bases("")...)...)
				}
				continue
			}
			for _, l := range part.Lines {
				day, err := time.Parse(time.DateOnly, l.Date)
				if err != nil {
					t.Fatal(err)
				}
				p.told(l.Words, day)
				told++
			}
		}
		if want := len(n.of("changes", member)); told != want {
			t.Errorf("%s tells of %d changes, changes.csv of %d", p.name, told, want)
		}
		for i, due := range d.Due {
			if i >= len(expected) || due.Expected != expected[i]["expected"] || !strings.HasPrefix(due.Words, expected[i]["member"]+": "+strings.ToLower(expected[i]["duty"])+" ("+expected[i]["whose"]+")") ||
				strings.HasSuffix(due.Words, "date assumed") != (expected[i]["certain"] == "false") {
				t.Errorf("%s: %v; due_dates.csv has %v", p.name, due, expected)
			}
		}
		if len(d.Due) != len(expected) || member != "latvia" && len(d.Due) == 0 {
			t.Errorf("%s: %d due dates, due_dates.csv has %d", p.name, len(d.Due), len(expected))
		}
		for _, format := range digest.Formats() {
			var b bytes.Buffer
			if err := d.Write(&b, format); err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(b.String()) {
				if doc, err := goquery.NewDocumentFromReader(strings.NewReader(line)); format == "html" && err == nil {
					line = doc.Text()
				}
				if !strings.Contains(line, "http") { // links are those of the page behind the sentence
					p.explain(line, append(said, p.bases("")...)...)
				}
			}
		}
	}
}

// within90 are the member's due dates within 90 days.
func (p *page) within90(at time.Time) (rows []row) {
	for _, r := range p.of("due_dates", p.member) {
		day, err := time.Parse(time.DateOnly, r["expected"])
		if d := day.Sub(at).Hours() / 24; err == nil && d >= 0 && d <= 90 {
			rows = append(rows, r)
		}
	}
	return rows
}
