package saved

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Page is a page out of a file.
type Page struct {
	Copy
	// Record names the page within a file that holds several; empty where the
	// file is the page.
	Record string
	// ContentType is the page's own, with its charset where it is known.
	ContentType string
	Body        []byte
}

// Limits keep a file that unpacks to more than anybody saved from filling
// memory. The tests make them small.
var (
	maxPage = 64 << 20  // bytes of one page
	maxFile = 256 << 20 // of a file that holds one page with all that belongs to it
	maxWARC = int64(16) << 30
)

// form is what kind of file it is.
type form int

const (
	formUnknown form = iota
	formHTML
	formMHTML
	formWebArchive
	formWARC
)

// endings of names by form.
var endings = map[string]form{
	".html": formHTML, ".htm": formHTML, ".xhtml": formHTML, ".mhtml": formMHTML, ".mht": formMHTML,
	".webarchive": formWebArchive, ".warc": formWARC,
}

// refused says what to do about files that people save and that are not read.
var refused = map[string]string{
	".wacz": "unpack it and save the WARC files in it",
	".arc":  "convert it to WARC",
	".maff": "save the page as MHTML or HTML",
	".pdf":  "save the page as MHTML or HTML",
	".zip":  "unpack it",
}

// Pages goes through the pages of a file, in their order. Of a file with
// several pages it takes those whose address is wanted. An error names
// something that was passed over, a page of the file or the file itself; the
// pages of either side of it are good.
func Pages(path string, wanted func(address string) bool) iter.Seq2[Page, error] {
	return func(yield func(Page, error) bool) {
		if err := read(path, wanted, yield); err != nil {
			yield(Page{}, err)
		}
	}
}

func read(path string, wanted func(string) bool, yield func(Page, error) bool) error {
	name := strings.TrimSuffix(strings.ToLower(path), ".gz")
	if hint, ok := refused[filepath.Ext(name)]; ok {
		return fmt.Errorf("it is of no form that is read: %s", hint)
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	plain, err := unpacked(f)
	if err != nil {
		return err
	}
	head, err := plain.Peek(len(binaryPropertyList))
	if len(head) == 0 {
		if err == io.EOF {
			err = errors.New("it is empty")
		}
		return err
	}
	kind := endings[filepath.Ext(name)]
	switch {
	case bytes.HasPrefix(head, []byte("WARC/")):
		kind = formWARC
	case bytes.HasPrefix(head, []byte(binaryPropertyList)):
		kind = formWebArchive
	}
	if kind == formWARC {
		return readWARC(plain, wanted, yield)
	}
	if kind == formUnknown {
		return errors.New("it is of no form that is read: save the page as HTML, MHTML, web archive or WARC, packed with gzip or not")
	}
	page, err := onePage(kind, plain)
	if err != nil {
		return err
	}
	if page.Body, err = inUTF8(page.Body); err != nil {
		return err
	}
	about, err := readSidecar(path)
	if err != nil {
		return err
	}
	if own := unwrapArchive(Copy{Address: page.Address}); wanted(own.Address) {
		about.fill(own)
	}
	about.fill(CopyOf(page.Body))
	about.fill(page.Copy)
	page.Copy = about
	yield(page, nil)
	return nil
}

func onePage(kind form, plain *bufio.Reader) (Page, error) {
	limit := maxFile
	if kind == formHTML {
		limit = maxPage
	}
	body, err := readAll(plain, limit)
	if err != nil {
		return Page{}, err
	}
	switch kind {
	case formMHTML:
		return readMHTML(body)
	case formWebArchive:
		return readWebArchive(body)
	}
	return Page{ContentType: "text/html", Body: body}, nil
}

// unpacked reads a file, through gzip where it is packed whatever its name.
func unpacked(f io.Reader) (*bufio.Reader, error) {
	r := bufio.NewReader(f)
	if magic, _ := r.Peek(2); !bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		return r, nil
	}
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, fmt.Errorf("it is packed and cannot be unpacked: %w", err)
	}
	return bufio.NewReader(z), nil
}

// readAll reads what must not be larger than limit bytes.
func readAll(r io.Reader, limit int) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("it cannot be read to its end: %w", err)
	case len(body) > limit:
		return nil, fmt.Errorf("it is larger than %d MB, unpacked", limit>>20)
	}
	return body, nil
}

// Modified is when a file was last written, UTC.
func Modified(path string) (time.Time, error) {
	info, err := os.Stat(path)
	if err != nil {
		return time.Time{}, err
	}
	return info.ModTime().UTC().Truncate(time.Second), nil
}
