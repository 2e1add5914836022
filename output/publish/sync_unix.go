//go:build !windows

package publish

import (
	"errors"
	"os"
	"syscall"
)

func syncFolder(path string) error {
	dir, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(syncOpenFolder(dir), dir.Close())
}

// syncOpenFolder lets file systems pass that cannot sync a folder, as some
// network ones.
func syncOpenFolder(dir *os.File) error {
	if err := dir.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	return nil
}
