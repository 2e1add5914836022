package digest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/cenkalti/backoff/v5"

	"ogptracker/internal/config"
)

// keep replaces the file of a watch list by the digest: whoever opens it meets
// the one before or this one, never half of one.
func (d *Digest) keep(w *config.Watch) error {
	if err := d.replace(w.File, w.FileForm()); err != nil {
		return backoff.Permanent(fmt.Errorf("the file of the watch list: %w", err))
	}
	return nil
}

func (d *Digest) replace(path, format string) (err error) {
	folder := filepath.Dir(path)
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	f, err := os.CreateTemp(folder, ".ogptracker-digest-")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if err := errors.Join(d.Write(f, format), f.Chmod(0o644), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
