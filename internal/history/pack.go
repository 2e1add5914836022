package history

import (
	"encoding/json"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/klauspost/compress/zstd"
)

func pack(v any) ([]byte, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer enc.Close()
	return enc.EncodeAll(data, nil), nil
}

// unpacker unpacks one value after another.
type unpacker struct {
	decoder *zstd.Decoder
	text    []byte
}

func newUnpacker() (*unpacker, error) {
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	return &unpacker{decoder: decoder}, err
}

func (u *unpacker) close() { u.decoder.Close() }

func (u *unpacker) unpack(data []byte, v any) (err error) {
	if u.text, err = u.decoder.DecodeAll(data, u.text[:0]); err != nil {
		return err
	}
	return jsonv2.Unmarshal(u.text, v) // in half of the time; writing takes both as long
}
