package archive

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"ogptracker/scrape/store"
)

// Check looks at everything: the structure of the file, its indexes and
// references, and that every body still has the hash it was kept under. It
// returns how many bodies it saw, and store.ErrDamaged naming the first fault.
func (a *Archive) Check(ctx context.Context) (bodies int, err error) {
	if err := a.file.Check(ctx); err != nil {
		return 0, err
	}
	rows, err := a.file.Reader().QueryContext(ctx, `SELECT hash, size, zstd FROM bodies ORDER BY id`)
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
		body, err := a.packer.unpack(packed, size)
		if err == nil {
			if sum := sha256.Sum256(body); string(sum[:]) != string(hash) {
				err = fmt.Errorf("its content has another hash")
			}
		}
		if err != nil {
			return bodies, fmt.Errorf("%s %w (body %s: %w)", a.file.Path(), store.ErrDamaged, hex.EncodeToString(hash), err)
		}
		bodies++
	}
	return bodies, a.wrap("checking", rows.Err())
}
