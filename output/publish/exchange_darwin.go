package publish

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// exchangeFolders swaps two folders in one step.
func exchangeFolders(a, b string) error {
	if err := unix.RenamexNp(a, b, unix.RENAME_SWAP); err != nil {
		return fmt.Errorf("exchanging %s and %s: %w", a, b, err)
	}
	return nil
}
