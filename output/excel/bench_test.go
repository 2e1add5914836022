package excel

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/sync/errgroup"

	"ogptracker/report"
	"ogptracker/report/reporttest"
)

// fullScale is 230 members with 26 commitments each: 5,980 rows of about 40
// columns on the largest sheet.
func fullScale() *report.Report {
	return report.Build(reporttest.Dataset(230, 26), reporttest.Meta())
}

// BenchmarkWorkbook writes the whole report's workbook: the gate, links,
// heights, styles, charts and the canonical package included.
func BenchmarkWorkbook(b *testing.B) {
	wb := reporttest.Workbooks(fullScale())[0]
	b.ReportAllocs()
	for b.Loop() {
		if _, err := new(Writer).Write(io.Discard, wb); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkStreamWriter is what BenchmarkWorkbook is held against: the same
// cells with the same styles, links, tables and compression, by excelize's
// stream writer alone.
func BenchmarkStreamWriter(b *testing.B) {
	wb := reporttest.Workbooks(fullScale())[0]
	b.ReportAllocs()
	for b.Loop() {
		if err := plainStream(io.Discard, wb); err != nil {
			b.Fatal(err)
		}
	}
}

// plainStream writes every table of a workbook as a reader of excelize's
// manual would.
func plainStream(out io.Writer, wb *report.Workbook) error {
	f := excelize.NewFile()
	defer f.Close()
	st, err := newStyles(f)
	if err != nil {
		return err
	}
	for _, s := range wb.Sheets {
		if s.Data == nil {
			continue
		}
		if _, err := f.NewSheet(s.Name); err != nil {
			return err
		}
		sw, err := f.NewStreamWriter(s.Name)
		if err != nil {
			return err
		}
		if err := plainRows(sw, st, s.Data); err != nil {
			return err
		}
		if err := sw.Flush(); err != nil {
			return err
		}
	}
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return newPacker(out, nil, nil) })
	_, err = f.WriteToBuffer()
	return err
}

func plainRows(sw *excelize.StreamWriter, st *styles, g *report.Grid) error {
	header := make([]any, len(g.Columns))
	for i, c := range g.Columns {
		header[i] = excelize.Cell{StyleID: st.header, Value: c.Header}
	}
	if err := sw.SetRow("A3", header); err != nil {
		return err
	}
	row := make([]any, len(g.Columns))
	for r, values := range g.Rows {
		for c, v := range values {
			cell := excelize.Cell{StyleID: st.tall.of[g.Columns[c].Type], Value: shown(v)}
			if l := g.Columns[c].Links; l != nil && l[r] != "" {
				cell.Formula = fmt.Sprintf(`HYPERLINK("%s","%s")`, l[r], strings.ReplaceAll(fmt.Sprint(v), `"`, `""`))
			}
			row[c] = cell
		}
		if err := sw.SetRow(fmt.Sprintf("A%d", r+4), row); err != nil {
			return err
		}
	}
	if len(g.Rows) == 0 {
		return nil
	}
	ref, err := area(1, 3, len(g.Columns), 3+len(g.Rows))
	if err != nil {
		return err
	}
	return sw.AddTable(&excelize.Table{Range: ref, Name: g.Name})
}

// BenchmarkAgainstStreamWriter takes turns and reports the ratio of the two,
// so that a busy machine slows both alike. The bound of the main workbook is
// 1.3 (docs/performance.md); those of members are many small sheets with
// charts, which a stream writer does not make.
func BenchmarkAgainstStreamWriter(b *testing.B) {
	all := reporttest.Workbooks(fullScale())
	b.Run("main", func(b *testing.B) { againstStreamWriter(b, all[:1]) })
	b.Run("members", func(b *testing.B) { againstStreamWriter(b, all[1:31]) })
}

func againstStreamWriter(b *testing.B, books []*report.Workbook) {
	var ours, plain time.Duration
	for b.Loop() {
		for _, wb := range books {
			start := time.Now()
			if _, err := new(Writer).Write(io.Discard, wb); err != nil {
				b.Fatal(err)
			}
			middle := time.Now()
			if err := plainStream(io.Discard, wb); err != nil {
				b.Fatal(err)
			}
			ours += middle.Sub(start)
			plain += time.Since(middle)
		}
	}
	b.ReportMetric(ours.Seconds()/plain.Seconds(), "times")
}

// BenchmarkMemberWorkbooks writes 230 member workbooks on all cores.
func BenchmarkMemberWorkbooks(b *testing.B) {
	books := reporttest.Workbooks(fullScale())[1:]
	b.ReportAllocs()
	for b.Loop() {
		var writer Writer
		var group errgroup.Group
		group.SetLimit(runtime.GOMAXPROCS(0))
		for _, wb := range books {
			group.Go(func() error {
				_, err := writer.Write(io.Discard, wb)
				return err
			})
		}
		if err := group.Wait(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBuild lays the report out, without writing it.
func BenchmarkBuild(b *testing.B) {
	ds := reporttest.Dataset(230, 26)
	b.ReportAllocs()
	for b.Loop() {
		report.Build(ds, reporttest.Meta())
	}
}
