package scrape_test

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"ogptracker/scrape"
)

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
	for _, code := range []string{"LV0001", "LV0002", "LV0003", "LV0004", "LV0005", "LV0006"} {
		if r := readOf(t, night, "/members/latvia/commitments/"+code+"/"); r.Page.Title != code {
			t.Errorf("%s: %+v", code, r.Page)
		}
	}
	said := strings.Join(codes(night), "\n")
	for _, name := range []string{"report.pdf", "broken.html"} {
		if !strings.Contains(said, "saved-page-unusable "+name) {
			t.Errorf("%s is not named:\n%s", name, said)
		}
	}
	if strings.Contains(said, "_files") || strings.Contains(said, "archive.html") {
		t.Errorf("named without reason:\n%s", said)
	}
}
