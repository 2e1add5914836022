package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// leastFree is how much room a state folder must have for a run to begin with
// any hope: what SQLite writes beside the file before it moves it in.
const leastFree = 32 << 20

// Usable reports whether a run could use the file at path: nil, or what stands
// against it, with what to do. Whoever asks needs no right to write, since the
// folder is judged by what it is and not by trying.
func Usable(ctx context.Context, path string) error {
	dir := filepath.Dir(path)
	for _, p := range []string{dir, path} {
		info, err := os.Stat(p)
		switch {
		case errors.Is(err, fs.ErrNotExist) && p == dir:
			return nil // the first run makes it
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return wrap(p, "looking at it", err)
		case info.Mode().Perm()&0o200 == 0:
			return fmt.Errorf("%s %w (its owner may not write)", p, ErrDisk)
		}
	}
	free, readOnly, err := disk(dir)
	if err != nil {
		return wrap(dir, "looking at its disk", err)
	}
	if err := judgeDisk(dir, free, readOnly); err != nil {
		return err
	}
	f, err := View(ctx, path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return f.Close()
}

func judgeDisk(dir string, free uint64, readOnly bool) error {
	switch {
	case readOnly:
		return fmt.Errorf("%s %w (its disk may only be read)", dir, ErrDisk)
	case free < leastFree:
		return fmt.Errorf("%s %w (%d MB are free)", dir, ErrFull, free>>20)
	}
	return nil
}
