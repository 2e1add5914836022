package csvfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ogptracker/output/plaintext"
	"ogptracker/report/schema"
)

var columns = []schema.Column{
	{Name: "id", Type: schema.Text, Required: true},
	{Name: "title", Type: schema.LongText},
	{Name: "areas", Type: schema.List},
	{Name: "count", Type: schema.Integer},
	{Name: "difference", Type: schema.Number},
	{Name: "rate", Type: schema.Share},
	{Name: "since", Type: schema.YearT},
	{Name: "ended", Type: schema.Date},
	{Name: "read", Type: schema.Time},
	{Name: "draft", Type: schema.Boolean},
	{Name: "url", Type: schema.URL},
}

func tableOf(rows ...[]any) *schema.Table {
	return &schema.Table{Name: "things", Columns: columns, Rows: rows}
}

var (
	full = []any{"EE0059", "Õiglane, \"avatud\"", "Health | Water", -3, -0.1, 8.0 / 9.0, 2011,
		time.Date(2018, 8, 31, 0, 0, 0, 0, time.UTC), time.Date(2025, 1, 14, 2, 0, 5, 0, time.UTC), true, "https://ogp.example/a?b=1,2"}
	bare = []any{"x", "", "Not stated", nil, nil, nil, nil, nil, nil, false, ""}
)

func TestWriteIsReadableByEveryTool(t *testing.T) {
	var got bytes.Buffer
	if err := Write(&got, tableOf(full, bare), Options{BOM: true}); err != nil {
		t.Fatal(err)
	}
	want := "\uFEFFid,title,areas,count,difference,rate,since,ended,read,draft,url\r\n" +
		`EE0059,"Õiglane, ""avatud""",Health | Water,-3,-0.1,0.8888888888888888,2011,2018-08-31,2025-01-14T02:00:05Z,true,"https://ogp.example/a?b=1,2"` + "\r\n" +
		"x,,Not stated,,,,,,,false,\r\n"
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Error(diff)
	}
}

