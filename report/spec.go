package report

import "ogptracker/transform/dataset"

// declaration is a table before it has rows: Declarations lists it empty,
// Build fills it from a dataset.
type declaration interface {
	declare() *Table
	fill(f *facts, ds *dataset.Dataset) *Table
}

// spec declares a table over rows of type R: what people and schemas are
// told about it, and for each column where its value is taken from.
type spec[R any] struct {
	table   Table
	columns []column[R]
	rows    func(*dataset.Dataset) []R
}

// column is one declared column and the way its value is taken from a row.
type column[R any] struct {
	Column
	value func(*facts, *R) any
}

// col declares a column; header, width and description are what a reader
// sees, value takes the cell from a row.
func col[R any](name, header string, typ Type, width float64, description string, value func(*facts, *R) any) column[R] {
	return column[R]{
		Column: Column{Name: name, Header: header, Type: typ, Width: width, Description: description},
		value:  value,
	}
}

func (c column[R]) required() column[R]           { c.Required = true; return c }
func (c column[R]) values(v ...string) column[R]  { c.Values = v; return c }
func (c column[R]) unit(u string) column[R]       { c.Unit = u; return c }
func (c column[R]) link(column string) column[R]  { c.LinkFrom = column; return c }
func (c column[R]) linkText(w string) column[R]   { c.LinkText = w; return c }
func (c column[R]) csvOnly() column[R]            { c.CSVOnly = true; return c }
func (c column[R]) absent(words string) column[R] { c.Absent = words; return c }

// says sets how sheets say the values that files keep under fixed names.
func (c column[R]) says(words func(string) string) column[R] { c.Says = words; return c }

func (s spec[R]) declare() *Table {
	t := s.table
	t.Columns = make([]Column, len(s.columns))
	for i, c := range s.columns {
		t.Columns[i] = c.Column
	}
	return &t
}

func (s spec[R]) fill(f *facts, ds *dataset.Dataset) *Table {
	t := s.declare()
	if s.rows == nil {
		return t
	}
	rows := s.rows(ds)
	t.Rows = make([][]any, len(rows))
	cells := make([]any, len(rows)*len(s.columns)) // one block: a table of 6,000 x 40 is one allocation
	for i := range rows {
		row := cells[i*len(s.columns) : (i+1)*len(s.columns) : (i+1)*len(s.columns)]
		for j := range s.columns {
			c := &s.columns[j]
			row[j] = cellOf(&c.Column, c.value(f, &rows[i]))
		}
		t.Rows[i] = row
	}
	return t
}

// facts are what cells need beyond their own row.
type facts struct {
	names map[string]string // member id -> name
	plans map[string]string // plan id -> member id
}

func factsOf(ds *dataset.Dataset) *facts {
	f := &facts{names: make(map[string]string, len(ds.Members)), plans: make(map[string]string, len(ds.Plans))}
	for _, p := range ds.Plans {
		f.plans[p.ID] = p.MemberID
	}
	for _, m := range ds.Members {
		f.names[m.ID] = m.Name
	}
	return f
}

// member returns a member's name, its id where it is not in the list of
// members, and "" for no member.
func (f *facts) member(id string) string {
	if n := f.names[id]; n != "" {
		return n
	}
	return id
}
