package store

import "golang.org/x/sys/unix"

// disk says how many bytes may still be written under dir, and whether its
// file system may only be read.
func disk(dir string) (free uint64, readOnly bool, err error) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, false, err
	}
	return s.Bavail * uint64(s.Bsize), s.Flags&unix.ST_RDONLY != 0, nil
}
