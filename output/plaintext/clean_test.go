package plaintext

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain text stays", "Open Contracting – señal", "Open Contracting – señal"},
		{"tab and line feed stay", "a\tb\nc", "a\tb\nc"},
		{"NUL goes", "a\x00b", "ab"},
		{"bell, escape and DEL go", "a\x07\x1b\x7fb", "ab"},
		{"C1 controls go", "a\u0080\u009fb", "ab"},
		{"CR LF is one line break", "a\r\nb", "a\nb"},
		{"CR alone is a line break", "a\rb\r", "a\nb\n"},
		{"LF CR are two line breaks", "a\n\rb", "a\n\nb"},
		{"NUL inside CR LF keeps two line breaks", "a\r\x00\nb", "a\n\nb"},
		{"form feed, vertical tab and NEL part words", "a\fb\vc\u0085d", "a\nb\nc\nd"},
		{"broken UTF-8 is shown as broken", "a\xffb", "a\uFFFDb"},
		{"a real U+FFFD stays", "a\uFFFDb", "a\uFFFDb"},
		{"code points XML cannot hold are shown as broken", "a\uFFFEb\uFFFF", "a\uFFFDb\uFFFD"},
		{"right-to-left text and its marks stay", "\u202bمرحبا\u202c\u200f", "\u202bمرحبا\u202c\u200f"},
		{"emoji with joiners stay", "👩‍⚖️🏳️‍🌈", "👩‍⚖️🏳️‍🌈"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Clean(c.in); got != c.want {
				t.Errorf("Clean(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func FuzzClean(f *testing.F) {
	f.Add("a\r\n\x00b\xff\uFFFE")
	f.Fuzz(func(t *testing.T, s string) {
		got := Clean(s)
		if again := Clean(got); again != got {
			t.Errorf("cleaning twice changes %q to %q", got, again)
		}
		if !utf8.ValidString(got) {
			t.Errorf("Clean(%q) is not UTF-8: %q", s, got)
		}
		if strings.ContainsFunc(got, isRemoved) || strings.Contains(got, "\r") {
			t.Errorf("Clean(%q) keeps control characters: %q", s, got)
		}
	})
}
