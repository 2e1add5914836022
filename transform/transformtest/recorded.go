package transformtest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
)

// RecordedNights are four nights made of every page whose golden record the
// readers keep, of all generations of the site, with a small table of OGP's
// kind. On the second night pages fail, vanish, change or are not asked for;
// on the third the readers are new, the table is gone and copies of pages were
// saved; on the fourth most pages are not known any more. What a night comes to depends on Before and Log, which are left to
// the caller.
func RecordedNights(t testing.TB) []dataset.Input {
	t.Helper()
	const records = "scrape/page/testdata/*/*.golden.json"
	paths, err := filepath.Glob("../../" + records)
	if len(paths) == 0 {
		paths, err = filepath.Glob("../" + records)
	}
	if err != nil || len(paths) < 50 {
		t.Fatalf("%d golden records: %v", len(paths), err)
	}
	slices.Sort(paths)
	nights := make([]dataset.Input, 4)
	for n := range nights {
		at := Day("2025-01-14").AddDate(0, 0, n)
		in := dataset.Input{Run: at.Format("20060102") + "T020000Z", Date: at, LocalMembers: true, Night: record.Night{
			Base: "https://www.opengovpartnership.org", ReaderVersion: []string{"7", "7", "8", "8"}[n], SitemapRead: n == 1,
		}}
		for i, path := range paths {
			if p := recordedPage(t, path); p != nil {
				in.Night.Reads = append(in.Night.Reads, readOn(n, i, at.Add(2*time.Hour), *p))
			}
		}
		for i, p := range append(oddPages(), challengePage()) {
			in.Night.Reads = append(in.Night.Reads, readOn(n, 3*i+6, at.Add(2*time.Hour), p))
		}
		if n == 3 {
			in.Night.Reads = slices.DeleteFunc(in.Night.Reads, func(r record.Read) bool { return len(r.Page.Address)%3 > 0 })
		}
		if n < 2 {
			in.Night.Table = recordedTable(n)
		}
		slices.SortStableFunc(in.Night.Reads, func(a, b record.Read) int { return strings.Compare(a.Page.Address, b.Page.Address) })
		nights[n] = in
	}
	return nights
}

// challengePage lists commitments of the Open Gov Challenge: of members, and of
// a place that is none.
func challengePage() record.Page {
	base := "https://www.opengovpartnership.org/the-open-gov-challenge/"
	return record.Page{Source: record.Source{Address: base + "tracker/", BodyHash: "challenge"}, Kind: record.KindChallenge, Layout: record.Layout2022, Challenge: []record.ListedChallenge{
		{Title: "Publish beneficial owners", Place: "Kenya", Level: "National", Lead: "Business Registration Service", Area: "Anti-Corruption", URL: base + "publish-beneficial-owners/"},
		{Title: "Open the budget", Place: "Makueni, Kenya", Level: "Local", Area: "Fiscal Openness"},
		{Title: "Ask the citizens", Place: "Springfield", Level: "Local (non-member)"},
		{Title: "Open the budget", Place: "Makueni, Kenya", Level: "Local"},
	}}
}

// recordedPage is the record of a golden file, nil where the page was refused.
func recordedPage(t testing.TB, path string) *record.Page {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var golden struct{ Record *record.Page }
	if err := json.Unmarshal(text, &golden); err != nil {
		t.Fatal(err)
	}
	if golden.Record != nil {
		golden.Record.BodyHash = "body of " + strings.TrimSuffix(filepath.Base(path), ".golden.json")
	}
	return golden.Record
}

// readOn is what a night's run did for the i-th page.
func readOn(night, i int, at time.Time, p record.Page) record.Read {
	p.Fetched = at
	r := record.Read{Page: p, Freshness: record.FreshRead, LastRead: at, Requested: true, Body: true, InSitemap: i%4 > 0}
	if night == 0 {
		switch i % 11 {
		case 4: // an earlier night's reading, of which no snapshot is kept
			r.Freshness, r.Body, r.Requested, r.LastRead = record.FreshCarried, false, false, at.AddDate(0, 0, -5)
		case 5:
			r = record.Read{Page: record.Page{Source: record.Source{Address: p.Address}, Kind: p.Kind, Member: p.Member, Code: p.Code}, Freshness: record.FreshNotRead}
		}
		return r
	}
	before := at.AddDate(0, 0, -night)
	switch i % 8 {
	case 0:
		r.Freshness, r.Body, r.LastRead, r.Failure = record.FreshFailed, false, before, "timeout"
	case 1:
		r.Freshness, r.Body, r.Requested, r.LastRead = record.FreshCarried, false, false, before
	case 2:
		r.Gone, r.LastRead = night == 1, before
	case 3:
		change(&r.Page, night)
	case 4:
		r.Page.Saved, r.Page.Fetched = night == 2, at.AddDate(-6, 0, 0)
	default:
		r.Freshness = record.FreshUnchanged
	}
	return r
}

