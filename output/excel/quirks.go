package excel

import (
	"bytes"
	"regexp"
	"strings"
)

// What excelize has no option for, or does otherwise than Excel.

// escape is what a reader takes for the code of a character.
var escape = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// escaped keeps text that looks like an escape as it is. excelize does so for
// streamed cells, and not for those of its normal API.
func escaped(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	// One at a time: in "_x0041_x0042_" two escapes share an underscore.
	for from := 0; ; {
		at := escape.FindStringIndex(s[from:])
		if at == nil {
			return s
		}
		s = s[:from+at[0]] + "_x005F" + s[from+at[0]:]
		from += at[0] + len("_x005F") + 1
	}
}

var autoFilter = regexp.MustCompile(`<autoFilter [^>]*></autoFilter>`)

// hideFilters takes the filter buttons from the small tables of presentation
// sheets, where they would only hide the ends of headers. excelize has no
// option for it.
func (w *writer) hideFilters() {
	w.file.Pkg.Range(func(name, content any) bool {
		if !strings.HasPrefix(name.(string), "xl/tables/") {
			return true
		}
		body := content.([]byte)
		for table := range w.unfiltered {
			if strings.Contains(string(body), ` name="`+table+`"`) {
				w.file.Pkg.Store(name, autoFilter.ReplaceAll(body, nil))
			}
		}
		return true
	})
}

// replaceFirst replaces a text near the beginning of a part.
func replaceFirst(old, new string) func([]byte) []byte {
	return func(part []byte) []byte { return bytes.Replace(part, []byte(old), []byte(new), 1) }
}
