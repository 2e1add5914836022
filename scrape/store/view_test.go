//go:build unix

package store

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A look at a state folder leaves it as it was, whatever its version and
// whether somebody is at work on it or not.
func TestLookingChangesNothing(t *testing.T) {
	for name, prepare := range map[string]func(*testing.T) string{
		"of an earlier version": oldFolder,
		"of an earlier version without an archive": func(t *testing.T) string {
			path := oldFolder(t)
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
			return path
		},
		"of this version": func(t *testing.T) string {
			path := oldFolder(t)
			checkCarried(t, path)
			return path
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := prepare(t)
			before := folderOf(t, path)
			f, err := View(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			if got := contents(t, f); len(got) != len(carried) || got[1][:16] != carried[1][:16] {
				t.Errorf("saw %q", got)
			}
			if err := f.Close(); err != nil {
				t.Error(err)
			}
			if diff := cmp.Diff(before, folderOf(t, path)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func folderOf(t *testing.T, path string) map[string]string {
	t.Helper()
	all := map[string]string{}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(filepath.Dir(path), e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		all[e.Name()] = string(data)
	}
	return all
}

func TestLookingWhileSomebodyWrites(t *testing.T) {
	path := oldFolder(t)
	f, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	err = f.Write(t.Context(), "trying", func(tx *Tx) error {
		_, err := tx.Exec(`INSERT INTO events (time, kind, text) VALUES ('2025-01-16T03:00:00Z', 'panicked', 'three')`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	view, err := View(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer view.Close()
	if got := contents(t, view); got[len(got)-1] != "skipped one, notified two, panicked three" {
		t.Errorf("saw %q", got[len(got)-1])
	}
	if err := view.Write(t.Context(), "trying", func(*Tx) error { return nil }); err == nil {
		t.Error("a look can write")
	}
}

func TestThereIsNothingToLookAt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state", FileName)
	if _, err := View(t.Context(), path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v", err)
	}
	if err := Usable(t.Context(), path); err != nil {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(filepath.Dir(path)); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the look made a folder")
	}
}

// What stands against a run is told by whoever looks, also by one who may not
// write, and also before the run.
func TestWhatStandsAgainstARunIsTold(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(t *testing.T, path string) error
		want  error
	}{
		"damaged": {func(_ *testing.T, path string) error {
			return os.WriteFile(path, []byte(strings.Repeat("x", 9000)), 0o600)
		}, ErrDamaged},
		"a folder read only": {func(_ *testing.T, path string) error { return os.Chmod(filepath.Dir(path), 0o500) }, ErrDisk},
		"a file read only":   {func(_ *testing.T, path string) error { return os.Chmod(path, 0o400) }, ErrDisk},
		"of a newer version": {func(t *testing.T, path string) error {
			checkCarried(t, path)
			rawExec(t, path, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, 1)`)
			return nil
		}, ErrNewer},
		"another program's": {func(t *testing.T, path string) error {
			if err := os.Remove(path); err != nil {
				return err
			}
			rawExec(t, path, `CREATE TABLE songs (name TEXT)`)
			return nil
		}, ErrForeign},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := oldFolder(t)
			if err := Usable(t.Context(), path); err != nil {
				t.Fatal(err)
			}
			if err := c.spoil(t, path); err != nil {
				t.Fatal(err)
			}
			if err := Usable(t.Context(), path); !errors.Is(err, c.want) || !strings.Contains(err.Error(), filepath.Dir(path)) {
				t.Errorf("%v", err)
			}
			_ = os.Chmod(filepath.Dir(path), 0o700)
		})
	}
	if judgeDisk("state", leastFree-1, false) == nil || judgeDisk("state", leastFree, true) == nil || judgeDisk("state", leastFree, false) != nil {
		t.Error("a full disk, or one that may only be read, is not told")
	}
}

// Somebody who may not write looks at a folder that belongs to another.
func TestLookingNeedsNoRightToWrite(t *testing.T) {
	if path := os.Getenv("OGPTRACKER_LOOK_AT"); path != "" {
		f, err := View(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		want := slices.Clone(carried)
		if _, err := os.Stat(f.oldHistory()); err == nil {
			for i := range want {
				want[i] = strings.Replace(want[i], " 1 {", " 0 {", 1) // what an archive has is not looked at
			}
		}
		if diff := cmp.Diff(want, contents(t, f)); diff != "" {
			t.Error(diff)
		}
		return
	}
	if os.Getuid() != 0 {
		t.Skip("only root can be somebody else")
	}
	for _, path := range []string{oldFolder(t), carriedFolder(t)} {
		for dir := filepath.Dir(path); dir != os.TempDir() && len(dir) > 1; dir = filepath.Dir(dir) {
			if err := os.Chmod(dir, 0o755); err != nil {
				t.Fatal(err)
			}
		}
		files, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if err := os.Chmod(file, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		copied := filepath.Join(filepath.Dir(path), "looker")
		program, err := os.ReadFile(os.Args[0])
		if err == nil {
			err = os.WriteFile(copied, program, 0o755)
		}
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.CommandContext(t.Context(), copied, "-test.run=^TestLookingNeedsNoRightToWrite$")
		cmd.Dir = filepath.Dir(path)
		cmd.Env = append(os.Environ(), "OGPTRACKER_LOOK_AT="+path)
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
	}
}

func carriedFolder(t *testing.T) string {
	t.Helper()
	path := oldFolder(t)
	checkCarried(t, path)
	return path
}

func TestTheStateIsItsOwnersAlone(t *testing.T) {
	fresh := filepath.Join(t.TempDir(), "state", FileName)
	old := oldFolder(t)
	for path, mode := range map[string]os.FileMode{filepath.Dir(old): 0o755, old: 0o644} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range []string{fresh, old} {
		f, err := Open(t.Context(), path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		for _, p := range []string{filepath.Dir(path), path, path + "-wal", path + "-shm"} {
			info, err := os.Stat(p)
			if err != nil {
				t.Fatal(err)
			}
			if info.Mode().Perm()&others != 0 || path == fresh && info.Mode().Perm()&0o077 != 0 {
				t.Errorf("%s has %s", p, info.Mode())
			}
		}
	}
}

func TestAdviceForWhatTheSystemRefuses(t *testing.T) {
	for err, want := range map[error]error{
		syscall.ENOSPC: ErrFull, syscall.EACCES: ErrDisk, syscall.EROFS: ErrDisk, syscall.EIO: ErrDisk,
	} {
		told := Explain("state/lock.json", "writing who is at work", &fs.PathError{Op: "open", Path: "state/lock.json", Err: err})
		if !errors.Is(told, want) || !errors.Is(told, err) || !strings.HasPrefix(told.Error(), "state/lock.json ") {
			t.Errorf("%v", told)
		}
	}
	if Explain("x", "y", nil) != nil {
		t.Error("nothing is an error")
	}
}
