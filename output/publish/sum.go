package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
)

// Sum passes bytes on and notes what they come to.
type Sum struct {
	w     io.Writer
	hash  hash.Hash
	bytes int64
}

// NewSum returns a writer that passes on to w.
func NewSum(w io.Writer) *Sum { return &Sum{w: w, hash: sha256.New()} }

func (s *Sum) Write(b []byte) (int, error) {
	n, err := s.w.Write(b)
	s.hash.Write(b[:n])
	s.bytes += int64(n)
	return n, err
}

// Written describes the bytes so far as a file of this name.
func (s *Sum) Written(name string) Written {
	return Written{Name: name, Bytes: s.bytes, SHA256: hex.EncodeToString(s.hash.Sum(nil))}
}
