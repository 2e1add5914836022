package architecture

import (
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"ogptracker/transform/vocabulary"
)

// rateInWords finds a sentence that says what a rate of completion counts.
var rateInWords = regexp.MustCompile(`(?i)completed\s*(\+|or|and|plus)\s*substantial|completed, substantial, limited (or|and) not|substantial\s*(\+|plus)\s*complete|high completion( rate)?\b`)

// A sentence that says a rule in words of its own stays as it is when the rule
// changes; so each takes its words from the rule's declaration.
func TestOnlyTheDeclarationSaysWhatARateCounts(t *testing.T) {
	const declaration = "transform/vocabulary/completion_rate.go"
	said := 0
	for _, s := range sources(t) {
		ast.Inspect(s.file, func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				return true
			}
			text, err := strconv.Unquote(literal.Value)
			if err != nil || !rateInWords.MatchString(text) {
				return true
			}
			if s.path == declaration {
				said++
				return true
			}
			// A column of OGP's table and the glossary's own term are names,
			// not rules.
			if text != "High Completion" && !strings.Contains(text, "its glossary calls the numerator high completion") {
				t.Errorf("%s says what a rate counts: %q; take the words from %s", s.path, text, declaration)
			}
			return true
		})
	}
	if said == 0 {
		t.Errorf("nothing of %s was recognised; the expression is broken", declaration)
	}
}

func TestDocumentsSayTheRatesAsDeclared(t *testing.T) {
	for _, name := range []string{"README.md", "docs/methodology.md"} {
		body, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		text := string(body)
		for _, r := range vocabulary.CompletionRates() {
			if want := "**" + r.Name + "** = " + r.Formula(); !strings.Contains(text, want) {
				t.Errorf("%s does not say %q", name, want)
			}
		}
		for _, line := range strings.Split(text, "\n") {
			if at := strings.Index(line, " + Substantial"); at >= 0 && !aDeclaredFormula(line) {
				t.Errorf("%s says a formula that no rate has: %q", name, line)
			}
		}
	}
}

func aDeclaredFormula(line string) bool {
	for _, r := range vocabulary.CompletionRates() {
		if strings.Contains(line, r.Formula()) {
			return true
		}
	}
	return false
}
