package csvfile

import (
	"strings"
	"unicode/utf8"
)

// EscapedPattern matches text that carries an added apostrophe; it is the
// rule of report.CSVEscapeRule for machines.
const EscapedPattern = "^'+[\u200b-\u200f\u202a-\u202e\u2060-\u2069]*[=+\\-@\\t\\r\\n\uff1d\uff0b\uff0d\uff20]"

// formulaStarts are the characters that OWASP's page on CSV injection lists,
// and the full-width forms that some programs take for them.
const formulaStarts = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"

// unseen reports whether a character is not shown, such as a mark of the
// direction of writing: programs drop it and then find the sign behind it.
func unseen(r rune) bool {
	return r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2060 && r <= 0x2069
}

// Escape makes text harmless in a spreadsheet, as report.CSVEscapeRule says.
// An apostrophe in front of such a character gets a second one, so that
// Unescape never takes one away that was there before.
func Escape(s string) string {
	if startsFormula(strings.TrimLeft(s, "'")) {
		return "'" + s
	}
	return s
}

// Unescape is the reverse of Escape.
func Unescape(s string) string {
	if strings.HasPrefix(s, "'") && startsFormula(strings.TrimLeft(s, "'")) {
		return s[1:]
	}
	return s
}

func startsFormula(s string) bool {
	first, size := utf8.DecodeRuneInString(strings.TrimLeftFunc(s, unseen))
	return size > 0 && strings.ContainsRune(formulaStarts, first)
}
