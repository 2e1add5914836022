package excel

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"ogptracker/report"
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

// serial is a time as Excel counts it: days since the end of 1899, with the
// time of day as a part of one. Excel gives 1900 a 29th of February.
func serial(t time.Time) float64 {
	const day = int64(24 * time.Hour / time.Second)
	from := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if t.Year() == 1900 && t.Month() < time.March {
		from = from.AddDate(0, 0, 1)
	}
	since := t.Unix() - from.Unix()
	return float64(since/day) + float64(since%day*int64(time.Second)+int64(t.Nanosecond()))/float64(24*time.Hour)
}

// withoutFilters takes the filter buttons off a table: in the small tables of
// presentation sheets they would only hide the ends of headers, and excelize has
// no option for it.
func withoutFilters(part []byte) []byte {
	return replaceBetween(part, "<autoFilter ", "</autoFilter>", func(string) string { return "" })
}

// columnsOf are a table's columns as its part names them.
func columnsOf(g *report.Grid) string {
	var b bytes.Buffer
	fmt.Fprintf(&b, `<tableColumns count="%d">`, len(g.Columns))
	for i, c := range g.Columns {
		fmt.Fprintf(&b, `<tableColumn id="%d" name="`, i+1)
		_ = xml.EscapeText(&b, []byte(c.Header)) // a buffer takes everything
		b.WriteString(`"></tableColumn>`)
	}
	b.WriteString(`</tableColumns>`)
	return b.String()
}

// addTable makes a table with excelize's add, and changes the part it makes.
// Until all are made only the number of the newest stays in excelize's package,
// since excelize decodes every table there for each that is added, to number it.
// title and about are what a screen reader says of the table, for which excelize
// has no option.
func (w *writer) addTable(add func(*excelize.Table) error, t *excelize.Table, title, about string, change func([]byte) []byte) error {
	t.StyleName, t.ShowRowStripes = tableStyle, ptr(true)
	if err := add(t); err != nil {
		return err
	}
	n := len(w.tableParts) + 1
	w.file.Pkg.Delete(tablePart(n - 1))
	body, ok := w.file.Pkg.Swap(tablePart(n), fmt.Appendf(nil, `<table id="%d"/>`, n))
	if !ok {
		return fmt.Errorf("table %s: no part %s was made", t.Name, tablePart(n))
	}
	part := change(body.([]byte))
	var words bytes.Buffer
	words.WriteString(`<extLst><ext uri="{504A1905-F514-4f6f-8877-14C23A59335A}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:table altText="`)
	_ = xml.EscapeText(&words, []byte(title)) // a buffer takes everything
	words.WriteString(`" altTextSummary="`)
	_ = xml.EscapeText(&words, []byte(about))
	words.WriteString(`"></x14:table></ext></extLst></table>`)
	w.tableParts = append(w.tableParts, bytes.Replace(part, []byte("</table>"), words.Bytes(), 1))
	return nil
}

// returnTables puts back what addTable took away.
func (w *writer) returnTables() {
	for i, part := range w.tableParts {
		w.file.Pkg.Store(tablePart(i+1), part)
	}
}

func tablePart(n int) string { return fmt.Sprintf("xl/tables/table%d.xml", n) }

// columnsAhead puts the widths of a table's columns ahead of its rows. Set one by
// one, a stream writer sorts all for each, writes the last first, and leaves out
// that some can be folded away.
func columnsAhead(g *report.Grid) amendment {
	return func(part []byte) ([]byte, []byte) {
		before, rows, found := bytes.Cut(part, []byte("<sheetData>"))
		if !found {
			return part, nil // no sheet: the audit of what was written finds it
		}
		var b bytes.Buffer
		level := ""
		if slices.ContainsFunc(g.Columns, func(c report.GridColumn) bool { return c.Grouped }) {
			level = ` outlineLevelCol="1"`
		}
		b.Write(bytes.Replace(before, []byte("<sheetFormatPr"), []byte("<sheetFormatPr"+level), 1))
		b.WriteString("<cols>")
		for i, c := range g.Columns {
			level = ""
			if c.Grouped {
				level = ` outlineLevel="1"`
			}
			fmt.Fprintf(&b, `<col min="%[1]d" max="%[1]d" width="%[2]s" customWidth="1"%[3]s/>`, i+1, strconv.FormatFloat(c.Width, 'f', -1, 64), level)
		}
		b.WriteString("</cols><sheetData>")
		return b.Bytes(), rows
	}
}

// replaceBetween replaces what stands from one text to the next of another,
// both included, by what is made of the text between.
func replaceBetween(part []byte, from, to string, by func(inner string) string) []byte {
	out := make([]byte, 0, 5*len(part)/4)
	for {
		before, rest, begun := bytes.Cut(part, []byte(from))
		inner, after, ended := bytes.Cut(rest, []byte(to))
		if !begun || !ended {
			return append(out, part...)
		}
		out = append(append(out, before...), by(string(inner))...)
		part = after
	}
}
