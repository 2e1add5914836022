package webpage

import (
	"fmt"
	"html"
	"html/template"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	humanize "github.com/dustin/go-humanize"

	"ogptracker/report"
	"ogptracker/report/schema"
)

// table is a grid as the page shows it; its cells are whole elements.
type table struct {
	// Name is what the table is called; Heading is the place of the heading that
	// says so already, "" where the name must be shown.
	Name, Heading string
	// List names what a reader filters and sorts; "" for small tables.
	List    string
	Headers []string
	Rows    [][]template.HTML
}

// leftOut are columns too long for a page; the workbook has them.
var leftOut = map[string]bool{"description": true}

// gridParts shows a grid below a heading; list is the name of one that a
// reader filters and sorts, "" for a small table.
func gridParts(g *report.Grid, above heading, list string, memberPages bool) []part {
	if len(g.Rows) == 0 {
		return []part{{Paragraph: g.Empty}}
	}
	t := &table{Name: above.text, Heading: above.id, List: list}
	if t.Heading == "" {
		t.Name = gridName(g)
	}
	var columns []int
	for i, c := range g.Columns {
		if leftOut[c.Name] {
			continue
		}
		columns = append(columns, i)
		t.Headers = append(t.Headers, c.Header)
	}
	for r, row := range g.Rows {
		cells := make([]template.HTML, 0, len(columns))
		for n, i := range columns {
			c := &g.Columns[i]
			address := ""
			if c.Links != nil {
				address = c.Links[r]
			}
			if id, ok := row[i].(string); ok && memberPages && c.Name == "member_id" && memberID.MatchString(id) {
				address = "members/" + id + ".html"
			}
			cells = append(cells, cell(row[i], c.Type, address, n == 0))
		}
		t.Rows = append(t.Rows, cells)
	}
	return []part{{Table: t}}
}

var memberID = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// gridName is a table's name in words.
func gridName(g *report.Grid) string {
	var b strings.Builder
	for i, r := range g.Name {
		switch {
		case i > 0 && unicode.IsUpper(r):
			b.WriteByte(' ')
			r = unicode.ToLower(r)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// cell is a table cell as an element; the first of a row is its header.
func cell(v any, t schema.Type, address string, head bool) template.HTML {
	text, number := shown(v, t)
	attributes := ""
	if number {
		attributes = ` class="n"`
	}
	if f, ok := v.(float64); ok {
		attributes += ` data-v="` + strconv.FormatFloat(f, 'g', -1, 64) + `"`
	} else if n, ok := v.(int); ok && n >= 1000 {
		attributes += ` data-v="` + strconv.Itoa(n) + `"`
	}
	if strings.ContainsFunc(text, rightToLeft) {
		attributes += ` dir="auto"`
	}
	name, inner := "td", html.EscapeString(text)
	if head {
		name, attributes = "th", ` scope="row"`+attributes
	}
	if text != "" && safe(address) {
		inner = `<a href="` + html.EscapeString(address) + `">` + inner + `</a>`
	}
	return template.HTML("<" + name + attributes + ">" + inner + "</" + name + ">")
}

// safe says whether an address may stand behind a word: http, https, or a
// page beside this one.
func safe(address string) bool {
	u, err := url.Parse(address)
	if address == "" || err != nil {
		return false
	}
	return (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" || u.Scheme == "" && u.Host == "" && strings.HasPrefix(address, "members/")
}

func rightToLeft(r rune) bool {
	return unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko)
}

// shown is a value as the workbook's formats show it, and whether it is a
// number.
func shown(v any, t schema.Type) (text string, number bool) {
	switch v := v.(type) {
	case nil:
		return "", false
	case schema.Formula:
		return shown(v.Value, t)
	case string:
		return v, false
	case bool:
		if v {
			return "Yes", false
		}
		return "No", false
	case schema.CalendarYear:
		return strconv.Itoa(int(v)), true
	case int:
		if t == schema.YearT {
			return strconv.Itoa(v), true
		}
		return humanize.Comma(int64(v)), true
	case float64:
		if t == schema.Number {
			return strconv.FormatFloat(v, 'f', -1, 64), true
		}
		return strconv.FormatFloat(v*100, 'f', 1, 64) + " %", true
	case time.Time:
		if t == schema.Time {
			return v.UTC().Format("2006-01-02 15:04"), true
		}
		return v.UTC().Format(time.DateOnly), true
	}
	return fmt.Sprint(v), false
}
