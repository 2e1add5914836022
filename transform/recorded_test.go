package transform_test

import (
	"flag"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"ogptracker/scrape/record"
	"ogptracker/transform"
	"ogptracker/transform/dataset"
	"ogptracker/transform/transformtest"
)

var update = flag.Bool("update", false, "rewrite the golden issues")

// The issues of four nights over pages of all generations, and the printed
// figures that the log of changes follows.
func TestRecordedPagesComeToTheirIssues(t *testing.T) {
	t.Parallel()
	var last *dataset.Dataset
	for n, in := range transformtest.RecordedNights(t) {
		if last != nil {
			in.Before = last.Snapshot
		}
		in.Night.Issues = []record.Issue{{Code: record.CodeFetchFailed, Value: "timeout", Message: "a page did not answer"}}
		if in.Night.Table != nil {
			in.Night.Table.Issues = []record.Issue{{Code: record.CodeTableRow, Key: "row 19", Message: "no country"}}
		}
		ds, err := transform.Build(in)
		if err != nil {
			t.Fatal(err)
		}
		last = ds
		transformtest.Golden(t, fmt.Sprintf("night%d-issues.txt", n+1), transformtest.Lines(ds.Issues), *update)
	}
	var figures []dataset.SnapshotRow
	for _, key := range slices.Sorted(maps.Keys(last.Snapshot.Rows)) {
		if strings.HasPrefix(key, dataset.TablePublishedFigures) {
			figures = append(figures, last.Snapshot.Rows[key])
		}
	}
	transformtest.Golden(t, "figures.txt", transformtest.Lines(figures), *update)
}

// Every address of every table is shown as the site writes it, and nothing
// that is compared is.
func TestEveryAddressIsShownAsTheSiteWritesIt(t *testing.T) {
	t.Parallel()
	in := transformtest.RecordedNights(t)[0]
	plain, err := transform.Build(in)
	if err != nil {
		t.Fatal(err)
	}
	in.Night.Written = map[string]string{}
	addresses := func(ds *dataset.Dataset) map[string][]string {
		found := map[string][]string{}
		v := reflect.ValueOf(ds).Elem()
		for i := range v.NumField() {
			if v.Field(i).Kind() != reflect.Slice {
				continue
			}
			for r := range v.Field(i).Len() {
				row := v.Field(i).Index(r)
				for f := range row.NumField() {
					name := v.Type().Field(i).Name + "." + row.Type().Field(f).Name
					if strings.HasSuffix(name, "URL") && strings.HasPrefix(row.Field(f).String(), "http") {
						found[name] = append(found[name], row.Field(f).String())
					}
				}
			}
		}
		return found
	}
	canonical := addresses(plain)
	for _, urls := range canonical {
		for _, url := range urls {
			in.Night.Written[url] = url + "#written"
		}
	}
	written, err := transform.Build(in)
	if err != nil {
		t.Fatal(err)
	}
	shown := addresses(written)
	for name, urls := range canonical {
		for i, url := range urls {
			if shown[name][i] != url+"#written" && !strings.HasPrefix(name, "Sources.") {
				t.Fatalf("%s shows %s", name, shown[name][i])
			}
		}
	}
	for _, name := range []string{"Members.URL", "Members.LetterOfIntentURL", "Plans.URL", "Commitments.URL", "Ratings.SourceURL", "Documents.URL", "Activity.URL", "Challenge.URL",
		"StatedFigures.URL", "PublishedFigures.ReportURL", "Reconciliation.ReportURL", "Issues.URL"} {
		if len(canonical[name]) == 0 {
			t.Errorf("no row has an address in %s", name)
		}
	}
	if !reflect.DeepEqual(plain.Snapshot.Rows, written.Snapshot.Rows) {
		t.Error("what the next run compares with has changed with the way of writing")
	}
}
