package saved

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"
)

// readMHTML takes the page out of what browsers save as "web page, single
// file": a mail whose first part of text/html is the page, with its pictures
// and styles behind it (RFC 2557).
func readMHTML(file []byte) (Page, error) {
	file = bytes.TrimPrefix(bytes.TrimLeft(file, " \t\r\n"), []byte("\ufeff"))
	m, err := mail.ReadMessage(bytes.NewReader(file))
	if err != nil {
		return Page{}, fmt.Errorf("it is no MHTML: %w", err)
	}
	header := textproto.MIMEHeader(m.Header)
	page, err := rootPart(header, m.Body, 0)
	if err != nil {
		return Page{}, err
	}
	page.Address = cmp.Or(page.Address, strings.TrimSpace(header.Get("Snapshot-Content-Location")), location(header))
	if date, err := m.Header.Date(); err == nil {
		page.Date = date.UTC()
	}
	return page, nil
}

// deepestPart bounds parts within parts.
const deepestPart = 4

var errNoPart = errors.New("it is MHTML without a part of text/html")

// rootPart finds the page: the part that "start" names, else the first one of
// HTML.
func rootPart(header textproto.MIMEHeader, body io.Reader, depth int) (Page, error) {
	kind, params, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil {
		return Page{}, fmt.Errorf("it is no MHTML: content type: %w", err)
	}
	if !strings.HasPrefix(kind, "multipart/") {
		if kind != "text/html" && kind != "application/xhtml+xml" {
			return Page{}, errNoPart
		}
		content, err := readAll(decoded(header, body), maxPage)
		if err == nil && len(content) == 0 {
			err = errors.New("its page is empty")
		}
		return Page{Copy: Copy{Address: location(header)}, ContentType: header.Get("Content-Type"), Body: content}, err
	}
	if depth == deepestPart {
		return Page{}, errNoPart
	}
	parts := multipart.NewReader(body, params["boundary"])
	first, found := Page{}, false
	for {
		part, err := parts.NextRawPart()
		if err == io.EOF && found {
			return first, nil
		}
		switch {
		case err == io.EOF:
			return Page{}, errNoPart
		case err != nil && found:
			return first, nil // cut behind the page, within its pictures
		case err != nil:
			return Page{}, fmt.Errorf("it is MHTML that is cut or damaged: %w", err)
		}
		named := params["start"] != "" && part.Header.Get("Content-Id") == params["start"]
		if found && !named {
			continue
		}
		page, err := rootPart(part.Header, part, depth+1)
		switch {
		case errors.Is(err, errNoPart) || err != nil && part.Header.Get("Content-Type") == "":
			continue
		case err != nil:
			return Page{}, err
		case named || params["start"] == "":
			return page, nil
		}
		first, found = page, true
	}
}

func location(header textproto.MIMEHeader) string {
	return strings.TrimSpace(header.Get("Content-Location"))
}

// decoded undoes the transfer encoding of a part.
func decoded(header textproto.MIMEHeader, body io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(header.Get("Content-Transfer-Encoding"))) {
	case "quoted-printable":
		return quotedprintable.NewReader(body)
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, body)
	}
	return body
}
