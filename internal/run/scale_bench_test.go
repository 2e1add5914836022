package run

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/sync/errgroup"

	"ogptracker/internal/config"
	"ogptracker/internal/history"
	"ogptracker/internal/samplesite"
	"ogptracker/output/publish"
	"ogptracker/report"
	"ogptracker/scrape"
	"ogptracker/scrape/archive"
	"ogptracker/scrape/store"
	"ogptracker/transform"
	"ogptracker/transform/dataset"
)

var (
	scaleMembers = flag.Int("scale-members", samplesite.FullScale.Members, "members of the site that BenchmarkScale reads")
	scaleState   = flag.String("scale-state", "", "folder in which BenchmarkScale keeps its crawled state for the next call")
)

// BenchmarkScale measures whole nights of a site as large as the real one:
// 230 members, 6,000 commitments, 3,500 documents, pages of 100 KB. It is
// meant for -benchtime 1x. The bounds it is held to:
//
//   - first: the crawl of an empty archive on loopback, one request at a time
//     and no delay, in pages a second; then the whole report.
//   - rebuild: a cold offline rebuild, workbooks left out, takes at most twice
//     the time of golang.org/x/net/html parsing the same bytes on the same
//     cores, and stays under 400 MB resident; a warm one takes seconds.
//   - report: the whole report from the archive, workbooks included.
//   - unchanged: a night in which nothing changed parses nothing and makes one
//     conditional request for each page due.
func BenchmarkScale(b *testing.B) {
	s := newScale(b)
	b.Run("first", s.first)
	if _, err := os.Stat(filepath.Join(s.cfg.State.Dir, store.FileName)); err != nil {
		s.night(b) // first was not chosen
	}
	b.Run("rebuild/cold", func(b *testing.B) { s.rebuild(b, true) })
	b.Run("rebuild/warm", func(b *testing.B) { s.rebuild(b, false) })
	b.Run("report", s.report)
	b.Run("unchanged", s.unchanged)
}

// scale is a generated site, and where a tracker keeps what it reads of it.
type scale struct {
	transport http.RoundTripper
	cfg       *config.Config
	pages     int
	now       time.Time
	crawled   time.Time // when the last night began to be put together
}

func newScale(b *testing.B) *scale {
	size := samplesite.FullScale
	size.Members = *scaleMembers
	site := samplesite.Big(size)
	transport, stop, err := samplesite.ServeHandler(context.Background(), http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.URL.Path = strings.ToLower(r.URL.Path) // codes are answered in capitals too
		site.ServeHTTP(w, r)
	}))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(stop)
	s := &scale{transport: transport, cfg: config.Default(), pages: len(site.Paths()), now: soakStart}
	dir := *scaleState
	if dir == "" {
		dir = b.TempDir()
	}
	s.cfg.Site.BaseURL, s.cfg.Site.Contact = samplesite.Base, "benchmark@example.org"
	s.cfg.Fetch.MinDelay, s.cfg.Fetch.MaxRequests = 0, 10*s.pages
	s.cfg.State.Dir, s.cfg.Output.Dir = filepath.Join(dir, "state"), filepath.Join(dir, "published")
	return s
}

func (s *scale) deps() Deps {
	return Deps{Config: s.cfg, Now: func() time.Time { return s.now }, Transport: s.transport, Log: slog.New(slog.DiscardHandler), What: "benchmark",
		Sample: true, Progress: func(p scrape.Progress) {
			if p.Phase == "archive" && s.crawled.IsZero() {
				s.crawled = time.Now()
			}
		}}
}

// night makes one whole run.
func (s *scale) night(b *testing.B) *Result {
	b.Helper()
	s.crawled = time.Time{}
	result, err := Run(b.Context(), s.deps(), Options{})
	if err != nil {
		b.Fatal(err)
	}
	if result.Record.Outcome != history.Complete || result.Record.Counts.Commitments < 26**scaleMembers {
		b.Fatalf("the night is %s with %d commitments: %v", result.Record.Outcome, result.Record.Counts.Commitments, result.Record.Why)
	}
	return result
}

func (s *scale) first(b *testing.B) {
	for range b.N {
		for _, dir := range []string{s.cfg.State.Dir, s.cfg.Output.Dir} {
			if err := os.RemoveAll(dir); err != nil {
				b.Fatal(err)
			}
		}
		peak := newPeak()
		start := time.Now()
		result := s.night(b)
		b.ReportMetric(float64(s.pages)/s.crawled.Sub(start).Seconds(), "crawled-pages/s")
		b.ReportMetric(time.Since(s.crawled).Seconds(), "s-behind-the-crawl")
		b.ReportMetric(float64(result.Record.Politeness.Requests), "requests")
		peak.report(b)
	}
}

// unchanged is the next night.
func (s *scale) unchanged(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		s.now = s.now.AddDate(0, 0, 1)
		peak := newPeak()
		start := time.Now()
		p := s.night(b).Record.Politeness
		b.ReportMetric(s.crawled.Sub(start).Seconds(), "s-crawl")
		b.ReportMetric(time.Since(s.crawled).Seconds(), "s-behind-the-crawl")
		b.ReportMetric(float64(p.Requests), "requests")
		b.ReportMetric(float64(p.NotModified), "unchanged-pages")
		b.ReportMetric(float64(p.Parsed), "parsed-pages")
		peak.report(b)
	}
}

