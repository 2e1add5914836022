package run

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"

	"ogptracker/internal/config"
	"ogptracker/transform/vocabulary"
)

// CheckUsage says what a run would refuse before it touches anything.
func CheckUsage(deps Deps, opts Options) error {
	n := &night{Deps: deps, Options: opts, offline: opts.Offline || opts.AsOf != ""}
	return n.checkUsage()
}

// Check looks at everything that a run would refuse, and more: labels,
// crosswalk and table are read, folders are tried. The error joins one
// *UsageError for each mistake; warnings are what may be meant so.
func Check(deps Deps) (warnings []string, err error) {
	n := &night{Deps: deps}
	errs := []error{n.checkUsage()}
	if errs[0] == nil {
		errs = append(errs, n.checkInputs()...)
	}
	c := n.Config
	for _, dir := range []struct{ key, path string }{{"state.dir", c.State.Dir}, {"output.dir", c.Output.Dir}, {"output.copy_to", c.Output.CopyTo}} {
		if dir.path != "" {
			errs = append(errs, writable(c.Where(dir.key), dir.path))
		}
	}
	if c.Output.CopyTo != "" {
		if _, err := os.Stat(c.Output.CopyTo); errors.Is(err, fs.ErrNotExist) {
			warnings = append(warnings, fmt.Sprintf("%s: %s is not there; the first copy makes it, so see that the share is mounted before", c.Where("output.copy_to"), c.Output.CopyTo))
		}
	}
	for i := range c.Watch {
		if w := &c.Watch[i]; w.File != "" {
			errs = append(errs, writable(c.Where("watch"), filepath.Dir(w.File)))
		}
	}
	warnings = append(warnings, mailWarnings(c)...)
	warnings = append(warnings, browserWarnings(deps)...)
	known := vocabulary.KnownMembers()
	var ids []string
	for _, m := range known.All() {
		ids = append(ids, m.ID)
	}
	for _, id := range c.Site.Members {
		if known.Find(id) != nil {
			continue
		}
		if near := config.Suggest(id, ids); near != "" {
			errs = append(errs, usage(c.Where("site.members"), "%q: nobody knows this member%s", id, near))
			continue
		}
		warnings = append(warnings, fmt.Sprintf("%s: %q: the program does not know this member; a run is complete only if the site's members list names it", c.Where("site.members"), id))
	}
	return warnings, errors.Join(errs...)
}

// checkInputs reads what a run reads beside the site, each by itself, so that
// all mistakes are told at once.
func (n *night) checkInputs() (errs []error) {
	for _, only := range []config.Sources{
		{}, // labels
		{Crosswalk: n.Config.Sources.Crosswalk},
		{IRMTable: n.Config.Sources.IRMTable},
	} {
		one := *n.Config
		one.Sources = only
		if only.Crosswalk != "" || only.IRMTable != "" {
			one.Labels = config.Labels{}
		}
		part := &night{Deps: Deps{Config: &one, Now: n.Now, Log: n.Log}}
		_, err := part.readInputs()
		errs = append(errs, err)
	}
	return errs
}

// mailWarnings names who would get mail that no server is set for.
func mailWarnings(c *config.Config) (warnings []string) {
	if c.Mail.Server != "" && c.Mail.From != "" {
		return nil
	}
	const want = "mail is asked for, but mail.server and mail.from are not both set; it could not be sent"
	if len(c.Notify.Email) > 0 {
		warnings = append(warnings, fmt.Sprintf("%s: %s", c.Where("notify.email"), want))
	}
	for i := range c.Watch {
		if len(c.Watch[i].Email) > 0 {
			warnings = append(warnings, fmt.Sprintf("%s: watch list %q: %s", c.Where("watch"), c.Watch[i].Name, want))
		}
	}
	return warnings
}

// writable tries whether files can be made in a folder or, where it is not
// there yet, in the folder it would be made in. What it makes it removes.
func writable(where, dir string) error {
	for folder := dir; ; folder = filepath.Dir(folder) {
		info, err := os.Stat(folder)
		switch {
		case errors.Is(err, fs.ErrNotExist) && folder != filepath.Dir(folder):
			continue
		case err != nil:
			return usage(where, "%s cannot be looked at: %v; let the user who runs OGP Tracker read it", folder, errors.Unwrap(err))
		case !info.IsDir():
			return usage(where, "%s is a file; expected a folder", folder)
		}
		f, err := os.CreateTemp(folder, ".ogptracker-check-")
		if err != nil {
			return usage(where, "%s cannot be written: %v; let the user who runs OGP Tracker write there (under the shipped unit: ReadWritePaths=%s)", folder, errors.Unwrap(err), dir)
		}
		return errors.Join(f.Close(), os.Remove(f.Name()))
	}
}

// checkCommand refuses a command where no shell can run it, as in the
// container: a message that can never be sent is known before the bad night.
func checkCommand(c *config.Config) error {
	if c.Notify.Command == "" || runtime.GOOS == "windows" {
		return nil
	}
	if _, err := exec.LookPath("/bin/sh"); err != nil {
		return usage(c.Where("notify.command"), "there is no /bin/sh here to run it, as in the container; use notify.webhook")
	}
	return nil
}
