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

// unpacker unpacks one value after another, as a stream: the text of a night's
// snapshot takes as much memory as what it says.
type unpacker struct{ decoder *zstd.Decoder }

func newUnpacker() (unpacker, error) {
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	return unpacker{decoder}, err
}

func (u unpacker) close() { u.decoder.Close() }

func (u unpacker) unpack(data []byte, v any) error {
	if err := u.decoder.Reset(bytes.NewReader(data)); err != nil {
		return err
	}
	return json.UnmarshalRead(u.decoder, v)
}
