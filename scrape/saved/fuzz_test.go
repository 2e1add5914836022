package saved

import (
	"bufio"
	"bytes"
	"testing"

	"howett.net/plist"
)

// Whatever the bytes are, a file gives pages within the limits, or an error.
func within(t *testing.T, pages ...Page) {
	for _, p := range pages {
		if len(p.Body) == 0 || len(p.Body) > maxPage {
			t.Fatalf("a page of %d bytes", len(p.Body))
		}
	}
}

func FuzzMHTML(f *testing.F) {
	f.Add([]byte(chromium))
	f.Add(crlf(chromium))
	f.Add([]byte("Content-Type: multipart/related; boundary=b; start=\"<a>\"\n\n--b\n\nx\n--b--\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		if p, err := readMHTML(file); err == nil {
			within(t, p)
		}
	})
}

func FuzzWebArchive(f *testing.F) {
	for _, form := range []int{plist.BinaryFormat, plist.XMLFormat} {
		file, err := plist.Marshal(map[string]any{"WebMainResource": map[string]any{"WebResourceData": []byte("<html>"), "WebResourceURL": peru}}, form)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(file)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		if p, err := readWebArchive(file); err == nil {
			within(t, p)
		}
	})
}

func FuzzWARC(f *testing.F) {
	page := warc("response", peru, "2018-05-06T07:08:09Z", httpResponse, answered("200 OK", "Transfer-Encoding: chunked\r\n", htmlPage("Peru")))
	f.Add([]byte(page + page))
	f.Add(packed(page))
	f.Add([]byte(warc("resource", chile, "", "text/html", htmlPage("Chile"))))
	f.Fuzz(func(t *testing.T, file []byte) {
		plain, err := unpacked(bytes.NewReader(file))
		if err != nil {
			return
		}
		_ = readWARC(bufio.NewReader(plain), func(string) bool { return true }, func(p Page, err error) bool {
			if err == nil {
				within(t, p)
			}
			return true
		})
	})
}
