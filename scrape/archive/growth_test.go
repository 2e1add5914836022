package archive_test

import (
	"crypto/sha256"
	"fmt"
	"path/filepath"
	"testing"

	"ogptracker/scrape/archive"
	"ogptracker/scrape/record"
	"ogptracker/scrape/store"
)

// A year of nights in which one page of a hundred changes, each night asking
// for every page and forgetting what thirty kept nights do not need, takes
// less than three times the room of the first.
func TestAYearTakesLessThanThreeTimesTheFirstNight(t *testing.T) {
	t.Parallel()
	const pages, nights, kept = 100, 365, 30
	path := filepath.Join(t.TempDir(), "archive.db")
	a := open(t, path, store.Options{})
	var first int64
	for n := range nights {
		run := begin(t, a, n)
		var saves []archive.Save
		var readings []archive.Reading
		for i := range pages {
			f := archive.Fetch{Run: run, Class: archive.ClassPage, Address: fmt.Sprint(page, i), Status: 304, Outcome: archive.OutcomeSame, At: start.AddDate(0, 0, n), Requests: 1}
			s := archive.Save{Fetch: f}
			if n == 0 || i == n%pages {
				body := []byte(sitePage("year", 1000*n+i) + noise(4000)) // packs to what a page of the site packs to
				packed, err := a.Pack(t.Context(), sha256.Sum256(body), body)
				if err != nil {
					t.Fatal(err)
				}
				readings = append(readings, archive.Reading{Key: archive.Key{BodyHash: hash(string(body)), Address: f.Address}, Page: record.Page{Title: noise(600)}})
				s.Outcome, s.Status, s.ETag, s.Body = archive.OutcomeRead, 200, fmt.Sprint(n, i), packed
			}
			saves = append(saves, s)
		}
		if err := a.SaveAll(t.Context(), saves); err != nil {
			t.Fatal(err)
		}
		if err := a.PutReadings(t.Context(), "v1", readings); err != nil {
			t.Fatal(err)
		}
		if err := a.FinishRun(t.Context(), run, start.AddDate(0, 0, n), "complete"); err != nil {
			t.Fatal(err)
		}
		if n%5 == 0 {
			if _, err := a.Prune(t.Context(), kept); err != nil {
				t.Fatal(err)
			}
		}
		if n == 0 {
			first = settled(t, a)
			a = open(t, path, store.Options{})
		}
	}
	if last := settled(t, a); last >= 3*first {
		t.Errorf("%d bytes after a year, %d after the first night", last, first)
	} else {
		t.Logf("%d bytes after a year, %d after the first night", last, first)
	}
}

// settled is the size of a file that was closed.
func settled(t *testing.T, a *archive.Archive) int64 {
	t.Helper()
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	size, err := a.Size()
	if err != nil {
		t.Fatal(err)
	}
	return size
}
