package page

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ogptracker/scrape/record"
)

// notFromPages are the published figures that no page of the site prints in a
// table, a list of labels or a plain sentence, each with its reason.
var notFromPages = map[string]string{
	"United Kingdom 2013-2015":             "an announcement on another site",
	"Estonia 2014-2016":                    "a copy of the report's PDF",
	"Finland 2015-2017":                    "a sentence without a count (\"all commitments\")",
	"Philippines 2015-2017":                "an announcement of a draft",
	"Indonesia 2011-2012":                  "an announcement of a draft",
	"(23 reports) 2019-2022 and 2020-2022": "a study of many reports",
}

// TestPublishedFiguresAreReadBack reads the figures that OGP's reports print
// from fixtures with the structure of those reports: as printed, and as
// numbers.
func TestPublishedFiguresAreReadBack(t *testing.T) {
	dir := os.Getenv("OGPTRACKER_TESTDATA")
	if dir == "" {
		t.Skip("OGPTRACKER_TESTDATA is not set: the published figures are not there to compare with")
	}
	pages := documentPages(t)
	compared, left := 0, 0
	for _, row := range csvRows(t, filepath.Join(dir, "data", "published-figures.csv")) {
		country, plan := row["country"], row["action_plan"]
		if notFromPages[country+" "+plan] != "" {
			left++
			continue
		}
		back := "" // the plan a report looks back to
		page := reportFor(pages, country, plan, row["report_type"])
		if i := strings.Index(row["report_type"], " (looking back)"); i >= 0 {
			words := strings.Fields(row["report_type"][:i])
			page = reportFor(pages, country, words[2], "Results Report")
			back = "previous action plan"
		}
		if page == nil {
			t.Errorf("no fixture for %s %s %s", country, plan, row["report_type"])
			continue
		}
		compared++
		checkFigure(t, page, row, back)
	}
	if compared < 200 || left > 20 {
		t.Errorf("%d figures compared, %d left out", compared, left)
	}
}

func checkFigure(t *testing.T, page *record.Page, row map[string]string, back string) {
	t.Helper()
	want := row["value"]
	for _, f := range page.Figures {
		if string(f.Measure) != row["measure"] || string(f.Stage) != row["stage"] || f.Plan != back {
			continue
		}
		if want == "(blank in the table)" {
			if f.State != record.Unreadable || f.Printed != "" || f.Count != nil {
				t.Errorf("%s: %s: a blank cell reads %+v", page.Title, f.Measure, f)
			}
			return
		}
		if f.Printed != want || f.State != record.Stated {
			t.Errorf("%s: %s %s: %q (%s), printed %q", page.Title, f.Measure, f.Stage, f.Printed, f.State, want)
		}
		if n, ok := leadingCount(want); ok && (f.Count == nil || *f.Count != n) {
			t.Errorf("%s: %s %s: %q is not read as %v", page.Title, f.Measure, f.Stage, want, n)
		}
		if i := strings.IndexByte(want, '%'); i > 0 && f.Percent == nil {
			t.Errorf("%s: %s %s: %q has no share", page.Title, f.Measure, f.Stage, want)
		}
		return
	}
	t.Errorf("%s: no figure %s %s, printed %q", page.Title, row["measure"], row["stage"], want)
}

// leadingCount reads the digits that a printed figure begins with.
func leadingCount(s string) (float64, bool) {
	n, ok := 0.0, false
	for _, c := range s {
		if c < '0' || c > '9' {
			break
		}
		n, ok = n*10+float64(c-'0'), true
	}
	return n, ok
}

func documentPages(t testing.TB) []record.Page {
	r := newReader(t)
	var all []record.Page
	for _, f := range fixtures(t) {
		if strings.HasPrefix(f.name, "documents/") && !strings.HasSuffix(f.name, "-collapsed") && !strings.HasSuffix(f.name, "-lost") {
			p, err := f.read(r)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, p)
		}
	}
	return all
}

func reportFor(pages []record.Page, country, plan, kind string) *record.Page {
	for i := range pages {
		if p := &pages[i]; strings.HasPrefix(p.Title, country+" "+kind) && strings.Contains(p.Title, plan) && !p.Draft {
			return p
		}
	}
	return nil
}

func csvRows(t *testing.T, name string) []map[string]string {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var all []map[string]string
	for _, cells := range rows[1:] {
		row := map[string]string{}
		for i, c := range cells {
			row[rows[0][i]] = c
		}
		all = append(all, row)
	}
	return all
}

func TestDraftsAreKnownByTitleOrAddress(t *testing.T) {
	for _, f := range documentPages(t) {
		want := strings.Contains(f.Address, "for-public-comment")
		if f.Draft != want {
			t.Errorf("%s: draft %v", f.Title, f.Draft)
		}
	}
	p := readDocument(t, "<h1>A Report 2016-2018 – FOR PUBLIC COMMENT</h1><p>Text.</p>")
	if !p.Draft {
		t.Error("a draft by its title alone is not known")
	}
}

func TestNamesOfResearchersAndReadersWordsAreNeverExtracted(t *testing.T) {
	r := newReader(t)
	for _, f := range fixtures(t) {
		if !strings.HasPrefix(f.name, "documents/") {
			continue
		}
		p, err := f.read(r)
		if err != nil {
			t.Fatal(err)
		}
		text := goldenText(t, p)
		for _, forbidden := range []string{"A. Person", "University of Somewhere", "Nowhere", "mine.pdf", "\"99\""} {
			if strings.Contains(text, forbidden) {
				t.Errorf("%s: %q was extracted", f.name, forbidden)
			}
		}
	}
}
