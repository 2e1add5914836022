package csvfile

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"

	"ogptracker/report/schema"
)

// Read reads a file that Write wrote for a table with the same declaration
// and returns its rows, each cell in its column's Go type. The byte order
// mark may be missing. A header or cell that does not fit the declaration is
// an error that names table, line and column.
func Read(r io.Reader, t *schema.Table) ([][]any, error) {
	in := bufio.NewReader(r)
	if mark, err := in.Peek(len(byteOrderMark)); err == nil && string(mark) == byteOrderMark {
		if _, err := in.Discard(len(byteOrderMark)); err != nil {
			return nil, fmt.Errorf("table %s: %w", t.Name, err)
		}
	}
	records := csv.NewReader(in)
	records.FieldsPerRecord = len(t.Columns)
	records.ReuseRecord = true
	if err := readHeader(records, t); err != nil {
		return nil, err
	}
	var rows [][]any
	for {
		record, err := records.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, fmt.Errorf("table %s: %w", t.Name, err)
		}
		row := make([]any, len(record))
		for j, c := range t.Columns {
			if row[j], err = parse(c.Type, record[j]); err != nil {
				line, _ := records.FieldPos(j)
				return nil, fmt.Errorf("table %s, line %d, column %s: %w", t.Name, line, c.Name, err)
			}
		}
		rows = append(rows, row)
	}
}

func readHeader(records *csv.Reader, t *schema.Table) error {
	header, err := records.Read()
	if err != nil {
		return fmt.Errorf("table %s: reading the header: %w", t.Name, err)
	}
	for j, c := range t.Columns {
		if header[j] != c.Name {
			return fmt.Errorf("table %s: column %d is called %q, want %q", t.Name, j+1, header[j], c.Name)
		}
	}
	return nil
}
