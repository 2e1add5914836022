package irmtable

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"ogptracker/scrape/record"
)

// ErrNotTable says that a file is not a commitments table at all.
var ErrNotTable = errors.New("not a commitments table")

// Read reads a commitments table. name is the file's name, modTime its date.
// The kind of file is told by its content, not by its name. It returns an
// error wrapping ErrNotTable, which says what was expected, when no header
// row with the usual names is found; everything else that is odd is in the
// table's Issues and the other rows stand.
func Read(name string, data []byte, modTime time.Time) (*record.Table, error) {
	name = filepath.Base(name)
	sheets, err := open(data)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	var best []line
	var header head
	for _, lines := range sheets {
		if h := findHeader(lines); h.score > header.score {
			best, header = lines, h
		}
	}
	if err := header.usable(); err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	sum := sha256.Sum256(data)
	t := &record.Table{
		Name:    name,
		Edition: header.edition(),
		Date:    modTime.UTC(),
		Hash:    hex.EncodeToString(sum[:]),
	}
	t.Issues = append(t.Issues, header.missing(name)...)
	readRows(t, header, best[header.at+1:])
	if len(t.Rows) == 0 {
		return nil, fmt.Errorf("reading %s: %w: the header is there, but no row below it has a country and a commitment", name, ErrNotTable)
	}
	return t, nil
}

// line is one row of the file: its number as a person counts, and its cells.
type line struct {
	number int
	cells  []string
}

// open tells the kind of file by its first bytes and returns its sheets; a
// CSV file has one.
func open(data []byte) ([][]line, error) {
	head := bytes.TrimLeft(data[:min(len(data), 512)], "\xef\xbb\xbf \t\r\n")
	lower := strings.ToLower(string(head))
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return nil, fmt.Errorf("%w: the file is empty", ErrNotTable)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return openXLSX(data)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return nil, fmt.Errorf("%w: this is an old Excel file (.xls) or one with a password; save it as .xlsx or .csv without a password", ErrNotTable)
	case bytes.HasPrefix(data, []byte("%PDF")):
		return nil, fmt.Errorf("%w: this is a PDF file; a .csv or .xlsx file was expected", ErrNotTable)
	case strings.HasPrefix(lower, "<!doctype") || strings.HasPrefix(lower, "<html") || strings.HasPrefix(lower, "<?xml"):
		return nil, fmt.Errorf("%w: this is a web page, not a download of the table; a .csv or .xlsx file was expected", ErrNotTable)
	}
	return openCSV(data)
}
