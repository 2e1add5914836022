package fetch

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"
)

// What a body of text never reaches when it is packed: HTML comes to 4 to 10
// times, the most that deflate can do is 1,032.
const bombRatio = 100

// maxErrorBody bounds what is read of an answer that is no page: enough to
// know a challenge page by.
const maxErrorBody = 256 << 10

// usualBody is the room for a body that does not announce its length.
const usualBody = 128 << 10

var errTooLong = errors.New("too long")

// read reads the whole body of a page, or what is needed of a robots.txt. Of any other answer it reads what it
// can get.
func (c *Client) read(j *job, resp *http.Response) (*answer, error) {
	a := &answer{status: resp.StatusCode, header: resp.Header}
	a.whole = resp.ContentLength >= 0 || resp.ProtoMajor > 1 || slices.Contains(resp.TransferEncoding, "chunked")
	if resp.StatusCode != http.StatusOK {
		raw, err := readAll(resp.Body, maxErrorBody, 0)
		if err == nil {
			raw, err = unpack(raw, resp.Header, maxErrorBody)
		}
		if err == nil {
			a.body = raw
		}
		return a, nil
	}
	if j.expect == expectText {
		return a, readText(a, resp)
	}
	if resp.ContentLength > limit(c.opts, j) {
		return nil, failed(ReasonBodyTooLarge, a.status, "%d bytes announced, at most %d", resp.ContentLength, limit(c.opts, j))
	}
	raw, err := readAll(resp.Body, limit(c.opts, j), cmp.Or(max(resp.ContentLength, 0), usualBody))
	if errors.Is(err, errTooLong) {
		return nil, failed(ReasonBodyTooLarge, a.status, "more than %d bytes", limit(c.opts, j))
	}
	if err != nil {
		return nil, err
	}
	a.body, err = unpack(raw, resp.Header, limit(c.opts, j))
	if err != nil {
		return nil, err
	}
	c.count(func(s *Stats) {
		s.BytesReceived += int64(len(raw))
		s.BytesUnpacked += int64(len(a.body))
	})
	return a, nil
}

// readText reads the beginning of a robots.txt, which alone has no limit
// beyond which it is refused: what comes later is passed over.
func readText(a *answer, resp *http.Response) error {
	var r io.Reader = resp.Body
	if enc := resp.Header.Get("Content-Encoding"); strings.EqualFold(enc, "gzip") || strings.EqualFold(enc, "x-gzip") {
		z, err := gzip.NewReader(r)
		if err != nil {
			return failed(ReasonContentEncoding, a.status, "gzip: %w", err)
		}
		r = z
	}
	body, err := io.ReadAll(io.LimitReader(r, maxRobots+1))
	a.body = body
	return err
}

// unpack undoes the Content-Encoding.
func unpack(raw []byte, h http.Header, limit int64) ([]byte, error) {
	switch enc := strings.ToLower(strings.Join(h.Values("Content-Encoding"), ", ")); strings.TrimSpace(enc) {
	case "", "identity":
		return raw, nil
	case "gzip", "x-gzip":
		return gunzip(raw, limit)
	default:
		return nil, failed(ReasonContentEncoding, http.StatusOK, "%q was not asked for", enc)
	}
}

// gunzip unpacks a body, at most limit bytes of it.
func gunzip(raw []byte, limit int64) ([]byte, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	packed := bytes.NewReader(raw)
	z := unpackers.Get().(*gzip.Reader)
	defer unpackers.Put(z)
	err := z.Reset(packed)
	var body []byte
	if err == nil {
		body, err = readAll(z, limit, unpackedLength(raw))
	}
	switch {
	case err == nil, errors.Is(err, gzip.ErrHeader) && len(body) > 0:
		return body, nil // what stands behind a whole packed body is no part of it
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF):
		return nil, failed(ReasonCutBody, http.StatusOK, "packed body: %w", err)
	case !errors.Is(err, errTooLong):
		return nil, failed(ReasonContentEncoding, http.StatusOK, "gzip: %w", err)
	}
	read := int64(len(raw) - packed.Len())
	if limit/max(read, 1) >= bombRatio {
		return nil, failed(ReasonGzipBomb, http.StatusOK, "%d bytes of %d unpack to more than %d", read, len(raw), limit)
	}
	return nil, failed(ReasonBodyTooLarge, http.StatusOK, "%d bytes of %d unpack to more than %d", read, len(raw), limit)
}

// unpackers are used again: each has tables of 40 KB.
var unpackers = sync.Pool{New: func() any { return new(gzip.Reader) }}

// unpackedLength is what the end of a gzip body says of its length, where that
// can be believed.
func unpackedLength(raw []byte) int64 {
	if len(raw) < 18 {
		return 0
	}
	said := int64(binary.LittleEndian.Uint32(raw[len(raw)-4:]))
	return min(said, int64(len(raw))*bombRatio)
}

// readAll reads to the end, or fails with errTooLong beyond limit. about is a
// guess of the length.
func readAll(r io.Reader, limit, about int64) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(int(min(max(about, 0), limit, 1<<20)) + bytes.MinRead)
	n, err := b.ReadFrom(io.LimitReader(r, limit+1))
	if n > limit {
		return nil, errTooLong
	}
	return b.Bytes(), err
}
