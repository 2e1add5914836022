package report

import (
	"slices"

	"ogptracker/report/schema"
	"ogptracker/report/words"
	"ogptracker/transform/vocabulary"
)

// maxShown is the length at which long texts are cut on sheets; the CSV files
// have them whole.
const maxShown = 500

// gridOf lays a table out for a sheet: without the columns meant for files
// only, with links in place of addresses and long texts cut for the eye.
// Named columns are taken in the order given; without names, all shown ones.
func gridOf(t *schema.Table, name string, frozen int, empty string, names ...string) *Grid {
	g := &Grid{Name: name, Frozen: frozen, Empty: empty}
	indexes := t.SheetColumns()
	if len(names) > 0 {
		indexes = indexes[:0]
		for _, n := range names {
			indexes = append(indexes, t.MustColumn(n))
		}
	}
	g.Columns = make([]GridColumn, len(indexes))
	g.Rows = make([][]any, len(t.Rows))
	cells := make([]any, len(t.Rows)*len(indexes))
	for r := range t.Rows {
		g.Rows[r] = cells[r*len(indexes) : (r+1)*len(indexes) : (r+1)*len(indexes)]
	}
	for j, i := range indexes {
		g.Columns[j] = gridColumn(t, i)
		for r, row := range t.Rows {
			g.Rows[r][j] = shownCell(&t.Columns[i], row[i])
		}
	}
	return g
}

// gridColumn finds the addresses behind a column's cells.
func gridColumn(t *schema.Table, i int) GridColumn {
	c := GridColumn{Column: t.Columns[i]}
	from := i
	switch {
	case c.LinkFrom != "":
		from = t.MustColumn(c.LinkFrom)
	case c.LinkText == "":
		return c
	}
	c.Links = make([]string, len(t.Rows))
	for r, row := range t.Rows {
		text, _ := row[from].(string)
		c.Links[r] = schema.AddressOf(text)
	}
	return c
}

func shownCell(c *schema.Column, v any) any {
	s, ok := v.(string)
	switch {
	case !ok:
		return v
	case c.Type == schema.URL && schema.AddressOf(s) == "":
		return vocabulary.NotStated
	case c.Type == schema.URL && c.LinkText != "":
		return c.LinkText
	}
	shown := s
	if c.Says != nil {
		shown = c.Says(s)
	}
	if c.Type == schema.LongText || c.Type == schema.List {
		shown = words.Shorten(shown, maxShown)
	}
	if shown == s {
		return v // the same cell takes no memory of its own
	}
	return shown
}

// hideBelow empties the rate cells of groups in which fewer than ten were
// assessed: a percentage of three would be read as more than it is.
func hideBelow(g *Grid, assessed int, rates ...string) {
	base := g.column("assessed")
	for _, name := range rates {
		i := g.column(name)
		for _, row := range g.Rows {
			if n, _ := row[base].(int); n < assessed {
				row[i] = nil
			}
		}
	}
}

func (g *Grid) column(name string) int {
	return slices.IndexFunc(g.Columns, func(c GridColumn) bool { return c.Name == name })
}

// foldAfter keeps rows at one line, so that a screen shows some thirty of them,
// and lets a reader fold away every column behind the first shown ones:
// description, provenance and rarer ratings.
func (g *Grid) foldAfter(shown int) {
	g.MaxLines, g.Printed = 1, shown
	for i := shown; i < len(g.Columns); i++ {
		g.Columns[i].Grouped = true
	}
}
