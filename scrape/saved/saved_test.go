package saved

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"howett.net/plist"
)

const (
	site  = "https://www.opengovpartnership.org"
	chile = site + "/members/chile/commitments/CL0031/"
	peru  = site + "/members/peru/"
)

func htmlPage(words string) string {
	return "<html><head><title>" + words + "</title></head><body><h1>" + words + "</h1></body></html>"
}

func wanted(address string) bool { return strings.HasPrefix(address, site+"/members/") }

// pagesOf reads a file of a test: its pages in words, and what was passed over.
func pagesOf(t *testing.T, name string, body []byte) (pages []Page, passed []string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	for p, err := range Pages(path, wanted) {
		if err != nil {
			passed = append(passed, err.Error())
			continue
		}
		pages = append(pages, p)
	}
	return pages, passed
}

func packed(parts ...string) []byte {
	var b bytes.Buffer
	for _, part := range parts {
		z := gzip.NewWriter(&b)
		z.Write([]byte(part))
		z.Close()
	}
	return b.Bytes()
}

// crlf gives text the line ends of mail.
func crlf(text string) []byte { return []byte(strings.ReplaceAll(text, "\n", "\r\n")) }

const chromium = `From: <Saved by Blink>
Snapshot-Content-Location: ` + chile + `
Subject: =?utf-8?Q?Participaci=C3=B3n?=
Date: Tue, 4 Jun 2024 09:10:11 -0400
MIME-Version: 1.0
Content-Type: multipart/related;
	type="text/html";
	boundary="----MultipartBoundary--q7"


------MultipartBoundary--q7
Content-Type: text/html
Content-ID: <frame-1@mhtml.blink>
Content-Transfer-Encoding: quoted-printable
Content-Location: ` + chile + `

<html><head><meta charset=3D"utf-8"><title>Participaci=C3=B3n</title></head=
><body><h1>Participaci=C3=B3n ciudadana</h1></body></html>
------MultipartBoundary--q7
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: ` + site + `/logo.png

iVBORw0KGgo=
------MultipartBoundary--q7--
`

func TestMHTMLOfBrowsersIsAPage(t *testing.T) {
	t.Parallel()
	wrapped := base64.StdEncoding.EncodeToString([]byte(htmlPage("Peru")))
	wrapped = wrapped[:30] + "\n" + wrapped[30:]
	for name, tt := range map[string]struct {
		file        string
		want        Copy
		contentType string
		words       string
	}{
		"quoted-printable, as Chromium saves": {chromium, Copy{chile, time.Date(2024, 6, 4, 13, 10, 11, 0, time.UTC)}, "text/html", "Participación ciudadana"},
		"base64, the page not first but named": {`MIME-Version: 1.0
Content-Type: multipart/related; boundary=b1; start="<page@x>"

--b1
Content-Type: text/html
Content-ID: <frame@x>

<html><h1>an advertisement</h1></html>
--b1
Content-Type: text/html; charset="windows-1252"
Content-ID: <page@x>
Content-Location: ` + peru + `
Content-Transfer-Encoding: BASE64

` + wrapped + `
--b1--
`, Copy{Address: peru}, `text/html; charset="windows-1252"`, "Peru"},
		"parts within parts": {`Content-Type: multipart/related; boundary=out
Content-Location: ` + peru + `

--out
Content-Type: multipart/alternative; boundary=in

--in
Content-Type: text/plain

Peru in words
--in
Content-Type: application/xhtml+xml

` + htmlPage("Peru") + `
--in--
--out--
`, Copy{Address: peru}, "application/xhtml+xml", "Peru"},
		"a page alone":                      {"Content-Type: text/html; charset=utf-8\nContent-Location: " + peru + "\n\n" + htmlPage("Peru"), Copy{Address: peru}, "text/html; charset=utf-8", "Peru"},
		"from a web archive, with its date": {strings.ReplaceAll(chromium, chile, "https://web.archive.org/web/20190203040506/"+chile), Copy{chile, time.Date(2019, 2, 3, 4, 5, 6, 0, time.UTC)}, "text/html", "Participación ciudadana"},
		"with an address that is none, and the page's own": {`Content-Type: text/html
Content-Location: file:///C:/pages/peru.html

<html><head><link rel=canonical href="` + peru + `"></head><body>Peru</body></html>`, Copy{Address: peru}, "text/html", "Peru"},
	} {
		for _, ends := range []func(string) []byte{crlf, func(s string) []byte { return []byte(s) }, func(s string) []byte { return packed(s) }} {
			pages, passed := pagesOf(t, "page.mhtml", ends(tt.file))
			if len(pages) != 1 || len(passed) != 0 {
				t.Errorf("%s: %d pages, passed over %q", name, len(pages), passed)
				continue
			}
			p := pages[0]
			if d := cmp.Diff(tt.want, p.Copy); d != "" || p.ContentType != tt.contentType || !strings.Contains(string(p.Body), tt.words) {
				t.Errorf("%s: type %q, body %q, copy (-want +got):\n%s", name, p.ContentType, p.Body, d)
			}
		}
	}
}

