package csvfile

import "strings"

// EscapedPattern matches text that carries an added apostrophe; it is the
// rule of report.CSVEscapeRule for machines.
const EscapedPattern = `^'+[=+\-@\t\r\n]`

// formulaStarts are the characters that OWASP's page on CSV injection lists.
const formulaStarts = "=+-@\t\r\n"

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
	return s != "" && strings.IndexByte(formulaStarts, s[0]) >= 0
}
