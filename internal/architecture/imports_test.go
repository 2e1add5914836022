package architecture

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "ogptracker"

// allowed says, for each part of the house, which parts of the project it may
// import besides itself. Data flows scrape -> transform -> report -> output;
// imports run against that flow, never with it.
var allowed = []struct {
	part string
	may  []string
}{
	{"scrape/record", nil},
	{"scrape", []string{"scrape"}},
	{"transform/vocabulary", []string{"scrape/record"}},
	{"transform/dataset", []string{"transform/vocabulary", "scrape/record"}},
	{"transform/assemble", []string{"transform/dataset", "transform/vocabulary", "scrape/record"}},
	{"transform/figure", []string{"transform/dataset", "transform/vocabulary", "scrape/record"}},
	{"transform/change", []string{"transform/dataset", "transform/vocabulary", "scrape/record"}},
	// What the tests of several rooms share; no part of the program.
	{"transform/transformtest", []string{"transform/dataset", "transform/vocabulary", "scrape"}},
	{"transform", []string{"transform", "scrape/record"}},
	{"report/words", []string{"transform", "scrape/record"}},
	{"report/schema", []string{"report/words", "transform", "scrape/record"}},
	{"report", []string{"report", "transform", "scrape/record"}},
	{"output", []string{"output", "report", "transform", "scrape/record"}},
	{"internal", []string{"internal", "scrape", "transform", "report", "output"}},
	{"cmd", []string{"internal", "scrape", "transform", "report", "output"}},
}

// pure packages know no clock, no network and no files.
var pure = []string{"transform", "report", "scrape/record"}

// forTests are packages that only tests import: they may read files.
var forTests = []string{"transform/transformtest", "report/reporttest", "scrape/page/pagetest", "scrape/render/rendertest", "scrape/irmtable/tabletest", "internal/run/sampletest", "internal/mail/mailtest"}

// impure are the imports a pure package may not have.
var impure = []string{"os", "net", "net/http", "io/fs", "path/filepath", "database/sql", "os/exec", "math/rand", "math/rand/v2", "log", "log/slog"}

type source struct {
	dir, path string
	file      *ast.File
}

// sources are all non-test Go files of the project.
func sources(t *testing.T) (list []source) {
	t.Helper()
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); path != root && (strings.HasPrefix(name, ".") || name == "testdata") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		list = append(list, source{filepath.ToSlash(filepath.Dir(rel)), filepath.ToSlash(rel), file})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 50 {
		t.Fatalf("only %d files found; the walk is broken", len(list))
	}
	return list
}

func TestImportsRunAgainstTheFlowOfTheData(t *testing.T) {
	for _, s := range sources(t) {
		rule := slices.IndexFunc(allowed, func(r struct {
			part string
			may  []string
		}) bool {
			return within(s.dir, r.part)
		})
		if rule < 0 {
			t.Errorf("%s lies in no part of the house", s.path)
			continue
		}
		for _, spec := range s.file.Imports {
			path, ours := strings.CutPrefix(strings.Trim(spec.Path.Value, `"`), module+"/")
			if !ours || path == allowed[rule].part {
				continue
			}
			if !slices.ContainsFunc(allowed[rule].may, func(part string) bool { return within(path, part) }) {
				t.Errorf("%s imports %s; %s may import %v", s.path, path, allowed[rule].part, allowed[rule].may)
			}
		}
	}
}

func TestPurePackagesTouchNothing(t *testing.T) {
	for _, s := range sources(t) {
		if !slices.ContainsFunc(pure, func(p string) bool { return within(s.dir, p) }) || slices.Contains(forTests, s.dir) {
			continue
		}
		for _, spec := range s.file.Imports {
			if path := strings.Trim(spec.Path.Value, `"`); slices.Contains(impure, path) {
				t.Errorf("%s imports %s", s.path, path)
			}
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if pkg, ok := sel.X.(*ast.Ident); ok && pkg.Name == "time" && slices.Contains([]string{"Now", "Since", "Until", "Sleep", "Local"}, sel.Sel.Name) {
				t.Errorf("%s uses time.%s", s.path, sel.Sel.Name)
			}
			return true
		})
	}
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	documented := map[string]bool{}
	for _, s := range sources(t) {
		documented[s.dir] = documented[s.dir] || filepath.Base(s.path) == "doc.go"
	}
	for dir, ok := range documented {
		if !ok {
			t.Errorf("%s has no doc.go", dir)
		}
	}
}

func within(path, part string) bool { return path == part || strings.HasPrefix(path, part+"/") }

// A format that no list names, or a package that nothing uses any more, is
// written by nobody and missed by nobody.
func TestEveryPackageIsOfTheProgram(t *testing.T) {
	all := sources(t)
	imported := map[string]bool{}
	for _, s := range all {
		for _, spec := range s.file.Imports {
			if path, ours := strings.CutPrefix(strings.Trim(spec.Path.Value, `"`), module+"/"); ours && path != s.dir {
				imported[path] = true
			}
		}
	}
	for _, s := range all {
		if s.file.Name.Name == "main" || imported[s.dir] || slices.Contains(forTests, s.dir) || s.dir == "internal/architecture" {
			continue
		}
		t.Errorf("%s: nothing imports its package; a format belongs into the list of internal/run/files.go", s.path)
	}
}
