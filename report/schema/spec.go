package schema

import "ogptracker/transform/dataset"

// declaration is a table before it has rows: Declarations lists it empty,
// Build fills it from a dataset.
type declaration interface {
	declare() *Table
	fill(f *Lookup, ds *dataset.Dataset) *Table
}

// spec declares a table over rows of type R: what people and schemas are
// told about it, and for each column where its value is taken from.
type spec[R any] struct {
	table   Table
	columns []ColumnOf[R]
	rows    func(*dataset.Dataset) []R
}

// ColumnOf is one declared column and the way its value is taken from a row.
type ColumnOf[R any] struct {
	Column
	value func(*Lookup, *R) any
}

// Col declares a column; header, width and description are what a reader
// sees, value takes the cell from a row.
func Col[R any](name, header string, typ Type, width float64, description string, value func(*Lookup, *R) any) ColumnOf[R] {
	return ColumnOf[R]{
		Column: Column{Name: name, Header: header, Type: typ, Width: width, Description: description},
		value:  value,
	}
}

func (c ColumnOf[R]) required() ColumnOf[R]          { c.Required = true; return c }
func (c ColumnOf[R]) values(v ...string) ColumnOf[R] { c.Values = v; return c }
func (c ColumnOf[R]) unit(u string) ColumnOf[R]      { c.Unit = u; return c }

// LinkedBy names the column of the address that a cell leads to.
func (c ColumnOf[R]) LinkedBy(column string) ColumnOf[R] { c.LinkFrom = column; return c }
func (c ColumnOf[R]) linkText(w string) ColumnOf[R]      { c.LinkText = w; return c }

// OnlyCSV keeps a column from the sheets.
func (c ColumnOf[R]) OnlyCSV() ColumnOf[R] { c.CSVOnly = true; return c }

// IfEmpty sets the words of a cell without a value.
func (c ColumnOf[R]) IfEmpty(words string) ColumnOf[R] { c.Absent = words; return c }

// mayBeEmpty leaves a cell without a value empty where that says all there is
// to say: no plan runs.
func (c ColumnOf[R]) mayBeEmpty() ColumnOf[R] { c.MayBeEmpty = true; return c }

// SaidAs sets how sheets say the values that files keep under fixed names.
func (c ColumnOf[R]) SaidAs(words func(string) string) ColumnOf[R] { c.Says = words; return c }

func (s spec[R]) declare() *Table {
	t := s.table
	t.Columns = make([]Column, len(s.columns))
	for i, c := range s.columns {
		t.Columns[i] = c.Column
	}
	return &t
}

func (s spec[R]) fill(f *Lookup, ds *dataset.Dataset) *Table {
	if s.rows == nil {
		return s.declare()
	}
	return s.fillFrom(f, s.rows(ds))
}

func (s spec[R]) fillFrom(f *Lookup, rows []R) *Table {
	t := s.declare()
	t.Rows = make([][]any, len(rows))
	cells := make([]any, len(rows)*len(s.columns)) // one block: a table of 6,000 x 40 is one allocation
	for i := range rows {
		row := cells[i*len(s.columns) : (i+1)*len(s.columns) : (i+1)*len(s.columns)]
		for j := range s.columns {
			c := &s.columns[j]
			row[j] = cellOf(&c.Column, c.value(f, &rows[i]))
			// Most cells say what the one above says: kept once, two thirds
			// less is alive, and looked through by every collection.
			if i > 0 && row[j] == t.Rows[i-1][j] {
				row[j] = t.Rows[i-1][j]
			}
		}
		t.Rows[i] = row
	}
	return t
}

// Fill makes a table that stands on a sheet alone and in no file, with a row
// for each entry of a list.
func Fill[R any](f *Lookup, columns []ColumnOf[R], list []R) *Table {
	return spec[R]{columns: columns}.fillFrom(f, list)
}

// Lookup holds what cells need beyond their own row.
type Lookup struct {
	names map[string]string // member id -> name
	plans map[string]string // plan id -> member id
	ends  map[string]any    // plan id -> the last day that its end can mean, nil for none
}

// LookupOf takes it from a dataset.
func LookupOf(ds *dataset.Dataset) *Lookup {
	f := &Lookup{names: make(map[string]string, len(ds.Members)), plans: make(map[string]string, len(ds.Plans)), ends: make(map[string]any, len(ds.Plans))}
	for i := range ds.Plans {
		p := &ds.Plans[i]
		f.plans[p.ID], f.ends[p.ID] = p.MemberID, endsBy(p)
	}
	for _, m := range ds.Members {
		f.names[m.ID] = m.Name
	}
	return f
}

// Member returns a member's name, its id where it is not in the list of
// members, and "" for no member.
func (f *Lookup) Member(id string) string {
	if n := f.names[id]; n != "" {
		return n
	}
	return id
}
