package audit

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// table is an Excel table.
type table struct {
	name             string
	ref              string
	left, top        int
	right, bottom    int
	headerRows       int
	columns          []string
	filtered, totals bool
	title, about     string // what a screen reader says of it
}

// properties are what File > Info shows.
type properties struct {
	Title    string `xml:"title"`
	Subject  string `xml:"subject"`
	Creator  string `xml:"creator"`
	Created  string `xml:"created"`
	Language string `xml:"language"`
}

func (b *book) readTable(part string) (*table, error) {
	var doc struct {
		DisplayName string    `xml:"displayName,attr"`
		Ref         string    `xml:"ref,attr"`
		HeaderRows  *int      `xml:"headerRowCount,attr"`
		TotalsRows  int       `xml:"totalsRowCount,attr"`
		Filter      *struct{} `xml:"autoFilter"`
		Columns     []struct {
			Name string `xml:"name,attr"`
		} `xml:"tableColumns>tableColumn"`
		Words struct {
			Title string `xml:"altText,attr"`
			About string `xml:"altTextSummary,attr"`
		} `xml:"extLst>ext>table"`
	}
	if err := b.decode(part, &doc); err != nil {
		return nil, err
	}
	t := &table{name: doc.DisplayName, ref: doc.Ref, headerRows: 1, filtered: doc.Filter != nil, totals: doc.TotalsRows > 0,
		title: doc.Words.Title, about: doc.Words.About}
	if doc.HeaderRows != nil {
		t.headerRows = *doc.HeaderRows
	}
	for _, c := range doc.Columns {
		t.columns = append(t.columns, decodeEscapes(c.Name))
	}
	var err error
	if t.left, t.top, t.right, t.bottom, err = corners(doc.Ref); err != nil {
		return nil, fmt.Errorf("table %s: %w", t.name, err)
	}
	return t, nil
}

func (b *book) sharedStrings(part string) ([]string, error) {
	var doc struct {
		Items []struct {
			Text string `xml:"t"`
			Runs []struct {
				Text string `xml:"t"`
			} `xml:"r"`
		} `xml:"si"`
	}
	if err := b.decode(part, &doc); err != nil {
		return nil, err
	}
	texts := make([]string, len(doc.Items))
	for i, item := range doc.Items {
		text := item.Text
		for _, run := range item.Runs {
			text += run.Text
		}
		texts[i] = decodeEscapes(text)
	}
	return texts, nil
}

// ink is the colour of a format's letters and of the ground behind them
// ("1F3A5F"), black and white where the workbook leaves them to the program.
type ink struct{ letters, ground string }

func (b *book) readInks(part string) ([]ink, error) {
	type colour struct {
		RGB string `xml:"rgb,attr"`
	}
	var doc struct {
		Fonts []struct {
			Colour colour `xml:"color"`
		} `xml:"fonts>font"`
		Fills []struct {
			Pattern struct {
				Type   string `xml:"patternType,attr"`
				Colour colour `xml:"fgColor"`
			} `xml:"patternFill"`
		} `xml:"fills>fill"`
		Formats []struct {
			Font int `xml:"fontId,attr"`
			Fill int `xml:"fillId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := b.decode(part, &doc); err != nil {
		return nil, err
	}
	inks := make([]ink, len(doc.Formats))
	for i, f := range doc.Formats {
		inks[i] = ink{"000000", "FFFFFF"}
		if 0 <= f.Font && f.Font < len(doc.Fonts) && len(doc.Fonts[f.Font].Colour.RGB) == 8 {
			inks[i].letters = doc.Fonts[f.Font].Colour.RGB[2:]
		}
		if 0 <= f.Fill && f.Fill < len(doc.Fills) {
			if p := doc.Fills[f.Fill].Pattern; p.Type == "solid" && len(p.Colour.RGB) == 8 {
				inks[i].ground = p.Colour.RGB[2:]
			}
		}
	}
	return inks, nil
}

func (b *book) readProperties() error {
	const part = "docProps/core.xml"
	if b.parts[part] == nil {
		return nil // the rule on properties says so
	}
	return b.decode(part, &b.core)
}

var escaped = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// decodeEscapes undoes the _xHHHH_ by which the format writes what XML
// cannot hold.
func decodeEscapes(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return escaped.ReplaceAllStringFunc(s, func(e string) string {
		n, _ := strconv.ParseUint(e[2:6], 16, 16) // four hexadecimal digits, by the pattern
		return string(rune(n))
	})
}

var reference = regexp.MustCompile(`^\$?([A-Za-z]{1,3})\$?([0-9]{1,7})$`)

// position reads a cell's name: its column and row, from 1.
func position(ref string) (column, row int, err error) {
	m := reference.FindStringSubmatch(ref)
	if m == nil {
		return 0, 0, fmt.Errorf("%q is no cell", ref)
	}
	for _, letter := range strings.ToUpper(m[1]) {
		column = column*26 + int(letter-'A') + 1
	}
	row, err = strconv.Atoi(m[2])
	return column, row, err
}

// corners reads a range.
func corners(ref string) (left, top, right, bottom int, err error) {
	first, last, ok := strings.Cut(ref, ":")
	if !ok {
		last = first
	}
	if left, top, err = position(first); err != nil {
		return 0, 0, 0, 0, err
	}
	if right, bottom, err = position(last); err != nil {
		return 0, 0, 0, 0, err
	}
	return left, top, right, bottom, nil
}

// cellName is the reverse of position.
func cellName(column, row int) string {
	letters := ""
	for ; column > 0; column = (column - 1) / 26 {
		letters = string(rune('A'+(column-1)%26)) + letters
	}
	return letters + strconv.Itoa(row)
}
