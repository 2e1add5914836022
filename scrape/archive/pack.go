package archive

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/klauspost/compress/zstd"

	"ogptracker/scrape/store"
)

// Pages of one site repeat each other: menus, scripts and footers stand on
// all of them. So they are packed on top of a dictionary, which is a few of the
// site's own pages, one for each kind that packs badly without it, whole where
// they are no longer than most: what they share stands behind their own words
// as well as before. On pages of 100 KB this takes a twentieth of the size and
// half of the time, and less than a trained dictionary of the same pages does
// (docs/performance.md). A dictionary is kept before a body refers to it, and
// for good; bodies packed with an earlier one, or none, stay readable.
const (
	pieces      = 4         // pages that a dictionary is made of
	pieceLength = 128 << 10 // of each, at most
	// A body that packs to more than one badly-th of its length is packed
	// badly; after so many in a row it becomes a piece of the next dictionary.
	badly    = 10
	badInRow = 4
	// So many dictionaries there may be, and so many bodies lie between two of
	// them once the first few are made: a site whose pages do not repeat each
	// other is left alone.
	mostDictionaries = 32
	between          = 1000
	// Shorter bodies are not worth a piece.
	shortest = 8 << 10
	// firstDictionary is the first number that the format leaves to private
	// use.
	firstDictionary = 32768
)

// window is longer than nearly every page; the format's own default would
// take 8 MB for each encoder.
const window = 1 << 20

// packer packs and unpacks bodies.
type packer struct {
	file    *store.File
	encoder atomic.Pointer[zstd.Encoder]
	decoder atomic.Pointer[zstd.Decoder]
	plain   *zstd.Encoder // packs without a dictionary: dictionaries

	mu     sync.Mutex
	dicts  map[uint32][]byte
	newest uint32   // dictionary, 0 for none
	parts  [][]byte // of the newest dictionary
	bad    int      // bodies that packed badly, in a row
	since  int      // bodies since the newest dictionary
}

func newPacker(ctx context.Context, file *store.File) (*packer, error) {
	p := &packer{file: file, dicts: map[uint32][]byte{}, since: between}
	var err error
	if p.plain, err = zstd.NewWriter(nil, zstd.WithWindowSize(window), zstd.WithEncoderConcurrency(1)); err != nil {
		return nil, err
	}
	plain, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer plain.Close()
	rows, err := file.Reader().QueryContext(ctx, `SELECT id, data FROM dictionaries ORDER BY id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var packed []byte
		if err := rows.Scan(&p.newest, &packed); err != nil {
			return nil, err
		}
		if p.dicts[p.newest], err = plain.DecodeAll(packed, nil); err != nil {
			return nil, fmt.Errorf("dictionary %d: %w", p.newest, err)
		}
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	if p.newest != 0 {
		p.parts = [][]byte{p.dicts[p.newest]}
	}
	return p, p.use()
}

// use packs with the newest dictionary from now on, and unpacks with all.
func (p *packer) use() error {
	if err := p.renew(); err != nil {
		return err
	}
	unpack := []zstd.DOption{zstd.WithDecoderConcurrency(0)}
	for id, data := range p.dicts {
		unpack = append(unpack, zstd.WithDecoderDictRaw(id, data))
	}
	decoder, err := zstd.NewReader(nil, unpack...)
	if err != nil {
		return err
	}
	p.decoder.Store(decoder)
	return nil
}

// rest lets go of the memory that packing takes, until there is more to pack.
func (p *packer) rest() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.renew()
}

// renew makes a new encoder, which takes its memory when it packs first. Those
// in use until now may be at work; they hold nothing but memory.
func (p *packer) renew() error {
	options := []zstd.EOption{zstd.WithWindowSize(window)}
	if p.newest != 0 {
		options = append(options, zstd.WithEncoderDictRaw(p.newest, p.dicts[p.newest]))
	}
	encoder, err := zstd.NewWriter(nil, options...)
	if err != nil {
		return err
	}
	p.encoder.Store(encoder)
	return nil
}

func (p *packer) pack(ctx context.Context, body []byte) ([]byte, error) {
	packed := p.encoder.Load().EncodeAll(body, make([]byte, 0, len(body)/6))
	if len(body) < shortest {
		return packed, nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.since++
	if len(packed)*badly <= len(body) {
		p.bad = 0
		return packed, nil
	}
	if p.bad++; p.bad < badInRow || len(p.dicts) >= mostDictionaries || len(p.dicts) >= pieces && p.since < between {
		return packed, nil
	}
	return packed, p.extend(ctx, body)
}

// extend makes a new dictionary of the newest one's pieces and a page that
// packed badly with it.
func (p *packer) extend(ctx context.Context, body []byte) error {
	p.bad, p.since = 0, 0
	piece := body[:min(len(body), pieceLength)]
	parts := append(p.parts[max(0, len(p.parts)-pieces+1):len(p.parts):len(p.parts)], append([]byte(nil), piece...))
	var data []byte
	for _, part := range parts {
		data = append(data, part...)
	}
	data = data[max(0, len(data)-pieces*pieceLength):]
	id := uint32(firstDictionary + len(p.dicts))
	err := p.file.Write(ctx, "keeping a dictionary", func(t *store.Tx) error {
		_, err := t.Exec(`INSERT INTO dictionaries (id, data) VALUES (?, ?)`, id, p.plain.EncodeAll(data, nil))
		return err
	})
	if err != nil {
		return err
	}
	p.dicts[id], p.newest, p.parts = data, id, parts
	return p.use()
}

// unpack checks the length; zstd's own checksum vouches for the content.
func (p *packer) unpack(packed []byte, size int) ([]byte, error) {
	body, err := p.decoder.Load().DecodeAll(packed, make([]byte, 0, min(size, 16<<20)))
	if err == nil && len(body) != size {
		err = fmt.Errorf("unpacks to %d bytes where %d were kept", len(body), size)
	}
	return body, err
}

func (p *packer) close() error {
	p.decoder.Load().Close()
	return errors.Join(p.encoder.Load().Close(), p.plain.Close())
}

// Body is a body that was packed to be kept.
type Body struct {
	sum    [sha256.Size]byte
	size   int
	packed []byte
}

// Pack packs a body whose SHA-256 is known. It takes longer than anything else
// that is done to keep one, and may be done by several goroutines.
func (a *Archive) Pack(ctx context.Context, sum [sha256.Size]byte, body []byte) (Body, error) {
	packed, err := a.packer.pack(ctx, body)
	return Body{sum, len(body), packed}, err
}

// Empty reports whether nothing was packed.
func (b *Body) Empty() bool { return b.packed == nil }
