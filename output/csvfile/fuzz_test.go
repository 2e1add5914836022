package csvfile

import (
	"bytes"
	"io"
	"math"
	"regexp"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ogptracker/output/plaintext"
	"ogptracker/report/schema"
)

var escapedPattern = regexp.MustCompile(EscapedPattern)

func FuzzEscapeIsReversible(f *testing.F) {
	for _, s := range []string{"", "'", "=1", "'=1", "''=1", "'a", "\t", "'\n", "-", "\xff", "\u200f=1", "\uff1d1", "'\u2066\uff20a", "\ufeff'=1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		escaped := Escape(s)
		if startsFormula(escaped) {
			t.Errorf("Escape(%q) = %q begins like a formula", s, escaped)
		}
		if matches := escapedPattern.MatchString(escaped); matches != (escaped != s) {
			t.Errorf("the pattern for machines says %v of %q, made from %q", matches, escaped, s)
		}
		if got := Unescape(escaped); got != s {
			t.Errorf("%q became %q and came back as %q", s, escaped, got)
		}
	})
}

func TestSignsBehindMarksThatAreNotShownAreHarmless(t *testing.T) {
	for text, want := range map[string]string{
		"\u200f=1+1": "'\u200f=1+1", "\u200e\u202e+1": "'\u200e\u202e+1", "\uff1dSUM(A1)": "'\uff1dSUM(A1)", "\u2066\uff20x": "'\u2066\uff20x",
		"\u200fabc": "\u200fabc", "\u200f": "\u200f", "a=1": "a=1",
	} {
		if got := Escape(text); got != want {
			t.Errorf("Escape(%q) = %q, want %q", text, got, want)
		}
	}
}

func FuzzWriteReadRoundTrip(f *testing.F) {
	f.Add("=1", "a\"b", "x | y", 1, -0.5, int64(1736820000), true, uint8(3))
	f.Add("", "\r\n", "'", 0, math.MaxFloat64, int64(0), false, uint8(0xff))
	f.Fuzz(func(t *testing.T, a, b, c string, n int, x float64, sec int64, ok bool, missing uint8) {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			t.Skip("not a number that is written")
		}
		at := time.Unix(sec, 0).UTC()
		if at.IsZero() || at.Year() < 1 || at.Year() > 9999 {
			t.Skip("not a date that is written")
		}
		day := at.Truncate(24 * time.Hour)
		row := []any{a, b, c, n, x, x, at.Year(), day, at, ok, a}
		for i := range 6 { // columns 3 to 8 may be empty
			if missing&(1<<i) != 0 {
				row[3+i] = nil
			}
		}
		if day.IsZero() {
			row[7] = nil
		}
		want := append([]any(nil), row...)
		for _, i := range []int{0, 1, 2, 10} {
			want[i] = plaintext.Clean(row[i].(string))
		}
		got := writeAndRead(t, tableOf(row, row), missing&64 != 0)
		if diff := cmp.Diff([][]any{want, want}, got); diff != "" {
			t.Error(diff)
		}
	})
}

// FuzzRead: no bytes make Read panic, and what it accepts is written again.
func FuzzRead(f *testing.F) {
	f.Add([]byte("\uFEFFa,b\r\n1,'=x\r\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		table := &schema.Table{Name: "one", Columns: []schema.Column{{Name: "a", Type: schema.Integer}, {Name: "b", Type: schema.Text}}}
		rows, err := Read(bytes.NewReader(file), table)
		if err != nil {
			return
		}
		table.Rows = rows
		if err := Write(io.Discard, table, Options{}); err != nil {
			t.Errorf("what was read cannot be written: %v", err)
		}
	})
}
