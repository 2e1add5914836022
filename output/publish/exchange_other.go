//go:build !linux && !darwin

package publish

import "errors"

// exchangeFolders is not to be had here; the caller goes the long way.
func exchangeFolders(_, _ string) error { return errors.ErrUnsupported }
