package schema_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"ogptracker/report/schema"
	"ogptracker/transform/dataset"
)

// fieldsNotShown are fields of rows that no column shows, with the reason.
var fieldsNotShown = map[string]string{
	"Member.Counts.StarStated": "says whether starred_commitments is known",
}

// listsOfRows are the fields of a dataset that tables are made from.
var listsOfRows = []string{"Members", "Plans", "Commitments", "Ratings", "PolicyAreas", "Completion", "ThematicFocus", "Documents", "Activity",
	"DueDates", "Challenge", "StatedFigures", "PublishedFigures", "Reconciliation", "Changes", "Coverage", "Crosswalk", "Issues"}

// A field of a row that no column shows was read for nobody: whoever adds a
// field is told here that its declaration is missing.
func TestEveryFieldOfARowChangesACellOfItsTable(t *testing.T) {
	tables := reflect.TypeFor[dataset.Dataset]()
	shown := 0
	for _, name := range listsOfRows {
		field, ok := tables.FieldByName(name)
		if !ok {
			t.Fatalf("the dataset has no %s", name)
		}
		row := field.Type.Elem()
		plain := filledRow(t, row)
		was := cellsOf(name, plain)
		for path, index := range leaves(row, row.Name(), nil) {
			other := filledRow(t, row)
			fill(t, other.FieldByIndex(index), path, 2)
			shown++
			if slices.Equal(was, cellsOf(name, other)) != (fieldsNotShown[path] != "") {
				t.Errorf("%s: a column must show it, or fieldsNotShown say why none does, not both", path)
			}
		}
	}
	if shown < 100 {
		t.Errorf("only %d fields were tried", shown)
	}
}

// cellsOf are all cells of all tables for a dataset that has one row.
func cellsOf(name string, row reflect.Value) []string {
	ds := &dataset.Dataset{Date: time.Date(2025, 1, 14, 0, 0, 0, 0, time.UTC)}
	list := reflect.ValueOf(ds).Elem().FieldByName(name)
	list.Set(reflect.Append(list, row))
	var cells []string
	for _, table := range schema.Tables(ds) {
		if table.Name == "codebook" {
			continue
		}
		for _, r := range table.Rows {
			for _, c := range r {
				cells = append(cells, fmt.Sprint(c))
			}
		}
	}
	return cells
}

// leaves are the exported fields of a row, those of structs inside included.
func leaves(row reflect.Type, path string, above []int) map[string][]int {
	all := map[string][]int{}
	for i := range row.NumField() {
		f := row.Field(i)
		index := append(slices.Clone(above), i)
		if f.Type.Kind() == reflect.Struct && f.Type != reflect.TypeFor[time.Time]() {
			for p, at := range leaves(f.Type, path+"."+f.Name, index) {
				all[p] = at
			}
			continue
		}
		all[path+"."+f.Name] = index
	}
	return all
}

// filledRow is a row whose every field holds something.
func filledRow(t *testing.T, row reflect.Type) reflect.Value {
	t.Helper()
	filled := reflect.New(row).Elem()
	for path, index := range leaves(row, row.Name(), nil) {
		fill(t, filled.FieldByIndex(index), path, 1)
	}
	return filled
}

// fill puts a value into a field; each way puts another.
func fill(t *testing.T, v reflect.Value, path string, way int) {
	t.Helper()
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("2019-05-0%d", way))
		if strings.HasSuffix(path, "URL") {
			v.SetString(fmt.Sprintf("https://example.org/%d", way))
		}
	case reflect.Bool:
		v.SetBool(way == 2)
	case reflect.Int:
		v.SetInt(int64(20 + way))
		if strings.HasSuffix(path, ".Commitments") {
			v.SetInt(int64(100 + way)) // of which the others are parts
		}
	case reflect.Slice:
		item := reflect.New(v.Type().Elem()).Elem()
		if item.Kind() == reflect.Struct {
			fill(t, item.Field(0), path, way)
		} else {
			fill(t, item, path, way)
		}
		v.Set(reflect.Append(reflect.MakeSlice(v.Type(), 0, 1), item))
	case reflect.Pointer:
		n := float64(way) / 4
		v.Set(reflect.ValueOf(&n))
	case reflect.Struct:
		v.Set(reflect.ValueOf(time.Date(2019, 5, way, 0, 0, 0, 0, time.UTC)))
	default:
		t.Fatalf("%s is of kind %s: say here how to fill it", path, v.Kind())
	}
}
