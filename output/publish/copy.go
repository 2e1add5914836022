package publish

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ogptracker/scrape/record"
)

// copyToShare copies the run's report to a folder that people watch. A share
// may hang or hold files open: nothing of that spoils the run.
func (p *publisher) copyToShare(ctx context.Context, written []Written) []record.Issue {
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
		return nil
	}
	return []record.Issue{{
		Code:    record.CodeCopyFailed,
		Key:     p.CopyTo,
		Value:   p.Run,
		Message: fmt.Sprintf("run %s could not be copied whole to %s: %s", p.Run, p.CopyTo, inWords(failures)),
	}}
}

func (p *publisher) copyOut(ctx context.Context, written []Written) []error {
	if within(p.Dir, p.CopyTo) {
		return []error{fmt.Errorf("it lies inside the output folder %s; name another one", p.Dir)}
	}
	if err := p.makeFolder(p.CopyTo, "output.copy_to"); err != nil {
		return []error{err}
	}
	return p.copyReport(ctx, p.CopyTo, written)
}

// within says whether path is folder or lies below it.
func within(folder, path string) bool {
	rel, err := filepath.Rel(resolve(folder), resolve(path))
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

func resolve(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	return path
}

// copyReport brings a folder to hold the run's files and returns what could
// not be replaced. Files that are the same stay; the others are all copied
// under a temporary name first, so that a full disk spoils nothing, and then
// renamed, run.json last and only if nothing failed: until then the folder's
// run.json does not vouch for its files. Files that the folder's earlier
// report listed and this one lacks are removed; anything else stays.
func (p *publisher) copyReport(ctx context.Context, to string, written []Written) []error {
	earlier, _ := readRecord(to) // none on the first copy, or not ours: nothing to remove then
	staged, err := p.stage(ctx, to, written)
	if err != nil {
		for _, name := range staged {
			_ = os.Remove(temporaryName(to, name)) // as much as the disk lets
		}
		return []error{err}
	}
	var failures []error
	for _, name := range staged {
		if name == RecordName && len(failures) > 0 {
			_ = os.Remove(temporaryName(to, name))
			continue
		}
		if err := p.step("replacing " + name); err != nil {
			return append(failures, err)
		}
		if err := os.Rename(temporaryName(to, name), filepath.Join(to, filepath.FromSlash(name))); err != nil {
			failures = append(failures, err)
			_ = os.Remove(temporaryName(to, name))
		}
	}
	if len(failures) > 0 {
		return failures
	}
	kept := namesOf(written)
	for _, old := range earlier {
		if !slices.Contains(kept, old.Name) {
			failures = appendError(failures, os.Remove(filepath.Join(to, filepath.FromSlash(old.Name))))
		}
	}
	return appendError(failures, p.syncFolders(to, written))
}

func appendError(list []error, err error) []error {
	if err == nil || errors.Is(err, os.ErrNotExist) {
		return list
	}
	return append(list, err)
}

// stage copies the files that differ to temporary names beside their own and
// returns them, run.json last.
func (p *publisher) stage(ctx context.Context, to string, written []Written) (staged []string, err error) {
	for _, w := range append(slices.Clone(written), Written{Name: RecordName}) {
		if err := ctx.Err(); err != nil {
			return staged, err
		}
		target := filepath.Join(to, filepath.FromSlash(w.Name))
		if w.Name != RecordName && checkFile(target, w) == nil {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(target), 0o777); err != nil {
			return staged, err
		}
		staged = append(staged, w.Name)
		if err := p.copyFile(filepath.Join(p.folder, filepath.FromSlash(w.Name)), temporaryName(to, w.Name)); err != nil {
			return staged, explain(err)
		}
		if err := p.step("staged " + w.Name); err != nil {
			return staged, err
		}
	}
	return staged, nil
}

// temporaryName lies beside the file, so that the rename never crosses disks.
// It is the same each time: a leftover of a killed run is written over.
func temporaryName(folder, name string) string {
	dir, base := filepath.Split(filepath.FromSlash(name))
	return filepath.Join(folder, dir, freshPrefix+base)
}

func (p *publisher) copyFile(from, to string) error {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close()
	target, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	if err == nil {
		err = p.syncFile(target)
	}
	return cmp.Or(err, target.Close())
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
