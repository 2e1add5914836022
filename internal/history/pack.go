package history

import (
	"bytes"

	"github.com/go-json-experiment/json"
	jsonv1 "github.com/go-json-experiment/json/v1"
	"github.com/klauspost/compress/zstd"
)

// window is how far back a repetition is found; the format's own default would
// take 8 MB for each encoder.
const window = 1 << 20

func pack(v any) ([]byte, error) {
	var packed bytes.Buffer
	enc, err := zstd.NewWriter(&packed, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(window))
	if err != nil {
		return nil, err
	}
	if err := json.MarshalWrite(enc, v, jsonv1.DefaultOptionsV1()); err != nil {
		return nil, err
	}
	if err := enc.Close(); err != nil {
		return nil, err
	}
	return packed.Bytes(), nil
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
	return json.Unmarshal(u.text, v)
}
