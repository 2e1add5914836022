package csvfile

import (
	"strings"
	"unicode/utf8"
)

// EscapeRule and UnescapeRule say in one sentence each how text is made
// harmless and how to get it back. The data package and the workbook's Notes
// quote them; EscapedPattern and its reverse are the same rule for machines.
const (
	EscapeRule = "Text that begins with any number of apostrophes (none included) followed by one of " +
		"= + - @ tab, carriage return or line feed, or by the full-width form of one of the four signs, " +
		"gets one more apostrophe in front, so that a spreadsheet shows it and never calculates it; " +
		"numbers, dates and true/false are written as they are."
	UnescapeRule = "If text begins with at least one apostrophe followed, after any further apostrophes, " +
		"by one of these characters, take one apostrophe away; all other text is as it stands."
	// EscapedPattern matches text that carries an added apostrophe.
	EscapedPattern = `^'+[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]`
)

// Escape makes text harmless in a spreadsheet: the characters are those of
// OWASP's page on CSV injection, the full-width signs included, which
// spreadsheets set to East Asian languages take for the plain ones.
// An apostrophe in front of such a character is doubled as well, so that
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
	r, _ := utf8.DecodeRuneInString(s)
	switch r {
	case '=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠':
		return true
	}
	return false
}
