//go:build release

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"ogptracker/internal/config"
)

func init() { moreCommands = append(moreCommands, (*app).releaseFilesCommand) }

// packageHeading opens the configuration that a package installs.
const packageHeading = `Configuration of OGP Tracker, installed by its package.
Set site.contact first; then: ogptracker check --config /etc/ogptracker/config.yaml
Every key is optional. Any key can be overridden by the environment:
site.base_url by OGPTRACKER_SITE_BASE_URL.
yaml-language-server: $schema=/usr/share/ogptracker/config.schema.json`

// releaseFilesCommand writes what a release has beside the program: man pages
// and completions made from the commands, the configuration and its schema. It
// is in no program that is shipped.
func (a *app) releaseFilesCommand() *cobra.Command {
	return &cobra.Command{
		Use: "release-files <folder> <date>", Hidden: true, Args: args(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, given []string) error {
			root, dir := cmd.Root(), given[0]
			date, err := time.Parse(time.DateOnly, given[1])
			if err != nil {
				return err
			}
			root.DisableAutoGenTag = true
			man := filepath.Join(dir, "man")
			if err := os.MkdirAll(man, 0o755); err != nil {
				return err
			}
			header := &doc.GenManHeader{Title: "OGPTRACKER", Section: "1", Source: "OGP Tracker", Manual: "OGP Tracker", Date: &date}
			if err := doc.GenManTree(root, header, man); err != nil {
				return err
			}
			schema, err := config.Schema()
			if err != nil {
				return err
			}
			files := map[string][]byte{
				"config.schema.json": append(schema, '\n'),
				"config.yaml": config.Example(packageHeading, map[string]string{
					"state.dir": "/var/lib/ogptracker/state", "output.dir": "/var/lib/ogptracker/published",
				}),
			}
			for name, make := range map[string]func(*bytes.Buffer) error{
				"ogptracker.bash": func(b *bytes.Buffer) error { return root.GenBashCompletionV2(b, true) },
				"ogptracker.zsh":  func(b *bytes.Buffer) error { return root.GenZshCompletion(b) },
				"ogptracker.fish": func(b *bytes.Buffer) error { return root.GenFishCompletion(b, true) },
				"ogptracker.ps1":  func(b *bytes.Buffer) error { return root.GenPowerShellCompletionWithDesc(b) },
			} {
				var b bytes.Buffer
				if err := make(&b); err != nil {
					return err
				}
				files["completions/"+name] = b.Bytes()
			}
			for name, data := range files {
				path := filepath.Join(dir, filepath.FromSlash(name))
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					return err
				}
				if err := os.WriteFile(path, data, 0o644); err != nil {
					return err
				}
			}
			return nil
		},
	}
}
