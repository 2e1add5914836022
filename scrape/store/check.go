package store

import (
	"context"
	"fmt"
	"os"
)

// quickCheck looks through the structure of the whole file, not the contents.
func (f *File) quickCheck(ctx context.Context) error {
	return f.pragmaCheck(ctx, `PRAGMA quick_check(1)`)
}

func (f *File) pragmaCheck(ctx context.Context, pragma string) error {
	var word string
	if err := f.reader.QueryRowContext(ctx, pragma).Scan(&word); err != nil {
		return f.Wrap("checking", err)
	}
	if word != "ok" {
		return fmt.Errorf("%s %w (%s)", f.path, ErrDamaged, word)
	}
	return nil
}

// Check looks at the structure of the file, its indexes and its references.
func (f *File) Check(ctx context.Context) error {
	if err := f.pragmaCheck(ctx, `PRAGMA integrity_check(1)`); err != nil {
		return err
	}
	var broken int
	if err := f.reader.QueryRowContext(ctx, `SELECT count(*) FROM pragma_foreign_key_check`).Scan(&broken); err != nil {
		return f.Wrap("checking", err)
	}
	if broken > 0 {
		return fmt.Errorf("%s %w (%d rows refer to rows that are not there)", f.path, ErrDamaged, broken)
	}
	return nil
}

// Size is how many bytes the file takes on disk, with what SQLite keeps
// beside it.
func (f *File) Size() (int64, error) {
	var size int64
	for _, suffix := range []string{"", "-wal"} {
		info, err := os.Stat(f.path + suffix)
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			return 0, f.Wrap("measuring", err)
		}
		size += info.Size()
	}
	return size, nil
}
