package change

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/transformtest"
	"ogptracker/transform/vocabulary"
)

// site is what the rows of a small site come to in one night.
type site map[string]dataset.Tracked

func (s site) with(key string, field string, v dataset.SnapshotValue) site {
	next := site{}
	for k, t := range s {
		t.Values = slices.Clone(t.Values)
		next[k] = t
	}
	if t := next[key]; field != "" {
		t.Values = slices.DeleteFunc(t.Values, func(f dataset.FieldValue) bool { return f.Field == field })
		t.Values = dataset.ValuesOf(append(t.Values, dataset.FieldValue{Field: field, SnapshotValue: v})...)
		next[key] = t
	}
	return next
}

func (s site) edit(key string, change func(*dataset.Tracked)) site {
	next := s.with("", "", dataset.SnapshotValue{})
	t := next[key]
	change(&t)
	next[key] = t
	return next
}

func values(of map[string]dataset.SnapshotValue) dataset.Values {
	var list []dataset.FieldValue
	for field, v := range of {
		list = append(list, dataset.FieldValue{Field: field, SnapshotValue: v})
	}
	return dataset.ValuesOf(list...)
}

func smallSite() site {
	s := site{"members/estonia": {Member: "estonia", Hash: "m", Seen: true, Values: values(map[string]dataset.SnapshotValue{
		"member": {Value: "Estonia"}, "current_plan_id": {Value: "estonia-2020"},
	})}}
	for i, title := range []string{"Open budget", "Open courts", "Open law"} {
		s[fmt.Sprintf("commitments/EE000%d", i+1)] = dataset.Tracked{
			Member: "estonia", Hash: "h" + title, Seen: true, Values: values(map[string]dataset.SnapshotValue{
				"title":                  {Value: title},
				"completion":             {Value: vocabulary.Limited, Raw: "Limited"},
				"completion_end_of_term": {Value: vocabulary.Limited, Raw: "Limited"},
				"ambition":               {Value: vocabulary.NotRecognised, Raw: "Middling"},
				"policy_areas":           {Value: "E-government | Gender", Raw: "E-government | Gender"},
			}),
		}
	}
	return s
}

// calendar runs nights one after another.
type calendar struct {
	day    int
	before *dataset.Snapshot
}

func (c *calendar) night(s site, failures map[string]string) []dataset.Change {
	c.day++
	date := time.Date(2025, 1, 10+c.day, 0, 0, 0, 0, time.UTC)
	x, _ := vocabulary.ParseCrosswalk(nil)
	next := NextSnapshot(dataset.Input{Run: date.Format("20060102") + "T020000Z", Date: date, Before: c.before, Crosswalk: x}, s, failures)
	changes := DateChanges(c.before, next)
	c.before = next
	return changes
}

var ignoreRun = cmpopts.IgnoreFields(dataset.Change{}, "Run", "Date", "MemberID", "Table")

func sameChanges(t *testing.T, what string, got []dataset.Change, want ...dataset.Change) {
	t.Helper()
	if diff := cmp.Diff(want, got, ignoreRun, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s:\n%s", what, diff)
	}
}

