package saved

import (
	"bytes"

	"golang.org/x/text/encoding/unicode"
)

// inUTF8 decodes what is in UTF-16 by its mark; other charsets are the page's
// readers' to decode.
func inUTF8(body []byte) ([]byte, error) {
	if bytes.HasPrefix(body, []byte{0xff, 0xfe}) || bytes.HasPrefix(body, []byte{0xfe, 0xff}) {
		return unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(body)
	}
	return body, nil
}
