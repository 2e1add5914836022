package scrape_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ogptracker/internal/samplesite"
	"ogptracker/scrape"
	"ogptracker/scrape/archive"
	"ogptracker/scrape/fetch"
	"ogptracker/scrape/page"
	"ogptracker/scrape/record"
	"ogptracker/scrape/store"
)

// sampleNight reads a site under the sample's address with the real readers.
func sampleNight(t testing.TB, site http.Handler, dir string, n int, change func(*scrape.Crawler)) (night record.Night, stats scrape.Stats) {
	t.Helper()
	transport, stop, err := samplesite.ServeHandler(context.Background(), site)
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	client, err := fetch.New(fetch.Options{Base: samplesite.Base, Contact: "test@example.org", Version: "test", Timeout: time.Minute, MaxBody: 10 << 20, Transport: transport, Now: func() time.Time { return start.AddDate(0, 0, n) }})
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	withSample(t, dir, n, func(c *scrape.Crawler) {
		c.Fetch = client
		if change != nil {
			change(c)
		}
		if night, stats, err = c.Night(context.Background(), nightID(n)); err != nil {
			t.Fatal(err)
		}
	})
	return night, stats
}

func withSample(t testing.TB, dir string, n int, do func(*scrape.Crawler)) {
	t.Helper()
	reader, err := page.New(page.Taught{})
	if err != nil {
		t.Fatal(err)
	}
	a, err := archive.Open(context.Background(), filepath.Join(dir, "archive.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	do(&scrape.Crawler{Archive: a, Reader: reader, Now: func() time.Time { return start.AddDate(0, 0, n) }, Base: samplesite.Base, LocalMembers: true})
}

// sampleTable is what the crawl needs of the sample's table.
func sampleTable(t *testing.T) *record.Table {
	rows, err := csv.NewReader(bytes.NewReader(samplesite.TableCSV(1))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := func(name string) int { return slices.Index(rows[0], name) }
	table := &record.Table{Name: samplesite.TableName, Hash: "sample"}
	for _, r := range rows[1:] {
		table.Rows = append(table.Rows, record.Row{Code: r[column("Commitment Unique Identifier")], Country: r[column("Country/Locality")], URL: r[column("URL")]})
	}
	return table
}

func TestTheSampleSiteIsReadWhole(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := samplesite.WriteFiles(dir, 1); err != nil {
		t.Fatal(err)
	}
	change := func(c *scrape.Crawler) {
		c.SequenceProbe, c.SavedPages, c.Table = true, filepath.Join(dir, samplesite.SavedPagesDir), sampleTable(t)
	}
	first, stats := sampleNight(t, samplesite.New(1), dir, 0, change)
	for _, path := range samplesite.New(1).Paths() {
		isPage := strings.HasPrefix(path, "/members/") || strings.HasPrefix(path, "/documents/")
		if isPage && !slices.ContainsFunc(first.Reads, func(r record.Read) bool { return strings.EqualFold(r.Page.Address, samplesite.Base+path) }) {
			t.Errorf("%s was not found", path)
		}
	}
	for _, r := range first.Reads {
		if r.Freshness != record.FreshRead || r.NoRecord || r.Page.Kind == record.KindUnknown {
			t.Errorf("%s: %s, %s %s", r.Page.Address, r.Freshness, r.Failure, r.Detail)
		}
	}
	second, again := sampleNight(t, samplesite.New(2), dir, 1, change)
	changed := 0
	for _, r := range second.Reads {
		if r.Freshness == record.FreshRead {
			changed++
		}
	}
	if changed == 0 || changed > 8 || again.Parsed != changed || again.Requests >= stats.Requests/2 {
		t.Errorf("%d pages changed, %d parsed, %d requests after %d", changed, again.Parsed, again.Requests, stats.Requests)
	}
	withSample(t, dir, 1, func(c *scrape.Crawler) {
		for n, want := range []record.Night{first, second} {
			got, err := c.Offline(t.Context(), nightID(n))
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("night %d, rebuilt: %s", n, d)
			}
		}
	})
}
