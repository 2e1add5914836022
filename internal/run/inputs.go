package run

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"ogptracker/internal/config"
	"ogptracker/scrape/irmtable"
	"ogptracker/scrape/page"
	"ogptracker/scrape/page/label"
	"ogptracker/scrape/record"
	"ogptracker/transform/vocabulary"
)

// inputs are what a run reads beside the site.
type inputs struct {
	reader    *page.Reader
	crosswalk *vocabulary.Crosswalk
	table     *record.Table
}

// readInputs reads labels, crosswalk and OGP's table. A run that is rebuilt
// uses the table it used then.
func (n *night) readInputs() (in inputs, err error) {
	c := n.Config
	if in.reader, err = page.New(page.Taught(c.Labels)); err != nil {
		return in, labelsError(c, err)
	}
	var words []byte
	if c.Sources.Crosswalk != "" {
		if words, err = os.ReadFile(c.Sources.Crosswalk); err != nil {
			return in, unreadableFile(c.Where("sources.crosswalk"), c.Sources.Crosswalk, err)
		}
	}
	if in.crosswalk, err = vocabulary.ParseCrosswalk(words); err != nil {
		return in, usage(c.Where("sources.crosswalk"), "%s: %v", c.Sources.Crosswalk, err)
	}
	return in, n.readTable(&in)
}

// unreadableFile says of a file that the configuration names what to do.
func unreadableFile(where, path string, err error) error {
	if outOfFiles(err) {
		return err // nothing is wrong with what the configuration names
	}
	advice := "name a file that is there"
	if errors.Is(err, fs.ErrPermission) {
		advice = "let the user who runs OGP Tracker read it"
	}
	return usage(where, "%s cannot be read: %v; %s", path, errors.Unwrap(err), advice)
}

// labelsError says where a mistake in the operator's labels stands, and what
// was meant, where that is near.
func labelsError(c *config.Config, err error) error {
	var e *label.SettingError
	if !errors.As(err, &e) {
		return err
	}
	hint := config.Suggest(e.Value, e.Known)
	if hint == "" && len(e.Known) > 0 {
		hint = "; known are " + strings.Join(e.Known, ", ")
	}
	return usage(c.Where(e.Key), "%q: %s%s", e.Value, e.What, hint)
}

// readTable reads the table's file. A run that is rebuilt has it in the
// archive.
func (n *night) readTable(in *inputs) error {
	path := n.Config.Sources.IRMTable
	if path == "" || n.earlier != nil || n.Config.TableByAddress() {
		return nil
	}
	where := n.Config.Where("sources.irm_table")
	info, err := os.Stat(path)
	if err != nil {
		return unreadableFile(where, path, err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return unreadableFile(where, path, err)
	}
	if in.table, err = irmtable.Read(filepath.Base(path), data, info.ModTime().UTC().Truncate(time.Second)); err != nil {
		return usage(where, "%s: %v", path, err)
	}
	return nil
}
