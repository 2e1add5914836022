package irmtable

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"
)

// mostMerged bounds the cells that merged ranges may fill, mostColumns the
// width of a sheet: OGP's table has some 170 columns.
const (
	mostMerged  = 2 << 20
	mostColumns = 1024
)

// addHidden adds what the row reader does not tell of a sheet: the value of a
// merged range in each of its cells, and where formulas stand.
func (s *sheet) addHidden(part []byte) error {
	at := make(map[int]*line, len(s.lines)) // by row number
	for i := range s.lines {
		at[s.lines[i].number] = &s.lines[i]
	}
	if err := markFormulas(part, at); err != nil {
		return err
	}
	return fillMerged(part, at)
}

var mergedRange = regexp.MustCompile(`<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"`)

// fillMerged writes the value of a merged range, which stands in its first
// cell, into all of them: it holds for each of its rows.
func fillMerged(part []byte, at map[int]*line) error {
	begins := bytes.LastIndex(part, []byte("</"+prefixOf(part)+"sheetData>"))
	filled := 0
	for _, m := range mergedRange.FindAllSubmatch(part[max(begins, 0):], -1) {
		from, to, _ := strings.Cut(string(m[1]), ":")
		left, top, err := excelize.CellNameToCoordinates(from)
		if err != nil {
			return err
		}
		right, bottom, err := excelize.CellNameToCoordinates(to)
		if err != nil {
			return err
		}
		first := at[top]
		if first == nil || right > mostColumns || cellAt(first.cells, left-1) == "" {
			continue
		}
		value := first.cells[left-1]
		for row := top; row <= bottom; row++ {
			if filled += 1 + right - left; filled > mostMerged {
				return errors.New("its merged cells are too many for a commitments table")
			}
			if l := at[row]; l != nil {
				l.fill(left-1, right-1, value)
			}
		}
	}
	return nil
}

// fill writes a value into the empty cells from one column to another.
func (l *line) fill(from, to int, value string) {
	for len(l.cells) <= to {
		l.cells = append(l.cells, "")
	}
	for i := from; i <= to; i++ {
		if l.cells[i] == "" {
			l.cells[i] = value
		}
	}
}

// prefixOf is the prefix that a sheet's elements carry ("x:"), mostly none.
func prefixOf(part []byte) string {
	if m := regexp.MustCompile(`<(\w+:)?worksheet[\s>]`).FindSubmatch(part[:min(len(part), 4096)]); m != nil {
		return string(m[1])
	}
	return ""
}

// markFormulas notes which cells are formulas, and puts noValue into those
// that were never computed: some programs write the formula alone.
func markFormulas(part []byte, at map[int]*line) error {
	if p := prefixOf(part); !bytes.Contains(part, []byte("<"+p+"f>")) && !bytes.Contains(part, []byte("<"+p+"f ")) && !bytes.Contains(part, []byte("<"+p+"f/")) {
		return nil
	}
	var c formulaCell
	inValue := false
	decoder := xml.NewDecoder(bytes.NewReader(part))
	for {
		token, err := decoder.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("looking for formulas: %w", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "c":
				c = newFormulaCell(t)
			case "f":
				c.formula = true
			case "v":
				inValue = true
				c.valued = c.text // a text may have been computed to nothing
			}
		case xml.CharData:
			c.valued = c.valued || inValue && len(bytes.TrimSpace(t)) > 0
		case xml.EndElement:
			switch t.Name.Local {
			case "v":
				inValue = false
			case "c":
				if err := c.mark(at); err != nil {
					return err
				}
			}
		}
	}
}

// formulaCell is one cell while its elements are read.
type formulaCell struct {
	ref                   string
	formula, valued, text bool
}

func newFormulaCell(t xml.StartElement) (c formulaCell) {
	for _, a := range t.Attr {
		switch a.Name.Local {
		case "r":
			c.ref = a.Value
		case "t":
			c.text = a.Value == "str"
		}
	}
	return c
}

func (c formulaCell) mark(at map[int]*line) error {
	if !c.formula || c.ref == "" {
		return nil
	}
	col, row, err := excelize.CellNameToCoordinates(c.ref)
	if err != nil {
		return err
	}
	l := at[row]
	if l == nil || col > mostColumns {
		return nil
	}
	if l.formulas == nil {
		l.formulas = map[int]bool{}
	}
	l.formulas[col-1] = true
	if !c.valued {
		l.fill(col-1, col-1, noValue)
	}
	return nil
}
