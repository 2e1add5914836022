package store

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// What can be wrong with the state as a whole. Each says what to do.
var (
	// ErrNewer: the file's schema is newer than this program's.
	ErrNewer = errors.New("was written by a newer version of OGP Tracker: install that version, or name another folder in state.dir")
	// ErrForeign: the file is a database, but not one of this program.
	ErrForeign = errors.New("is not an OGP Tracker archive: name another folder in state.dir, or move the file away")
	// ErrDamaged: the file, or something in it, cannot be trusted.
	ErrDamaged = errors.New("is damaged: restore it from a backup, or move it away and let the next run read the site anew; published reports are not affected, and the history is taken from them")
	// ErrLocked: another program holds the file for longer than is waited.
	ErrLocked = errors.New("is held by another program: wait for that run to end, or close the program that has the file open")
	// ErrFull: nothing more can be written. What was saved before stands.
	ErrFull = errors.New("cannot grow because the disk is full: free some space and run again; the run resumes where it stopped")
	// ErrDisk: the disk under the file failed, or may not be used.
	ErrDisk = errors.New("could not be read or written: check the disk and the permissions of the file and its folder")
	// errOpen: SQLite could not open the file or one beside it, and does not
	// say why; it has no words of its own for a process out of open files.
	errOpen = fmt.Errorf("%w, and how many files may be open (ulimit -n, LimitNOFILE= in the unit)", ErrDisk)
)

// errClosed is what a write after Close gets.
var errClosed = errors.New("the archive is closed")

// Wrap names the file and what was being done, and puts the sentinel for the
// fault in front of SQLite's own words. It returns nil for nil.
func (f *File) Wrap(doing string, err error) error { return wrap(f.path, doing, err) }

// Explain names a file of the state folder and what was being done, and puts
// what to do in front of the system's own words. It returns nil for nil.
func Explain(path, doing string, err error) error { return wrap(path, doing, err) }

func wrap(path, doing string, err error) error {
	if err == nil {
		return nil
	}
	if sentinel := fault(err); sentinel != nil && !errors.Is(err, sentinel) {
		return fmt.Errorf("%s %w (%s: %w)", path, sentinel, doing, err)
	}
	return fmt.Errorf("%s: %s: %w", path, doing, err)
}

// fault finds the sentinel for an error of SQLite, whose low byte is the
// primary code, or of the system.
func fault(err error) error {
	var se *sqlite.Error
	if !errors.As(err, &se) {
		return systemFault(err)
	}
	if se.Code() == sqlite3.SQLITE_IOERR_SHMSIZE {
		return ErrFull // no room for the file that readers and the writer share
	}
	switch se.Code() & 0xff {
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_SCHEMA: // or its tables are not as this program made them
		return ErrDamaged
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return ErrLocked
	case sqlite3.SQLITE_FULL:
		return ErrFull
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		return ErrDisk
	case sqlite3.SQLITE_CANTOPEN:
		return errOpen
	}
	return nil
}

func systemFault(err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return ErrFull
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS), errors.Is(err, syscall.ENOTDIR), errors.Is(err, syscall.EISDIR), errors.Is(err, syscall.EIO):
		return ErrDisk
	}
	return nil
}
