package publish

import "os"

// syncFolder does nothing: Windows cannot flush a folder.
func syncFolder(string) error { return nil }

// syncOpenFolder does nothing, for the same reason.
func syncOpenFolder(*os.File) error { return nil }
