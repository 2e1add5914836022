package irmtable

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// openCSV reads delimited text. Rows are numbered as a spreadsheet shows
// them: a cell with line breaks is still one row, an empty line counts.
func openCSV(data []byte) ([][]line, error) {
	text, err := decode(data)
	if err != nil {
		return nil, err
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma = separator(text)
	r.FieldsPerRecord = -1
	// Exports by hand carry stray quotes inside cells; a strict reader would
	// give up on the whole file for one of them.
	r.LazyQuotes = true
	r.ReuseRecord = true
	var lines []line
	inner := 0 // line breaks inside the cells of the rows before
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			return [][]line{lines}, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrNotTable, err)
		}
		at, _ := r.FieldPos(0)
		at -= inner
		cells := make([]string, len(rec))
		for i, c := range rec {
			inner += strings.Count(c, "\n")
			cells[i] = clean(c)
		}
		lines = append(lines, line{number: at, cells: cells})
	}
}

// decode turns the bytes into UTF-8. Excel saves CSV as UTF-8 with a mark,
// as UTF-16 ("Unicode text"), or in the computer's own code page.
func decode(data []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		out, _, err := transform.Bytes(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder(), data)
		if err != nil {
			return nil, fmt.Errorf("%w: decoding UTF-16: %w", ErrNotTable, err)
		}
		data = out
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return nil, fmt.Errorf("%w: the file is neither text nor a spreadsheet", ErrNotTable)
	}
	if utf8.Valid(data) {
		return data, nil
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(data)
	if err != nil {
		return nil, fmt.Errorf("%w: decoding Windows-1252: %w", ErrNotTable, err)
	}
	return out, nil
}

// separator is the one that occurs most outside quotes in the first rows.
func separator(text []byte) rune {
	counts := map[byte]int{}
	quoted, rows := false, 0
	for _, b := range text[:min(len(text), 64<<10)] {
		switch {
		case b == '"':
			quoted = !quoted
		case quoted:
		case b == '\n':
			rows++
		case b == ',' || b == ';' || b == '\t':
			counts[b]++
		}
		if rows == 3 {
			break
		}
	}
	best := byte(',')
	for _, b := range []byte{';', '\t'} {
		if counts[b] > counts[best] {
			best = b
		}
	}
	return rune(best)
}
