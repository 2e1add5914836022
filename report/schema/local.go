package schema

// Fill is a table that stands on a sheet alone and in no file, with a row
// for each entry of a list.
func Fill[R any](f *Lookup, columns []ColumnOf[R], list []R) *Table {
	t := spec[R]{columns: columns}
	table := t.declare()
	for i := range list {
		row := make([]any, len(t.columns))
		for j := range t.columns {
			row[j] = cellOf(&t.columns[j].Column, t.columns[j].value(f, &list[i]))
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}
