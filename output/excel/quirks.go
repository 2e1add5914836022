package excel

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"
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

// addTable makes a table with excelize's add, with or without filter buttons:
// in the small tables of presentation sheets they would only hide the ends of
// headers, and excelize has no option for it. Only the newest table stays in
// excelize's package until all are made, since excelize decodes every table
// there for each that is added.
func (w *writer) addTable(add func(*excelize.Table) error, ref, name string, filters bool) error {
	if err := add(&excelize.Table{Range: ref, Name: name, StyleName: tableStyle, ShowRowStripes: ptr(true)}); err != nil {
		return err
	}
	if n := len(w.tableParts); n > 0 {
		w.file.Pkg.Delete(tablePart(n))
	}
	body, ok := w.file.Pkg.Load(tablePart(len(w.tableParts) + 1))
	if !ok {
		return fmt.Errorf("table %s: no part %s was made", name, tablePart(len(w.tableParts)+1))
	}
	part := body.([]byte)
	if !filters {
		part = autoFilter.ReplaceAll(part, nil)
	}
	w.tableParts = append(w.tableParts, part)
	return nil
}

// returnTables puts back what addTable took away.
func (w *writer) returnTables() {
	for i, part := range w.tableParts {
		w.file.Pkg.Store(tablePart(i+1), part)
	}
}

func tablePart(n int) string { return fmt.Sprintf("xl/tables/table%d.xml", n) }

// replaceFirst replaces a text near the beginning of a part.
func replaceFirst(old, new string) func([]byte) []byte {
	return func(part []byte) []byte { return bytes.Replace(part, []byte(old), []byte(new), 1) }
}