// report makes the whole report from the archive, workbooks included.
func (s *scale) report(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		peak := newPeak()
		if _, err := Run(b.Context(), s.deps(), Options{Offline: true}); err != nil {
			b.Fatal(err)
		}
		peak.report(b)
	}
}

// rebuild makes the tables from the archive, and beside it parses the bodies
// they come from.
func (s *scale) rebuild(b *testing.B, cold bool) {
	b.ReportAllocs()
	var whole, alone time.Duration
	for i := range b.N {
		a, err := archive.Open(b.Context(), filepath.Join(s.cfg.State.Dir, store.FileName), store.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if cold {
			b.StopTimer()
			alone += parseAlone(b, a, s.last(b, a))
			b.StartTimer()
		}
		peak := newPeak()
		start := time.Now()
		s.tables(b, a, cold, i)
		whole += time.Since(start)
		peak.report(b)
		if err := a.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(s.pages*b.N)/whole.Seconds(), "pages/s")
	if cold {
		b.ReportMetric(whole.Seconds()/alone.Seconds(), "rebuild/parse")
	}
}

// last is the run to rebuild.
func (s *scale) last(b *testing.B, a *archive.Archive) string {
	h, err := history.View(b.Context(), s.cfg.State.Dir)
	if err != nil {
		b.Fatal(err)
	}
	defer h.Close()
	last, err := h.Last(b.Context(), history.Complete)
	if err != nil || last == nil {
		b.Fatalf("no night to rebuild: %v", err)
	}
	return last.Run
}

// tables goes from the archive to the published tables.
func (s *scale) tables(b *testing.B, a *archive.Archive, cold bool, i int) {
	n := &night{Deps: s.deps(), archive: a, id: s.last(b, a), started: s.now}
	n.earlier = &history.Record{} // the table, if any, is in the archive
	var err error
	if n.inputs, err = n.readInputs(); err != nil {
		b.Fatal(err)
	}
	crawler := &scrape.Crawler{Archive: a, Reader: n.inputs.reader, Now: n.Now, Base: samplesite.Base, LocalMembers: true}
	if cold {
		crawler.Reader = renamed{crawler.Reader, fmt.Sprint(time.Now().UnixNano(), i)}
	}
	read, err := crawler.Offline(b.Context(), n.id)
	if err != nil {
		b.Fatal(err)
	}
	ds, err := transform.Build(dataset.Input{Run: n.id, Date: midnight(n.started), Night: read, Crosswalk: n.inputs.crosswalk, LocalMembers: true})
	if err != nil {
		b.Fatal(err)
	}
	rep := report.Build(ds, report.Meta{Run: n.id, Date: midnight(n.started), Outcome: report.Outcome(history.Complete), BaseURL: samplesite.Base})
	rep.Books = nil
	files := n.files(rep, ds.Sources)
	opts := publish.Options{Run: n.id, Complete: true, Workers: workers(), Record: func(written []publish.Written, _ []publish.LeftOut) ([]byte, error) {
		return encodeRecord(&history.Record{Run: n.id, Outcome: history.Complete, Files: written})
	}}
	if _, err := publish.WriteFolder(b.Context(), filepath.Join(b.TempDir(), fmt.Sprint(i)), opts, files); err != nil {
		b.Fatal(err)
	}
}

// renamed is a reader of which nothing is kept.
type renamed struct {
	scrape.PageReader
	name string
}

func (r renamed) Version() string { return r.PageReader.Version() + r.name }

// parseAlone parses every page known to a run, on all cores, and gives how long that
// took; a few pages at a time are taken from the archive meanwhile.
func parseAlone(b *testing.B, a *archive.Archive, run string) (took time.Duration) {
	states, err := a.States(b.Context(), archive.ClassPage, run, true)
	if err != nil {
		b.Fatal(err)
	}
	var bodies [][]byte
	parse := func() {
		start := time.Now()
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
		took += time.Since(start)
		bodies = bodies[:0]
	}
	for _, st := range states {
		if st.Read.BodyHash == "" {
			continue // an address that leads elsewhere
		}
		body, err := a.Body(b.Context(), st.Read.BodyHash)
		if err != nil {
			b.Fatal(err)
		}
		if bodies = append(bodies, body); len(bodies) == 256 {
			parse()
		}
	}
	parse()
	return took
}

// peak is the most memory that the process had resident since it was made;
// systems other than Linux do not tell.
type peak struct{ known bool }

func newPeak() peak {
	debug.FreeOSMemory()
	return peak{os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) == nil}
}

func (p peak) report(b *testing.B) {
	status, err := os.ReadFile("/proc/self/status")
	if _, rest, ok := strings.Cut(string(status), "VmHWM:"); ok && err == nil && p.known {
		var kb float64
		fmt.Sscan(rest, &kb)
		b.ReportMetric(kb/1024, "MB-resident")
	}
}
