package architecture

import (
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"
)

// A column that is read from a new label passes through five places: the
// label, its field, the row, what fills it and the table. The tests of report
// name a forgotten table; these name the others.

// readAlone are fields that pages say and no row takes up, with the reason.
var readAlone = map[string]string{
	"FieldPlace":               ofChallenge,
	"FieldLevel":               ofChallenge,
	"FieldChallengeArea":       ofChallenge,
	"FieldNumberOfCommitments": "the page's count, taken up as a stated figure",
	"FieldParticipating":       "taken up as a measure that the report prints",
	"FieldDatesUnderReview":    "stands between labels that are taken up, and ends the value before it",
	"FieldPlanUnderReview":     "stands between labels that are taken up, and ends the value before it",
}

const ofChallenge = "the reader of the challenge puts it into a record of its own"

func TestEveryFieldIsReadAndTakenUp(t *testing.T) {
	declared := map[string]string{} // constant to value
	var read, taken []string
	for _, s := range sources(t) {
		switch {
		case s.path == "scrape/record/field.go":
			for name, value := range stringConstants(s.file, "Field") {
				declared[name] = value
			}
		case within(s.dir, "scrape/page"), within(s.dir, "scrape/irmtable"), s.dir == "scrape":
			read = append(read, selected(s.file, "record")...)
		case within(s.dir, "transform") && s.dir != "transform/transformtest":
			taken = append(taken, selected(s.file, "record")...)
		}
	}
	labels := labelledFields(t)
	for _, field := range labels {
		found := false
		for _, value := range declared {
			found = found || value == field
		}
		if !found {
			t.Errorf("labels.yaml has the field %s, which scrape/record/field.go does not declare", field)
		}
	}
	if len(declared) < 40 || len(labels) < 30 {
		t.Fatalf("only %d fields and %d labels found", len(declared), len(labels))
	}
	for name, value := range declared {
		if !slices.Contains(labels, value) && !slices.Contains(read, name) {
			t.Errorf("record.%s: neither labels.yaml nor a reader has it", name)
		}
		if !slices.Contains(taken, name) && readAlone[name] == "" {
			t.Errorf("record.%s is read and nothing in transform takes it up; fill a row with it, or say here why not", name)
		}
	}
}

func TestEveryFieldOfARowIsFilled(t *testing.T) {
	fields, filled := map[string]string{}, map[string]bool{}
	for _, s := range sources(t) {
		if s.dir == "transform/dataset" {
			for name, of := range rowFields(s.file) {
				fields[name] = of
			}
		}
		if within(s.dir, "transform") && s.dir != "transform/transformtest" {
			fill(s.file, filled)
		}
	}
	if len(fields) < 100 {
		t.Fatalf("only %d fields of rows found", len(fields))
	}
	for name, of := range fields {
		if !filled[name] {
			t.Errorf("dataset.%s.%s: nothing in transform fills it", of, name)
		}
	}
}

var fieldName = regexp.MustCompile(`\bfield: (\w+)`)

// labelledFields are the fields of labels.yaml.
func labelledFields(t *testing.T) (names []string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "scrape", "page", "label", "labels.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range fieldName.FindAllSubmatch(text, -1) {
		names = append(names, string(m[1]))
	}
	return names
}

// stringConstants are the constants of a type with their values.
func stringConstants(file *ast.File, typ string) map[string]string {
	all := map[string]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return true
		}
		if id, ok := spec.Type.(*ast.Ident); !ok || id.Name != typ {
			return true
		}
		if lit, ok := spec.Values[0].(*ast.BasicLit); ok && lit.Kind == token.STRING {
			all[spec.Names[0].Name], _ = strconv.Unquote(lit.Value)
		}
		return true
	})
	return all
}

// selected are the names that a file takes from a package.
func selected(file *ast.File, pkg string) (names []string) {
	ast.Inspect(file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if id, ok := sel.X.(*ast.Ident); ok && id.Name == pkg {
				names = append(names, sel.Sel.Name)
			}
		}
		return true
	})
	return names
}

// rowFields are the exported fields of the structs of a file.
func rowFields(file *ast.File) map[string]string {
	all := map[string]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.TypeSpec)
		if !ok {
			return true
		}
		if body, ok := spec.Type.(*ast.StructType); ok && spec.Name.IsExported() && spec.Name.Name != "Input" {
			for _, f := range body.Fields.List {
				for _, name := range f.Names {
					all[name.Name] = spec.Name.Name
				}
			}
		}
		return true
	})
	return all
}

// fill notes the fields that a file sets: by assignment, in a literal, or
// through their address.
func fill(file *ast.File, filled map[string]bool) {
	var note func(e ast.Expr)
	note = func(e ast.Expr) {
		switch x := e.(type) {
		case *ast.SelectorExpr:
			filled[x.Sel.Name] = true
			note(x.X)
		case *ast.IndexExpr:
			note(x.X)
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, e := range n.Lhs {
				note(e)
			}
		case *ast.IncDecStmt:
			note(n.X)
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				note(n.X)
			}
		case *ast.KeyValueExpr:
			if id, ok := n.Key.(*ast.Ident); ok {
				filled[id.Name] = true
			}
		}
		return true
	})
}
