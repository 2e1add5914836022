package architecture

import (
	"go/ast"
	"path/filepath"
	"testing"
)

// A room is small enough to be read in one go, and no type is the whole room.
const (
	mostFiles   = 25 // of a package, tests apart
	mostMethods = 30 // of a type
)

func TestNoPackageAndNoTypeIsTheWholeRoom(t *testing.T) {
	type name struct{ dir, typ string }
	files, methods := map[string]int{}, map[name]int{}
	for _, s := range sources(t) {
		files[s.dir]++
		if len(s.file.Decls) == 0 && filepath.Base(s.path) != "doc.go" {
			t.Errorf("%s declares nothing", s.path)
		}
		for _, decl := range s.file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Recv != nil {
				methods[name{s.dir, receiver(f.Recv.List[0].Type)}]++
			}
		}
	}
	for dir, n := range files {
		if n > mostFiles {
			t.Errorf("%s has %d files: split it along meaning, none may have more than %d", dir, n, mostFiles)
		}
	}
	for of, n := range methods {
		if n > mostMethods {
			t.Errorf("%s has a type %s of %d methods: make it steps that hand on plain values, none may have more than %d", of.dir, of.typ, n, mostMethods)
		}
	}
}

// receiver is the name of a method's type.
func receiver(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return receiver(e.X)
	case *ast.IndexExpr:
		return receiver(e.X)
	case *ast.Ident:
		return e.Name
	}
	return ""
}
