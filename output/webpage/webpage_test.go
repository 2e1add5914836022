package webpage

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/PuerkitoBio/goquery"

	"ogptracker/report"
	"ogptracker/report/reporttest"
	"ogptracker/report/schema"
	"ogptracker/transform/dataset"
)

func pagesOf(t *testing.T, rep *report.Report) map[string][]byte {
	t.Helper()
	pages := make(map[string][]byte)
	for _, f := range Files(rep) {
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		pages[f.Name] = b.Bytes()
	}
	return pages
}

func parsed(t *testing.T, page []byte) *goquery.Document {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func smallReport() *report.Report { return report.Build(reporttest.Dataset(3, 12), reporttest.Meta()) }

func TestAPageNeedsNothingButItself(t *testing.T) {
	t.Parallel()
	style := regexp.MustCompile(`(?i)@import|url\(|\sstyle="|\son[a-z]+="|unsafe-`)
	for name, page := range pagesOf(t, smallReport()) {
		doc := parsed(t, page)
		if n := doc.Find("script[src], link:not([rel=icon]), img, iframe, object, form, base").Length(); n > 0 {
			t.Errorf("%s asks for %d other things", name, n)
		}
		if m := style.Find(page); m != nil {
			t.Errorf("%s holds %q, which its policy forbids", name, m)
		}
		csp, _ := doc.Find(`meta[http-equiv="Content-Security-Policy"]`).Attr("content")
		if csp != Policy() || !strings.HasPrefix(csp, "default-src 'none'") {
			t.Errorf("%s has the policy %q", name, csp)
		}
		if lang, _ := doc.Find("html").Attr("lang"); lang != "en" || doc.Find("h1").Length() != 1 {
			t.Errorf("%s lacks its language or its one heading", name)
		}
		doc.Find("a[href^='#']").Each(func(_ int, a *goquery.Selection) {
			if to, _ := a.Attr("href"); doc.Find(to).Length() != 1 {
				t.Errorf("%s: the link %q leads to %q", name, a.Text(), to)
			}
		})
	}
}

func TestLinksLeadToPagesThatAreThere(t *testing.T) {
	t.Parallel()
	ds := reporttest.Dataset(3, 12)
	ds.Members[1].ID = "con" // its files are called otherwise
	pages := pagesOf(t, report.Build(ds, reporttest.Meta()))
	found := 0
	parsed(t, pages[index]).Find("a[href^='members/']").Each(func(_ int, a *goquery.Selection) {
		found++
		if to, _ := a.Attr("href"); pages[folder+to] == nil {
			t.Errorf("no page %s", to)
		}
	})
	if found < 3 {
		t.Errorf("%d links to members", found)
	}
}

func TestTextsOfOthersStandAsText(t *testing.T) {
	t.Parallel()
	rep := smallReport()
	const hostile = `<script>alert(1)</script>" onclick="x" مرحبا`
	for _, wb := range reporttest.Workbooks(rep) {
		for _, s := range wb.Sheets {
			if s.Data == nil || len(s.Data.Rows) == 0 {
				continue
			}
			for i, c := range s.Data.Columns {
				if c.Type == schema.Text && c.Name != "member_id" {
					s.Data.Rows[0][i] = hostile
					if c.Links != nil {
						s.Data.Columns[i].Links[0] = "javascript:alert(1)"
					}
				}
			}
		}
	}
	seen := false
	for name, page := range pagesOf(t, rep) {
		doc := parsed(t, page)
		if n := doc.Find("script").Length(); n != 1 {
			t.Errorf("%s has %d scripts", name, n)
		}
		if doc.Find("[onclick], [href^=javascript]").Length() > 0 {
			t.Errorf("%s lets others' texts act", name)
		}
		doc.Find(`[dir="auto"]`).Each(func(_ int, c *goquery.Selection) { seen = seen || c.Text() == hostile })
	}
	if !seen {
		t.Error("no cell shows the text in its own direction")
	}
}

func TestNoPageHoldsWhatHTMLForbids(t *testing.T) {
	t.Parallel()
	ds := reporttest.Dataset(1, 4)
	ds.Members[0].Name = "Esto\x01nia\v\u0085 \uFFFE\uFFFF"
	for name, page := range pagesOf(t, report.Build(ds, reporttest.Meta())) {
		if i := bytes.IndexFunc(page, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF }); i >= 0 {
			t.Errorf("%s holds %q", name, page[max(i-20, 0):i+4])
		}
	}
}

