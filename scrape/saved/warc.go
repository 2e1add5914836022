package saved

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http/httputil"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"
)

// A WARC file (ISO 28500) is a row of records: a line with the version, a
// header as in mail, an empty line, as many bytes as Content-Length says, two
// line ends. It is read as a stream, since archives are larger than memory;
// the libraries at hand keep each record, whatever its size.

// maxWARCHeader bounds the header of a record, and that of an answer in it.
const maxWARCHeader = 1 << 20

// record is one record of a WARC file; its content is not read yet.
type record struct {
	textproto.MIMEHeader
	content io.Reader
}

func (r record) url() string {
	return strings.Trim(strings.TrimSpace(r.Get("WARC-Target-URI")), "<>")
}

// readWARC hands over each answer of a site that is a wanted page.
func readWARC(plain *bufio.Reader, wanted func(string) bool, yield func(Page, error) bool) error {
	limited := &io.LimitedReader{R: plain, N: maxWARC}
	in := bufio.NewReader(limited)
	records, taken := 0, 0
	for {
		r, err := nextRecord(in, limited)
		if err == io.EOF {
			break
		}
		if err != nil {
			return fmt.Errorf("it cannot be read behind record %d: %w", records, err)
		}
		records++
		about := unwrapArchive(Copy{Address: r.url()})
		kind := strings.ToLower(r.Get("WARC-Type"))
		if (kind == "response" || kind == "resource" || kind == "revisit") && wanted(about.Address) {
			page, err := answerOf(r, kind)
			page.Copy, page.Record = about, r.url()+" "+r.Get("WARC-Date")
			if date, err := time.Parse(time.RFC3339, r.Get("WARC-Date")); err == nil {
				page.fill(Copy{Date: date.UTC()})
			}
			if err != nil {
				err = fmt.Errorf("%s: %w", page.Record, err)
			} else {
				taken++
			}
			if !yield(page, err) {
				return nil
			}
		}
		if _, err := io.Copy(io.Discard, r.content); err != nil {
			if limited.N <= 0 {
				err = fmt.Errorf("it is larger than %d MB, unpacked", maxWARC>>20)
			}
			return fmt.Errorf("it cannot be read behind record %d: %w", records, err)
		}
	}
	if taken == 0 {
		return fmt.Errorf("none of its %d records is a page of the site that is read", records)
	}
	return nil
}

// nextRecord reads the header of the next record; io.EOF behind the last one.
func nextRecord(in *bufio.Reader, limited *io.LimitedReader) (record, error) {
	if limited.N <= 0 {
		return record{}, fmt.Errorf("it is larger than %d MB, unpacked", maxWARC>>20)
	}
	rest := limited.N
	limited.N = min(rest, maxWARCHeader)
	header := limited.N
	text := textproto.NewReader(in)
	version := ""
	for version == "" {
		var err error
		if version, err = text.ReadLine(); err != nil {
			if err == io.EOF && limited.N <= 0 {
				err = errors.New("a header is longer than 1 MB")
			}
			return record{}, err
		}
		version = strings.TrimSpace(version)
	}
	if !strings.HasPrefix(version, "WARC/") {
		return record{}, errors.New("a record does not begin with its version")
	}
	fields, err := text.ReadMIMEHeader()
	if err != nil {
		return record{}, fmt.Errorf("a header is cut, damaged or longer than 1 MB: %w", err)
	}
	length, err := strconv.ParseInt(strings.TrimSpace(fields.Get("Content-Length")), 10, 64)
	if err != nil || length < 0 {
		return record{}, fmt.Errorf("a record has the length %q", fields.Get("Content-Length"))
	}
	limited.N = rest - (header - limited.N)
	return record{fields, &exactly{in, length}}, nil
}

// exactly reads as many bytes as there must be.
type exactly struct {
	r    io.Reader
	left int64
}

