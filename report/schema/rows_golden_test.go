package schema_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ogptracker/report/schema"
	"ogptracker/transform/dataset"
)

// Two rows of each table, one of which nothing is known and one that has
// everything, show what each column promises: its kind, whether it may be
// empty and with which words, what it links to.
func TestEveryColumnSaysWhatItSaid(t *testing.T) {
	t.Parallel()
	ds := &dataset.Dataset{Date: time.Date(2025, 1, 14, 0, 0, 0, 0, time.UTC)}
	for _, name := range listsOfRows {
		list := reflect.ValueOf(ds).Elem().FieldByName(name)
		row := list.Type().Elem()
		list.Set(reflect.Append(list, reflect.New(row).Elem(), filledRow(t, row)))
	}
	var b strings.Builder
	for _, table := range schema.Tables(ds) {
		fmt.Fprintf(&b, "%s (on the sheet: %v)\n", table.Name, table.SheetColumns())
		if table.Name == "codebook" {
			table.Rows = table.Rows[len(table.Rows)-2:]
		}
		for i, c := range table.Columns {
			fmt.Fprintf(&b, "  %s: %s | %s\n", declared(c), cellInWords(table.Rows[0][i]), cellInWords(table.Rows[1][i]))
		}
	}
	path := filepath.Join("testdata", "rows.txt")
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(kept), "\n"), strings.Split(b.String(), "\n")); diff != "" {
		t.Errorf("%s differs; read the difference, then run go test ./report/schema -update (-kept +said):\n%s", path, diff)
	}
}

func declared(c schema.Column) string {
	said := c.Name + ", " + string(c.Type)
	for _, sign := range []struct {
		is   bool
		word string
	}{{c.Required, "required"}, {c.MayBeEmpty, "may be empty"}, {c.CSVOnly, "not on the sheet"},
		{c.LinkFrom != "", "links to " + c.LinkFrom}, {c.LinkText != "", "as " + c.LinkText}} {
		if sign.is {
			said += ", " + sign.word
		}
	}
	return said
}

func cellInWords(cell any) string {
	switch v := cell.(type) {
	case nil:
		return "-"
	case time.Time:
		return v.Format(time.RFC3339)
	case string:
		return fmt.Sprintf("%q", v)
	}
	return fmt.Sprintf("%v (%T)", cell, cell)
}
