package run

import (
	"bytes"
	"compress/gzip"
	"io"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"ogptracker/internal/config"
	"ogptracker/output/publish"
	"ogptracker/report"
	"ogptracker/report/reporttest"
)

// BenchmarkFormats writes every format of a report of full scale on one core,
// and reports its time as a multiple of that which gzip takes for the same
// bytes. The floor of workbooks is excelize's stream writer instead (package
// excel).
func BenchmarkFormats(b *testing.B) {
	n := &night{Deps: Deps{Config: config.Default()}}
	rep := report.Build(reporttest.Dataset(230, 26), reporttest.Meta())
	for _, format := range n.formats(nil) {
		b.Run(format.name, func(b *testing.B) {
			b.ReportAllocs()
			var ours, plain time.Duration
			var size int64
			for b.Loop() {
				for _, f := range format.files(rep) {
					var body bytes.Buffer
					start := time.Now()
					write(b, f, &body)
					ours += time.Since(start)
					size += int64(body.Len())
					plain += gzipAlone(b, body.Bytes())
				}
			}
			b.ReportMetric(ours.Seconds()/float64(b.N), "s-writing")
			b.ReportMetric(float64(size)/float64(b.N)/1e6, "MB")
			b.ReportMetric(ours.Seconds()/plain.Seconds(), "times-gzip")
		})
	}
}

// BenchmarkReach writes what a report of full scale has beside workbooks and
// tables (pages, feeds, calendars, the database), on all cores as a night does:
// at most 3 s on two, and the whole process within the 400 MB of a night.
func BenchmarkReach(b *testing.B) {
	n := &night{Deps: Deps{Config: config.Default()}}
	rep := report.Build(reporttest.Dataset(230, 26), reporttest.Meta())
	memory := newPeak()
	for b.Loop() {
		var group errgroup.Group
		group.SetLimit(workers())
		for _, format := range n.formats(nil) {
			if format.name == "workbooks" || format.name == "tables" {
				continue
			}
			for _, f := range format.files(rep) {
				group.Go(func() error { return f.Write(io.Discard) })
			}
		}
		if err := group.Wait(); err != nil {
			b.Fatal(err)
		}
	}
	memory.report(b)
}

func write(t testing.TB, f publish.File, w io.Writer) {
	if err := f.Write(w); err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
}

func gzipAlone(b *testing.B, body []byte) time.Duration {
	start := time.Now()
	z := gzip.NewWriter(io.Discard)
	if _, err := z.Write(body); err != nil {
		b.Fatal(err)
	}
	if err := z.Close(); err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}
