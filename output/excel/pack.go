package excel

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"slices"
	"sync"
	"time"

	"github.com/klauspost/compress/flate"
)

// stamp is the date of every part: zip cannot say "no date", and the clock
// would make each night's bytes differ.
var stamp = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// compression is a level at which the default of the standard library takes
// three times as long for files a tenth smaller.
const compression = 5

// packer is the zip writer handed to excelize. excelize adds the parts of
// streamed sheets in the order of a map; packer keeps each part compressed
// and writes them in one canonical order when it is closed.
type packer struct {
	out   io.Writer
	amend map[string]amendment
	// ready are parts that were packed before, whatever is written of them.
	ready   map[string]*part
	parts   []*part
	current *part
	deflate *flate.Writer
}

// amendment changes the beginning of a part (the whole of it, where it was not
// streamed), and gives back what follows as it is.
type amendment func(part []byte) (changed, rest []byte)

// part is one file of the package.
type part struct {
	name string
	body bytes.Buffer // compressed
	crc  uint32
	size uint64
	to   *flate.Writer
	// amend is asked once, for the first bytes.
	amend amendment
}

// compressors are used again from one workbook to the next: each holds more
// memory than a member's workbook has bytes.
var compressors = sync.Pool{New: func() any {
	w, err := flate.NewWriter(nil, compression)
	if err != nil {
		panic(err) // the level is a constant
	}
	return w
}}

func newPacker(out io.Writer, amend map[string]amendment, ready map[string]*part) *packer {
	return &packer{out: out, amend: amend, ready: ready, deflate: compressors.Get().(*flate.Writer)}
}

func (p *part) Write(b []byte) (int, error) {
	if p.amend != nil {
		change := p.amend
		p.amend = nil
		changed, rest := change(b)
		if _, err := p.Write(changed); err != nil {
			return 0, err
		}
		if _, err := p.Write(rest); err != nil {
			return 0, err
		}
		return len(b), nil
	}
	p.crc = crc32.Update(p.crc, crc32.IEEETable, b)
	p.size += uint64(len(b))
	return p.to.Write(b)
}

// Create begins a part; the one before it is complete.
func (p *packer) Create(name string) (io.Writer, error) {
	if err := p.finish(); err != nil {
		return nil, err
	}
	if done := p.ready[name]; done != nil {
		p.parts = append(p.parts, done)
		return io.Discard, nil
	}
	next := &part{name: name, amend: p.amend[name]}
	p.deflate.Reset(&next.body)
	next.to = p.deflate
	p.parts = append(p.parts, next)
	p.current = next
	return next, nil
}

func (p *packer) finish() error {
	if p.current == nil {
		return nil
	}
	err := p.deflate.Close()
	p.current = nil
	return err
}

// AddFS completes excelize's interface; nothing here needs it.
func (p *packer) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close writes the package.
func (p *packer) Close() error {
	if err := p.finish(); err != nil {
		return err
	}
	compressors.Put(p.deflate)
	slices.SortFunc(p.parts, func(a, b *part) int {
		return cmp.Or(cmp.Compare(rank(a.name), rank(b.name)), cmp.Compare(a.name, b.name))
	})
	zw := zip.NewWriter(p.out)
	for _, part := range p.parts {
		w, err := zw.CreateRaw(&zip.FileHeader{
			Name: part.name, Method: zip.Deflate, Modified: stamp,
			CRC32: part.crc, UncompressedSize64: part.size, CompressedSize64: uint64(part.body.Len()),
		})
		if err != nil {
			return fmt.Errorf("part %s: %w", part.name, err)
		}
		if _, err := w.Write(part.body.Bytes()); err != nil {
			return fmt.Errorf("part %s: %w", part.name, err)
		}
	}
	return zw.Close()
}

// rank puts first what readers look for first.
func rank(name string) int {
	switch name {
	case "[Content_Types].xml":
		return 0
	case "_rels/.rels":
		return 1
	}
	return 2
}