func TestEachChangeHasItsCause(t *testing.T) {
	value := func(v, raw string) dataset.SnapshotValue { return dataset.SnapshotValue{Value: v, Raw: raw} }
	one := func(field, old, now, cause string) []dataset.Change {
		return []dataset.Change{{Key: "EE0001", Field: field, Old: old, New: now, Cause: cause}}
	}
	const key = "commitments/EE0001"
	carried := dataset.SnapshotValue{Value: vocabulary.Limited, Raw: "Limited", Carried: true}
	tests := map[string]struct {
		then site
		want []dataset.Change
	}{
		"an unchanged site":                       {smallSite(), nil},
		"another page body without another value": {smallSite().edit(key, hashOf("new")), nil},
		"a rating that changed is told once, not for its stage too": {
			smallSite().edit(key, hashOf("new")).with(key, "completion", value(vocabulary.Completed, "Completed")).with(key, "completion_end_of_term", value(vocabulary.Completed, "Completed")),
			one("completion", vocabulary.Limited, vocabulary.Completed, dataset.CauseSource)},
		"a title that only changed case": {
			smallSite().edit(key, hashOf("new")).with(key, "title", value("Open Budget", "")),
			one("title", "Open budget", "Open Budget", dataset.CauseSource)},
		"the same words read by a new crosswalk": {
			smallSite().edit(key, hashOf("new")).with(key, "ambition", value("Medium", "Middling")),
			one("ambition", vocabulary.NotRecognised, "Medium", dataset.CauseReading)},
		"the same bytes read by a new reader": {
			smallSite().with(key, "completion", value(vocabulary.Completed, "Completed")),
			one("completion", vocabulary.Limited, vocabulary.Completed, dataset.CauseReading)},
		"a rating that became unreadable": {
			smallSite().edit(key, hashOf("new")).with(key, "completion", carried).with(key, "completion_end_of_term", carried),
			one("completion", vocabulary.Limited, vocabulary.Limited, dataset.CauseCarriedForward)},
		"a field that was not tracked before": {smallSite().with(key, "relevance", value("Yes", "Yes")), nil},
		"a plan that ended by itself": {
			smallSite().edit("members/estonia", hashOf("m")).with("members/estonia", "current_plan_id", value(vocabulary.NotStated, "")), nil},
		"values kept because no source was asked": {
			smallSite().edit(key, func(t *dataset.Tracked) { t.Seen, t.Hash = false, "other" }).with(key, "completion", carried), nil},
		"values lost with every source of the row": {
			smallSite().edit(key, func(t *dataset.Tracked) { t.Seen = false }).with(key, "title", value(vocabulary.NotStated, "")), nil},
		"a commitment that is gone": {
			smallSite().edit(key, func(t *dataset.Tracked) { t.Gone, t.Seen = true, false }),
			one("title", "Open budget", "", dataset.CauseGone)},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var c calendar
			sameChanges(t, "the first night", c.night(smallSite(), nil))
			sameChanges(t, "the second night", c.night(test.then, nil), test.want...)
			sameChanges(t, "an unchanged third night", c.night(test.then, nil))
		})
	}
}

func TestARowThatWasNotSeenIsKeptAndNotGone(t *testing.T) {
	var c calendar
	c.night(smallSite(), nil)
	without := smallSite()
	delete(without, "commitments/EE0003")
	sameChanges(t, "not seen", c.night(without, nil))
	row := c.before.Rows["commitments/EE0003"]
	if row.LastSeen != "2025-01-11" || row.Gone {
		t.Errorf("last seen %s, gone %v", row.LastSeen, row.Gone)
	}
	unseen := smallSite().edit("commitments/EE0003", func(t *dataset.Tracked) { t.Seen = false })
	sameChanges(t, "carried", c.night(unseen, nil))
	if row := c.before.Rows["commitments/EE0003"]; row.LastSeen != "2025-01-11" || row.FirstSeen != "2025-01-11" {
		t.Errorf("%+v", row)
	}
	sameChanges(t, "seen again", c.night(smallSite(), nil))
	if row := c.before.Rows["commitments/EE0003"]; row.LastSeen != "2025-01-14" {
		t.Errorf("last seen %s", row.LastSeen)
	}
}

func TestWhatIsGoneCanComeBack(t *testing.T) {
	var c calendar
	c.night(smallSite(), nil)
	c.night(smallSite().edit("commitments/EE0001", func(t *dataset.Tracked) { t.Gone = true }), nil)
	sameChanges(t, "back", c.night(smallSite(), nil), dataset.Change{Key: "EE0001", Field: "title", New: "Open budget", Cause: dataset.CauseAppeared})
}

func TestAPageThatCannotBeReadIsToldOnce(t *testing.T) {
	var c calendar
	c.night(smallSite(), map[string]string{"commitments/EE0001": ""})
	failing := map[string]string{"commitments/EE0001": "timeout"}
	want := dataset.Change{Key: "EE0001", Field: "freshness", Old: "Read", New: "Failed: timeout", Cause: dataset.CauseCarriedForward}
	sameChanges(t, "the first time", c.night(smallSite(), failing), want)
	sameChanges(t, "the second time", c.night(smallSite(), failing))
	sameChanges(t, "not asked", c.night(smallSite(), nil))
	sameChanges(t, "still failing", c.night(smallSite(), failing))
	sameChanges(t, "read again", c.night(smallSite(), map[string]string{"commitments/EE0001": ""}))
	sameChanges(t, "failing anew", c.night(smallSite(), failing), want)
}

