package publish

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
)

// share is the folder that staff read, opened so that nothing leads out of it:
// the folder is theirs, and a link they put there must not make the program
// write, read or remove anything of its own. Names are relative, with slashes.
type share struct {
	root *os.Root
	name string
}

// markerName is the file that the first copy leaves on a share. Where it is
// missing later the share is not mounted, and the copy would fill a folder of
// this machine that nobody reads.
const markerName = ".ogptracker-copy"

const markerText = "OGP Tracker copies its report into this folder. Leave this file here: it tells the mounted share from an empty folder.\n"

// openShare opens a share. One that has held a copy before must be there with
// its marker; a new one is made.
func openShare(folder string, copiedBefore bool) (*share, error) {
	const mount = "is the share mounted? Mount it; if it is a new one, put an empty file called " + markerName + " there"
	root, err := os.OpenRoot(folder)
	switch {
	case err == nil:
	case errors.Is(err, fs.ErrNotExist) && copiedBefore:
		return nil, fmt.Errorf("output.copy_to %s is not there, although earlier reports were copied to it: %s", folder, mount)
	case errors.Is(err, fs.ErrNotExist):
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return nil, fmt.Errorf("output.copy_to %s cannot be made: %w", folder, explain(err))
		}
		if root, err = os.OpenRoot(folder); err != nil {
			return nil, fmt.Errorf("output.copy_to %s cannot be opened: %w", folder, explain(err))
		}
	default:
		if info, statErr := os.Stat(folder); statErr == nil && !info.IsDir() {
			return nil, fmt.Errorf("output.copy_to %s is a file, not a folder: move the file away or name another folder", folder)
		}
		return nil, fmt.Errorf("output.copy_to %s cannot be opened: %w", folder, explain(err))
	}
	s := &share{root, folder}
	if copiedBefore && !s.isFile(markerName) {
		return nil, errors.Join(fmt.Errorf("%s is empty of %s, which an earlier copy left there: %s", folder, markerName, mount), root.Close())
	}
	return s, nil
}

// mark leaves the marker.
func (s *share) mark() error {
	if s.isFile(markerName) {
		return nil
	}
	f, err := s.create(markerName)
	if err != nil {
		return err
	}
	_, err = io.WriteString(f, markerText)
	return errors.Join(err, f.Close())
}

// isFile: a plain file of this name, not a link, a pipe or a folder.
func (s *share) isFile(name string) bool {
	info, err := s.root.Lstat(name)
	return err == nil && info.Mode().IsRegular()
}

// folders makes the folders that a file lies in. A link in place of one is
// refused, even where it stays inside the share.
func (s *share) folders(name string) error {
	dir := ""
	for _, part := range strings.Split(path.Dir(name), "/") {
		if part == "." {
			return nil
		}
		dir = path.Join(dir, part)
		info, err := s.root.Lstat(dir)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			if err := s.root.Mkdir(dir, 0o755); err != nil {
				return err
			}
			_ = s.root.Chmod(dir, 0o755) // some shares know no such rights
		case err != nil:
			return err
		case !info.IsDir():
			return fmt.Errorf("%s is a link or a file where a folder belongs: move it away", path.Join(s.name, dir))
		}
	}
	return nil
}

// create makes a file anew: whatever stands in its place, a link above all, is
// removed first and never opened. Staff may read it, whatever the rights of the
// report itself.
func (s *share) create(name string) (*os.File, error) {
	if err := s.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	f, err := s.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return nil, err
	}
	_ = f.Chmod(0o644) // some shares know no such rights
	return f, nil
}

// holds: the share has the file as it was written.
func (s *share) holds(w Written) bool {
	if !s.isFile(w.Name) {
		return false
	}
	f, err := s.root.Open(w.Name)
	if err != nil {
		return false
	}
	defer f.Close()
	return sumsTo(f, path.Join(s.name, w.Name), w) == nil
}

// earlier are the files that the share's run.json lists; none where it has
// none that can be read.
func (s *share) earlier() []Written {
	const largest = 64 << 20
	if !s.isFile(RecordName) {
		return nil
	}
	f, err := s.root.Open(RecordName)
	if err != nil {
		return nil
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, largest))
	if err != nil {
		return nil
	}
	listed, err := parseRecord(data)
	if err != nil {
		return nil
	}
	return listed
}
