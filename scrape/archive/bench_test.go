package archive_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"ogptracker/scrape/archive"
	"ogptracker/scrape/store"
)

// pageOf is a page of about 100 KB that packs about as well as those of the
// site.
func pageOf(n uint64) []byte {
	dice := rand.New(rand.NewPCG(n, 7))
	var b strings.Builder
	words := strings.Fields("government commitment action plan open data review completion substantial limited institution policy area report member country process public participation transparency")
	for b.Len() < 100<<10 {
		fmt.Fprintf(&b, `<div class="c-%d"><p>%s %s`, dice.IntN(40), words[dice.IntN(len(words))], words[dice.IntN(len(words))])
		for range dice.IntN(12) {
			b.WriteString(" " + words[dice.IntN(len(words))])
		}
		b.WriteString("</p></div>\n")
	}
	return []byte(b.String())
}

func BenchmarkWrite(b *testing.B) {
	a, err := archive.Open(b.Context(), filepath.Join(b.TempDir(), "archive.db"), store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer a.Close()
	if _, err := a.BeginRun(b.Context(), night(0), start, ""); err != nil {
		b.Fatal(err)
	}
	bodies := make([][]byte, 50)
	for i := range bodies {
		bodies[i] = pageOf(uint64(i))
	}
	b.SetBytes(100 << 10)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		body := append(bodies[n%len(bodies)], fmt.Sprint(n)...)
		f := archive.Fetch{Run: night(0), Class: archive.ClassPage, Address: fmt.Sprint(page, n), Outcome: archive.OutcomeRead, Status: 200, At: start, ETag: fmt.Sprint(n)}
		if err := a.Save(b.Context(), f, body, archive.Part{Worked: 1e6, Stats: "{}"}); err != nil {
			b.Fatal(err)
		}
		n++
	}
}

func BenchmarkRead(b *testing.B) {
	a, err := archive.Open(b.Context(), filepath.Join(b.TempDir(), "archive.db"), store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer a.Close()
	if _, err := a.BeginRun(b.Context(), night(0), start, ""); err != nil {
		b.Fatal(err)
	}
	hashes := make([]string, 200)
	for i := range hashes {
		body := pageOf(uint64(i))
		hashes[i] = hash(string(body))
		f := archive.Fetch{Run: night(0), Class: archive.ClassPage, Address: fmt.Sprint(page, i), Outcome: archive.OutcomeRead, At: start}
		if err := a.Save(b.Context(), f, body, archive.Part{}); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(100 << 10)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		if _, err := a.Body(b.Context(), hashes[n%len(hashes)]); err != nil {
			b.Fatal(err)
		}
		n++
	}
}

func BenchmarkOpen(b *testing.B) {
	path := filepath.Join(b.TempDir(), "archive.db")
	for b.Loop() {
		a, err := archive.Open(b.Context(), path, store.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := a.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkThirtyNights reports the size of an archive after 30 nights of
// 1,000 pages of which one in a hundred changes each night.
func BenchmarkThirtyNights(b *testing.B) {
	const pages = 300
	for b.Loop() {
		path := filepath.Join(b.TempDir(), "archive.db")
		first := benchNight(b, path, 0, pages)
		size := first
		for n := 1; n < 30; n++ {
			size = benchNight(b, path, n, pages)
		}
		b.ReportMetric(float64(first)/(1<<20), "MB-first-night")
		b.ReportMetric(float64(size)/(1<<20), "MB-30-nights")
		b.ReportMetric(float64(size-first)/29/1024, "KB/night")
	}
}

// benchNight saves the nth night and returns the size of the archive closed.
func benchNight(b *testing.B, path string, n, pages int) int64 {
	a, err := archive.Open(b.Context(), path, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	if _, err := a.BeginRun(b.Context(), night(n), start.AddDate(0, 0, n), ""); err != nil {
		b.Fatal(err)
	}
	for i := range pages {
		f := archive.Fetch{Run: night(n), Class: archive.ClassPage, Address: fmt.Sprintf("https://www.opengovpartnership.org/members/country-%d/commitments/CC%04d/", i%100, i),
			Outcome: archive.OutcomeSame, Status: 304, At: start.AddDate(0, 0, n), Requests: 1}
		var body []byte
		if n == 0 || i%100 == n {
			f.Outcome, f.Status, f.ETag, f.ContentType = archive.OutcomeRead, 200, fmt.Sprintf(`"%x-%x"`, i, n), "text/html; charset=UTF-8"
			body = pageOf(uint64(n*pages + i))
		}
		if err := a.Save(b.Context(), f, body, archive.Part{}); err != nil {
			b.Fatal(err)
		}
	}
	if err := a.Close(); err != nil {
		b.Fatal(err)
	}
	size, err := a.Size()
	if err != nil {
		b.Fatal(err)
	}
	return size
}
