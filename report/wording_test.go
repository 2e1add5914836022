package report_test

import (
	"regexp"
	"strings"
	"testing"

	"ogptracker/report"
	"ogptracker/report/reporttest"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// nameOfFiles is what values and columns are called in files: words for
// people have no underscores.
var nameOfFiles = regexp.MustCompile(`^[a-z]+(_[a-z]+)+$`)

func TestNoSheetShowsNamesThatOnlyFilesHave(t *testing.T) {
	ds := reporttest.Dataset(2, 8)
	ds.Reconciliation = append(ds.Reconciliation, dataset.Reconciliation{MemberID: ds.Members[0].ID, PlanID: ds.Plans[0].ID,
		Measure: "substantial_or_complete_implementation", Stage: "end_of_term", Verdict: dataset.NotComparable, Reason: "the report is a draft for public comment"})
	ds.Changes = append(ds.Changes, dataset.Change{Run: "20250115T020000Z", Date: "2025-01-15", Table: "action_plans", Key: ds.Plans[0].ID,
		MemberID: ds.Members[0].ID, Field: "a_field_of_tomorrow", Old: "a", New: "b", Cause: dataset.CauseReading})
	r := report.Build(ds, reporttest.Meta())
	for _, wb := range reporttest.Workbooks(r) {
		for _, s := range wb.Sheets {
			for _, g := range grids(s) {
				checkNames(t, wb.Path+" "+s.Name, g)
			}
		}
	}
	completion := sheet(t, reporttest.Workbooks(r)[0], "Completion").Data
	if got := completion.Rows[0][:3]; got[0] != "Everything" || got[2] != "Midterm" {
		t.Errorf("the first row of Completion is %v", got)
	}
	if first := r.Table("completion").Rows[0]; first[0] != "all" || first[3] != "midterm" {
		t.Errorf("the file has lost its fixed names: %v", first[:4])
	}
}

// A report that was made from saved copies must not name the site as if it had
// been asked.
func TestAReportFromFilesAloneDoesNotClaimTheSite(t *testing.T) {
	for name, c := range map[string]struct {
		noSite  bool
		sources []dataset.SourceNote
		want    string
	}{
		"a table":                  {true, []dataset.SourceNote{{Name: "OGP's commitments table (t.csv)"}}, "Read from OGP's commitments table (t.csv) alone,"},
		"saved pages":              {true, []dataset.SourceNote{{Name: "Saved page", URL: "https://a"}, {Name: "Saved page", URL: "https://b"}}, "Read from 2 saved pages alone,"},
		"a table and a saved page": {true, []dataset.SourceNote{{Name: "The table"}, {Name: "Saved page", URL: "https://a"}}, "Read from The table and 1 saved page alone,"},
		"the site and a table":     {false, []dataset.SourceNote{{Name: "The table"}}, "Read from OGP's website;"},
	} {
		t.Run(name, func(t *testing.T) {
			ds := reporttest.Dataset(1, 4)
			ds.Progress.PagesKnown, ds.Sources = 3, c.sources
			meta := reporttest.Meta()
			meta.NoSite = c.noSite
			book := report.ContentsOf(ds).MainWorkbook(meta)
			said := reporttest.Words(book.Sheets[0])
			if !strings.Contains(said, c.want) {
				t.Errorf("the Cover does not say %q", c.want)
			}
			if claims := strings.Contains(said, "action plan and report pages of"); claims == c.noSite {
				t.Errorf("the site is named as a source: %v", claims)
			}
		})
	}
}

func checkNames(t *testing.T, where string, g *report.Grid) {
	t.Helper()
	for _, row := range g.Rows {
		for i, v := range row {
			if s, ok := v.(string); ok && nameOfFiles.MatchString(s) {
				t.Errorf("%s, %s: %q is a name of the files", where, g.Columns[i].Header, s)
			}
		}
	}
}

func grids(s *report.Sheet) []*report.Grid {
	var all []*report.Grid
	if s.Data != nil {
		all = append(all, s.Data)
	}
	for _, b := range s.Blocks {
		if b.Grid != nil {
			all = append(all, b.Grid)
		}
	}
	return all
}

func TestAReportOfATableAloneDoesNotClaimTheSite(t *testing.T) {
	ds := reporttest.Dataset(2, 4)
	ds.Progress.PagesKnown, ds.Coverage = 0, nil
	ds.Sources = []dataset.SourceNote{{Name: "OGP's commitments table (irm.csv)", Edition: "2024", Date: "2025-01-14"}}
	r := report.Build(ds, reporttest.Meta())
	cover := words(reporttest.Workbooks(r)[0].Sheets[0])
	for _, part := range []string{"read from OGP's commitments table (irm.csv) alone", "no page of OGP's website is known", "data from OGP's commitments table (irm.csv), compiled"} {
		if !strings.Contains(cover, part) {
			t.Errorf("the Cover does not say %q:\n%s", part, cover)
		}
	}
	for _, part := range []string{reporttest.Base, "0 pages known"} {
		if strings.Contains(cover, part) {
			t.Errorf("the Cover says %q of a site that was not read", part)
		}
	}
	if got := report.Citation(r.Meta); strings.Contains(got, reporttest.Base) {
		t.Errorf("the citation names the site: %s", got)
	}
}

func TestAPlanWhoseYearsAreOverIsNotCalledCurrent(t *testing.T) {
	ds := reporttest.Dataset(1, 4)
	for i := range ds.Plans {
		ds.Plans[i].IsCurrent = false
	}
	ds.Members[0].CurrentPlanID = ds.Plans[0].ID
	got := words(sheet(t, reporttest.Workbooks(report.Build(ds, reporttest.Meta()))[1], "Overview"))
	if !strings.Contains(got, "Thematic focus of the plan that OGP's page calls current, "+ds.Plans[0].Title+" (its years are over)") {
		t.Errorf("the overview takes the page's word for it:\n%s", got)
	}
}

func TestStatedFiguresSayWhatTheyCountAndWhenTheyWereRead(t *testing.T) {
	ds := reporttest.Dataset(1, 4)
	three, four := 3.0, 4.0
	m, p, read := ds.Members[0].ID, ds.Plans[0], reporttest.Meta().Date
	ds.StatedFigures = []dataset.StatedFigure{
		{MemberID: m, PlanID: vocabulary.NotStated, Measure: "implementing_commitments", Value: &three, Read: read},
		{MemberID: m, PlanID: vocabulary.NotStated, Measure: "number_of_commitments", Value: &four, Read: read},
		{MemberID: m, PlanID: p.ID, Measure: "number_of_commitments", Value: &four, Read: read},
	}
	got := words(sheet(t, reporttest.Workbooks(report.Build(ds, reporttest.Meta()))[1], "Overview"))
	want := "OGP's pages state 3 (Commitments being implemented, read 2025-01-15); 4 (Number of commitments, " + p.Title + ", read 2025-01-15)"
	if !strings.Contains(got, want) {
		t.Errorf("not said: %s\n%s", want, got)
	}
}

func TestDocumentsStandByMemberAndThoseOfNoneLast(t *testing.T) {
	ds := reporttest.Dataset(1, 1)
	ds.Documents = []dataset.Document{
		{ID: "a", MemberID: vocabulary.NotStated, Title: "A guide"}, {ID: "b", MemberID: "uruguay", Title: "A letter"},
		{ID: "c", MemberID: "estonia", Title: "Self-assessment"}, {ID: "d", MemberID: "estonia", Title: "Action plan"},
	}
	table := report.Build(ds, reporttest.Meta()).Table("documents")
	var order string
	for _, row := range table.Rows {
		order += row[table.Column("document_id")].(string)
	}
	if order != "dcba" {
		t.Errorf("the order is %s", order)
	}
}
