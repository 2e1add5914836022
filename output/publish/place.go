package publish

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
)

// place puts the fresh folder where the run belongs. A run that is there
// already with the same files keeps them; only its run.json is renewed.
func (p *publisher) place(fresh string, written []Written) (unchanged bool, err error) {
	if _, err := os.Lstat(p.folder); errors.Is(err, fs.ErrNotExist) {
		if err := p.rename(fresh, p.folder); err != nil {
			return false, err
		}
		return false, p.step("run placed")
	}
	if listed, err := readRecord(p.folder); err == nil && slices.Equal(listed, written) && verifyFiles(p.folder, listed) == nil {
		return true, p.renewRecord(fresh)
	}
	err = p.exchange(fresh, p.folder)
	switch {
	case err == nil:
		if err := errors.Join(p.syncFolder(p.runs), p.step("runs exchanged")); err != nil {
			return false, err
		}
		discard(fresh) // holds the earlier files now
		return false, nil
	case errors.Is(err, errors.ErrUnsupported), errors.Is(err, syscall.EINVAL), errors.Is(err, syscall.EPERM):
		return false, p.replace(fresh, written)
	}
	return false, errors.Join(err, os.RemoveAll(fresh))
}

// renewRecord brings run.json up to date where all other files are the same.
func (p *publisher) renewRecord(fresh string) error {
	newer, err := os.ReadFile(filepath.Join(fresh, RecordName))
	if err != nil {
		return err
	}
	older, err := os.ReadFile(filepath.Join(p.folder, RecordName))
	if err != nil {
		return err
	}
	if !bytes.Equal(newer, older) {
		if err := p.rename(filepath.Join(fresh, RecordName), filepath.Join(p.folder, RecordName)); err != nil {
			return err
		}
		if err := p.step("record renewed"); err != nil {
			return err
		}
	}
	discard(fresh)
	return nil
}

// replace is the way for file systems that cannot exchange two folders: the
// earlier one steps aside, and meanwhile a link that led to it leads to the
// fresh one.
func (p *publisher) replace(fresh string, written []Written) error {
	aside := filepath.Join(p.runs, asidePrefix+p.Run)
	if !p.latestLeadsTo(p.folder) {
		if err := p.rename(p.folder, aside); err != nil {
			return errors.Join(err, os.RemoveAll(fresh))
		}
		if err := p.step("earlier run aside"); err != nil {
			return err
		}
		if err := p.rename(fresh, p.folder); err != nil {
			return errors.Join(err, p.rename(aside, p.folder))
		}
		discard(aside)
		return p.step("run replaced")
	}
	spare := filepath.Join(p.runs, sparePrefix+p.Run)
	if err := p.duplicate(fresh, spare, written); err != nil {
		return errors.Join(err, os.RemoveAll(spare), os.RemoveAll(fresh))
	}
	if err := p.step("spare made"); err != nil {
		return err
	}
	if err := p.link(filepath.Base(fresh)); err != nil {
		return errors.Join(err, os.RemoveAll(spare), os.RemoveAll(fresh))
	}
	return p.finishReplace(p.Run)
}

// finishReplace ends a replacement during which latest leads to the fresh
// folder. A killed one is ended by the next publication in the same way.
func (p *publisher) finishReplace(run string) error {
	folder := filepath.Join(p.runs, run)
	aside := filepath.Join(p.runs, asidePrefix+run)
	spare := filepath.Join(p.runs, sparePrefix+run)
	if exists(spare) {
		if exists(folder) {
			if err := os.RemoveAll(aside); err != nil {
				return err
			}
			if err := p.rename(folder, aside); err != nil {
				return err
			}
			if err := p.step("earlier run aside"); err != nil {
				return err
			}
		}
		if err := p.rename(spare, folder); err != nil {
			return err
		}
		if err := p.step("run replaced"); err != nil {
			return err
		}
	}
	if err := p.link(run); err != nil {
		return err
	}
	discard(filepath.Join(p.runs, freshPrefix+run))
	discard(aside)
	return nil
}

// rename renames and makes the new name last.
func (p disk) rename(from, to string) error {
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return p.syncFolder(filepath.Dir(to))
}

// duplicate makes a second folder of the same files, by hard links where the
// file system has them.
func (p disk) duplicate(from, to string, written []Written) error {
	for _, name := range append(namesOf(written), RecordName) {
		source := filepath.Join(from, filepath.FromSlash(name))
		target := filepath.Join(to, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(target), 0o777); err != nil {
			return err
		}
		if os.Link(source, target) == nil {
			continue
		}
		if err := p.copyFile(source, func() (*os.File, error) { return os.Create(target) }); err != nil {
			return err
		}
	}
	return p.syncFolders(to, written)
}

func namesOf(written []Written) []string {
	names := make([]string, len(written))
	for i, w := range written {
		names[i] = w.Name
	}
	return names
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// discard removes a folder that nothing leads to any more. What cannot be
// removed now is a leftover that the next publication cleans.
func discard(path string) {
	_ = os.RemoveAll(path)
}
