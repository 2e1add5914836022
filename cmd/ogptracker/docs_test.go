package main

import (
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

var (
	// called is a call of the program in a text: up to the end of the code.
	called = regexp.MustCompile("(?:^|[\\s`./])ogptracker ([a-z][^`\\n#|&;)]*)")
	flagOf = regexp.MustCompile(`(?:^|\s)--([a-z][a-z-]*)`)
	// linked are the files of the project that a text leads to.
	linked = regexp.MustCompile(`\]\(([^)#:]+)(?:#[^)]*)?\)|` + "`((?:etc|docs|\\.ci)/[\\w./-]+)`")
	codeIn = regexp.MustCompile(`(?m)^\| (\d+) \| `)
)

// README, manuals and --help speak of the program as it is: every command and
// flag they name is there, every exit code of the tables is one of the
// program's, and every file they lead to lies in the project.
func TestTheDocumentsSpeakOfTheProgramAsItIs(t *testing.T) {
	root := (&app{stdout: io.Discard, stderr: io.Discard}).root()
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	top := filepath.Join("..", "..")
	files, err := filepath.Glob(filepath.Join(top, "docs", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, file := range append(files, filepath.Join(top, "README.md")) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts[file] = string(data)
	}
	for _, c := range root.Commands() {
		if c.Name() == "help" || c.Name() == "completion" {
			continue // the library's own
		}
		texts[c.Name()+" --help"] = c.Long + "\n" + c.Example
		if !c.Hidden && c.Example == "" {
			t.Errorf("%s --help shows no example", c.Name())
		}
	}
	calls := 0
	for name, text := range texts {
		for _, m := range called.FindAllStringSubmatch(text, -1) {
			calls++
			checkCall(t, root, name, m[1])
		}
		for _, m := range linked.FindAllStringSubmatch(text, -1) {
			path := filepath.Join(filepath.Dir(name), m[1])
			if m[2] != "" {
				path = filepath.Join(top, m[2])
			}
			if _, err := os.Stat(path); err != nil {
				t.Errorf("%s leads to %s, which is not there", name, m[1]+m[2])
			}
		}
	}
	if calls < 40 {
		t.Errorf("only %d calls found; the search is broken", calls)
	}
	known := map[int]bool{exitComplete: true, exitFailed: true, exitUsage: true, exitIncomplete: true, exitLocked: true, exitStale: true, exitInterrupted: true}
	for _, name := range []string{"README.md", "docs/operating.md"} {
		told := map[int]bool{}
		for _, m := range codeIn.FindAllStringSubmatch(texts[filepath.Join(top, filepath.FromSlash(name))], -1) {
			code, err := strconv.Atoi(m[1])
			if err != nil || !known[code] {
				t.Errorf("%s explains the exit code %s, which no command has", name, m[1])
			}
			told[code] = true
		}
		for code := range known {
			if !told[code] {
				t.Errorf("%s does not explain the exit code %d", name, code)
			}
		}
	}
}

// checkCall finds the command and the flags of one call in the program.
func checkCall(t *testing.T, root *cobra.Command, where, call string) {
	t.Helper()
	word, _, _ := strings.Cut(strings.TrimRight(call, " .,:"), " ")
	var cmd *cobra.Command
	for _, c := range root.Commands() {
		if c.Name() == word {
			cmd = c
		}
	}
	if cmd == nil {
		if strings.HasPrefix(call, word+" ") || !strings.Contains(call, " ") {
			t.Errorf("%s calls ogptracker %s, which is no command", where, word)
		}
		return
	}
	for _, m := range flagOf.FindAllStringSubmatch(call, -1) {
		if cmd.Flags().Lookup(m[1]) == nil && root.PersistentFlags().Lookup(m[1]) == nil && m[1] != "help" {
			t.Errorf("%s calls ogptracker %s with --%s, which is no flag of it", where, word, m[1])
		}
	}
}

// Every picture of the documents is made by a script, so that it can be made
// again.
func TestEveryPictureIsMadeByAScript(t *testing.T) {
	top := filepath.Join("..", "..")
	read := func(parts ...string) string {
		data, err := os.ReadFile(filepath.Join(append([]string{top}, parts...)...))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	scripts := read(".ci", "pictures", "make.sh") + read(".ci", "readers", "pages.mjs")
	pictures, err := filepath.Glob(filepath.Join(top, "docs", "pictures", "*"))
	if err != nil || len(pictures) == 0 {
		t.Fatalf("no pictures: %v", err)
	}
	for _, path := range pictures {
		name, _, _ := strings.Cut(filepath.Base(path), ".")
		page := name[:max(0, strings.LastIndex(name, "-"))] // web-index-1280 is the page web-index
		if !strings.Contains(scripts, " "+name) && (page == "" || !strings.Contains(scripts, `"`+page+`"`)) {
			t.Errorf("no script makes docs/pictures/%s", filepath.Base(path))
		}
	}
}
