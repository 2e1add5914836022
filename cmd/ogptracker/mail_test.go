package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ogptracker/internal/config"
	"ogptracker/internal/mail/mailtest"
)

// A mail server that is not trusted, refuses or is not there harms no run, and the password is nowhere to be read: on the terminal, in the log,
// status, metrics, history, reports and the configuration as printed.
func TestMailHarmsNoRunAndItsPasswordIsNeverShown(t *testing.T) {
	t.Parallel()
	site := newLocalSite(t)
	const password = "hunter2-hunter2"
	for name, c := range map[string]struct {
		password string
		change   func(*mailtest.Server)
		server   func(*mailtest.Server) string
		says     string
	}{
		"no trust in its certificate": {password, nil, (*mailtest.Server).Address, "certificate"},
		"a refused recipient":         {password, func(s *mailtest.Server) { s.Refuses = true }, (*mailtest.Server).Address, "550"},
		"a server that is not there":  {password, nil, func(*mailtest.Server) string { return "smtps://me@127.0.0.1:1" }, "refused"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			encryption := mailtest.TLS
			if c.change != nil {
				encryption = mailtest.Plain
			}
			s := mailtest.New(t, encryption)
			if c.change != nil {
				c.change(s)
			}
			w := newWorkplace(t, site.URL, "mail: {server: \""+c.server(s)+"\", from: ogp@example.org}", "notify: {after: 1, email: [desk@example.org]}",
				"watch: [{name: nordic, members: [finland], changes: nightly, email: [staff@example.org]}]")
			said := &bytes.Buffer{}
			run := func(args ...string) int {
				return execute(t.Context(), append(args, "--config", w.config), nil, said, said, []string{config.MailPassword + "=" + c.password})
			}
			if code := run("run"); code != exitComplete {
				t.Fatalf("the run ended with %d:\n%s", code, said)
			}
			if code := run("check", "--notify"); code != exitFailed {
				t.Errorf("check --notify ended with %d", code)
			}
			run("status", "--json")
			run("config", "--print")
			if !strings.Contains(said.String(), "nordic") || !strings.Contains(said.String(), c.says) {
				t.Errorf("nobody hears that the digest could not be sent (%q):\n%s", c.says, said)
			}
			if len(s.Mails()) != 0 {
				t.Errorf("taken: %q", s.Mails())
			}
			everything := said.String() + filesOf(t, w.dir)
			if strings.Contains(everything, c.password) {
				t.Error("the password is shown")
			}
		})
	}
}

// filesOf are the contents of all files of a folder.
func filesOf(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		b.Write(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}