func TestFailuresAreThoseOfPagesAskedForTonight(t *testing.T) {
	page := func(code, freshness string, requested bool) dataset.PageRef {
		ref := transformtest.CommitmentPage(code, record.Freshness(freshness))
		ref.Read.Requested, ref.Read.Failure = requested, "timeout"
		return ref
	}
	nobodys := page("EE0003", string(record.FreshFailed), true)
	nobodys.Read.Page = record.Page{}
	nobodys.MemberID = ""
	got := PageFailures([]dataset.PageRef{page("EE0001", string(record.FreshFailed), true), page("EE0002", string(record.FreshFailed), false), nobodys})
	if len(got) != 1 || got["commitments/EE0001"] != "timeout" {
		t.Errorf("%v", got)
	}
}

func TestANewReaderFindsWhatTheOldOneCouldNotRead(t *testing.T) {
	const key = "commitments/EE0001"
	var c calendar
	c.night(smallSite(), nil) // Friday
	drawn := smallSite().edit(key, func(t *dataset.Tracked) { t.Hash = "saturday" }).
		with(key, "completion", dataset.SnapshotValue{Value: vocabulary.Limited, Raw: "Limited", Carried: true})
	sameChanges(t, "Saturday", c.night(drawn, nil), dataset.Change{Key: "EE0001", Field: "completion", Old: vocabulary.Limited, New: vocabulary.Limited, Cause: dataset.CauseCarriedForward})
	sameChanges(t, "Sunday", c.night(drawn, nil))
	monday := drawn.with(key, "completion", dataset.SnapshotValue{Value: vocabulary.Completed, Raw: "Completed"})
	sameChanges(t, "Monday", c.night(monday, nil), dataset.Change{Key: "EE0001", Field: "completion", Old: vocabulary.Limited, New: vocabulary.Completed, Cause: dataset.CauseSource})
}

func TestAFirstReadingIsNoChange(t *testing.T) {
	const key = "commitments/EE0001"
	unread := smallSite().with(key, "completion", dataset.SnapshotValue{Value: vocabulary.NotReadYet}).with(key, "title", dataset.SnapshotValue{Value: "Open budget."})
	var c calendar
	c.night(unread, nil)
	read := smallSite()
	next := NextSnapshot(dataset.Input{Run: "r", Date: transformtest.Day("2025-01-12"), Before: c.before, Crosswalk: &vocabulary.Crosswalk{}}, read, nil)
	MarkRead(next, []dataset.PageRef{{Read: transformtest.ReadPage(record.Page{Kind: record.KindCommitment, Code: "EE0001"})}})
	sameChanges(t, "the page's first reading", DateChanges(c.before, next))
}

// What a night is compared with, and what it was made of, belong to others.
func TestASnapshotChangesNeitherTheOneBeforeNorItsRows(t *testing.T) {
	const key = "commitments/EE0001"
	carried := dataset.SnapshotValue{Value: vocabulary.Limited, Raw: "Limited", Carried: true}
	then, now := smallSite(), smallSite().with(key, "completion", carried)
	in := dataset.Input{Run: "r", Date: transformtest.Day("2025-01-12"), Crosswalk: &vocabulary.Crosswalk{}}
	in.Before = NextSnapshot(in, then, nil)
	before, rows := slices.Clone(in.Before.Rows[key].Values), slices.Clone(now[key].Values)
	next := NextSnapshot(in, now, nil)
	if next.Rows[key].Values.Get("completion").Hash == "" {
		t.Fatal("the carried value does not tell what it was last read from")
	}
	for what, pair := range map[string][2]dataset.Values{"the snapshot before": {before, in.Before.Rows[key].Values}, "the night's rows": {rows, now[key].Values}} {
		if diff := cmp.Diff(pair[0], pair[1]); diff != "" {
			t.Errorf("%s:\n%s", what, diff)
		}
	}
}

