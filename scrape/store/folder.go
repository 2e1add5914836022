package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Only the account that runs the program reads its state: pages may hold what
// a site shows to nobody else, and the history what an operator was told.
const (
	privateFolder = 0o700
	privateFile   = 0o600
	others        = 0o007
)

// makePrivate makes the file and its folder where they are missing, readable
// by their owner alone, and shuts others out of those of earlier versions.
// Files that SQLite makes beside the file have the file's own permissions.
func makePrivate(path string) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, privateFolder); err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, privateFile)
	if err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	return errors.Join(shutOut(dir), shutOut(path))
}

// shutOut takes the rights of others away. A file of another owner stays as
// that owner has it.
func shutOut(path string) error {
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm()&others == 0 {
		return err
	}
	if err := os.Chmod(path, info.Mode().Perm()&^others); err != nil && !errors.Is(err, fs.ErrPermission) {
		return err
	}
	return nil
}
