package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"ogptracker/internal/config"
)

// answers are what init asks for.
type answers struct{ contact, members, report string }

// initCommand writes a first configuration.
func (a *app) initCommand() *cobra.Command {
	var given answers
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Write a first configuration after three questions",
		Long: `Asks for the contact that the site's owner can write to, the members to read,
and the folder of the report, and writes a commented config.yaml (or the file
named by --config). What a flag says is not asked for; without a terminal
nothing is, and --contact is needed. A file that is there is left alone.`,
		Example: `  ogptracker init
  ogptracker init --contact data@ministry.example --members estonia,finland
  ogptracker init --config /etc/ogptracker/config.yaml --contact data@ministry.example --report /var/lib/ogptracker/published`,
		Args: args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.init(cmd, given) },
	}
	cmd.Flags().StringVar(&given.contact, "contact", "", "an `address` the site's owner can write to")
	cmd.Flags().StringVar(&given.members, "members", "", "member `ids`, separated by commas; none: all members")
	cmd.Flags().StringVar(&given.report, "report", "", "`folder` of the report (default: published, beside the file)")
	return cmd
}

func (a *app) init(cmd *cobra.Command, given answers) error {
	path := a.configFile
	if path == "" {
		path = config.DefaultFile
	}
	if _, err := os.Lstat(path); err == nil {
		return &usageError{fmt.Errorf("%s is there already and is left alone; name another file with --config", path)}
	}
	if f, ok := a.stdin.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		if err := a.ask(cmd, &given); err != nil {
			return err
		}
	} else if given.contact == "" {
		return &usageError{errors.New("--contact: empty; there is no terminal to ask on, so it must be named")}
	}
	text, err := given.file()
	if err != nil {
		return &usageError{err}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return &usageError{fmt.Errorf("%s is there already and is left alone", path)}
	}
	if err != nil {
		return err
	}
	if _, err := f.Write(text); err != nil {
		return errors.Join(err, f.Close())
	}
	if err := f.Close(); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "Written: %s\nNext: ogptracker check --config %s, then ogptracker run --config %s\n", path, path, path)
	return err
}

// ask puts the questions whose answers no flag gave.
func (a *app) ask(cmd *cobra.Command, given *answers) error {
	in := bufio.NewReader(a.stdin)
	for _, q := range []struct {
		flag, question string
		answer         *string
	}{
		{"contact", "Which address can the site's owner write to (needed to read the site)? ", &given.contact},
		{"members", "Which members, by the ids of the site, separated by commas (none: all)? ", &given.members},
		{"report", "Which folder gets the report (none: published, beside the file)? ", &given.report},
	} {
		if cmd.Flags().Changed(q.flag) {
			continue
		}
		if _, err := io.WriteString(a.stdout, q.question); err != nil {
			return err
		}
		line, err := in.ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		*q.answer = strings.TrimSpace(line)
	}
	return nil
}

// file is the configuration of these answers, checked as any other.
func (g answers) file() ([]byte, error) {
	changes := map[string]string{"site.contact": strconv.Quote(g.contact)}
	var members []string
	for m := range strings.SplitSeq(g.members, ",") {
		if m = strings.TrimSpace(m); m != "" {
			members = append(members, m)
		}
	}
	if len(members) > 0 {
		changes["site.members"] = "[" + strings.Join(members, ", ") + "]"
	}
	if g.report != "" {
		changes["output.dir"] = "'" + strings.ReplaceAll(g.report, "'", "''") + "'"
	}
	text := config.Example(config.Heading, changes)
	if _, err := config.Parse("the answers", bytes.Clone(text)); err != nil {
		return nil, err
	}
	return text, nil
}
