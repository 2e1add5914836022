package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// check refuses what a caller got wrong, before anything is touched.
func (p *publisher) check(files []File) error {
	if p.Dir == "" {
		return errors.New("no output folder: set output.dir")
	}
	if !runID.MatchString(p.Run) {
		return fmt.Errorf("%q is no run; want YYYYMMDDTHHMMSSZ", p.Run)
	}
	if p.Record == nil {
		return errors.New("no run record")
	}
	seen := make(map[string]string, len(files))
	for _, f := range files {
		if !filepath.IsLocal(filepath.FromSlash(f.Name)) || strings.Contains(f.Name, `\`) || strings.HasPrefix(filepath.Base(f.Name), ".") {
			return fmt.Errorf("%q cannot be the name of a file of a report", f.Name)
		}
		// Two names that differ in case are one file on Windows and macOS.
		key := strings.ToLower(f.Name)
		if other, ok := seen[key]; ok || key == RecordName {
			return fmt.Errorf("the file name %q is taken twice (%q)", f.Name, other)
		}
		seen[key] = f.Name
	}
	return nil
}

// prepare makes the output folder and sees that latest is ours to replace.
func (p *publisher) prepare() error {
	if err := p.makeFolder(p.Dir, "output.dir"); err != nil {
		return err
	}
	if err := p.makeFolder(p.runs, "the folder of runs"); err != nil {
		return err
	}
	if info, err := os.Stat(p.folder); err == nil && !info.IsDir() {
		return fmt.Errorf("%s is a file where the run's folder belongs: move it away", p.folder)
	}
	return p.checkLatest()
}

func (p disk) makeFolder(path, what string) error {
	info, err := os.Stat(path)
	switch {
	case err == nil && !info.IsDir():
		return fmt.Errorf("%s %s is a file, not a folder: move the file away or name another folder", what, path)
	case err == nil:
		return nil
	case errors.Is(err, syscall.ENOTDIR):
		return fmt.Errorf("%s %s lies below a file, not a folder: move the file away or name another folder: %w", what, path, err)
	}
	if err := os.MkdirAll(path, 0o777); err != nil {
		return fmt.Errorf("%s %s cannot be made: %w", what, path, explain(err))
	}
	return p.syncFolder(filepath.Dir(path))
}

// checkLatest refuses a latest that something else has made: replacing it
// would destroy what is not ours.
func (p *publisher) checkLatest() error {
	info, err := os.Lstat(p.latest)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("looking at %s: %w", p.latest, explain(err))
	case isLink(info):
		return nil
	case !info.IsDir():
		return fmt.Errorf("%s is a file that OGP Tracker did not make: move it away", p.latest)
	}
	if _, err := readRecord(p.latest); err == nil {
		return nil
	}
	entries, err := os.ReadDir(p.latest)
	if err != nil {
		return fmt.Errorf("looking at %s: %w", p.latest, explain(err))
	}
	if len(entries) > 0 {
		return fmt.Errorf("%s is a folder that OGP Tracker did not make (it has no %s that lists files): move it away or set output.dir to another folder", p.latest, RecordName)
	}
	return nil
}

// isLink takes Windows junctions, which are irregular there, for links too.
func isLink(info fs.FileInfo) bool {
	return info.Mode()&(fs.ModeSymlink|fs.ModeIrregular) != 0
}

// explain adds what to do to the errors of a disk that people can mend.
func explain(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, syscall.ENOSPC):
		return fmt.Errorf("the disk is full; free some space there (output.keep_runs says how many reports are kept): %w", err)
	case errors.Is(err, syscall.EDQUOT):
		return fmt.Errorf("the disk quota is used up; raise it, or free some space there: %w", err)
	case errors.Is(err, syscall.EROFS):
		return fmt.Errorf("the file system is read-only; make it writable, or name another folder in the configuration: %w", err)
	case errors.Is(err, syscall.EIO):
		return fmt.Errorf("the disk failed; check it, or name another folder in the configuration: %w", err)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("permission denied; let the user who runs OGP Tracker write there: %w", err)
	}
	return err
}

// untouched says what a reader of a failed run's message asks first.
func untouched(err error) error {
	return fmt.Errorf("the earlier report is untouched, this run is not published: %w", explain(err))
}
