package archive

import (
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// What can be wrong with an archive as a whole. Each says what to do.
var (
	// ErrNewer: the file's schema is newer than this program's.
	ErrNewer = errors.New("was written by a newer version of OGP Tracker: run that version, or name another folder in state.dir")
	// ErrForeign: the file is a database, but not an archive.
	ErrForeign = errors.New("is not an OGP Tracker archive: name another folder in state.dir, or move the file away")
	// ErrDamaged: the file, or something in it, cannot be trusted.
	ErrDamaged = errors.New("is damaged: restore archive.db from a backup, or move it away and let the next run read the site anew; published reports are not affected")
	// ErrLocked: another program holds the file for longer than a run waits.
	ErrLocked = errors.New("is held by another program: wait for that run to end, or close the program that has the file open")
	// ErrFull: nothing more can be written. What was saved before stands.
	ErrFull = errors.New("cannot grow because the disk is full: free some space and run again; the run resumes where it stopped")
	// ErrDisk: the disk under the file failed.
	ErrDisk = errors.New("could not be read or written: check the disk and the permissions of the file and its folder")
)

// What callers decide on.
var (
	// ErrNoRun: the archive holds no such run.
	ErrNoRun = errors.New("no such run in the archive")
	// ErrPruned: the run was there, but what it needs was pruned.
	ErrPruned = errors.New("the run was pruned: what it needs to be rebuilt is gone")
	// ErrNoBody: the archive holds no body with such a hash.
	ErrNoBody = errors.New("no such body in the archive")
)

// wrap names the archive and what was being done, and puts the sentinel for
// the fault in front of SQLite's own words.
func (a *Archive) wrap(doing string, err error) error {
	return wrap(a.path, doing, err)
}

func wrap(path, doing string, err error) error {
	if err == nil {
		return nil
	}
	var se *sqlite.Error
	if !errors.As(err, &se) {
		return fmt.Errorf("%s: %s: %w", path, doing, err)
	}
	if sentinel := fault(se.Code()); sentinel != nil {
		return fmt.Errorf("%s %w (%s: %w)", path, sentinel, doing, err)
	}
	return fmt.Errorf("%s: %s: %w", path, doing, err)
}

// fault maps SQLite's result codes, whose low byte is the primary code.
func fault(code int) error {
	if code == sqlite3.SQLITE_IOERR_SHMSIZE {
		return ErrFull // no room for the file that readers and the writer share
	}
	switch code & 0xff {
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return ErrDamaged
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return ErrLocked
	case sqlite3.SQLITE_FULL:
		return ErrFull
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return ErrDisk
	}
	return nil
}
