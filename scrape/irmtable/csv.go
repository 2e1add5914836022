package irmtable

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// openCSV reads delimited text. Rows are numbered as a spreadsheet shows
// them: a cell with line breaks is still one row, an empty line counts.
func openCSV(data []byte) ([]sheet, error) {
	text, err := decode(data)
	if err != nil {
		return nil, err
	}
	text, named, skipped := namedSeparator(text)
	comma := named
	if comma == 0 {
		comma = separator(text)
	}
	text, open := scanQuotes(text, comma)
	lines, err := parseCSV(text, comma, skipped)
	if err != nil {
		return nil, err
	}
	s := sheet{lines: lines, ragged: true}
	if open > 0 {
		s.cut = fmt.Sprintf("row %d opens a quote that is never closed: the file is cut short there, or a quote is missing", open+skipped)
	}
	return []sheet{s}, nil
}

func parseCSV(text []byte, comma rune, skipped int) ([]line, error) {
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma = comma
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
			return lines, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %w", errNotTable, err)
		}
		at, _ := r.FieldPos(0)
		at += skipped - inner
		cells := make([]string, len(rec))
		for i, c := range rec {
			inner += strings.Count(c, "\n")
			cells[i] = clean(c)
		}
		lines = append(lines, line{number: at, cells: cells})
	}
}

// namedSeparator takes off the line "sep=;" by which a file tells Excel its
// separator.
func namedSeparator(text []byte) (rest []byte, comma rune, lines int) {
	first, after, found := bytes.Cut(text, []byte("\n"))
	first = bytes.Trim(bytes.TrimSpace(first), `"`)
	if found && len(first) == 5 && strings.EqualFold(string(first[:4]), "sep=") && strings.ContainsRune(separators, rune(first[4])) {
		return after, rune(first[4]), 1
	}
	return text, 0, 0
}

// separators are tried in this order.
const separators = ",;\t|"

// separator is the one by which the first rows show a header that names the
// most columns.
func separator(text []byte) rune {
	start := text[:min(len(text), 64<<10)]
	best, score := ',', 0
	for _, comma := range separators {
		fixed, _ := scanQuotes(start, comma)
		lines, err := parseCSV(fixed, comma, 0)
		if err != nil {
			continue
		}
		if h := bestHeader(lines); h.score > score {
			best, score = comma, h.score
		}
	}
	return best
}

// scanQuotes follows the quotes as a lenient reader does. It ends records of
// old Macs, which have a carriage return alone, the way everybody else does,
// and returns the line on which a quote opens that is never closed, 0 for
// none.
func scanQuotes(text []byte, comma rune) (fixed []byte, open int) {
	var alone []int // carriage returns that end a record
	feeds, line := 0, 1
	inside, start := false, true
	for i := 0; i < len(text); i++ {
		b := text[i]
		returns := b == '\r' && !follows(text, i, '\n')
		if b == '\n' || returns {
			line++
		}
		switch {
		case inside && b == '"' && follows(text, i, '"'):
			i++ // a doubled quote stands for one
		case inside && b == '"':
			inside = i+1 < len(text) && rune(text[i+1]) != comma && text[i+1] != '\n' && text[i+1] != '\r'
		case inside:
		case b == '"' && start:
			inside, open, start = true, line, false
		case b == '\n':
			feeds++
			start = true
		case returns:
			alone = append(alone, i)
			start = true
		default:
			start = rune(b) == comma
		}
	}
	if !inside {
		open = 0
	}
	if feeds == 0 && len(alone) > 0 {
		text = bytes.Clone(text)
		for _, i := range alone {
			text[i] = '\n'
		}
	}
	return text, open
}

func follows(text []byte, i int, b byte) bool { return i+1 < len(text) && text[i+1] == b }
