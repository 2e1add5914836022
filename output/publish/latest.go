package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"
)

// moveLatest makes latest lead to the run: a relative symbolic link, replaced
// by rename, so that a reader finds the earlier report or this one. Where
// links cannot be made, latest is a folder of copies.
func (p *publisher) moveLatest(ctx context.Context, written []Written) (linked bool, err error) {
	info, err := os.Lstat(p.latest)
	if err == nil && !isLink(info) {
		return false, p.refreshLatest(ctx, written)
	}
	if p.latestLeadsTo(p.folder) {
		return true, nil
	}
	err = p.link(p.Run)
	if !cannotLink(err) {
		return err == nil, err
	}
	return false, p.copyLatest(ctx, written)
}

// link points latest to a folder under runs.
func (p *publisher) link(name string) error {
	temporary := filepath.Join(p.Dir, latestPrefix+name)
	if err := os.RemoveAll(temporary); err != nil {
		return err
	}
	if err := p.symlink(path.Join(runsName, name), temporary); err != nil {
		return fmt.Errorf("making a symbolic link: %w", err)
	}
	if err := p.step("link made"); err != nil {
		return err
	}
	if err := p.rename(temporary, p.latest); err != nil {
		return errors.Join(err, os.Remove(temporary))
	}
	return p.step("latest moved")
}

// cannotLink tells a file system or system without symbolic links (EPERM is
// how Linux says so) from a disk that is full or forbidden.
func cannotLink(err error) bool {
	return errors.Is(err, errors.ErrUnsupported) || errors.Is(err, syscall.EPERM)
}

// copyLatest makes latest a folder of copies for the first time.
func (p *publisher) copyLatest(ctx context.Context, written []Written) error {
	temporary := filepath.Join(p.Dir, latestPrefix+p.Run)
	if err := os.Mkdir(temporary, 0o777); err != nil {
		return err
	}
	if err := p.copyInto(ctx, temporary, written); err != nil {
		return errors.Join(err, os.RemoveAll(temporary))
	}
	if err := p.step("latest copied"); err != nil {
		return err
	}
	// A link from times when links could be made: a folder cannot be renamed
	// over it.
	if err := os.Remove(p.latest); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return p.rename(temporary, p.latest)
}

// refreshLatest replaces the files of a latest that is a folder, run.json
// last: until then Verify says that latest is not whole.
func (p *publisher) refreshLatest(ctx context.Context, written []Written) error {
	if err := p.copyInto(ctx, p.latest, written); err != nil {
		return fmt.Errorf("%s is not whole; close its files where they are open, the next run replaces them: %w", p.latest, err)
	}
	return nil
}

// copyInto brings a folder of our own to hold the run's files.
func (p *publisher) copyInto(ctx context.Context, folder string, written []Written) error {
	to, err := openShare(folder, false)
	if err != nil {
		return err
	}
	defer to.root.Close()
	return errors.Join(p.copyReport(ctx, to, written)...)
}

// latestLeadsTo says whether latest is a link to a folder under runs.
func (p *publisher) latestLeadsTo(folder string) bool {
	name, ok := p.linkedName()
	return ok && name == filepath.Base(folder)
}

// linkedName is the name under runs that latest is a link to.
func (p *publisher) linkedName() (string, bool) {
	target, err := os.Readlink(p.latest)
	if err != nil {
		return "", false
	}
	name, ok := strings.CutPrefix(filepath.ToSlash(target), runsName+"/")
	return name, ok
}

// Latest returns the folder that latest leads to, with links resolved, or
// ErrNoReport.
func Latest(dir string) (string, error) {
	latest := filepath.Join(dir, latestName)
	folder, err := filepath.EvalSymlinks(latest)
	if errors.Is(err, fs.ErrNotExist) {
		if target, linkErr := os.Readlink(latest); linkErr == nil {
			return "", fmt.Errorf("%s leads to %s, which is not there; the next complete run mends it", latest, target)
		}
		return "", fmt.Errorf("%w in %s", ErrNoReport, dir)
	}
	if err != nil {
		return "", err
	}
	return folder, nil
}