// change lets a page say something else: a value lost, a title in capitals, a
// list that is shorter.
func change(p *record.Page, night int) {
	p.BodyHash += fmt.Sprintf(", night %d", night)
	p.Title = strings.ToUpper(p.Title)
	for f := range p.Fields {
		switch {
		case f == record.FieldCompletion || f == record.FieldLeadInstitution:
			p.Fields[f] = record.Value{State: record.Unreadable}
		case f == record.FieldStatement:
			delete(p.Fields, f)
		}
	}
	for _, list := range []int{len(p.Commitments), len(p.Documents), len(p.Members)} {
		if list > 0 {
			p.Commitments, p.Documents, p.Members = p.Commitments[:len(p.Commitments)*2/3], p.Documents[:len(p.Documents)*2/3], p.Members[:len(p.Members)*2/3]
			break
		}
	}
}

// recordedTable is a table of OGP's kind: rows of commitments that have a page
// and of others, with and without a code, of places, of clusters, and rows that
// cannot be used.
func recordedTable(night int) *record.Table {
	row := func(code, country, kind, plan, number, submitted, end, title string, pairs ...string) record.Row {
		fields := record.Fields{}
		for i := 0; i < len(pairs); i += 2 {
			fields[record.Field(pairs[i])] = record.Say(pairs[i+1])
		}
		return record.Row{Code: code, Country: country, MemberType: kind, PlanNumber: plan, Number: number, SubmissionYear: submitted, EndYear: end, Title: title, Fields: fields}
	}
	rows := []record.Row{
		row("EE0059", "Estonia", "National", "5", "1", "2020", "2022", "Co-creative policymaking", "completion_end_of_term", "c. Substantial", "ambition", "High", "starred", "0"),
		row("EE0060", "Estonia", "National", "5", "2", "2020", "2022", "Open local government", "completion_midterm", "NA", "completion_end_of_term", "Limited", "early_results", "Marginal", "carried_forward", "1"),
		row("EE0043", "Estonia", "National", "4", "3", "2018", "2020", "Digital state reform", "completion_midterm", "b. Limited", "completion_end_of_term", "d. Complete", "specificity", "c. high", "relevance", "1", "potential_impact", "d. Transformative", "starred_midterm", "0", "starred_end_of_term", "1", "cluster", "EE0043; EE0044"),
		row("EE0044", "Estonia", "National", "4", "4", "2018", "2020", "Transparent lawmaking", "completion_midterm", "b. Limited", "completion_end_of_term", "d. Complete", "cluster", "EE0043; EE0044"),
		row("EE0031", "Estonia", "National", "3", "1", "2016", "2018", "Open budget", "completion_midterm", "a. Not started", "did_it_open_government", "c. Marginal", "ogp_value_civic_participation", "1", "ogp_value_technology", "1"),
		row("", "Estonia", "National", "2", "5", "2014", "2016", "Public participation", "completion_end_of_term", "Complete", "lead_institution", "Government Office; Ministry of Justice", "start_date", "2014-07", "end_date", "30/6/2016"),
		row("", "Georgia", "National", "3", "1", "2016", "2018", "Open courts", "completion_midterm", "Limited", "completion_end_of_term", "Substantial"),
		row("KE0023", "Kenya", "National", "3", "1", "2018", "2020", "Beneficial ownership", "completion_end_of_term", "Limited", "verifiable", "1"),
		row("KE0029", "Kenya", "National", "4", "2", "2020", "2022", "Open contracting", "completion_end_of_term", "Pending IRM Review"),
		row("CA0062", "Canada", "National", "3", "22", "2016", "2018", "Promote open government globally", "completion_midterm", "Substantial", "completion_end_of_term", "Completed", "specificity", "Medium", "relevance", "Yes", "potential_impact", "Moderate", "starred_2015", "1"),
		row("MAK0001", "Makueni, Kenya", "Legacy Local", "1", "1", "2021", "2022", "Open contracts", "completion_end_of_term", "NR"),
		row("SCO0003", "Scotland, United Kingdom", "Legacy Local", "2", "3", "2018", "2020", "Data standards", "completion_end_of_term", "Substantial"),
		row("AT0001", "Atlantis", "Other", "1", "1", "2015", "2017", "Under water", "completion_end_of_term", "Limited"),
		row("RO0101", "Romania", "National", "6", "9", "2022", "2024", "Social registers", "completion_end_of_term", "No Evidence Available", "policy_areas", "Widgets"),
		row("RO0102", "Romania", "National", "6", "10", "2024", "2022", "Years that run backwards", "completion_end_of_term", "Withdrawn"),
		row("EE0043", "Estonia", "National", "4", "3", "2018", "2020", "A code that stands twice", "completion_end_of_term", "Limited"),
		row("JO0088", "Estonia", "National", "4", "7", "2018", "2020", "A code of another member", "completion_end_of_term", "Limited"),
		row("", "", "National", "", "", "", "", "No country"),
	}
	rows = append(rows, oddRows()...)
	if night == 1 {
		rows[0].Fields[record.FieldCompletionEnd] = record.Say("d. Complete")
		rows = slices.Delete(rows, 11, 12)
	}
	for i := range rows {
		rows[i].Line, rows[i].PolicyAreas = i+2, [][]string{nil, {"Open Data"}, {"Fiscal Transparency", "E-Government"}}[i%3]
	}
	return &record.Table{Name: "table.csv", Edition: "2024", Date: Day("2024-07-01"), Hash: fmt.Sprintf("table of night %d", night), Rows: rows, Commitments: len(rows)}
}

