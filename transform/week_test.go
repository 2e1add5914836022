package transform

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ogptracker/scrape/record"
	"ogptracker/transform/change"
	"ogptracker/transform/dataset"
	"ogptracker/transform/figure"
	"ogptracker/transform/transformtest"
	"ogptracker/transform/vocabulary"
)

// weekSite is a small site over a week of nights: one member, a plan and its
// commitment pages, as the readers hand them over.
type weekSite struct {
	pages  map[string]*record.Page // commitments by code
	failed map[string]bool
	gone   map[string]bool
	extra  string // crosswalk of the staff
	reader string
	// idle pages are not asked for.
	idle map[string]bool
}

const weekBase = "https://ogp.example"

func newWeekSite() *weekSite {
	s := &weekSite{pages: map[string]*record.Page{}, failed: map[string]bool{}, gone: map[string]bool{}, idle: map[string]bool{}, reader: "1"}
	for i, title := range []string{"Open budget", "Open courts", "Open law", "Open data", "Open tenders", "Open schools"} {
		code := fmt.Sprintf("EE%04d", i+1)
		s.pages[code] = &record.Page{
			Source: record.Source{Address: weekBase + "/members/estonia/commitments/" + code + "/"},
			Kind:   record.KindCommitment, Layout: record.Layout2022, Title: title, Member: "estonia", Code: code,
			Fields: record.Fields{
				record.FieldActionPlan:      record.Say("Estonia Action Plan 2020-2022"),
				record.FieldActionPlanCycle: record.Say("2020"),
				record.FieldLeadInstitution: record.Say("Ministry of Finance"),
				record.FieldPolicyAreas:     record.Say("Widgets, Gender"),
				record.FieldIRMReport:       record.Say("Estonia Results Report 2020-2022"),
				record.FieldAmbition:        record.Say("Middling"),
				record.FieldCompletion:      record.Say("Limited"),
			},
			ActionPlans: []record.Link{{Text: "Estonia Action Plan 2020-2022", URL: weekBase + "/documents/estonia-action-plan-2020-2022/"}},
			IRMReports:  []record.Link{{Text: "Estonia Results Report 2020-2022", URL: weekBase + "/documents/estonia-results-report-2020-2022/"}},
		}
	}
	return s
}

// say changes what a page says.
func (s *weekSite) say(code string, field record.Field, v record.Value) {
	s.pages[code].Fields[field] = v
}

func bodyHash(p *record.Page) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %v %v", p.Title, p.Fields, p.Commitments))
	return hex.EncodeToString(sum[:])
}

// night hands over what the crawl of one night found.
func (s *weekSite) night(date time.Time) record.Night {
	n := record.Night{Base: weekBase, ReaderVersion: s.reader}
	list := record.Page{
		Source: record.Source{Address: weekBase + "/our-members/"}, Kind: record.KindMembersList, Layout: record.Layout2022,
		Members: []record.ListedMember{{Name: "Estonia", Member: "estonia", URL: weekBase + "/members/estonia/", Group: "Members"}},
	}
	country := record.Page{
		Source: record.Source{Address: weekBase + "/members/estonia/"}, Kind: record.KindCountry, Layout: record.Layout2022, Title: "Estonia", Member: "estonia",
		Fields: record.Fields{record.FieldCurrentCycle: record.Say("2020-2022"), record.FieldMemberSince: record.Say("2011")},
	}
	var codes []string
	for code := range s.pages {
		codes = append(codes, code)
	}
	for _, p := range []record.Page{list, country} {
		n.Reads = append(n.Reads, record.Read{Page: p, Freshness: record.FreshUnchanged, LastRead: date, Requested: true})
	}
	for _, code := range codes {
		r := record.Read{Page: *s.pages[code], Freshness: record.FreshUnchanged, LastRead: date, Requested: true}
		switch {
		case s.idle[code]:
			r.Freshness, r.Requested, r.LastRead = record.FreshCarried, false, date.AddDate(0, 0, -1)
		case s.gone[code]:
			r.Gone = true
		case s.failed[code]:
			r.Freshness, r.Failure, r.LastRead = record.FreshFailed, "timeout", date.AddDate(0, 0, -1)
		}
		n.Reads = append(n.Reads, r)
	}
	for i := range n.Reads {
		if n.Reads[i].Page.BodyHash == "" {
			n.Reads[i].Page.BodyHash = bodyHash(&n.Reads[i].Page)
		}
	}
	return n
}

