package schema

import (
	"slices"
	"strings"
)

// Type is the type of a column's values.
type Type string

const (
	Text     Type = "text"    // string
	LongText Type = "long"    // string, may be cut in Excel (whole in the CSV)
	List     Type = "list"    // string, entries separated by ListSeparator
	Integer  Type = "integer" // int, or nil
	Number   Type = "number"  // float64, or nil
	Share    Type = "share"   // float64, a fraction of 1, or nil; shown as a percentage
	YearT    Type = "year"    // int, or nil; shown without a thousands separator
	Date     Type = "date"    // time.Time at midnight UTC, or nil
	Time     Type = "time"    // time.Time UTC, or nil
	Boolean  Type = "boolean" // bool
	URL      Type = "url"     // string, http or https; the words of absence where there is none

	// Fact is a column of a presentation sheet whose cells differ in kind:
	// string, int, float64 (a share), CalendarYear or time.Time (a date). No
	// published table has one.
	Fact Type = "fact"
)

// CalendarYear is a year in a Fact column.
type CalendarYear int

// ListSeparator separates entries of a list inside a cell.
const ListSeparator = " | "

// Column declares one column of a table: the Excel sheet, the CSV file, the
// Table Schema, the data dictionary and the documentation are made from it.
type Column struct {
	// Name is the column's name in CSV and schema; it never changes.
	Name string
	// Header is what people read in Excel; unique in its table ignoring case.
	Header string
	// Description says what the column means, its unit and where its rule
	// comes from, in one or two sentences.
	Description string
	Type        Type
	Unit        string
	// Values are the allowed values of a closed vocabulary, nil otherwise.
	Values []string
	// Required: never empty.
	Required bool
	// Width in characters on its sheet.
	Width float64
	// LinkFrom names the column whose address this cell links to in Excel.
	LinkFrom string
	// LinkText are the words that stand on the sheet for an address of this
	// column, which links there.
	LinkText string
	// CSVOnly leaves the column out of the sheet.
	CSVOnly bool
	// Says turns a value that files keep under a fixed name ("end_of_term")
	// into the words that stand on sheets ("End of term"); nil: the same words.
	Says func(string) string
	// Absent are the words that stand in a text cell without a value; ""
	// means "Not stated".
	Absent string
	// MayBeEmpty leaves a text cell without a value empty.
	MayBeEmpty bool
}

// ForeignKey says that a column holds keys of another table.
type ForeignKey struct{ Column, Table, Reference string }

// Table is one declared table with its rows. A cell is nil, string, int,
// float64, bool or time.Time, as its column's Type says.
type Table struct {
	Name        string
	Title       string
	Description string
	// Key is empty for a log, whose rows may repeat.
	Key         []string
	ForeignKeys []ForeignKey
	Columns     []Column
	// SheetFirst names the columns that come first on the sheet, where people
	// look for others first than the order of the file has; the rest follows
	// in that order.
	SheetFirst []string
	Rows       [][]any
}

// Shown is how a sheet says one of the column's values.
func (c *Column) Shown(value string) string {
	if c.Says == nil {
		return value
	}
	return c.Says(value)
}

// Column returns the index of the named column, or -1.
func (t *Table) Column(name string) int {
	for i, c := range t.Columns {
		if c.Name == name {
			return i
		}
	}
	return -1
}

// SheetColumns returns the indexes of the columns that the Excel sheet shows,
// in order.
func (t *Table) SheetColumns() []int {
	var shown []int
	for _, name := range t.SheetFirst {
		shown = append(shown, t.MustColumn(name))
	}
	for i, c := range t.Columns {
		if !c.CSVOnly && !slices.Contains(t.SheetFirst, c.Name) {
			shown = append(shown, i)
		}
	}
	return shown
}

// Formula is a cell that the reader's program computes, with what it comes to
// for the figures of this workbook, which programs that do not calculate show.
type Formula struct {
	// Expression is the formula without "=", in English, with functions that
	// Excel 2016 has. {Table.column} stands for the cells of a column of a
	// table of this workbook (a data sheet's, or one above on the same sheet),
	// {.column} for the cell of that column in the formula's own row; a
	// Choice's cell goes by its name.
	Expression string
	// Value is what it comes to: string, int, float64 or time.Time.
	Value any
	// Type is how the cell is shown; "" as the column says, and in a column of
	// facts as Value is. A share that may turn into words is a Share.
	Type Type
}

// MustColumn is Column for names that the program itself gives.
func (t *Table) MustColumn(name string) int {
	i := t.Column(name)
	if i < 0 {
		panic("table " + t.Name + " has no column " + name)
	}
	return i
}

// Kind says the column's type, and its unit, in words.
func (c *Column) Kind() string {
	words := map[Type]string{
		Text: "text", LongText: "long text", List: "list", Integer: "whole number", Number: "number",
		Share: "share", YearT: "year", Date: "date", Time: "date and time", Boolean: "yes or no", URL: "address",
	}[c.Type]
	if c.Unit == "" || strings.EqualFold(c.Unit, words) {
		return words
	}
	return words + ", " + c.Unit
}

// Where returns the table with only the rows that keep accepts.
func (t *Table) Where(keep func(row []any) bool) *Table {
	part := *t
	part.Rows = nil
	for _, row := range t.Rows {
		if keep(row) {
			part.Rows = append(part.Rows, row)
		}
	}
	return &part
}

// ByText groups the rows of a table by the text in one column.
func (t *Table) ByText(column string) map[string][][]any {
	i := t.MustColumn(column)
	groups := make(map[string][][]any)
	for _, row := range t.Rows {
		key, _ := row[i].(string)
		groups[key] = append(groups[key], row)
	}
	return groups
}
