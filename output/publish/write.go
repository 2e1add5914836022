package publish

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"syscall"

	"golang.org/x/sync/errgroup"
)

// writeFolder writes all files and run.json into a new folder and returns
// when every byte of it is on the disk.
// Optional files that could not be written stand in p.leftOut.
func (p *publisher) writeFolder(ctx context.Context, folder string, files []File) ([]Written, error) {
	if err := os.Mkdir(folder, 0o777); err != nil {
		return nil, err
	}
	if err := p.step("folder made"); err != nil {
		return nil, err
	}
	written := make([]Written, len(files))
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(max(p.Workers, 1))
	for i, f := range files {
		if f.Last {
			continue
		}
		group.Go(func() (err error) {
			written[i], err = p.writeFile(groupCtx, folder, f)
			if err != nil && f.Optional && p.leaveOut(ctx, folder, f, err) {
				return nil
			}
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	for i, f := range files {
		if !f.Last {
			continue
		}
		var err error
		if written[i], err = p.writeFile(ctx, folder, f); err != nil {
			return nil, err
		}
	}
	written = slices.DeleteFunc(written, func(w Written) bool { return w.Name == "" })
	slices.SortFunc(p.leftOut, func(a, b LeftOut) int { return cmp.Compare(a.Name, b.Name) })
	slices.SortFunc(written, func(a, b Written) int { return cmp.Compare(a.Name, b.Name) })
	if err := p.writeRecord(ctx, folder, written); err != nil {
		return nil, err
	}
	if err := p.syncFolders(folder, written); err != nil {
		return nil, err
	}
	return written, p.step("folders synced")
}

// writeRecord writes run.json, and refuses one that Verify could not read.
func (p *publisher) writeRecord(ctx context.Context, folder string, written []Written) error {
	data, err := p.Record(slices.Clone(written), slices.Clone(p.leftOut))
	if err != nil {
		return fmt.Errorf("making %s: %w", RecordName, err)
	}
	listed, err := parseRecord(data)
	if err != nil {
		return fmt.Errorf("the run record made for %s: %w", RecordName, err)
	}
	if !slices.Equal(listed, written) {
		return fmt.Errorf("the run record made for %s does not list the files that were written", RecordName)
	}
	_, err = p.writeFile(ctx, folder, File{Name: RecordName, Write: func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}})
	return err
}

// leaveOut goes on without an optional file that could not be written, unless
// the fault is the disk's or the run is to end: then nothing can be written.
func (p *publisher) leaveOut(ctx context.Context, folder string, f File, err error) bool {
	for _, fatal := range []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EROFS, syscall.EIO, fs.ErrPermission} {
		if errors.Is(err, fatal) {
			return false
		}
	}
	if ctx.Err() != nil {
		return false
	}
	if err := os.Remove(filepath.Join(folder, filepath.FromSlash(f.Name))); err != nil && exists(filepath.Join(folder, filepath.FromSlash(f.Name))) {
		return false
	}
	p.leftOutLock.Lock()
	defer p.leftOutLock.Unlock()
	p.leftOut = append(p.leftOut, LeftOut{f.Name, err.Error()})
	return true
}

// buffers are used again from one file to the next.
var buffers = sync.Pool{New: func() any { return bufio.NewWriterSize(nil, 64<<10) }}

// writeFile writes, hashes and syncs one file.
func (p *publisher) writeFile(ctx context.Context, folder string, f File) (Written, error) {
	if err := ctx.Err(); err != nil {
		return Written{}, fmt.Errorf("before %s: %w", f.Name, err)
	}
	path := filepath.Join(folder, filepath.FromSlash(f.Name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return Written{}, err
	}
	file, err := os.Create(path)
	if err != nil {
		return Written{}, err
	}
	sum := NewSum(p.writer(f.Name, file))
	buffered := buffers.Get().(*bufio.Writer)
	defer buffers.Put(buffered)
	buffered.Reset(sum)
	err = f.Write(buffered)
	if err == nil {
		err = buffered.Flush()
	}
	if err == nil {
		err = p.step("written " + f.Name)
	}
	if err == nil {
		err = p.syncFile(file)
	}
	if closing := file.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return Written{}, fmt.Errorf("writing %s: %w", path, err)
	}
	return sum.Written(f.Name), nil
}

// disk makes files and folders last through a power cut.
type disk struct {
	// volatile leaves out what only a power cut could tell.
	volatile bool
}

// syncFolders makes the names of the files last, the deepest folders first.
func (p disk) syncFolders(folder string, written []Written) error {
	folders := map[string]bool{folder: true}
	for _, w := range written {
		for dir := filepath.Dir(filepath.FromSlash(w.Name)); dir != "."; dir = filepath.Dir(dir) {
			folders[filepath.Join(folder, dir)] = true
		}
	}
	list := make([]string, 0, len(folders))
	for dir := range folders {
		list = append(list, dir)
	}
	slices.SortFunc(list, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	for _, dir := range list {
		if err := p.syncFolder(dir); err != nil {
			return err
		}
	}
	return nil
}

// syncFile returns when a file's bytes are on the disk.
func (p disk) syncFile(file *os.File) error {
	if p.volatile {
		return nil
	}
	return file.Sync()
}

// syncFolder makes the entries of a folder last through a power cut.
func (p disk) syncFolder(path string) error {
	if p.volatile {
		return nil
	}
	return syncFolder(path)
}
