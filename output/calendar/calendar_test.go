package calendar

import (
	"bytes"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"ogptracker/report/reporttest"
	"ogptracker/report/schema"
)

// tables are due dates of two members, one date of which is not known.
func tables(expected time.Time) []*schema.Table {
	var due, members *schema.Table
	for _, t := range schema.Declarations() {
		switch t.Name {
		case "due_dates":
			due = t
		case "members":
			members = t
		}
	}
	row := func(t *schema.Table, cells map[string]any) {
		r := make([]any, len(t.Columns))
		for i, c := range t.Columns {
			r[i] = cells[c.Name]
		}
		t.Rows = append(t.Rows, r)
	}
	row(members, map[string]any{"member_id": "estonia", "member": "Estonia", "url": "https://www.opengovpartnership.org/members/estonia/"})
	row(members, map[string]any{"member_id": "cote-d-ivoire", "member": "Côte d'Ivoire", "url": "Not stated"})
	row(due, map[string]any{"member_id": "estonia", "member": "Estonia", "duty": "Results expected", "whose": "IRM", "expected": expected, "basis": "four months after the plan's end, 31 December 2024", "certain": true, "days": 30})
	row(due, map[string]any{"member_id": "cote-d-ivoire", "member": "Côte d'Ivoire", "duty": "Next plan expected", "whose": "Government", "expected": expected, "basis": "within twelve months; commas, semicolons; and \\ all", "certain": false, "days": 30})
	row(due, map[string]any{"member_id": "estonia", "member": "Estonia", "duty": "Next plan expected", "whose": "Government", "expected": nil, "basis": "the plan's end is not known", "certain": false, "days": 0})
	return []*schema.Table{members, due}
}

var day = time.Date(2025, 4, 30, 0, 0, 0, 0, time.UTC)

func written(t *testing.T, c Calendar) string {
	t.Helper()
	var b bytes.Buffer
	if err := c.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func eventsOf(t *testing.T, c Calendar) map[string]*ics.VEvent {
	t.Helper()
	cal, err := ics.ParseCalendar(strings.NewReader(written(t, c)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]*ics.VEvent{}
	for _, e := range cal.Events() {
		all[e.Id()] = e
	}
	return all
}

func TestADueDateIsADayWithItsDutyInWords(t *testing.T) {
	calendars := Of(reporttest.Meta(), tables(day))
	if len(calendars) != 3 || calendars[0].Path != "calendar/due-dates.ics" || calendars[1].Path != "calendar/estonia.ics" {
		t.Fatalf("%+v", calendars)
	}
	all := eventsOf(t, calendars[0])
	e := all["estonia.results-expected@ogptracker"]
	if len(all) != 2 || e == nil {
		t.Fatalf("events %v", all)
	}
	start, err := e.GetAllDayStartAt()
	if err != nil || start.Format(time.DateOnly) != "2025-04-30" {
		t.Errorf("starts %v (%v)", start, err)
	}
	for property, want := range map[ics.ComponentProperty]string{
		ics.ComponentPropertySummary:     "Estonia: results expected",
		ics.ComponentPropertyDescription: "Whose duty: IRM. Four months after the plan's end, 31 December 2024. The date it is reckoned from is stated.",
		ics.ComponentPropertyUrl:         "https://www.opengovpartnership.org/members/estonia/",
	} {
		if p := e.GetProperty(property); p == nil || !strings.Contains(p.Value, want) {
			t.Errorf("%s: %+v, want %q", property, p, want)
		}
	}
	assumed := all["cote-d-ivoire.next-plan-expected@ogptracker"]
	if s := assumed.GetProperty(ics.ComponentPropertySummary).Value; s != "Côte d'Ivoire: next plan expected (date assumed)" {
		t.Errorf("summary %q", s)
	}
	if d := assumed.GetProperty(ics.ComponentPropertyDescription).Value; !strings.Contains(d, `commas, semicolons; and \ all`) {
		t.Errorf("description %q", d)
	}
}

func TestADateThatMovesKeepsItsUID(t *testing.T) {
	before, after := eventsOf(t, Of(reporttest.Meta(), tables(day))[0]), eventsOf(t, Of(reporttest.Meta(), tables(day.AddDate(0, 2, 0)))[0])
	for uid := range before {
		start, err := after[uid].GetAllDayStartAt()
		if err != nil || start.Format(time.DateOnly) != "2025-06-30" {
			t.Errorf("%s: %v %v", uid, start, err)
		}
	}
}

func TestTheSameDatesGiveTheSameBytes(t *testing.T) {
	later := reporttest.Meta()
	later.Date, later.Run, later.Version = later.Date.AddDate(0, 0, 3), "20250203T020000Z", "later"
	for i, c := range Of(reporttest.Meta(), tables(day)) {
		one, two := written(t, c), written(t, Of(later, tables(day))[i])
		if one != two {
			t.Errorf("%s differs", c.Path)
		}
		for line := range strings.SplitSeq(strings.TrimSuffix(one, "\r\n"), "\r\n") {
			if len(line) > 75 || strings.Contains(line, "\n") {
				t.Errorf("line of %d bytes: %q", len(line), line)
			}
		}
	}
}

func TestWithoutADateThereIsNoCalendar(t *testing.T) {
	if c := Of(reporttest.Meta(), nil); c != nil {
		t.Errorf("%+v", c)
	}
}
