package webpage

import (
	"fmt"
	"html"
	"html/template"
	"net/url"
	"regexp"
	"slices"
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
	shownRows := g.Rows[:min(len(g.Rows), mostRows(g))]
	for r, row := range shownRows {
		cells := make([]template.HTML, 0, len(columns))
		for n, i := range columns {
			c := &g.Columns[i]
			address := ""
			if c.Links != nil {
				address = c.Links[r]
			}
			if id, ok := row[i].(string); ok && memberPages && c.Name == "member_id" && memberID.MatchString(id) {
				address = pageOf(id)
			}
			cells = append(cells, cell(row[i], c.Type, address, n == 0))
		}
		t.Rows = append(t.Rows, cells)
	}
	parts := []part{{Table: t}}
	if more := len(g.Rows) - len(shownRows); more > 0 {
		parts = append(parts, part{Paragraph: fmt.Sprintf("%s more lines stand in the workbook and in csv/changes.csv.", humanize.Comma(int64(more)))})
	}
	return parts
}

// mostRows is how many rows of a grid a page shows. A change of all wordings
// would make a page of the lines of one night; the first ones, ratings before
// wordings, stand.
func mostRows(g *report.Grid) int {
	if slices.ContainsFunc(g.Columns, func(c report.GridColumn) bool { return c.Name == "within" }) {
		return 100
	}
	return len(g.Rows)
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
	if plain := plainNumber(v); plain != "" && plain != text {
		attributes += ` data-v="` + plain + `"`
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

// plainNumber is a number as a script sorts it, "" for anything else.
func plainNumber(v any) string {
	switch v := v.(type) {
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case int:
		return strconv.Itoa(v)
	}
	return ""
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
	return r > unicode.MaxLatin1 && unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko)
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
