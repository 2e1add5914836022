package publish

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// copyToShare copies the run's report to a folder that people watch. A share
// may hang or hold files open: nothing of that spoils the run. It answers "" or
// why the copy is not whole.
func (p *publisher) copyToShare(ctx context.Context, written []Written) string {
	ctx, cancel := context.WithTimeout(ctx, p.CopyLimit)
	defer cancel()
	done := make(chan []error, 1)
	go func() { done <- p.copyOut(ctx, written) }()
	var failures []error
	select {
	case failures = <-done:
	case <-ctx.Done(): // a share that hangs does not even return an error
		failures = []error{fmt.Errorf("given up: %w", ctx.Err())}
	}
	if len(failures) == 0 {
		return ""
	}
	return fmt.Sprintf("run %s could not be copied whole to %s: %s", p.Run, p.CopyTo, inWords(failures))
}

func (p *publisher) copyOut(ctx context.Context, written []Written) []error {
	if within(p.Dir, p.CopyTo) {
		return []error{fmt.Errorf("it lies inside the output folder %s; name another one", p.Dir)}
	}
	to, err := openShare(p.CopyTo, p.CopiedBefore)
	if err != nil {
		return []error{err}
	}
	defer to.root.Close()
	if failures := p.copyReport(ctx, to, written); len(failures) > 0 {
		return failures
	}
	return appendError(nil, to.mark())
}

// within says whether name is folder or lies below it.
func within(folder, name string) bool {
	rel, err := filepath.Rel(resolve(folder), resolve(name))
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

func resolve(name string) string {
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real
	}
	if abs, err := filepath.Abs(name); err == nil {
		name = abs
	}
	return name
}

// copyReport brings a folder to hold the run's files and returns what could
// not be replaced. Files that are the same stay; the others are all copied
// under a temporary name first, so that a full disk spoils nothing, and then
// renamed, run.json last and only if nothing failed: until then the folder's
// run.json does not vouch for its files. Files that the folder's earlier
// report listed and this one lacks are removed; anything else stays.
func (p *publisher) copyReport(ctx context.Context, to *share, written []Written) []error {
	earlier := to.earlier() // none on the first copy, or not ours: nothing to remove then
	staged, err := p.stage(ctx, to, written)
	if err != nil {
		for _, name := range staged {
			_ = to.root.Remove(temporaryName(name)) // as much as the disk lets
		}
		return []error{err}
	}
	var failures []error
	for _, name := range staged {
		if name == RecordName && len(failures) > 0 {
			_ = to.root.Remove(temporaryName(name))
			continue
		}
		if err := p.step("replacing " + name); err != nil {
			return append(failures, err)
		}
		if err := to.root.Rename(temporaryName(name), name); err != nil {
			failures = append(failures, fmt.Errorf("%s cannot be replaced; close it where somebody has it open, the next copy replaces it: %w", path.Join(to.name, name), explain(err)))
			_ = to.root.Remove(temporaryName(name))
		}
	}
	if len(failures) > 0 {
		return failures
	}
	kept := namesOf(written)
	for _, old := range earlier {
		if !slices.Contains(kept, old.Name) {
			failures = appendError(failures, to.root.Remove(old.Name))
		}
	}
	return appendError(failures, p.syncShare(to, written))
}

func appendError(list []error, err error) []error {
	if err == nil || errors.Is(err, os.ErrNotExist) {
		return list
	}
	return append(list, err)
}

// stage copies the files that differ to temporary names beside their own and
// returns them, run.json last.
func (p *publisher) stage(ctx context.Context, to *share, written []Written) (staged []string, err error) {
	for _, w := range append(slices.Clone(written), Written{Name: RecordName}) {
		if err := ctx.Err(); err != nil {
			return staged, err
		}
		if err := to.folders(w.Name); err != nil {
			return staged, explain(err)
		}
		if w.Name != RecordName && to.holds(w) {
			continue
		}
		staged = append(staged, w.Name)
		from := filepath.Join(p.folder, filepath.FromSlash(w.Name))
		if err := p.copyFile(from, func() (*os.File, error) { return to.create(temporaryName(w.Name)) }); err != nil {
			return staged, explain(err)
		}
		if err := p.step("staged " + w.Name); err != nil {
			return staged, err
		}
	}
	return staged, nil
}

// temporaryName lies beside the file, so that the rename never crosses disks.
// It is the same each time: a leftover of a killed run is replaced.
func temporaryName(name string) string {
	dir, base := path.Split(name)
	return dir + freshPrefix + base
}

// copyFile copies a file into the one that create makes.
func (p disk) copyFile(from string, create func() (*os.File, error)) error {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close()
	target, err := create()
	if err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	if err == nil {
		err = p.syncFile(target)
	}
	return cmp.Or(err, target.Close())
}

// syncShare makes the names of the files last, as far as the share can.
func (p *publisher) syncShare(to *share, written []Written) error {
	if p.volatile {
		return nil
	}
	folders := map[string]bool{".": true}
	for _, w := range written {
		folders[path.Dir(w.Name)] = true
	}
	for _, dir := range slices.Sorted(maps.Keys(folders)) {
		f, err := to.root.Open(dir)
		if err != nil {
			return err
		}
		if err := errors.Join(syncOpenFolder(f), f.Close()); err != nil {
			return err
		}
	}
	return nil
}

// inWords lists the first few errors and counts the rest.
func inWords(failures []error) string {
	const shown = 5
	var words []string
	for _, err := range failures[:min(shown, len(failures))] {
		words = append(words, err.Error())
	}
	if more := len(failures) - shown; more > 0 {
		words = append(words, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(words, "; ")
}
