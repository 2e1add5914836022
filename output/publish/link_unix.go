//go:build !windows

package publish

import "os"

func makeLink(target, link string) error { return os.Symlink(target, link) }
