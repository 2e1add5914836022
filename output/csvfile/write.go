package csvfile

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"fmt"
	"io"

	"ogptracker/report/schema"
)

// Options of a CSV file.
type Options struct {
	// BOM puts a byte order mark in front, without which Excel takes the file
	// for the machine's old code page and spoils every accented letter.
	BOM bool
}

const byteOrderMark = "\uFEFF"

// Write writes t with its header row. It fails on a cell that its column's
// declared type cannot hold, naming table, row and column, and on whatever w
// answers; what was written until then is of no use.
func Write(w io.Writer, t *schema.Table, opts Options) error {
	out := bufio.NewWriterSize(w, 64<<10)
	if opts.BOM {
		out.WriteString(byteOrderMark) // a bufio.Writer keeps its error until Flush
	}
	records := newRecordWriter(out)
	record := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		record[i] = c.Name
	}
	if err := records.write(record); err != nil {
		return fmt.Errorf("table %s: %w", t.Name, err)
	}
	for i, row := range t.Rows {
		if len(row) != len(t.Columns) {
			return fmt.Errorf("table %s, row %d: %d cells for %d columns", t.Name, i+1, len(row), len(t.Columns))
		}
		for j, c := range t.Columns {
			cell, err := format(c.Type, row[j])
			if err != nil {
				return fmt.Errorf("table %s, row %d, column %s: %w", t.Name, i+1, c.Name, err)
			}
			record[j] = cell
		}
		if err := records.write(record); err != nil {
			return fmt.Errorf("table %s, row %d: %w", t.Name, i+1, err)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("table %s: %w", t.Name, err)
	}
	return nil
}

// recordWriter ends records with CR LF. encoding/csv can do that too, but
// then it also turns every line feed inside a cell into CR LF; so each record
// is made with LF and its end replaced.
type recordWriter struct {
	out  *bufio.Writer
	line bytes.Buffer
	csv  *csv.Writer
}

func newRecordWriter(out *bufio.Writer) *recordWriter {
	w := &recordWriter{out: out}
	w.csv = csv.NewWriter(&w.line)
	return w
}

func (w *recordWriter) write(record []string) error {
	w.line.Reset()
	if err := w.csv.Write(record); err != nil {
		return err
	}
	w.csv.Flush()
	if err := w.csv.Error(); err != nil {
		return err
	}
	line := bytes.TrimSuffix(w.line.Bytes(), []byte("\n"))
	if len(line) == 0 {
		line = []byte(`""`) // one empty cell: readers skip blank lines
	}
	w.out.Write(line)
	_, err := w.out.WriteString("\r\n")
	return err
}
