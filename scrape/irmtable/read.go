package irmtable

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"ogptracker/scrape/record"
)

// errNotTable says that a file is not a commitments table at all.
var errNotTable = errors.New("not a commitments table")

// Read reads a commitments table. name is the file's name, modTime its date.
// The kind of file is told by its content, not by its name. It returns an
// error wrapping ErrNotTable, which says what was expected, when no header
// row with the usual names is found; everything else that is odd is in the
// table's Issues, and what a report must not rest on in its Unread and
// LeftOut.
func Read(name string, data []byte, modTime time.Time) (*record.Table, error) {
	name = filepath.Base(name)
	sheets, err := open(data)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	chosen, issues, err := chooseEdition(name, sheets)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	sum := sha256.Sum256(data)
	r := &reading{
		table: &record.Table{
			Name: name, Edition: chosen.head.edition(), Date: modTime.UTC(), Hash: hex.EncodeToString(sum[:]),
			Issues: append(issues, chosen.head.missing(name)...), Columns: chosen.head.read(),
		},
		head: chosen.head, lines: chosen.rows, ragged: chosen.sheet.ragged, spoiled: map[int]*spoiledColumn{},
	}
	for _, part := range chosen.parts {
		r.unread(record.CodeTableChoice, "", part)
	}
	r.readRows()
	if len(r.table.Rows) == 0 {
		return nil, fmt.Errorf("reading %s: %w: the header is there, but no row below it has a country and a commitment", name, errNotTable)
	}
	r.checkColumns()
	if chosen.sheet.cut != "" {
		r.unread(record.CodeTableCut, "", chosen.sheet.cut)
	}
	return r.table, nil
}

// sheet is one sheet of a workbook; a text file has one without a name.
type sheet struct {
	name   string
	hidden bool
	lines  []line
	// ragged: a record with fewer cells than the header is odd. Workbooks
	// leave out empty cells at the end of a row; text files do not.
	ragged bool
	// cut says that the file ends in the middle, in a sentence.
	cut string
}

// line is one row of the file: its number as a person counts, and its cells.
type line struct {
	number int
	cells  []string
	// formulas are the columns whose cell is a formula; only workbooks tell.
	formulas map[int]bool
}

// noValue stands in a cell for a formula without a saved value. No file can
// hold it.
const noValue = "\x00"

// reading is one table while its rows are read.
type reading struct {
	table   *record.Table
	head    head
	lines   []line
	ragged  bool
	spoiled map[int]*spoiledColumn
}

// unread notes what a report must not rest on, as an issue too.
func (r *reading) unread(code record.Code, field record.Field, words string) {
	r.table.Unread = append(r.table.Unread, words)
	r.note(code, field, words)
}

func (r *reading) note(code record.Code, field record.Field, words string) {
	r.table.Issues = append(r.table.Issues, record.Issue{Code: code, Key: r.table.Name, Field: field, Message: words})
}