func TestReadBackEqualsTheTable(t *testing.T) {
	for _, bom := range []bool{true, false} {
		t.Run(fmt.Sprintf("byte order mark %v", bom), func(t *testing.T) {
			table := tableOf(full, bare)
			if diff := cmp.Diff(table.Rows, writeAndRead(t, table, bom)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestATableWithoutRowsHasItsHeader(t *testing.T) {
	table := tableOf()
	if rows := writeAndRead(t, table, true); len(rows) != 0 {
		t.Errorf("read %d rows from a table without any", len(rows))
	}
}

// hostile cells must come back as they are (line breaks and control
// characters aside), and none may begin like a formula in the file.
func TestHostileCellsAreHarmlessAndComeBack(t *testing.T) {
	hostile := []struct{ name, in, file string }{
		{"formula", "=1+1", "'=1+1"},
		{"command", "@cmd|' /C calc'!A0", "'@cmd|' /C calc'!A0"},
		{"plus", "+372 555", "'+372 555"},
		{"minus", "-2", "'-2"},
		{"tab first", "\t=1+1", "'\t=1+1"},
		{"line feed first", "\n=1+1", "'\n=1+1"},
		{"carriage return first", "\r=1+1", "'\n=1+1"},
		{"NUL before a formula", "\x00=1+1", "'=1+1"},
		{"formula that is already escaped", "'=1+1", "''=1+1"},
		{"formula behind many apostrophes", "''''@a", "'''''@a"},
		{"apostrophe before a word", "'s-Hertogenbosch", "'s-Hertogenbosch"},
		{"apostrophes alone", "'''", "'''"},
		{"quotes and separators", `","=1+1,"`, `","=1+1,"`},
		{"line breaks", "a\r\nb\nc\rd", "a\nb\nc\nd"},
		{"spaces around", "  a  ", "  a  "},
		{"forty thousand characters", strings.Repeat("õ", 40000), strings.Repeat("õ", 40000)},
		{"right-to-left", "\u202eمرحبا=\u202c", "\u202eمرحبا=\u202c"},
		{"emoji", "👩‍⚖️ ok", "👩‍⚖️ ok"},
		{"end-of-data mark of old databases", `\.`, `\.`},
		{"byte order mark in a cell", "\uFEFF=1", "\uFEFF=1"},
	}
	for _, h := range hostile {
		t.Run(h.name, func(t *testing.T) {
			table := &schema.Table{Name: "one", Columns: []schema.Column{{Name: "c", Type: schema.Text}}, Rows: [][]any{{h.in}}}
			var file bytes.Buffer
			if err := Write(&file, table, Options{}); err != nil {
				t.Fatal(err)
			}
			field := strings.TrimSuffix(strings.TrimPrefix(file.String(), "c\r\n"), "\r\n")
			if strings.HasPrefix(field, `"`) {
				field = strings.ReplaceAll(field[1:len(field)-1], `""`, `"`)
			}
			if field != h.file {
				t.Errorf("the file holds %q, want %q", field, h.file)
			}
			if startsFormula(field) {
				t.Errorf("%q would be calculated", field)
			}
			rows, err := Read(&file, table)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := rows[0][0], plaintext.Clean(h.in); got != want {
				t.Errorf("came back as %q, want %q", got, want)
			}
		})
	}
}

func TestTheOnlyCellOfARowMayBeEmpty(t *testing.T) {
	table := &schema.Table{Name: "one", Columns: []schema.Column{{Name: "c", Type: schema.Text}}, Rows: [][]any{{""}, {"a"}, {""}}}
	if diff := cmp.Diff(table.Rows, writeAndRead(t, table, false)); diff != "" {
		t.Error(diff)
	}
}

func TestWholeNumbersAndClocksAreBroughtToTheirColumn(t *testing.T) {
	table := &schema.Table{Name: "one", Columns: []schema.Column{{Name: "n", Type: schema.Number}, {Name: "d", Type: schema.Date}, {Name: "t", Type: schema.Time}},
		Rows: [][]any{{3, time.Date(2025, 1, 14, 23, 30, 0, 0, time.FixedZone("", -3600)), time.Date(2025, 1, 14, 3, 0, 0, 999, time.FixedZone("", 3600))}}}
	want := [][]any{{3.0, time.Date(2025, 1, 15, 0, 0, 0, 0, time.UTC), time.Date(2025, 1, 14, 2, 0, 0, 0, time.UTC)}}
	if diff := cmp.Diff(want, writeAndRead(t, table, false)); diff != "" {
		t.Error(diff)
	}
}

func TestWriteRefusesWhatWouldBeReadBackAsSomethingElse(t *testing.T) {
	for _, c := range []struct {
		name string
		typ  schema.Type
		cell any
		want string
	}{
		{"text without a value", schema.Text, nil, "table one, row 1, column c"},
		{"not a number", schema.Number, math.NaN(), "NaN is not a number"},
		{"infinite", schema.Share, math.Inf(-1), "-Inf is not a number"},
		{"fraction in a column of whole numbers", schema.Integer, 1.5, "type integer cannot hold float64 1.5"},
		{"number in a text column", schema.Text, 3, "type text cannot hold"},
		{"text in a number column", schema.Integer, "3", "type integer cannot hold string"},
		{"boolean without a value", schema.Boolean, nil, "type boolean cannot hold"},
		{"zero time", schema.Time, time.Time{}, "an unknown date is nil"},
		{"time in a text column", schema.Text, time.Unix(0, 0), "type text cannot hold"},
		{"year zero", schema.YearT, 0, "not a year"},
		{"type that does not exist", schema.Type("money"), 1.0, "money"},
		{"pointer", schema.Integer, new(int), "type integer cannot hold *int"},
	} {
		t.Run(c.name, func(t *testing.T) {
			table := &schema.Table{Name: "one", Columns: []schema.Column{{Name: "c", Type: c.typ}}, Rows: [][]any{{c.cell}}}
			err := Write(io.Discard, table, Options{})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
		})
	}
	err := Write(io.Discard, tableOf([]any{"x"}), Options{})
	if err == nil || !strings.Contains(err.Error(), "row 1: 1 cells for 11 columns") {
		t.Errorf("a short row: error %v", err)
	}
}

func TestReadRefusesWhatDoesNotFitTheDeclaration(t *testing.T) {
	table := &schema.Table{Name: "one", Columns: []schema.Column{{Name: "a", Type: schema.Integer}, {Name: "b", Type: schema.Boolean}}}
	for _, c := range []struct{ name, file, want string }{
		{"no header", "", "reading the header"},
		{"another column", "a,c\r\n", `column 2 is called "c", want "b"`},
		{"a column missing", "a\r\n", "wrong number of fields"},
		{"a word for a number", "a,b\r\n1,true\r\nx,true\r\n", "line 3, column a"},
		{"another word for true", "a,b\r\n1,TRUE\r\n", "neither true nor false"},
		{"an empty boolean", "a,b\r\n1,\r\n", "is empty"},
		{"a torn file", "a,b\r\n1,\"tr", "quote"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read(strings.NewReader(c.file), table)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
		})
	}
}

func TestWriteReportsWhatTheDiskAnswers(t *testing.T) {
	full := errors.New("no space left")
	rows := make([][]any, 10000)
	for i := range rows {
		rows[i] = bare
	}
	for _, room := range []int{0, 1, 70000} {
		err := Write(&limitedWriter{room: room, err: full}, tableOf(rows...), Options{BOM: true})
		if !errors.Is(err, full) {
			t.Errorf("with room for %d bytes: error %v, want the disk's", room, err)
		}
	}
}

type limitedWriter struct {
	room int
	err  error
}

func (w *limitedWriter) Write(p []byte) (int, error) {
	if len(p) > w.room {
		return w.room, w.err
	}
	w.room -= len(p)
	return len(p), nil
}

func writeAndRead(t *testing.T, table *schema.Table, bom bool) [][]any {
	t.Helper()
	var file bytes.Buffer
	if err := Write(&file, table, Options{BOM: bom}); err != nil {
		t.Fatal(err)
	}
	rows, err := Read(&file, table)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// BenchmarkWrite writes the commitments of a full-scale night: 6,000 rows of
// 40 columns.
func BenchmarkWrite(b *testing.B) {
	table := &schema.Table{Name: "commitments"}
	row := make([]any, 0, 40)
	for i := range 40 {
		c := schema.Column{Name: fmt.Sprintf("column_%d", i), Type: schema.Text}
		var cell any = "Ministry of Finance"
		switch {
		case i < 2:
			c.Type, cell = schema.LongText, strings.Repeat("transparency, \"open\" data ", 16)
		case i < 10:
			c.Type, cell = schema.Number, 0.125*float64(i)
		case i < 14:
			c.Type, cell = schema.Date, time.Date(2025, 1, 14, 0, 0, 0, 0, time.UTC)
		case i < 16:
			c.Type, cell = schema.Boolean, true
		}
		table.Columns, row = append(table.Columns, c), append(row, cell)
	}
	for range 6000 {
		table.Rows = append(table.Rows, row)
	}
	var size countingWriter
	if err := Write(&size, table, Options{BOM: true}); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(io.Discard, table, Options{BOM: true}); err != nil {
			b.Fatal(err)
		}
	}
}

type countingWriter int

func (w *countingWriter) Write(p []byte) (int, error) {
	*w += countingWriter(len(p))
	return len(p), nil
}
