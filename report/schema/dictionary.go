package schema

import (
	"fmt"
	"io"
	"strings"
)

//go:generate go test ogptracker/report/schema -run ^TestTheDataDictionaryIsCurrent$ -update

// WriteDictionary writes docs/data-dictionary.md: every table and column as
// they are declared.
func WriteDictionary(w io.Writer) error {
	var b strings.Builder
	b.WriteString("# Data dictionary\n\n")
	b.WriteString("Every published table and column. This page is made from the declarations in package `report/schema`; run `go generate ./report/schema` after changing one.\n\n")
	b.WriteString("Each table is `csv/<table>.csv` of a run. Texts are never empty: words say why nothing stands there. Numbers and dates are empty where there is none. ")
	b.WriteString("Dates are ISO 8601, times UTC, rates and shares fractions of 1; entries of a list are separated by ` | `.\n\n")
	b.WriteString(CSVEscapeRule + "\n\n")
	b.WriteString("`None` is a value of some scales (the lowest level), and many programs take it for a missing one unless told that only an empty cell is missing: ")
	b.WriteString("`pandas.read_csv(path, keep_default_na=False, na_values=[\"\"])`, `readr::read_csv(path, na = \"\")`.\n\n")
	b.WriteString("`ogptracker.sqlite` has the same tables with their types and keys, texts without the apostrophe, and views for common questions.\n\n")
	b.WriteString(recipes)
	for _, t := range Declarations() {
		t.describe(&b)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (t *Table) describe(b *strings.Builder) {
	fmt.Fprintf(b, "\n## %s\n\n%s\n\n", t.Name, t.Description)
	if len(t.Key) > 0 {
		fmt.Fprintf(b, "Key: `%s`.", strings.Join(t.Key, "`, `"))
	} else {
		b.WriteString("A log without a key: rows may repeat.")
	}
	for _, k := range t.ForeignKeys {
		fmt.Fprintf(b, " `%s` refers to `%s.%s`.", k.Column, k.Table, k.Reference)
	}
	b.WriteString("\n\n| column | header in the workbook | type | meaning | values |\n| --- | --- | --- | --- | --- |\n")
	for _, c := range t.Columns {
		header := c.Header
		if c.CSVOnly {
			header += " (CSV only)"
		}
		values := "any"
		if len(c.Values) > 0 {
			values = "`" + strings.Join(c.Values, "`, `") + "`"
			if said := sayings(&c); said != "" {
				values += " (on the sheet: " + said + ")"
			}
		}
		fmt.Fprintf(b, "| `%s` | %s | %s | %s | %s |\n", c.Name, cellMarkdown(header), c.Kind(), cellMarkdown(c.Description), values)
	}
}

// sayings are the words that stand on a sheet for the values of a column,
// where they are others than in the file.
func sayings(c *Column) string {
	if c.Says == nil {
		return ""
	}
	said := make([]string, len(c.Values))
	for i, v := range c.Values {
		said[i] = c.Shown(v)
	}
	return strings.Join(said, ", ")
}

// cellMarkdown keeps a text from ending its cell.
func cellMarkdown(s string) string { return strings.ReplaceAll(s, "|", `\|`) }
