//go:build !windows

package publish

import (
	"errors"
	"os"
	"syscall"
)

// syncFolder lets file systems pass that cannot sync a folder, as some network
// ones.
func syncFolder(path string) error {
	dir, err := os.Open(path)
	if err != nil {
		return err
	}
	err = dir.Sync()
	if closing := dir.Close(); err == nil {
		err = closing
	}
	if err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	return nil
}