func (e *exactly) Read(p []byte) (int, error) {
	if e.left == 0 {
		return 0, io.EOF
	}
	n, err := e.r.Read(p[:min(int64(len(p)), e.left)])
	if e.left -= int64(n); err == io.EOF && e.left > 0 {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// answerOf takes the page out of a record that holds what a server answered,
// or the page alone.
func answerOf(r record, kind string) (Page, error) {
	if kind == "revisit" {
		return Page{}, errors.New("it only refers to a copy in another record or file")
	}
	if why := r.Get("WARC-Truncated"); why != "" {
		return Page{}, fmt.Errorf("the archive cut it (%s)", why)
	}
	contentType, err := r.Get("Content-Type"), error(nil)
	var body []byte
	if media, _, _ := mime.ParseMediaType(contentType); kind == "response" && media == "application/http" {
		contentType, body, err = httpAnswer(r.content)
	} else {
		body, err = readAll(r.content, maxPage)
	}
	if err != nil {
		return Page{}, err
	}
	switch media, _, _ := mime.ParseMediaType(contentType); {
	case media != "text/html" && media != "application/xhtml+xml":
		return Page{}, fmt.Errorf("its type is %q, no page's", contentType)
	case len(body) == 0:
		return Page{}, errors.New("it is empty")
	}
	body, err = inUTF8(body)
	return Page{ContentType: contentType, Body: body}, err
}

// httpAnswer takes the body out of an answer of HTTP. Its length is the
// record's; what the answer's own header says of it is true of the answer as it
// was sent, which not every archive keeps.
func httpAnswer(content io.Reader) (contentType string, body []byte, err error) {
	raw, err := readAll(content, maxPage+maxWARCHeader)
	if err != nil {
		return "", nil, err
	}
	rest := bufio.NewReader(bytes.NewReader(raw))
	text := textproto.NewReader(rest)
	line, err := text.ReadLine()
	if err != nil {
		return "", nil, fmt.Errorf("its answer cannot be read: %w", err)
	}
	if words := strings.Fields(line); len(words) < 2 || words[1] != "200" {
		return "", nil, fmt.Errorf("the site answered %q", line)
	}
	header, err := text.ReadMIMEHeader()
	if err != nil {
		return "", nil, fmt.Errorf("its answer cannot be read: %w", err)
	}
	sent, _ := io.ReadAll(rest) // of memory
	if strings.EqualFold(header.Get("Transfer-Encoding"), "chunked") {
		if whole, err := io.ReadAll(httputil.NewChunkedReader(bytes.NewReader(sent))); err == nil {
			sent = whole
		}
	}
	body, packed, err := decompressed(header, sent)
	if length, number := strconv.Atoi(header.Get("Content-Length")); err == nil && !packed && number == nil && len(sent) < length {
		err = fmt.Errorf("it is cut after %d of %d bytes", len(sent), length)
	}
	return header.Get("Content-Type"), body, err
}

// decompressed undoes the content encoding of an answer. Some archives keep
// the body plain beside a header that says it is packed.
func decompressed(header textproto.MIMEHeader, sent []byte) (body []byte, packed bool, err error) {
	encoding := strings.ToLower(strings.TrimSpace(header.Get("Content-Encoding")))
	var plain io.Reader
	switch {
	case encoding == "" || encoding == "identity" || bytes.HasPrefix(bytes.TrimSpace(sent), []byte("<")):
		return sent, encoding != "" && encoding != "identity", nil
	case encoding == "gzip" || encoding == "x-gzip":
		plain, err = gzip.NewReader(bytes.NewReader(sent))
	case encoding == "deflate":
		plain, err = zlib.NewReader(bytes.NewReader(sent))
	case encoding == "zstd":
		var d *zstd.Decoder
		if d, err = zstd.NewReader(bytes.NewReader(sent), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(uint64(maxPage))); err == nil {
			defer d.Close()
			plain = d
		}
	default:
		return nil, true, fmt.Errorf("it is packed as %q, which is not read", encoding)
	}
	if err != nil {
		return nil, true, fmt.Errorf("it is packed and cannot be unpacked: %w", err)
	}
	body, err = readAll(plain, maxPage)
	return body, true, err
}
