package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/spf13/cobra"

	"ogptracker/internal/samplesite"
	"ogptracker/scrape/render/rendertest"
)

// shellWords are the words of a command as a shell takes them.
var shellWords = regexp.MustCompile(`"[^"]*"|\S+`)

// mentions are calls that a text names without what they need: no command to
// type.
var mentions = []string{"inspect", "inspect --learn", "inspect --render", "run --accept"}

// stand holds a place of each kind that commands of the documents speak of.
type stand struct {
	t    *testing.T
	site *localSite
	live *workplace // a site that answers, one run made
	demo *workplace // the demo's two nights of January 2025
}

// Every command that README, manuals and --help write down is typed here: each
// does what it says, on a place of its kind.
func TestEveryCommandOfTheDocumentsRuns(t *testing.T) {
	s := newStand(t)
	ran := map[string]bool{}
	for _, call := range documentedCalls(t) {
		if ran[call] || slices.Contains(mentions, call) {
			continue
		}
		ran[call] = true
		w, args := s.filled(call)
		if _, err := exec.LookPath("chromium"); err != nil && slices.Contains(args, "--render") {
			t.Logf("%s: there is no Chromium on this machine", call)
			continue
		}
		code, said := typed(t, w, args)
		want := []int{exitComplete}
		switch {
		case args[0] == "run" && w == s.live:
			want = append(want, exitIncomplete)
		case args[0] == "serve", slices.Contains(args, "--serve"):
			want = append(want, exitInterrupted)
		case args[0] == "status":
			want = append(want, exitStale)
		}
		if !slices.Contains(want, code) {
			t.Errorf("ogptracker %s ended with %d:\n%.600s", call, code, said)
		}
	}
	if len(ran) < 35 {
		t.Errorf("only %d commands found", len(ran))
	}
}

// documentedCalls are the calls of the program in all texts, each once.
func documentedCalls(t *testing.T) (calls []string) {
	t.Helper()
	top := filepath.Join("..", "..")
	files, err := filepath.Glob(filepath.Join(top, "docs", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, file := range append(files, filepath.Join(top, "README.md")) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(data))
	}
	root := (&app{stdout: io.Discard, stderr: io.Discard}).root()
	for _, c := range root.Commands() {
		texts = append(texts, c.Example)
	}
	known := func(word string) bool {
		return slices.ContainsFunc(root.Commands(), func(c *cobra.Command) bool { return c.Name() == word && !c.Hidden })
	}
	for _, text := range texts {
		for _, m := range called.FindAllStringSubmatch(text, -1) {
			call, _, _ := strings.Cut(m[1], " > ")
			call = strings.TrimRight(strings.TrimSuffix(strings.TrimSpace(call), "..."), " .,:")
			if word, _, _ := strings.Cut(call, " "); known(word) {
				calls = append(calls, call)
			}
		}
	}
	return calls
}

func newStand(t *testing.T) *stand {
	s := &stand{t: t, site: newLocalSite(t)}
	nordic := "watch: [{name: nordic, members: [finland, estonia]}]"
	s.live = newWorkplace(t, s.site.URL, nordic, "notify: {command: cat}", "serve: {listen: \"127.0.0.1:0\"}")
	config, err := os.ReadFile(s.live.config)
	if err != nil {
		t.Fatal(err)
	}
	browser := fmt.Sprintf("fetch: {browser: chromium, browser_no_sandbox: %v, ", rendertest.NoSandbox())
	s.live.write(strings.Replace(string(config), "fetch: {", browser, 1))
	s.live.must(exitComplete, "run")
	s.demo = &workplace{t: t, dir: filepath.Join(t.TempDir(), "demo")}
	s.demo.config = filepath.Join(s.demo.dir, "config.yaml")
	if code := execute(t.Context(), []string{"demo", "--dir", s.demo.dir}, nil, io.Discard, io.Discard, nil); code != exitComplete {
		t.Fatalf("the demo ended with %d", code)
	}
	data, err := os.ReadFile(s.demo.config)
	if err != nil {
		t.Fatal(err)
	}
	s.demo.write(strings.Replace(string(data), "watch: []", nordic, 1))
	return s
}

// filled puts real things in place of a call's examples, and says where it is
// to be typed.
func (s *stand) filled(call string) (*workplace, []string) {
	w := s.live
	if strings.Contains(call, "2025") || strings.Contains(call, "--as-of") || strings.HasPrefix(call, "digest") {
		w = s.demo
	}
	page := s.site.URL + "/members/estonia/"
	saved := filepath.Join(s.live.dir, samplesite.SavedPagesDir, "estonia-2018.html")
	if found, _ := filepath.Glob(filepath.Join(s.live.dir, samplesite.SavedPagesDir, "*.html")); len(found) > 0 {
		saved = found[0]
	}
	for _, p := range [][2]string{
		{"<url|file>", page}, {"<url", page}, {"<address>", page}, {"<run>", "20250114T020000Z"}, {"<folder>", s.t.TempDir()},
		{"https://www.opengovpartnership.org/members", s.site.URL + "/members"}, {"saved.html", saved}, {"--out january", "--out " + s.t.TempDir()},
		{"/var/lib/ogptracker/published", s.t.TempDir()}, {"published/latest/ogp-report.xlsx", w.published("latest", "ogp-report.xlsx")},
		{" --config /etc/ogptracker/config.yaml", ""}, {" --config demo/config.yaml", ""},
	} {
		call = strings.ReplaceAll(call, p[0], p[1])
	}
	args := shellWords.FindAllString(call, -1)
	for i := range args {
		args[i] = strings.Trim(args[i], `"`)
	}
	switch {
	case args[0] == "init":
		args = append(args, "--config", filepath.Join(s.t.TempDir(), "config.yaml"))
		if !slices.Contains(args, "--contact") {
			args = append(args, "--contact", "data@ministry.example") // asked for on a terminal
		}
	case args[0] == "demo":
		args = append(args, "--dir", filepath.Join(s.t.TempDir(), "demo"))
	default:
		args = append(args, "--config", w.config)
	}
	return w, args
}

// typed runs a command; one that stays up is told to stop once it serves.
func typed(t *testing.T, w *workplace, args []string) (code int, said string) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	out := &listener{heard: []string{"msg=serving", "until you press Ctrl-C"}, then: stop}
	code = execute(ctx, args, nil, out, out, nil)
	return code, out.String()
}

// listener keeps what is said, and acts once it hears one of some words.
type listener struct {
	mu    sync.Mutex
	buf   bytes.Buffer
	heard []string
	then  func()
}

func (l *listener) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	n, err := l.buf.Write(p)
	for _, words := range l.heard {
		if strings.Contains(l.buf.String(), words) {
			l.then()
		}
	}
	return n, err
}

func (l *listener) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}