func TestWhatAFirstReadingOfAMemberFindsHasNotAppeared(t *testing.T) {
	member := site{"members/estonia": smallSite()["members/estonia"]}
	country := []dataset.PageRef{{MemberID: "estonia", Read: transformtest.ReadPage(record.Page{Kind: record.KindCountry})}}
	in := dataset.Input{Run: "r", Date: transformtest.Day("2025-01-12"), Crosswalk: &vocabulary.Crosswalk{}}
	first := NextSnapshot(in, member, nil)
	in.Before = first
	second := NextSnapshot(in, smallSite(), nil)
	MarkRead(second, country)
	sameChanges(t, "the country page read for the first time", DateChanges(first, second))

	MarkRead(first, country)
	var keys []string
	for _, c := range DateChanges(first, second) {
		keys = append(keys, c.Key+" "+c.Cause)
	}
	if diff := cmp.Diff([]string{"EE0001 appeared", "EE0002 appeared", "EE0003 appeared"}, keys); diff != "" {
		t.Error(diff)
	}
}

func TestDocumentsAreNewsOnceTheFirstReadingIsOver(t *testing.T) {
	s := smallSite()
	with := s.edit("documents/a-report", func(d *dataset.Tracked) {
		*d = dataset.Tracked{Member: "estonia", Seen: true, Values: values(map[string]dataset.SnapshotValue{"title": {Value: "A report"}})}
	})
	country := dataset.PageRef{MemberID: "estonia", Read: transformtest.ReadPage(record.Page{Kind: record.KindCountry})}
	for unread, want := range map[int]int{0: 1, 3: 0} {
		pages := []dataset.PageRef{country}
		for range unread {
			pages = append(pages, transformtest.CommitmentPage("EE0009", record.FreshNotRead))
		}
		in := dataset.Input{Run: "r", Date: transformtest.Day("2025-01-12"), Crosswalk: &vocabulary.Crosswalk{}}
		first := NextSnapshot(in, s, nil)
		MarkRead(first, pages)
		in.Before = first
		second := NextSnapshot(in, with, nil)
		MarkRead(second, pages)
		if got := DateChanges(first, second); len(got) != want {
			t.Errorf("with %d pages unread, %+v", unread, got)
		}
	}
}

func TestARenamingEverywhereIsOneLine(t *testing.T) {
	var c calendar
	c.night(smallSite(), nil)
	renamed := smallSite()
	for i, list := range []string{"Digital Governance | Gender", "Digital Governance | Gender | Youth", "Digital Governance | Gender"} {
		key := fmt.Sprintf("commitments/EE000%d", i+1)
		renamed = renamed.edit(key, hashOf("new")).with(key, "policy_areas", dataset.SnapshotValue{Value: list, Raw: list})
	}
	changes := c.night(renamed, nil)
	if len(changes) != 3 {
		t.Fatalf("%d changes in the log, want one for each commitment", len(changes))
	}
	folded := FoldChanges(changes)
	if len(folded) != 2 || folded[0].Count != 2 || folded[0].Old != "E-government" || folded[0].New != "Digital Governance" {
		t.Errorf("%+v", folded)
	}
	if folded[1].Count != 1 || folded[1].Old != "E-government | Gender" {
		t.Errorf("a change of its own keeps its whole lists: %+v", folded[1])
	}
}

func hashOf(h string) func(*dataset.Tracked) { return func(t *dataset.Tracked) { t.Hash = h } }

func TestCapitalLettersAloneAreToldAsSuch(t *testing.T) {
	for c, want := range map[dataset.Change]bool{
		{Old: "Open budget", New: "Open  Budget"}: true,
		{Old: "Open budget", New: "Open budgets"}: false,
		{New: "Open budget"}:                      false,
	} {
		if c.CaseOnly() != want {
			t.Errorf("%q to %q: %v", c.Old, c.New, !want)
		}
	}
}

func TestTheChangedRowCarriesTheDateOfItsChange(t *testing.T) {
	const key = "commitments/EE0001"
	var c calendar
	c.night(smallSite(), nil)
	c.night(smallSite(), nil)
	c.night(smallSite().edit(key, hashOf("x")).with(key, "title", dataset.SnapshotValue{Value: "New title"}), nil)
	if row := c.before.Rows[key]; row.FirstSeen != "2025-01-11" || row.LastChanged != "2025-01-13" {
		t.Errorf("%+v", row)
	}
	if row := c.before.Rows["commitments/EE0002"]; row.LastChanged != "2025-01-11" {
		t.Errorf("unchanged row: %+v", row)
	}
}
