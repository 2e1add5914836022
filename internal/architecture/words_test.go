package architecture

import (
	"go/ast"
	"go/token"
	"strconv"
	"strings"
	"testing"
)

// An error is worded where it arises, for the person who reads it in the
// morning: it says what happened and what to do, never which packages it
// passed on its way up.
func TestNoErrorNamesThePackagesItPassed(t *testing.T) {
	all := sources(t)
	packages := map[string]bool{}
	for _, s := range all {
		packages[s.file.Name.Name] = true
	}
	// These names of packages are plain words too, and may open a message.
	for _, word := range []string{"main", "label", "labels", "page", "record", "address", "schedule", "report"} {
		delete(packages, word)
	}
	for _, s := range all {
		ast.Inspect(s.file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			if fn, ok := call.Fun.(*ast.SelectorExpr); !ok || fn.Sel.Name != "Errorf" && fn.Sel.Name != "New" {
				return true
			}
			text, ok := call.Args[0].(*ast.BasicLit)
			if !ok || text.Kind != token.STRING {
				return true
			}
			words, err := strconv.Unquote(text.Value)
			if first, _, found := strings.Cut(words, ": "); err == nil && found && packages[first] {
				t.Errorf("%s: the error %q begins with the name of a package", s.path, words)
			}
			return true
		})
	}
}
