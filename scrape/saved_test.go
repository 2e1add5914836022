package scrape_test

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape"
)

// warcOf is a record of an archive: a page of a day in 2018.
func warcOf(address string, body []byte) string {
	return fmt.Sprintf("WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: %s\r\nWARC-Date: 2018-05-06T07:08:09Z\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", address, len(body), body)
}

func TestSavedPagesOfAnyFormAreReadOrNamed(t *testing.T) {
	t.Parallel()
	copyOf := func(code, link string) []byte {
		return []byte("<html><head>" + link + "</head><body><h1>" + code + "</h1></body></html>")
	}
	address := func(code string) string {
		return "https://www.opengovpartnership.org/members/latvia/commitments/" + code + "/"
	}
	canonical := func(code string) string { return `<link rel="canonical" href="` + address(code) + `">` }
	wide := func(order binary.AppendByteOrder, text []byte) []byte {
		var b []byte
		for _, u := range utf16.Encode([]rune("\ufeff" + string(text))) {
			b = order.AppendUint16(b, u)
		}
		return b
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write(copyOf("LV0004", canonical("LV0004")))
	z.Close()
	dir := t.TempDir()
	for name, body := range map[string][]byte{
		"little.html":        wide(binary.LittleEndian, copyOf("LV0001", canonical("LV0001"))),
		"big.htm":            wide(binary.BigEndian, copyOf("LV0002", canonical("LV0002"))),
		"words.html":         copyOf("LV0003", `<link rel="shortlink Canonical nofollow" href="`+address("LV0003")+`">`),
		"packed.html":        packed.Bytes(),
		"below/archive.html": copyOf("LV0005", `<meta property="og:url" content="/web/20230105123456/`+address("LV0005")+`">`),
		"below/a/host.html":  copyOf("LV0006", `<meta property="og:url" content="//web.archive.org/web/20230105id_/`+address("LV0006")+`">`),
		"page_files/x.html":  copyOf("LV0007", canonical("LV0007")),
		"one.mht":            []byte("Content-Type: text/html\r\nContent-Location: " + address("LV0008") + "\r\n\r\n" + string(copyOf("LV0008", ""))),
		"many.warc":          []byte(warcOf(address("LV0009"), copyOf("LV0009", "")) + warcOf(address("LV0010"), copyOf("LV0010", "")) + warcOf(address("LV0011"), nil)),
		"report.pdf":         []byte("%PDF-1.7"),
		"broken.html":        {0x1f, 0x8b, 1, 2},
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	b := newBench(t, smallSite())
	b.change = func(c *scrape.Crawler) { c.SavedPages = dir }
	night, _ := b.night(0)
	for _, code := range []string{"LV0001", "LV0002", "LV0003", "LV0004", "LV0005", "LV0006", "LV0008", "LV0009", "LV0010"} {
		if r := readOf(t, night, "/members/latvia/commitments/"+code+"/"); r.Page.Title != code {
			t.Errorf("%s: %+v", code, r.Page)
		}
	}
	if d := cmp.Diff(len(night.Reads), len(b.offline(0).Reads)); d != "" {
		t.Errorf("pages rebuilt (-live +offline):\n%s", d)
	}
	said := strings.Join(codes(night), "\n")
	for _, name := range []string{"report.pdf", "broken.html", "many.warc"} {
		if !strings.Contains(said, "saved-page-unusable "+name) {
			t.Errorf("%s is not named:\n%s", name, said)
		}
	}
	if strings.Contains(said, "_files") || strings.Contains(said, "archive.html") {
		t.Errorf("named without reason:\n%s", said)
	}
}
