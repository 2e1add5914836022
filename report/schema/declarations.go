package schema

import (
	"ogptracker/transform/dataset"
)

// declarations lists every table in the order of publication. The codebook,
// which is made from the others, comes last.
func declarations() []declaration {
	return []declaration{
		membersTable(), actionPlansTable(), commitmentsTable(), ratingsTable(), policyAreasTable(),
		completionTable(), thematicFocusTable(), documentsTable(), activityTable(), dueDatesTable(), challengeTable(),
		statedFiguresTable(), publishedFiguresTable(), reconciliationTable(),
		changesTable(), coverageTable(), crosswalkTable(), issuesTable(), codebookTable(),
	}
}

// Declarations returns every published table, without rows (the codebook,
// which is about the tables, has its own).
func Declarations() []*Table {
	all := declarations()
	tables := make([]*Table, len(all))
	for i, d := range all {
		tables[i] = d.declare()
	}
	fillCodebook(tables)
	return tables
}

// Tables returns every published table with the rows of the dataset.
func Tables(ds *dataset.Dataset) []*Table {
	all, f := declarations(), LookupOf(ds)
	tables := make([]*Table, len(all))
	for i, d := range all {
		tables[i] = d.fill(f, ds)
	}
	fillCodebook(tables)
	return tables
}

// entry is a row of the codebook.
type entry struct {
	table string
	Column
}

func codebookTable() declaration {
	return spec[entry]{
		table: Table{
			Name: "codebook", Title: "Codebook",
			Description: "One row for each column of each table: what it means, its type and the values it may have.",
			Key:         []string{"table", "column"},
		},
		columns: codebookColumns(),
	}
}

func codebookColumns() []ColumnOf[entry] {
	return []ColumnOf[entry]{
		Col("table", "Table", Text, 18, "Name of the table; its file is csv/<table>.csv.",
			func(_ *Lookup, r *entry) any { return r.table }).required(),
		Col("column", "Column", Text, 28, "Name of the column in the file.",
			func(_ *Lookup, r *entry) any { return r.Name }).required(),
		Col("header", "Header", Text, 28, "Its header on the sheet.",
			func(_ *Lookup, r *entry) any { return r.Header }).required(),
		Col("description", "Description", Text, 70, "What it means.",
			func(_ *Lookup, r *entry) any { return r.Description }).required(),
		Col("type", "Type", Text, 16, "Kind of value and its unit.",
			func(_ *Lookup, r *entry) any { return r.Kind() }).required(),
		Col("values", "Values", List, 50, "The values it may have, where they are a closed list.",
			func(_ *Lookup, r *entry) any { return r.Values }).IfEmpty("Any").required(),
	}
}

func fillCodebook(tables []*Table) {
	book := tables[len(tables)-1]
	columns := codebookColumns()
	for _, t := range tables {
		for _, c := range t.Columns {
			e := entry{table: t.Name, Column: c}
			row := make([]any, len(columns))
			for j := range columns {
				row[j] = cellOf(&columns[j].Column, columns[j].value(nil, &e))
			}
			book.Rows = append(book.Rows, row)
		}
	}
}
