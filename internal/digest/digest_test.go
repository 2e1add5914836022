package digest

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ogptracker/output/csvfile"
	"ogptracker/report/reporttest"
	"ogptracker/report/schema"
	"ogptracker/transform/dataset"
)

var today = time.Date(2025, 1, 16, 0, 0, 0, 0, time.UTC)

// published writes a report's tables as the program does, and reads them back.
func published(t *testing.T, ds *dataset.Dataset) []*schema.Table {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "csv"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, table := range schema.Tables(ds) {
		var b bytes.Buffer
		if err := csvfile.Write(&b, table, csvfile.Options{}); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "csv", table.Name+".csv"), b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tables, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	return tables
}

func twoMembers() *dataset.Dataset {
	ds := reporttest.Dataset(2, 6)
	one, two := ds.Members[0].ID, ds.Members[1].ID
	change := func(day, table, key, member, field, old, now, cause string) dataset.Change {
		return dataset.Change{Run: strings.ReplaceAll(day, "-", "") + "T020000Z", Date: day, Table: table, Key: key, MemberID: member, Field: field, Old: old, New: now, Cause: cause}
	}
	ds.Changes = []dataset.Change{
		change("2025-01-02", "commitments", ds.Commitments[0].ID, one, "title", "Older", "Old", dataset.CauseSource),
		change("2025-01-10", "commitments", ds.Commitments[0].ID, one, "completion", "Limited", "Substantial", dataset.CauseSource),
		change("2025-01-15", "commitments", ds.Commitments[0].ID, one, "title", "Old", "<b>New</b> [1]", dataset.CauseSource),
		change("2025-01-15", "members", two, two, "", "", "", dataset.CauseGone),
	}
	return ds
}

func written(t *testing.T, d *Digest, format string) string {
	t.Helper()
	var b bytes.Buffer
	if err := d.Write(&b, format); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func kinds(d *Digest) (all []string) {
	for _, p := range d.Parts {
		for _, l := range p.Lines {
			all = append(all, string(p.Kind)+" "+l.Date)
		}
	}
	return all
}

func TestADigestTellsOfItsTimeAndMembersAlone(t *testing.T) {
	ds := twoMembers()
	tables := published(t, ds)
	one := ds.Members[0].ID
	for name, c := range map[string]struct {
		o    Options
		want []string
	}{
		"everything":     {Options{Since: today.AddDate(0, 0, -7)}, []string{"ratings 2025-01-10", "gone 2025-01-15", "wording 2025-01-15"}},
		"a longer time":  {Options{Since: today.AddDate(0, -1, 0)}, []string{"ratings 2025-01-10", "gone 2025-01-15", "wording 2025-01-15", "wording 2025-01-02"}},
		"the first day":  {Options{Since: time.Date(2025, 1, 10, 0, 0, 0, 0, time.UTC), Members: []string{one}}, []string{"ratings 2025-01-10", "wording 2025-01-15"}},
		"nothing":        {Options{Since: today}, nil},
		"another member": {Options{Since: today.AddDate(0, 0, -7), Members: []string{ds.Members[1].ID}}, []string{"gone 2025-01-15"}},
	} {
		c.o.Earlier = &Earlier{tables, today} // so that nothing newly needs attention
		d, err := Make(tables, today, c.o)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, kinds(d)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	var unknown *UnknownMemberError
	if _, err := Make(tables, today, Options{Members: []string{"atlantis"}}); !errors.As(err, &unknown) || unknown.Member != "atlantis" {
		t.Errorf("error %v", err)
	}
}

func TestEveryFormSaysTheSameSentences(t *testing.T) {
	ds := twoMembers()
	d, err := Make(published(t, ds), today, Options{Name: "nordic", Since: today.AddDate(0, 0, -7), Members: []string{ds.Members[0].ID}})
	if err != nil {
		t.Fatal(err)
	}
	d.Sample = true
	plain := "title is now <b>New</b> [1] (was Old)"
	for format, want := range map[string]string{
		"text": plain, "json": plain,
		"markdown": `title is now \<b\>New\</b\> \[1\] (was Old)`,
		"html":     "title is now &lt;b&gt;New&lt;/b&gt; [1] (was Old)",
	} {
		got := written(t, d, format)
		for _, words := range []string{want, "What changed for nordic since 9 January 2025", "the IRM now finds Substantial (was Limited)"} {
			if !strings.Contains(got, words) {
				t.Errorf("%s does not say %q:\n%s", format, words, got)
			}
		}
		if format != "json" && (!strings.Contains(got, sample) || !strings.Contains(got, source)) {
			t.Errorf("%s lacks sample mark or sources", format)
		}
	}
	if !json.Valid([]byte(written(t, d, "json"))) {
		t.Error("no valid JSON")
	}
	if err := d.Write(&bytes.Buffer{}, "pdf"); err == nil {
		t.Error("an unknown form is no error")
	}
}

func TestAQuietTimeSaysSo(t *testing.T) {
	tables := published(t, twoMembers())
	d, err := Make(tables, today, Options{Since: today, Earlier: &Earlier{tables, today}})
	if err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"text", "markdown", "html"} {
		if !strings.Contains(written(t, d, format), nothing) {
			t.Errorf("%s does not say that nothing changed", format)
		}
	}
}

func TestDatesWithinNinetyDaysAreTold(t *testing.T) {
	ds := twoMembers()
	tables := published(t, ds)
	due := table(tables, "due_dates")
	due.Rows = nil
	for i, days := range []int{-1, 0, 90, 91} {
		row := make([]any, len(due.Columns))
		for j, c := range due.Columns {
			row[j] = map[string]any{"member_id": ds.Members[0].ID, "member": "Atlantis", "duty": "Results expected", "whose": "IRM", "expected": today.AddDate(0, 0, days), "certain": i == 1}[c.Name]
		}
		due.Rows = append(due.Rows, row)
	}
	d, err := Make(tables, today, Options{Since: today})
	if err != nil {
		t.Fatal(err)
	}
	want := []Due{{"2025-01-16", "Atlantis: results expected (IRM)", true}, {"2025-04-16", "Atlantis: results expected (IRM), date assumed", true}}
	if diff := cmp.Diff(want, d.Due); diff != "" {
		t.Error(diff)
	}
}
