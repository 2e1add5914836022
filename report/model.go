package report

import (
	"time"

	"ogptracker/report/schema"
)

// Report is everything that is published: the tables (CSV, data package) and
// the workbooks, in which the same tables and figures are laid out for people.
type Report struct {
	Meta   Meta
	Tables []*schema.Table
	// Books are the main workbook and one for each member.
	Books []Book
}

// Book is a workbook that is still to be made: there are hundreds, and each
// takes memory only while it is written.
type Book struct {
	// Member is whose workbook it is, "" for the main one.
	Member string
	// Path is that of the workbook.
	Path string
	// Make lays the workbook out; several may be made side by side.
	Make func() *Workbook
}

// Table returns the named table, or nil.
func (r *Report) Table(name string) *schema.Table {
	for _, t := range r.Tables {
		if t.Name == name {
			return t
		}
	}
	return nil
}

// Workbook is one Excel file as a plain value.
type Workbook struct {
	// Path is the file's name below the folder of the run, with slashes.
	Path string
	// Title, Subject, Description, Creator and Keywords are document
	// properties; Created stands for created and modified.
	Title, Subject, Description, Creator, Keywords string
	Created                                        time.Time
	// Mark is printed in the header of every page ("Sample data"), "" for none.
	Mark   string
	Sheets []*Sheet
}

// Sheet is one sheet of a workbook. It is either a data sheet (Data is set)
// or a presentation sheet (Blocks are set), never both.
//
// A data sheet is laid out in one way: the title in A1, the note in A2, the
// header row in row 3, frozen with the first Frozen columns, and the rows
// below it as an Excel table. With no row there is no table: Empty is said
// in A3 instead.
//
// A presentation sheet has its title in A1 and its blocks below it, from the
// first column, one under the other with a blank row between; nothing stands
// beside anything else.
type Sheet struct {
	// Name is on the tab: at most 31 characters, unique in the workbook.
	Name string
	// Title is unique in the workbook and says what the sheet shows.
	Title string

	Data *Grid
	Note string

	Blocks []Block
	// Widths are the column widths of a presentation sheet, in characters.
	Widths []float64
	// OnePage is a presentation sheet that is printed on one page of A4.
	OnePage bool
}

// Block is a part of a presentation sheet: exactly one field is set.
type Block struct {
	Heading   string
	Paragraph string
	// Alert is a paragraph that must not be missed.
	Alert string
	// Links are lines of a link and what it leads to.
	Links []Link
	Grid  *Grid
	Chart *Chart
	// Choice is a cell in which the reader chooses from a list.
	Choice *Choice
}

// Choice is a label and, beside it, a cell with a drop-down list. Formulas
// name the cell by Name.
type Choice struct {
	// Name is the workbook's name of the cell ("ChosenMember"): letters only.
	Name string
	// Label stands before the cell; Hint is said when the cell is selected.
	Label, Hint string
	// Value is chosen at first; it is one of the values offered.
	Value string
	// From is a table of the same workbook; the cells of its column Column
	// (the column's name) are offered.
	From   *Grid
	Column string
}

// Link leads to a sheet of the same workbook, a file beside it or an address.
type Link struct {
	Text string
	// Sheet is the name of a sheet; URL an address. One of them is set.
	Sheet, URL string
	// About says what stands there.
	About string
}

// Grid is a table as a sheet shows it.
type Grid struct {
	// Name is the Excel table's name, unique in the workbook ("Commitments").
	Name string
	// Columns are the shown columns; cells follow the types of table.go.
	Columns []GridColumn
	Rows    [][]any
	// Frozen is the number of key columns that stay in sight (data sheets).
	Frozen int
	// Printed is the number of leading columns that go to paper (data sheets);
	// 0 means all.
	Printed int
	// MaxLines is the number of lines at which a row ends; its cells show the
	// rest when they are selected (data sheets). 0 means as many as there are.
	MaxLines int
	// Empty is the sentence said in place of a table without a row.
	Empty string
	// WholeIn names where cut texts stand whole ("csv/commitments.csv").
	WholeIn string
	// Shared: a sheet of this table's name, title and note is the same in every
	// workbook of the report that has it (data sheets without long links).
	Shared bool
}

// GridColumn is a declared column as a sheet shows it.
type GridColumn struct {
	schema.Column
	// Links gives each row's address for this column's cells, nil for none;
	// a row without an address has "".
	Links []string
	// Grouped columns can be folded away together with their neighbours
	// (outline); they are shown at first. On a data sheet only.
	Grouped bool
}

// ChartKind is a form of chart.
type ChartKind string

const (
	// Bars are horizontal bars of one or more series side by side.
	Bars ChartKind = "bars"
	// StackedBars are horizontal bars with the series end to end, in counts.
	StackedBars ChartKind = "stacked bars"
	// SharedBars are horizontal bars that each add up to 100 %.
	SharedBars ChartKind = "bars of 100 %"
)

// Chart is drawn from the columns of a Grid on the same sheet.
type Chart struct {
	// Name and Alt are what assistive technology reads; Title stands above.
	Name, Title, Alt string
	Kind             ChartKind
	// Grid holds the figures; it is a table of the same workbook.
	Grid *Grid
	// Category is the index of the grid's column of labels, Series those of
	// the columns drawn.
	Category int
	Series   []int
	// ValueAxis says what is counted, in which unit; it ends the title.
	ValueAxis string
}