// week runs nights one after another, each a complete run.
type week struct {
	t    *testing.T
	site *weekSite
	day  int
	last *dataset.Dataset
}

func (w *week) night() []dataset.Change {
	w.t.Helper()
	x, err := vocabulary.ParseCrosswalk([]byte(w.site.extra))
	if err != nil {
		w.t.Fatal(err)
	}
	w.day++
	date := time.Date(2025, 1, 10+w.day, 0, 0, 0, 0, time.UTC)
	in := dataset.Input{Run: date.Format("20060102") + "T020000Z", Date: date, Night: w.site.night(date), Crosswalk: x, LocalMembers: true}
	logged := 0
	if w.last != nil {
		in.Before, in.Log = w.last.Snapshot, w.last.Changes
		logged = len(in.Log)
	}
	ds, err := Build(in)
	if err != nil {
		w.t.Fatal(err)
	}
	w.last = ds
	return ds.Changes[logged:]
}

// expect runs a night and compares what it logged.
func (w *week) expect(what string, want ...dataset.Change) {
	w.t.Helper()
	if diff := cmp.Diff(want, w.night(), cmpopts.IgnoreFields(dataset.Change{}, "Run", "Date", "Table", "MemberID"), cmpopts.EquateEmpty()); diff != "" {
		w.t.Errorf("%s:\n%s", what, diff)
	}
}

func (w *week) commitment(id string) dataset.Commitment {
	w.t.Helper()
	for _, c := range w.last.Commitments {
		if c.ID == id {
			return c
		}
	}
	w.t.Fatalf("no commitment %s", id)
	return dataset.Commitment{}
}

func TestAWeekOfNights(t *testing.T) {
	s := newWeekSite()
	w := &week{t: t, site: s}
	w.expect("the first night of all")
	w.expect("an unchanged site")

	s.say("EE0001", record.FieldCompletion, record.Say("Completed"))
	w.expect("a rating that changed", dataset.Change{Key: "EE0001", Field: "completion", Old: vocabulary.Limited, New: vocabulary.Completed, Cause: dataset.CauseSource})

	s.pages["EE0002"].Title = "Open Courts"
	w.expect("a title that only changed case", dataset.Change{Key: "EE0002", Field: "title", Old: "Open courts", New: "Open Courts", Cause: dataset.CauseSource})
	if last := w.last.Changes[len(w.last.Changes)-1]; !last.CaseOnly() {
		t.Error("it is not told as a change of capitals")
	}

	for code := range s.pages {
		s.say(code, record.FieldPolicyAreas, record.Say("Gadgets, Gender"))
	}
	renamed := w.night()
	if folded := change.FoldChanges(renamed); len(renamed) != 6 || len(folded) != 1 || folded[0].Old != "Widgets" || folded[0].New != "Gadgets" || folded[0].Count != 6 || folded[0].Cause != dataset.CauseSource {
		t.Errorf("a policy area renamed everywhere: %d changes, folded %+v", len(renamed), folded)
	}

	s.failed["EE0003"] = true
	w.expect("a page that could not be read", dataset.Change{Key: "EE0003", Field: "freshness", Old: "Read", New: "Failed: timeout", Cause: dataset.CauseCarriedForward})
	if c := w.commitment("EE0003"); c.Completion != vocabulary.Limited || c.LastSeen >= "2025-01-16" {
		t.Errorf("%s, last seen %s", c.Completion, c.LastSeen)
	}
	s.failed["EE0003"] = false
	w.expect("the page answers again")

	s.gone["EE0005"] = true
	w.expect("a commitment that is gone", dataset.Change{Key: "EE0005", Field: "title", Old: "Open tenders", Cause: dataset.CauseGone})
	if row := transformtest.RowOf(t, w.last.Completion, figure.GroupMember, "estonia", "latest"); row.Commitments != 5 {
		t.Errorf("%d commitments are counted with one of 6 gone", row.Commitments)
	}

	s.extra = "field,raw,normalized\nambition,Middling,Medium\n"
	var want []dataset.Change
	for _, code := range []string{"EE0001", "EE0002", "EE0003", "EE0004", "EE0006"} {
		want = append(want, dataset.Change{Key: code, Field: "ambition", Old: vocabulary.NotRecognised, New: "Medium", Cause: dataset.CauseReading})
	}
	w.expect("a new version of the crosswalk", want...)
	w.expect("and again an unchanged site")

	if c := w.commitment("EE0001"); c.FirstSeen != "2025-01-11" || c.LastSeen != w.last.Snapshot.Date || c.LastChanged != "2025-01-19" {
		t.Errorf("first seen %s, last seen %s, last changed %s", c.FirstSeen, c.LastSeen, c.LastChanged)
	}
	if n := len(w.last.Changes); n != 1+1+6+1+1+5 {
		t.Errorf("the log holds %d changes of the week", n)
	}
}

