package page

import (
	"bytes"
	"fmt"
	"mime"
	"net/http"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"ogptracker/scrape/page/view"
)

// decode gives the body as UTF-8. The declared charset counts (header, byte
// order mark, meta element); without one, bytes that are valid UTF-8 are
// taken as such and everything else as windows-1252, as browsers do.
func decode(body []byte, contentType string) ([]byte, error) {
	enc, name, certain := charset.DetermineEncoding(body, contentType)
	if name == "utf-8" || !certain && utf8.Valid(body) {
		return bytes.TrimPrefix(body, []byte("\xEF\xBB\xBF")), nil
	}
	out, err := enc.NewDecoder().Bytes(body)
	if err != nil {
		return nil, fmt.Errorf("decoding from %s: %w", name, err)
	}
	return out, nil
}

// parse reads a body into a tree of nodes, or says by a named error why it is
// none of the site's pages.
func parse(body []byte, contentType string) (*html.Node, error) {
	if len(bytes.TrimSpace(body)) == 0 {
		return nil, errEmpty
	}
	if err := checkType(body, contentType); err != nil {
		return nil, err
	}
	text, err := decode(body, contentType)
	if err != nil {
		return nil, err
	}
	if err := checkWhole(text); err != nil {
		return nil, err
	}
	root, err := html.Parse(view.Abridged(text))
	if err != nil {
		// The only error of Parse, apart from the reader's, is nesting.
		return nil, fmt.Errorf("%w (%v)", errTooDeep, err)
	}
	return root, nil
}

// programError is how PHP tells, in the middle of a page, that it stopped.
var programError = regexp.MustCompile(`<b>(?:Fatal|Parse|Recoverable fatal) error</b>:`)

// checkWhole refuses a document that was begun and not ended: the connection,
// or the site's program, broke off.
func checkWhole(text []byte) error {
	begins := bytes.Contains(bytes.ToLower(text[:min(len(text), 4096)]), []byte("<html"))
	if begins && bytes.LastIndex(text, []byte("</html")) < 0 && bytes.LastIndex(text, []byte("</HTML")) < 0 {
		return fmt.Errorf("%w: its end is missing", errCut)
	}
	// "b>:" is searched for several times as fast as what begins with an e.
	if bytes.Contains(text, []byte("b>:")) {
		if m := programError.Find(text); m != nil {
			return fmt.Errorf("%w: %s", errCut, strings.NewReplacer("<b>", "", "</b>:", "").Replace(string(m)))
		}
	}
	return nil
}

func checkType(body []byte, contentType string) error {
	if contentType != "" {
		media, _, err := mime.ParseMediaType(contentType)
		if err == nil && media != "text/html" && media != "application/xhtml+xml" && media != "text/plain" && media != "application/octet-stream" {
			return fmt.Errorf("%w: content type %s", errNotHTML, media)
		}
	}
	if t := http.DetectContentType(body); !strings.HasPrefix(t, "text/") && bytes.IndexByte(body[:min(len(body), 4096)], '<') < 0 || strings.HasPrefix(t, "application/pdf") {
		return fmt.Errorf("%w: the body looks like %s", errNotHTML, t)
	}
	head := bytes.TrimLeft(bytes.TrimPrefix(body[:min(len(body), 4096)], []byte("\xEF\xBB\xBF")), " \t\r\n")
	if len(head) > 0 && (head[0] == '{' || head[0] == '[') && !bytes.Contains(head, []byte("<html")) {
		return fmt.Errorf("%w: the body looks like JSON", errNotHTML)
	}
	return nil
}