// The longest member of the site has some 200 commitments of ten years, a
// hundred documents and reports; a busy month changes all of them.
func TestAMembersPageStaysSmall(t *testing.T) {
	t.Parallel()
	ds := reporttest.Dataset(1, 220)
	repeat(&ds.Documents, 120, func(d *dataset.Document, n int) { d.ID += fmt.Sprint("-", n) })
	repeat(&ds.Activity, 60, func(a *dataset.Activity, n int) { a.Title += fmt.Sprint(", again ", n) })
	repeat(&ds.Reconciliation, 120, func(*dataset.Reconciliation, int) {})
	for _, c := range ds.Commitments {
		ds.Changes = append(ds.Changes, dataset.Change{Run: ds.Run, Date: ds.Date.Format(time.DateOnly), Table: "commitments", Key: c.ID, MemberID: c.MemberID, Field: "title", Old: "Another title than " + c.Title, New: c.Title, Cause: dataset.CauseSource})
	}
	for name, page := range pagesOf(t, report.Build(ds, reporttest.Meta())) {
		if len(page) > 300<<10 {
			t.Errorf("%s has %d KB", name, len(page)>>10)
		}
		if said := parsed(t, page).Find("#what-changed > p").Last().Text(); name != index && !strings.Contains(said, "147 more lines stand in the workbook") {
			t.Errorf("%s says %q of the lines it leaves out", name, said)
		}
		if rows := parsed(t, page).Find("tbody tr").Length(); name != index && rows < 600 {
			t.Errorf("%s has only %d rows", name, rows)
		}
	}
}

// repeat makes a list as long as n, each new row told apart.
func repeat[T any](list *[]T, n int, change func(*T, int)) {
	for i := len(*list); i < n; i++ {
		row := (*list)[0]
		change(&row, i)
		*list = append(*list, row)
	}
}

func TestTwoWritesGiveTheSameBytes(t *testing.T) {
	t.Parallel()
	a, b := pagesOf(t, smallReport()), pagesOf(t, smallReport())
	for name := range a {
		if !bytes.Equal(a[name], b[name]) {
			t.Errorf("%s differs", name)
		}
	}
}

func TestValuesAreShownAsTheWorkbookShowsThem(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		v    any
		t    schema.Type
		want string
	}{
		{12345, schema.Integer, "12,345"}, {2025, schema.YearT, "2025"}, {schema.CalendarYear(2016), schema.Fact, "2016"},
		{0.5, schema.Share, "50.0 %"}, {1.5, schema.Number, "1.5"}, {true, schema.Boolean, "Yes"}, {nil, schema.Integer, ""},
		{time.Date(2025, 1, 2, 3, 4, 0, 0, time.UTC), schema.Time, "2025-01-02 03:04"},
		{time.Date(2025, 1, 2, 0, 0, 0, 0, time.UTC), schema.Date, "2025-01-02"},
		{schema.Formula{Expression: "1", Value: 7}, schema.Fact, "7"},
	} {
		if got, _ := shown(c.v, c.t); got != c.want {
			t.Errorf("%v is shown as %q, not %q", c.v, got, c.want)
		}
	}
}

func TestAChartDrawsEachOfItsFigures(t *testing.T) {
	t.Parallel()
	column := func(name string) report.GridColumn {
		return report.GridColumn{Column: schema.Column{Name: name, Header: strings.ToUpper(name), Type: schema.Integer}}
	}
	c := &report.Chart{Title: "T & t", ValueAxis: "number", Alt: "Words", Kind: report.SharedBars, Category: 0, Series: []int{1, 2}, Grid: &report.Grid{
		Columns: []report.GridColumn{{Column: schema.Column{Name: "label", Header: "Label", Type: schema.Text}}, column("completed"), column("limited")},
		Rows:    [][]any{{"A", 3, 1}, {"B", nil, 2}, {"C", 0, 0}},
	}}
	doc := parsed(t, []byte(draw(c)))
	widths := doc.Find("rect[stroke]").Map(func(_ int, r *goquery.Selection) string { w, _ := r.Attr("width"); return w })
	if want := []string{"405.0", "135.0", "540.0"}; !slices.Equal(widths, want) {
		t.Errorf("bars are %v wide, not %v", widths, want)
	}
	if got := doc.Find("desc").Text(); got != "Words" {
		t.Errorf("the alternative text is %q", got)
	}
}
