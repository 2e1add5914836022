package audit

import (
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// sheet is one sheet with everything that a rule asks for.
type sheet struct {
	name, state string
	elements    []string // children of the part's root, in their order
	rows        []row
	merged      []string
	links       []link
	tables      []*table
	drawings    []object
	sizes       sizes
	dimension   string
	view        view
	fitToPage   bool
	page        pageSetup
	header      string // of the printed page
	footer      string
}

// row holds the cells that the part has, in order of column.
type row struct {
	n     int // from 1
	cells []cell
}

// cell is one cell. Text is its value in words, decoded; Kind is the type
// that the part gives ("" for numbers).
type cell struct {
	column   int // from 1
	kind     string
	text     string
	formula  string
	hasValue bool
	style    int // index of the cell's format
}

// link stands behind a cell or range; a formula link comes from HYPERLINK.
type link struct {
	ref, url, location string
	external           bool
}

type view struct {
	selected   bool
	frozenRows int
	active     string // active cell of the pane that has the cursor
}

type pageSetup struct {
	Orientation string `xml:"orientation,attr"`
	Wide        *int   `xml:"fitToWidth,attr"`
	High        *int   `xml:"fitToHeight,attr"`
}

func (c cell) isText() bool { return c.kind == "s" || c.kind == "inlineStr" || c.kind == "str" }

// empty: there is neither a value nor a formula, whatever the style.
func (c cell) empty() bool { return c.text == "" && c.formula == "" }

// at returns the cell in a row and column, an empty one where there is none.
func (s *sheet) at(n, column int) cell {
	i, ok := slices.BinarySearchFunc(s.rows, n, func(r row, n int) int { return cmp.Compare(r.n, n) })
	if !ok {
		return cell{column: column}
	}
	return s.rows[i].at(column)
}

func (r row) at(column int) cell {
	i, ok := slices.BinarySearchFunc(r.cells, column, func(c cell, column int) int { return cmp.Compare(c.column, column) })
	if !ok {
		return cell{column: column}
	}
	return r.cells[i]
}

// readSheet reads a sheet's part, and the tables and drawings it names.
func (b *book) readSheet(part string) (*sheet, error) {
	s := &sheet{}
	relations, err := b.relations(part)
	if err != nil {
		return nil, err
	}
	targets := make(map[string]relation, len(relations))
	for _, rel := range relations {
		targets[rel.ID] = rel
	}
	if err := b.read(part, func(r io.Reader) error { return s.decode(xml.NewDecoder(r), b.shared, targets) }); err != nil {
		return nil, err
	}
	for _, rel := range relations {
		switch rel.kind() {
		case "table":
			t, err := b.readTable(rel.Target)
			if err != nil {
				return nil, err
			}
			s.tables = append(s.tables, t)
		case "drawing":
			if err := b.readDrawing(s, rel.Target); err != nil {
				return nil, err
			}
		}
	}
	return s, nil
}

// decode walks the part once; cells are the bulk of it and are read token by
// token.
func (s *sheet) decode(d *xml.Decoder, shared []string, targets map[string]relation) error {
	depth := 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.EndElement:
			depth--
		case xml.StartElement:
			if depth == 1 {
				s.elements = append(s.elements, t.Name.Local)
			}
			whole, err := s.element(d, t, shared, targets)
			if err != nil {
				return err
			}
			if !whole {
				depth++ // its end is still to come
			}
		}
	}
}