func TestMHTMLThatIsNoPageIsNamed(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ file, why string }{
		"cut within the page": {chromium[:strings.Index(chromium, "ciudadana")], "cannot be read to its end"},
		"only pictures":       {"Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: image/png\n\nx\n--b--\n", "without a part of text/html"},
		"no mail":             {htmlPage("Peru"), "no MHTML"},
		"no boundary":         {"Content-Type: multipart/related\n\n" + htmlPage("Peru"), "damaged"},
		"an empty page":       {"Content-Type: text/html\nContent-Location: " + peru + "\n\n", "empty"},
		"parts without end":   {strings.Repeat("Content-Type: multipart/related; boundary=b\n\n--b\n", 9), "damaged"},
		"base64 that is none": {"Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n<html>??</html>", "cannot be read to its end"},
	} {
		pages, passed := pagesOf(t, "page.mht", crlf(tt.file))
		if len(pages) != 0 || len(passed) != 1 || !strings.Contains(passed[0], tt.why) {
			t.Errorf("%s: %d pages, passed over %q, want it to say %q", name, len(pages), passed, tt.why)
		}
	}
}

// safari is what Safari saves, in a form of property list.
func safari(t *testing.T, form int, main map[string]any) []byte {
	t.Helper()
	file, err := plist.Marshal(map[string]any{"WebMainResource": main, "WebSubresources": []any{map[string]any{"WebResourceData": []byte("x"), "WebResourceURL": site + "/a.css"}}}, form)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestSafarisWebArchiveIsAPage(t *testing.T) {
	t.Parallel()
	main := map[string]any{"WebResourceData": []byte(htmlPage("Peru")), "WebResourceURL": peru, "WebResourceMIMEType": "text/html", "WebResourceTextEncodingName": "iso-8859-1", "WebResourceFrameName": ""}
	for name, file := range map[string][]byte{
		"Peru.webarchive":      safari(t, plist.BinaryFormat, main),
		"xml.webarchive":       safari(t, plist.XMLFormat, main),
		"packed.webarchive.gz": packed(string(safari(t, plist.BinaryFormat, main))),
		"renamed.html":         safari(t, plist.BinaryFormat, main),
	} {
		pages, passed := pagesOf(t, name, file)
		if len(pages) != 1 || len(passed) != 0 {
			t.Errorf("%s: %d pages, passed over %q", name, len(pages), passed)
			continue
		}
		if p := pages[0]; p.Address != peru || p.ContentType != "text/html; charset=iso-8859-1" || string(p.Body) != htmlPage("Peru") {
			t.Errorf("%s: %+v", name, p)
		}
	}
	for name, main := range map[string]map[string]any{
		"without a page":   {"WebResourceURL": peru},
		"which is no page": {"WebResourceURL": peru, "WebResourceMIMEType": "image/png", "WebResourceData": []byte("x")},
	} {
		pages, passed := pagesOf(t, "x.webarchive", safari(t, plist.BinaryFormat, main))
		if len(pages) != 0 || len(passed) != 1 || !strings.Contains(passed[0], name) {
			t.Errorf("%s: %d pages, passed over %q", name, len(pages), passed)
		}
	}
	whole := safari(t, plist.BinaryFormat, main)
	for _, cut := range []int{9, len(whole) / 2, len(whole) - 1} {
		if pages, passed := pagesOf(t, "x.webarchive", whole[:cut]); len(pages) != 0 || len(passed) != 1 {
			t.Errorf("cut at %d: %d pages, passed over %q", cut, len(pages), passed)
		}
	}
}

// warc writes a record.
func warc(kind, url, date, contentType, block string, more ...string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: %s\r\nWARC-Record-ID: <urn:uuid:%d>\r\n%sContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		kind, url, date, len(block), strings.Join(more, ""), contentType, len(block), block)
}

