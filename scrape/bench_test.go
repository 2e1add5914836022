package scrape_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/sync/errgroup"

	"ogptracker/internal/samplesite"
	"ogptracker/scrape"
	"ogptracker/scrape/archive"
	"ogptracker/scrape/record"
)

// About 1,000 pages of 100 KB.
var benchSize = samplesite.Size{Members: 24, Commitments: 26, Documents: 15, PageBytes: 100_000}

// generated is a site of some size that answers codes in capitals too, as
// OGP's site does, and how many pages it has.
func generated(size samplesite.Size) (http.Handler, int) {
	site := samplesite.Big(size)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.URL.Path = strings.ToLower(r.URL.Path)
		site.ServeHTTP(w, r)
	}), len(site.Paths())
}

// BenchmarkCrawl crawls the site on loopback without delay: cold the first
// time, then again with nothing changed.
func BenchmarkCrawl(b *testing.B) {
	site, pages := generated(benchSize)
	for _, again := range []bool{false, true} {
		b.Run(map[bool]string{false: "first", true: "unchanged"}[again], func(b *testing.B) {
			b.ReportAllocs()
			asked := 0
			for n := range b.N {
				b.StopTimer()
				dir := b.TempDir()
				if again {
					sampleNight(b, site, dir, n, nil)
				}
				b.StartTimer()
				night, stats := sampleNight(b, site, dir, n+1, nil)
				if had := stats.Pages[record.FreshRead] + stats.Pages[record.FreshUnchanged] + stats.Pages[record.FreshCarried]; had < pages || len(night.Reads) < pages {
					b.Fatalf("%d pages of %d: %v", had, pages, stats.Pages)
				}
				asked += stats.Requests
			}
			b.ReportMetric(float64(pages*b.N)/b.Elapsed().Seconds(), "pages/s")
			b.ReportMetric(float64(asked)/b.Elapsed().Seconds(), "requests/s")
		})
	}
}

// BenchmarkRebuild makes a night from the archive: cold, with every body to
// be read anew, and warm, with the readings kept; beside them golang.org/x/
// net/html parsing the same bytes on the same cores, and doing nothing else.
func BenchmarkRebuild(b *testing.B) {
	site, pages := generated(benchSize)
	dir := b.TempDir()
	sampleNight(b, site, dir, 0, nil)
	b.Run("html alone", func(b *testing.B) {
		var bodies [][]byte
		withSample(b, dir, 0, func(c *scrape.Crawler) {
			rows, err := c.Archive.RunFetches(b.Context(), nightID(0))
			if err != nil {
				b.Fatal(err)
			}
			for _, f := range rows {
				if f.Class == archive.ClassPage && f.BodyHash != "" {
					body, err := c.Archive.Body(b.Context(), f.BodyHash)
					if err != nil {
						b.Fatal(err)
					}
					bodies = append(bodies, body)
				}
			}
		})
		b.ResetTimer()
		for range b.N {
			var group errgroup.Group
			group.SetLimit(runtime.GOMAXPROCS(0))
			for _, body := range bodies {
				group.Go(func() error {
					_, err := html.Parse(bytes.NewReader(body))
					return err
				})
			}
			if err := group.Wait(); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(pages*b.N)/b.Elapsed().Seconds(), "pages/s")
	})
	for _, cold := range []bool{true, false} {
		b.Run(map[bool]string{true: "cold", false: "warm"}[cold], func(b *testing.B) {
			b.ReportAllocs()
			for n := range b.N {
				withSample(b, dir, 0, func(c *scrape.Crawler) {
					if cold {
						c.Reader = renamed{c.Reader, fmt.Sprint(b.N, n)}
					}
					if _, err := c.Offline(context.Background(), nightID(0)); err != nil {
						b.Fatal(err)
					}
				})
			}
			b.ReportMetric(float64(pages*b.N)/b.Elapsed().Seconds(), "pages/s")
		})
	}
}

// renamed is a reader of which nothing is kept.
type renamed struct {
	scrape.PageReader
	name string
}

func (r renamed) Version() string { return r.PageReader.Version() + r.name }