// element reads one element; whole says that it was read to its end.
func (s *sheet) element(d *xml.Decoder, start xml.StartElement, shared []string, targets map[string]relation) (whole bool, err error) {
	switch start.Name.Local {
	case "row":
		return true, s.decodeRow(d, start, shared)
	case "sheetView":
		return true, s.decodeView(d, start)
	case "pageSetup":
		return true, d.DecodeElement(&s.page, &start)
	case "oddHeader":
		return true, d.DecodeElement(&s.header, &start)
	case "oddFooter":
		return true, d.DecodeElement(&s.footer, &start)
	case "pageSetUpPr":
		s.fitToPage = isTrue(attribute(start, "fitToPage"))
	case "dimension":
		s.dimension = attribute(start, "ref")
	case "sheetFormatPr":
		s.sizes.setDefaults(start)
	case "col":
		s.sizes.addColumns(start)
	case "mergeCell":
		s.merged = append(s.merged, attribute(start, "ref"))
	case "hyperlink":
		rel := targets[attribute(start, "id")]
		s.links = append(s.links, link{
			ref: attribute(start, "ref"), url: rel.Target, location: attribute(start, "location"), external: rel.External,
		})
	}
	return false, nil
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func isTrue(s string) bool { return s == "1" || s == "true" }

func (s *sheet) decodeView(d *xml.Decoder, start xml.StartElement) error {
	var doc struct {
		Selected string `xml:"tabSelected,attr"`
		Pane     *struct {
			Split  float64 `xml:"ySplit,attr"`
			State  string  `xml:"state,attr"`
			Active string  `xml:"activePane,attr"`
		} `xml:"pane"`
		Selections []struct {
			Pane   string `xml:"pane,attr"`
			Active string `xml:"activeCell,attr"`
		} `xml:"selection"`
	}
	if err := d.DecodeElement(&doc, &start); err != nil {
		return err
	}
	s.view.selected = isTrue(doc.Selected)
	active := ""
	if doc.Pane != nil {
		active = doc.Pane.Active
		if strings.HasPrefix(doc.Pane.State, "frozen") {
			s.view.frozenRows = int(doc.Pane.Split)
		}
	}
	s.view.active = "A1" // what Excel takes where nothing is said
	for _, sel := range doc.Selections {
		if sel.Pane == active && sel.Active != "" {
			s.view.active = sel.Active
		}
	}
	return nil
}

func (s *sheet) decodeRow(d *xml.Decoder, start xml.StartElement, shared []string) error {
	r := row{n: 1}
	if len(s.rows) > 0 {
		r.n = s.rows[len(s.rows)-1].n + 1
	}
	if n := attribute(start, "r"); n != "" {
		var err error
		if r.n, err = strconv.Atoi(n); err != nil {
			return fmt.Errorf("row number %q", n)
		}
	}
	s.sizes.addRow(r.n, start)
	column := 0
	for {
		token, err := d.Token()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			column++
			if ref := attribute(t, "r"); ref != "" {
				if column, _, err = position(ref); err != nil {
					return err
				}
			}
			c, err := decodeCell(d, t, shared)
			if err != nil {
				return fmt.Errorf("%s: %w", cellName(column, r.n), err)
			}
			c.column = column
			r.cells = append(r.cells, c)
		case xml.EndElement:
			s.rows = append(s.rows, r)
			return nil
		}
	}
}

func decodeCell(d *xml.Decoder, start xml.StartElement, shared []string) (cell, error) {
	c := cell{kind: attribute(start, "t"), style: int(number(start, "s"))}
	if c.kind == "n" {
		c.kind = ""
	}
	inside := ""
	for {
		token, err := d.Token()
		if err != nil {
			return c, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			inside = t.Name.Local
			if inside == "v" {
				c.hasValue = true
			}
		case xml.CharData:
			switch inside {
			case "v", "t":
				c.text += string(t)
			case "f":
				c.formula += string(t)
			}
		case xml.EndElement:
			if t.Name.Local != start.Name.Local {
				inside = ""
				continue
			}
			if c.kind == "s" {
				i, err := strconv.Atoi(c.text)
				if err != nil || i < 0 || i >= len(shared) {
					return c, fmt.Errorf("shared string %q is not there", c.text)
				}
				c.text = shared[i]
			} else if c.isText() {
				c.text = decodeEscapes(c.text)
			}
			return c, nil
		}
	}
}