func answered(status, header, body string) string {
	return "HTTP/1.1 " + status + "\r\nContent-Type: text/html; charset=UTF-8\r\n" + header + "\r\n" + body
}

const httpResponse = "application/http; msgtype=response"

func TestAWARCFileHoldsManyPages(t *testing.T) {
	t.Parallel()
	const when = "2018-05-06T07:08:09Z"
	date := time.Date(2018, 5, 6, 7, 8, 9, 0, time.UTC)
	good := map[string]string{ // address to record
		site + "/members/a/": warc("response", site+"/members/a/", when, httpResponse, answered("200 OK", "", htmlPage("a"))),
		site + "/members/b/": warc("response", "<"+site+"/members/b/>", when, httpResponse, answered("200 OK", "Content-Encoding: gzip\r\n", string(packed(htmlPage("b"))))),
		site + "/members/d/": warc("response", site+"/members/d/", when, httpResponse, answered("200 OK", "Transfer-Encoding: chunked\r\nContent-Encoding: br\r\nContent-Length: 12\r\n", htmlPage("d"))),
		site + "/members/e/": warc("resource", site+"/members/e/", when, "text/html", htmlPage("e")),
		site + "/members/f/": warc("response", "https://web.archive.org/web/20180506070809id_/"+site+"/members/f/", "2024-01-01T00:00:00Z", httpResponse, answered("200 OK", "", htmlPage("f"))),
	}
	c := htmlPage("c")[5:]
	good[site+"/members/c/"] = warc("response", site+"/members/c/", when, httpResponse, answered("200 OK", "Transfer-Encoding: chunked\r\n", fmt.Sprintf("5\r\n<html\r\n%x\r\n%s\r\n0\r\n\r\n", len(c), c)))
	var all []string
	all = append(all, warc("warcinfo", "", when, "application/warc-fields", "software: x\r\n"))
	for _, r := range good {
		all = append(all, r)
	}
	all = append(all,
		warc("request", peru, when, "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n"),
		warc("response", site+"/logo.png", when, httpResponse, "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx"),
		warc("response", site+"/members/moved/", when, httpResponse, answered("301 Moved Permanently", "Location: /\r\n", "")),
		warc("revisit", site+"/members/again/", when, httpResponse, answered("200 OK", "", "")),
		warc("response", site+"/members/cut/", when, httpResponse, answered("200 OK", "Content-Length: 999\r\n", htmlPage("cut"))),
		warc("response", site+"/members/bounded/", when, httpResponse, answered("200 OK", "", htmlPage("cut")), "WARC-Truncated: length\r\n"),
		warc("response", site+"/members/br/", when, httpResponse, answered("200 OK", "Content-Encoding: br\r\n", "\x1b\x03")),
		warc("response", site+"/members/json/", when, httpResponse, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{}"))
	for name, file := range map[string][]byte{"crawl.warc": []byte(strings.Join(all, "")), "crawl.warc.gz": packed(all...), "whole.warc.gz": packed(strings.Join(all, ""))} {
		pages, passed := pagesOf(t, name, file)
		seen := map[string]bool{}
		for _, p := range pages {
			seen[p.Address] = true
			if want := htmlPage(strings.TrimSuffix(strings.TrimPrefix(p.Address, site+"/members/"), "/")); string(p.Body) != want || !p.Date.Equal(date) || p.Record == "" {
				t.Errorf("%s: %s of %v is %q, want %q", name, p.Address, p.Date, p.Body, want)
			}
		}
		for address := range good {
			if !seen[address] {
				t.Errorf("%s: no %s", name, address)
			}
		}
		said := strings.Join(passed, "\n")
		for address, why := range map[string]string{"moved": "301", "again": "refers to a copy", "cut": "cut after", "bounded": "cut it (length)", "br": `packed as "br"`, "json": "application/json"} {
			if !strings.Contains(said, "/members/"+address+"/ "+when+": ") || !strings.Contains(said, why) {
				t.Errorf("%s: %s is not named with %q:\n%s", name, address, why, said)
			}
		}
		if len(passed) != 6 {
			t.Errorf("%s: %d named, want 6 and no picture or request:\n%s", name, len(passed), said)
		}
	}
}

func TestAWARCFileThatEndsBadlyIsNamedAndItsPagesAreGood(t *testing.T) {
	t.Parallel()
	first := warc("response", peru, "2018-05-06T07:08:09Z", httpResponse, answered("200 OK", "", htmlPage("Peru")))
	second := warc("response", chile, "2018-05-06T07:08:09Z", httpResponse, answered("200 OK", "", htmlPage("Chile")))
	long := strings.Repeat("x", 2<<20)
	for name, tt := range map[string]struct {
		file []byte
		why  string
	}{
		"cut":                   {[]byte(first + second[:len(second)-40]), "unexpected EOF"},
		"cut in its packing":    {append(packed(first), packed(second)[:60]...), "unexpected EOF"},
		"noise":                 {[]byte(first + "<html>" + second), "does not begin with its version"},
		"a length below zero":   {[]byte(first + "WARC/1.0\r\nContent-Length: -1\r\n\r\n"), `the length "-1"`},
		"a length that is none": {[]byte(first + "WARC/1.0\r\nWARC-Type: response\r\n\r\n"), `the length ""`},
		"a line without end":    {[]byte(first + "WARC/1.0\r\nWARC-Type: " + long), "longer than 1 MB"},
	} {
		pages, passed := pagesOf(t, "crawl.warc", tt.file)
		if len(pages) != 1 || pages[0].Address != peru {
			t.Errorf("%s: pages %+v", name, pages)
		}
		if len(passed) == 0 || !strings.Contains(strings.Join(passed, "\n"), tt.why) {
			t.Errorf("%s: passed over %q, want it to say %q", name, passed, tt.why)
		}
	}
	if pages, passed := pagesOf(t, "crawl.warc", []byte(warc("warcinfo", "", "", "text/plain", "x"))); len(pages) != 0 || len(passed) != 1 || !strings.Contains(passed[0], "none of its 1 records") {
		t.Errorf("%d pages, passed over %q", len(pages), passed)
	}
}

// The limits are changed, so nothing runs beside this test.
func TestWhatUnpacksToMoreThanAnybodySavedIsRefused(t *testing.T) {
	defer func(page, file int, archive int64) { maxPage, maxFile, maxWARC = page, file, archive }(maxPage, maxFile, maxWARC)
	maxPage, maxFile, maxWARC = 1<<20, 2<<20, 3<<20
	zeros := strings.Repeat("0", 4<<20)
	bomb := warc("response", peru, "2018-05-06T07:08:09Z", httpResponse, answered("200 OK", "Content-Encoding: gzip\r\n", string(packed(htmlPage(zeros)))))
	for name, file := range map[string][]byte{
		"page.html.gz":    packed(htmlPage(zeros)),
		"page.mhtml.gz":   packed("Content-Type: text/html\n\n" + zeros),
		"page.mhtml":      []byte("Content-Type: text/html\n\n" + zeros[:3<<19]),
		"x.webarchive.gz": packed(zeros),
		"answer.warc":     []byte(bomb),
		"archive.warc.gz": packed(warc("resource", site+"/x", "", "text/html", zeros)),
	} {
		pages, passed := pagesOf(t, name, file)
		if len(pages) != 0 || !strings.Contains(strings.Join(passed, "\n"), "larger than") {
			t.Errorf("%s: %d pages, passed over %q", name, len(pages), passed)
		}
	}
}

func TestFilesOfOtherFormsAreNamedWithWhatToDo(t *testing.T) {
	t.Parallel()
	for name, hint := range map[string]string{"a.wacz": "unpack it", "a.arc.gz": "WARC", "a.maff": "MHTML", "a.pdf": "HTML", "a.docx": "save the page as", "a": "save the page as", "empty.html": "empty"} {
		body := []byte("x")
		if strings.HasPrefix(name, "empty") {
			body = nil
		}
		if pages, passed := pagesOf(t, name, body); len(pages) != 0 || len(passed) != 1 || !strings.Contains(passed[0], hint) {
			t.Errorf("%s: %d pages, passed over %q", name, len(pages), passed)
		}
	}
}