func TestWhoReadsOnMondayFindsSaturdaysChange(t *testing.T) {
	s := newWeekSite()
	w := &week{t: t, site: s}
	w.night() // Friday
	s.say("EE0001", record.FieldCompletion, record.Say("Completed"))
	w.night() // Saturday
	w.expect("Sunday")
	w.expect("Monday")
	if log := w.last.Changes; len(log) != 1 || log[0].Date != "2025-01-12" || log[0].Run != "20250112T020000Z" || log[0].New != vocabulary.Completed {
		t.Errorf("Monday's log: %+v", log)
	}
}

func TestARatingThatBecameUnreadableIsKeptAndFoundAgain(t *testing.T) {
	s := newWeekSite()
	w := &week{t: t, site: s}
	w.expect("Friday")

	s.say("EE0004", record.FieldCompletion, record.Value{State: record.Unreadable})
	changes := w.night() // Saturday: the site draws the rating anew
	if len(changes) != 1 || changes[0].Key != "EE0004" || changes[0].Field != "completion" || changes[0].Cause != dataset.CauseCarriedForward {
		t.Errorf("Saturday: %+v", changes)
	}
	if c := w.commitment("EE0004"); c.Completion != vocabulary.Limited || !c.Carried {
		t.Errorf("the last rating is not kept: %s, carried %v", c.Completion, c.Carried)
	}
	if !strings.Contains(fmt.Sprint(w.last.Issues), string(record.CodeCarriedForward)) {
		t.Error("no issue tells of it")
	}
	w.expect("Sunday")

	body := bodyHash(s.pages["EE0004"])
	s.reader = "2"
	s.say("EE0004", record.FieldCompletion, record.Value{Raw: "Completed", State: record.Stated, Drawn: "aria-label"})
	s.pages["EE0004"].BodyHash = body // the same bytes, which the new reader understands
	w.expect("the new reader of Monday finds what the site changed on Saturday", dataset.Change{Key: "EE0004", Field: "completion", Old: vocabulary.Limited, New: vocabulary.Completed, Cause: dataset.CauseSource})
	w.expect("Tuesday")
}

func TestAPageThatIsNotAskedForChangesNothing(t *testing.T) {
	s := newWeekSite()
	w := &week{t: t, site: s}
	w.expect("the first night")
	s.idle["EE0001"] = true
	w.expect("a night without the page")
	if c := w.commitment("EE0001"); c.LastSeen != "2025-01-11" || c.Completion != vocabulary.Limited {
		t.Errorf("last seen %s, %s", c.LastSeen, c.Completion)
	}
}
