package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// WriteFolder writes a report into a folder of its own, beside the published
// ones: an earlier night rebuilt for somebody to look at. The folder must be
// new or empty; it appears at once and whole. Of opts only Run, Record and
// Workers are used.
func WriteFolder(ctx context.Context, folder string, opts Options, files []File) ([]Written, error) {
	opts.Dir, opts.Complete, opts.CopyTo = filepath.Dir(folder), false, ""
	p := newPublisher(opts)
	if err := p.check(files); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(p.Dir, 0o777); err != nil {
		return nil, explain(err)
	}
	if entries, err := os.ReadDir(folder); err == nil && len(entries) > 0 {
		return nil, fmt.Errorf("%s is not empty: name a folder that is new or empty", folder)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s cannot be the folder of a report: %w", folder, explain(err))
	}
	fresh := filepath.Join(p.Dir, freshPrefix+filepath.Base(folder))
	if err := os.RemoveAll(fresh); err != nil {
		return nil, explain(err)
	}
	written, err := p.writeFolder(ctx, fresh, files)
	if err == nil {
		// Windows renames onto nothing that is there, not even an empty folder.
		if err = os.Remove(folder); errors.Is(err, os.ErrNotExist) {
			err = nil
		}
	}
	if err == nil {
		err = p.rename(fresh, folder)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", folder, explain(err)), os.RemoveAll(fresh))
	}
	return written, nil
}
