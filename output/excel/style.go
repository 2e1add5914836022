package excel

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"ogptracker/report/schema"
)

// Colours. Text on them keeps a contrast of at least 4.5 to 1; those of charts
// are the palette's.
const (
	ink       = "1F2933" // text
	quiet     = "52606D" // notes
	navy      = "1F3A5F" // headers and titles
	white     = "FFFFFF"
	hairline  = "D5DAE1" // cell borders
	linkBlue  = "0B5394"
	alertInk  = "7A2E0E"
	alertFill = "FDEBDD"

	choiceFill = "FFF8DC" // a cell to be changed
)

// Fonts are always named with their size: excelize writes one without a name
// otherwise, and LibreOffice then falls back to a serif face.
const (
	fontName = "Calibri"
	fontSize = 11
)

// leftToRight is the reading order of a cell, whatever its text begins with.
const leftToRight = 1

// styles holds the ids of a workbook's cell styles; each is made once,
// because excelize searches all earlier ones for every new one.
type styles struct {
	title, note, heading, line, alert, link, choice int
	// Headers: over text, over numbers, and on data sheets, where a filter
	// button stands in the lower right corner.
	header, headerNumber, headerData int
	// Cells of tables: on presentation sheets, in rows of data as high as their
	// texts, and in rows of one line, where a second line would show its upper
	// half.
	grid, tall, flat cellStyles
}

// cellStyles are the styles of a table's cells.
type cellStyles struct {
	of   map[schema.Type]int
	link int
}

func font(f excelize.Font) *excelize.Font {
	f.Family = fontName
	if f.Size == 0 {
		f.Size = fontSize
	}
	if f.Color == "" {
		f.Color = ink
	}
	return &f
}

func borders(colour string) []excelize.Border {
	return []excelize.Border{
		{Type: "bottom", Style: 1, Color: colour}, {Type: "top", Style: 1, Color: colour},
		{Type: "left", Style: 1, Color: colour}, {Type: "right", Style: 1, Color: colour},
	}
}

func fill(colour string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
}

// formats are the number formats of each type. Years stand without a
// thousands separator; dates always have a format, else they show as "Jul-26".
var formats = map[schema.Type]string{
	schema.Integer: "#,##0",
	schema.Number:  "General",
	schema.Share:   "0.0%",
	schema.YearT:   "0",
	schema.Date:    "yyyy-mm-dd",
	schema.Time:    "yyyy-mm-dd hh:mm",
}

func newStyles(f *excelize.File) (*styles, error) {
	s := &styles{}
	// Running text stands over empty cells from the left edge of the sheet. Left
	// to the text, a line that begins with an Arabic name would run out of the
	// sheet to the left, where it is cut off.
	running := func(vertical string) *excelize.Alignment {
		return &excelize.Alignment{Horizontal: "left", Vertical: vertical, ReadingOrder: leftToRight}
	}
	list := []struct {
		id    *int
		style excelize.Style
	}{
		{&s.title, excelize.Style{Font: font(excelize.Font{Bold: true, Size: 16, Color: navy}), Alignment: running("center")}},
		{&s.note, excelize.Style{Font: font(excelize.Font{Color: quiet}), Alignment: running("")}},
		{&s.heading, excelize.Style{Font: font(excelize.Font{Bold: true, Size: 13, Color: navy}), Alignment: running("bottom")}},
		{&s.line, excelize.Style{Font: font(excelize.Font{}), Alignment: running("")}},
		{&s.alert, excelize.Style{Font: font(excelize.Font{Bold: true, Color: alertInk}), Fill: fill(alertFill), Alignment: running("")}},
		{&s.link, excelize.Style{Font: font(excelize.Font{Color: linkBlue, Underline: "single"}), Alignment: running("")}},
		{&s.choice, excelize.Style{Font: font(excelize.Font{Bold: true, Size: 13, Color: navy}), Fill: fill(choiceFill), Border: borders(navy),
			Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "center", Indent: 1}}},
		{&s.header, excelize.Style{Font: font(excelize.Font{Bold: true, Color: white}), Fill: fill(navy), Border: borders(hairline),
			Alignment: &excelize.Alignment{WrapText: true, Vertical: "center", Horizontal: "left", Indent: 1}}},
		{&s.headerData, excelize.Style{Font: font(excelize.Font{Bold: true, Color: white}), Fill: fill(navy), Border: borders(hairline),
			Alignment: &excelize.Alignment{WrapText: true, Vertical: "center", Horizontal: "left", Indent: 1}}},
		{&s.headerNumber, excelize.Style{Font: font(excelize.Font{Bold: true, Color: white}), Fill: fill(navy), Border: borders(hairline),
			Alignment: &excelize.Alignment{WrapText: true, Vertical: "center", Horizontal: "right", Indent: 1}}},
	}
	for _, m := range list {
		id, err := f.NewStyle(&m.style)
		if err != nil {
			return nil, fmt.Errorf("style: %w", err)
		}
		*m.id = id
	}
	for _, c := range []struct {
		cells    *cellStyles
		vertical string
		wrap     bool
	}{{&s.grid, "center", true}, {&s.tall, "top", true}, {&s.flat, "center", false}} {
		if err := c.cells.make(f, c.vertical, c.wrap); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// make makes the style of each column type, and of links. Text is kept apart
// from the border and from numbers beside it.
func (s *cellStyles) make(f *excelize.File, vertical string, wrap bool) (err error) {
	text := &excelize.Alignment{WrapText: wrap, Vertical: vertical, Horizontal: "left", Indent: 1}
	s.of = make(map[schema.Type]int)
	if s.link, err = f.NewStyle(&excelize.Style{Font: font(excelize.Font{Color: linkBlue, Underline: "single"}), Alignment: text, Border: borders(hairline)}); err != nil {
		return fmt.Errorf("style of links: %w", err)
	}
	for _, t := range []schema.Type{
		schema.Text, schema.LongText, schema.List, schema.URL, schema.Boolean,
		schema.Integer, schema.Number, schema.Share, schema.YearT, schema.Date, schema.Time,
	} {
		style := excelize.Style{Font: font(excelize.Font{}), Alignment: text, Border: borders(hairline)}
		if format, ok := formats[t]; ok {
			style.CustomNumFmt = &format
			style.Alignment = &excelize.Alignment{Vertical: vertical, Horizontal: "right", Indent: 1}
		}
		id, err := f.NewStyle(&style)
		if err != nil {
			return fmt.Errorf("style of %s: %w", t, err)
		}
		s.of[t] = id
	}
	return nil
}

// headerOf is the style of a column's header: over numbers it stands right.
func (s *styles) headerOf(t schema.Type) int {
	if _, ok := formats[t]; ok {
		return s.headerNumber
	}
	return s.header
}
