package archive

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
)

// quickCheck looks through the structure of the whole file, not the bodies.
func (a *Archive) quickCheck(ctx context.Context) error {
	return a.pragmaCheck(ctx, `PRAGMA quick_check(1)`)
}

func (a *Archive) pragmaCheck(ctx context.Context, pragma string) error {
	var word string
	if err := a.reader.QueryRowContext(ctx, pragma).Scan(&word); err != nil {
		return a.wrap("checking", err)
	}
	if word != "ok" {
		return fmt.Errorf("%s %w (%s)", a.path, ErrDamaged, word)
	}
	return nil
}

// Check looks at everything: the structure of the file, its indexes and
// references, and that every body still has the hash it was kept under. It
// returns how many bodies it saw, and ErrDamaged naming the first fault.
func (a *Archive) Check(ctx context.Context) (bodies int, err error) {
	if err := a.pragmaCheck(ctx, `PRAGMA integrity_check(1)`); err != nil {
		return 0, err
	}
	var broken int
	if err := a.reader.QueryRowContext(ctx, `SELECT count(*) FROM pragma_foreign_key_check`).Scan(&broken); err != nil {
		return 0, a.wrap("checking", err)
	}
	if broken > 0 {
		return 0, fmt.Errorf("%s %w (%d rows refer to rows that are not there)", a.path, ErrDamaged, broken)
	}
	rows, err := a.reader.QueryContext(ctx, `SELECT hash, size, zstd FROM bodies ORDER BY id`)
	if err != nil {
		return 0, a.wrap("checking", err)
	}
	defer rows.Close()
	for rows.Next() {
		var hash, packed []byte
		var size int
		if err := rows.Scan(&hash, &size, &packed); err != nil {
			return bodies, a.wrap("checking", err)
		}
		body, err := a.unpack(packed, size)
		if err == nil {
			if sum := sha256.Sum256(body); string(sum[:]) != string(hash) {
				err = fmt.Errorf("its content has another hash")
			}
		}
		if err != nil {
			return bodies, fmt.Errorf("%s %w (body %s: %w)", a.path, ErrDamaged, hex.EncodeToString(hash), err)
		}
		bodies++
	}
	return bodies, a.wrap("checking", rows.Err())
}

// Size is how many bytes the archive takes on disk, with what SQLite keeps
// beside it.
func (a *Archive) Size() (int64, error) {
	var size int64
	for _, suffix := range []string{"", "-wal"} {
		info, err := os.Stat(a.path + suffix)
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			return 0, fmt.Errorf("%s: measuring: %w", a.path, err)
		}
		size += info.Size()
	}
	return size, nil
}
