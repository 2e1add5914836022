package record

import "strings"

// A commitment's code is two or three letters, its member's, and four digits
// (EE0059, PNG0013). It is its identity at OGP: nothing else may say what one
// looks like.
const (
	codeDigits     = 4
	minCodeLetters = 2
	maxCodeLetters = 3

	// CodePattern is a code within a regular expression, in any case.
	CodePattern = `[A-Za-z]{2,3}\d{4}`
)

// CommitmentCode reads a text that is a code, in any case, and returns it in
// capitals.
func CommitmentCode(text string) (code string, ok bool) {
	if len(text) > maxCodeLetters+codeDigits {
		return "", false
	}
	code = strings.ToUpper(text)
	n := CodeAtEnd(code)
	if n == 0 || n != len(text) {
		return "", false
	}
	return code, true
}

// CodeAtEnd gives the length of the code in capitals that a text ends with; 0
// where it ends with none.
func CodeAtEnd(text string) int {
	n := 0
	for n < codeDigits && n < len(text) && isDigit(text[len(text)-1-n]) {
		n++
	}
	if n < codeDigits {
		return 0
	}
	for n < codeDigits+maxCodeLetters && n < len(text) && isCapital(text[len(text)-1-n]) {
		n++
	}
	if n < codeDigits+minCodeLetters {
		return 0
	}
	return n
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isCapital(c byte) bool { return c >= 'A' && c <= 'Z' }
