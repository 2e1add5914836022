package page

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// skipColon gives the offset behind footnote marks, a colon and the spaces
// around it, and whether there was a colon.
func skipColon(text string, i int) (int, bool) {
	j := skipMarks(text, i)
	for j < len(text) && text[j] == ' ' {
		j++
	}
	rest := text[j:]
	switch {
	case strings.HasPrefix(rest, ":"):
		j++
	case strings.HasPrefix(rest, "："):
		j += len("：")
	default:
		return j, false
	}
	for j < len(text) && text[j] == ' ' {
		j++
	}
	return j, true
}

// skipMarks gives the offset behind footnote marks: "*", "**", "[1]", "†".
func skipMarks(text string, i int) int {
	for i < len(text) {
		rest := text[i:]
		switch {
		case rest[0] == '*':
			i++
			continue
		case rest[0] == '[':
			if end := strings.IndexByte(rest, ']'); end > 1 && end < 5 && isDigits(rest[1:end]) {
				i += end + 1
				continue
			}
		default:
			if r, n := utf8.DecodeRuneInString(rest); strings.ContainsRune("†‡¹²³⁴⁵", r) {
				i += n
				continue
			}
		}
		return i
	}
	return i
}

// isGlue: at offset end a word begins without a space before it.
func isGlue(text string, end int) bool {
	if end >= len(text) || end == 0 {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(text[:end])
	after, _ := utf8.DecodeRuneInString(text[end:])
	return (unicode.IsLower(before) || strings.ContainsRune(")?", before)) && (unicode.IsUpper(after) || unicode.IsDigit(after))
}

// isBare tells whether a value has the form that a label without a colon
// wants behind it.
func isBare(form bareForm, rest string) bool {
	d := 0
	for d < len(rest) && rest[d] >= '0' && rest[d] <= '9' {
		d++
	}
	tail := strings.Trim(rest[d:], " .,")
	if form == bareText {
		return rest != ""
	}
	if form == bareYear {
		return d == 4 && (tail == "" || rest[d] == ' ' || rest[d] == ',' || isGlue("a"+tail, 1))
	}
	return d > 0 && d < 4 && (tail == "" || isGlue("a"+tail, 1))
}

// isCount: what follows a heading is a count: "(7)", "()", "7".
func isCount(s string) bool {
	s = strings.Trim(s, "()[] \u00a0")
	return s == "" || len(s) < 5 && isDigits(s)
}

func isDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func isLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

// isCapital: the text begins with a capital, as a label in the middle of a
// text must, so that prose does not pass for one.
func isCapital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}
