package architecture

import (
	"go/ast"
	"go/token"
	"regexp"
	"testing"
)

// codeInWords finds an expression that says what a commitment's code is.
var codeInWords = regexp.MustCompile(`\{2,3\}\)?(\[0-9\]|\\d)\{4\}`)

func TestOnlyTheRecordSaysWhatACodeIs(t *testing.T) {
	const definition = "scrape/record/commitment_code.go"
	said := 0
	for _, s := range sources(t) {
		ast.Inspect(s.file, func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING || !codeInWords.MatchString(literal.Value) {
				return true
			}
			if s.path == definition {
				said++
			} else {
				t.Errorf("%s says what a commitment's code is: %s; take it from %s", s.path, literal.Value, definition)
			}
			return true
		})
	}
	if said != 1 {
		t.Errorf("%s says it %d times", definition, said)
	}
}
