package publish

import "errors"

// makeLink makes no link on Windows: making one takes a privilege, and one
// that leads to a folder cannot be replaced by rename.
func makeLink(_, _ string) error { return errors.ErrUnsupported }
