package irmtable

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// decode turns the bytes into UTF-8. Excel saves CSV as UTF-8 with a mark,
// as UTF-16 ("Unicode text"), or in the computer's own code page, which on an
// old Mac is another one. A byte that has no meaning in a file that is UTF-8
// otherwise becomes U+FFFD, so that the other texts stay what they are.
func decode(data []byte) ([]byte, error) {
	if order, ok := utf16Order(data); ok {
		out, err := unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(data)
		if err != nil {
			return nil, fmt.Errorf("%w: decoding UTF-16: %w", errNotTable, err)
		}
		data = out
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if n := bytes.Count(data, []byte{0}); n > 0 {
		if n > 1+len(data)/1000 || len(data) < 64 {
			return nil, fmt.Errorf("%w: the file is neither text nor a spreadsheet", errNotTable)
		}
		data = bytes.ReplaceAll(data, []byte{0}, []byte(string(utf8.RuneError)))
	}
	letters, wrong := utf8Letters(data)
	if wrong == 0 {
		return data, nil
	}
	if letters > wrong {
		return bytes.ToValidUTF8(data, []byte(string(utf8.RuneError))), nil
	}
	var page encoding.Encoding = charmap.Windows1252
	if bytes.IndexByte(data, '\n') < 0 {
		page = charmap.Macintosh
	}
	out, err := page.NewDecoder().Bytes(data)
	if err != nil {
		return nil, fmt.Errorf("%w: decoding %v: %w", errNotTable, page, err)
	}
	return out, nil
}

// utf8Letters counts the letters beyond ASCII that are written as UTF-8
// writes them, and the bytes that are not.
func utf8Letters(data []byte) (letters, wrong int) {
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			wrong++
		} else {
			letters++
		}
		i += size
	}
	return letters, wrong
}

// utf16Order tells UTF-16 by its mark, or by the zero bytes that every Latin
// letter has in it.
func utf16Order(data []byte) (unicode.Endianness, bool) {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return unicode.LittleEndian, true
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return unicode.BigEndian, true
	}
	start := data[:min(len(data), 1024)]
	var zeros [2]int
	for i, b := range start {
		if b == 0 {
			zeros[i%2]++
		}
	}
	switch most := len(start) / 4; {
	case len(start) < 16:
	case zeros[1] > most && zeros[0] <= most/8:
		return unicode.LittleEndian, true
	case zeros[0] > most && zeros[1] <= most/8:
		return unicode.BigEndian, true
	}
	return unicode.LittleEndian, false
}