// Lines says values one a line, with the names of their fields and without
// those that are empty; long texts by their beginning and length.
func Lines[T any](values []T) string {
	var b strings.Builder
	for _, v := range values {
		b.WriteString(said(reflect.ValueOf(v)))
		b.WriteByte('\n')
	}
	return b.String()
}

func said(v reflect.Value) string {
	if at, ok := v.Interface().(time.Time); ok {
		return at.Format(time.RFC3339)
	}
	if values, ok := v.Interface().(dataset.Values); ok {
		byField := map[string]dataset.SnapshotValue{}
		for _, f := range values {
			byField[f.Field] = f.SnapshotValue
		}
		return said(reflect.ValueOf(byField))
	}
	var parts []string
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return "none"
		}
		return said(v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			if !v.Field(i).IsZero() {
				parts = append(parts, v.Type().Field(i).Name+"="+said(v.Field(i)))
			}
		}
		return "{" + strings.Join(parts, " ") + "}"
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			parts = append(parts, said(v.Index(i)))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case reflect.Map:
		for _, k := range v.MapKeys() {
			if parts = append(parts, fmt.Sprint(k)); !v.MapIndex(k).IsZero() {
				parts[len(parts)-1] += ": " + said(v.MapIndex(k))
			}
		}
		slices.Sort(parts)
		return "{" + strings.Join(parts, ", ") + "}"
	case reflect.String:
		if runes := []rune(v.String()); len(runes) > 100 {
			return fmt.Sprintf("%q... (%d)", string(runes[:80]), len(runes))
		}
		return fmt.Sprintf("%q", v)
	}
	return fmt.Sprint(v)
}

// Overnight is what a text has and had not the night before, and the other way
// round, line by line.
func Overnight(before, now string) string {
	var b strings.Builder
	was, is := strings.Split(before, "\n"), strings.Split(now, "\n")
	for _, list := range []struct {
		sign        string
		lines, less []string
	}{{"-", was, is}, {"+", is, was}} {
		for _, line := range list.lines {
			if !slices.Contains(list.less, line) {
				b.WriteString(list.sign + line + "\n")
			}
		}
	}
	return b.String()
}

// Golden holds a text against the one kept in testdata, which update rewrites.
func Golden(t *testing.T, name, got string, update bool) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(kept) != got {
		t.Errorf("%s differs; read the difference, then run the tests of the package with -update (-kept +got):\n%s",
			path, cmp.Diff(strings.Split(string(kept), "\n"), strings.Split(got, "\n")))
	}
}
