package architecture

import (
	"flag"
	"fmt"
	"go/ast"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ogptracker/scrape/fetch"
	"ogptracker/scrape/record"
)

var update = flag.Bool("update", false, "rewrite the parts of docs/operating.md that are made from declarations")

var runbook = filepath.Join("..", "..", "docs", "operating.md")

// declared are the runbook's sections that are made from the registers of
// issue codes and fetch reasons.
func declared() string {
	var b strings.Builder
	b.WriteString("## Issue codes\n\nThey stand in the sheet *Coverage and issues* and in `issues.csv`. This table is made from the program's own declarations.\n\n| code | severity | means that | what to do | who |\n| --- | --- | --- | --- | --- |\n")
	for _, d := range record.Definitions() {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", d.Code, d.Severity, d.Meaning, d.Action, d.Who)
	}
	b.WriteString("\n## Why a page was not had\n\nThe reasons stand in run.json (`politeness.failures`) and in the issues `fetch-failed`. This table is made from the program's own declarations.\n\n| reason | the page was not had because | what to do |\n| --- | --- | --- |\n")
	for _, d := range fetch.Definitions() {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", d.Reason, d.Meaning, d.Action)
	}
	return b.String()
}

func TestTheRunbookExplainsEveryIssueCodeAndReason(t *testing.T) {
	data, err := os.ReadFile(runbook)
	if err != nil {
		t.Fatal(err)
	}
	byHand, _, _ := strings.Cut(string(data), "## Issue codes\n")
	want := strings.TrimRight(byHand, "\n") + "\n\n" + declared()
	if *update {
		if err := os.WriteFile(runbook, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(data) != want {
		t.Error("docs/operating.md is not current; run go test ./internal/architecture -update")
	}
}

// logged are the messages of the program's log calls at Info and above.
func logged(t *testing.T) map[string]string {
	t.Helper()
	messages := map[string]string{}
	for _, s := range sources(t) {
		ast.Inspect(s.file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || !slices.Contains([]string{"Info", "Warn", "Error"}, sel.Sel.Name) || !isLog(sel.X) {
				return true
			}
			if lit, ok := call.Args[0].(*ast.BasicLit); ok {
				if text, err := strconv.Unquote(lit.Value); err == nil {
					messages[text] = s.path
				}
			}
			return true
		})
	}
	if len(messages) < 10 {
		t.Fatalf("only %d log messages found; the search is broken", len(messages))
	}
	return messages
}

// isLog reports whether an expression ends in a logger's name.
func isLog(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.Ident:
		return strings.EqualFold(x.Name, "log") || x.Name == "slog"
	case *ast.SelectorExpr:
		return strings.EqualFold(x.Sel.Name, "log")
	}
	return false
}

func TestTheRunbookExplainsEveryLogMessage(t *testing.T) {
	data, err := os.ReadFile(runbook)
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(data), "## Log messages\n")
	section, _, _ = strings.Cut(section, "\n## ")
	messages := logged(t)
	for message, path := range messages {
		if !strings.Contains(section, "| "+message+" |") {
			t.Errorf("docs/operating.md does not explain the log message %q of %s", message, path)
		}
	}
	for line := range strings.Lines(section) {
		cells := strings.Split(line, " | ")
		if len(cells) < 3 || strings.HasPrefix(line, "| message") || strings.HasPrefix(line, "| ---") {
			continue
		}
		message := strings.TrimPrefix(cells[0], "| ")
		if _, ok := messages[message]; !ok {
			t.Errorf("docs/operating.md explains %q, which the program never logs", message)
		}
	}
}

func TestTheRunbookExplainsEveryExitCode(t *testing.T) {
	data, err := os.ReadFile(runbook)
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(data), "## Exit codes\n")
	section, _, _ = strings.Cut(section, "\n## ")
	codes := 0
	for _, s := range sources(t) {
		if s.path != "cmd/ogptracker/exit.go" {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Names) != 1 || !strings.HasPrefix(spec.Names[0].Name, "exit") || len(spec.Values) != 1 {
				return true
			}
			lit, ok := spec.Values[0].(*ast.BasicLit)
			if !ok {
				return true
			}
			codes++
			if !strings.Contains(section, "| "+lit.Value+" |") {
				t.Errorf("docs/operating.md does not explain exit code %s (%s)", lit.Value, spec.Names[0].Name)
			}
			return true
		})
	}
	if codes < 7 {
		t.Errorf("only %d exit codes found; the search is broken", codes)
	}
}
