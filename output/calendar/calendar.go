package calendar

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"

	"ogptracker/output/plaintext"
	"ogptracker/report"
	"ogptracker/report/schema"
	"ogptracker/report/words"
)

// Calendar is one file: its path below the run's folder, and its events.
type Calendar struct {
	Path   string
	name   string
	events []event
}

// event is one row of the due dates that has a date.
type event struct {
	memberID, member, duty, whose, basis, url string
	expected                                  time.Time
	certain                                   bool
}

// Of returns the calendar of all due dates and that of each member that has
// one.
func Of(meta report.Meta, tables []*schema.Table) []Calendar {
	mark := ""
	if meta.Sample {
		mark = " (sample data)"
	}
	all := Calendar{Path: "calendar/due-dates.ics", name: "OGP: what is expected when" + mark}
	var order []string
	byMember := map[string][]event{}
	for _, e := range events(tables) {
		all.events = append(all.events, e)
		if _, ok := byMember[e.memberID]; !ok {
			order = append(order, e.memberID)
		}
		byMember[e.memberID] = append(byMember[e.memberID], e)
	}
	if len(all.events) == 0 {
		return nil // a calendar without an event is none
	}
	calendars := []Calendar{all}
	for _, id := range order {
		calendars = append(calendars, Calendar{Path: "calendar/" + report.MemberFile(id) + ".ics", name: "OGP: what is expected of " + byMember[id][0].member + mark, events: byMember[id]})
	}
	return calendars
}

func events(tables []*schema.Table) (all []event) {
	pages := map[string]string{}
	var due *schema.Table
	for _, t := range tables {
		switch t.Name {
		case "members":
			for _, row := range t.Rows {
				pages[row[t.Column("member_id")].(string)], _ = row[t.Column("url")].(string)
			}
		case "due_dates":
			due = t
		}
	}
	if due == nil {
		return nil
	}
	for _, row := range due.Rows {
		text := func(name string) string { s, _ := row[due.Column(name)].(string); return s }
		expected, ok := row[due.Column("expected")].(time.Time)
		if !ok {
			continue
		}
		certain, _ := row[due.Column("certain")].(bool)
		all = append(all, event{
			memberID: text("member_id"), member: text("member"), duty: text("duty"), whose: text("whose"), basis: text("basis"),
			url: pages[text("member_id")], expected: expected, certain: certain,
		})
	}
	return all
}

// Write writes the calendar.
func (c Calendar) Write(w io.Writer) error {
	cal := ics.NewCalendarFor("OGP Tracker")
	cal.SetName(c.name)
	cal.SetXWRCalName(c.name)
	for _, e := range c.events {
		v := cal.AddEvent(e.uid())
		// The stamp belongs to the date, so that it changes when the date does.
		v.SetDtStampTime(e.expected)
		v.SetAllDayStartAt(e.expected)
		v.SetAllDayEndAt(e.expected.AddDate(0, 0, 1))
		v.SetSummary(plaintext.Clean(e.summary()))
		v.SetDescription(plaintext.Clean(e.description()))
		if strings.HasPrefix(e.url, "http") {
			v.SetURL(e.url)
		}
		v.SetTimeTransparency(ics.TransparencyTransparent)
	}
	if err := cal.SerializeTo(w, ics.WithNewLineWindows); err != nil {
		return fmt.Errorf("%s: %w", c.Path, err)
	}
	return nil
}

// uid names the member and the duty, not the date.
func (e event) uid() string {
	return e.memberID + "." + strings.Join(strings.Fields(strings.ToLower(e.duty)), "-") + "@ogptracker"
}

func (e event) summary() string {
	s := e.member + ": " + strings.ToLower(e.duty[:1]) + e.duty[1:]
	if !e.certain {
		s += " (date assumed)"
	}
	return s
}

func (e event) description() string {
	certain := "The date it is reckoned from is stated."
	if !e.certain {
		certain = "The date it is reckoned from is itself assumed."
	}
	return fmt.Sprintf("%s by %s. Whose duty: %s. %s. %s Expected is not overdue: the rules know exceptions that pages do not state.",
		e.duty, words.Day(e.expected), e.whose, upper(strings.TrimSuffix(e.basis, ".")), certain)
}

// upper begins a sentence.
func upper(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
