package excel

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Heights in points. A line of Calibri 11 takes 15; Excel allows 409 a row.
const (
	lineHeight = 15.0
	maxHeight  = 405.0
)

// density is how many letters of running text stand where a column's width
// says one: widths are counted in digits of Calibri, which are wider than most
// letters. LibreOffice fits 1.22 on average; less is assumed, because a blank
// line is better than a cut one.
const density = 1.12

// lines estimates on how many lines a text stands in a column of the given
// width in characters, wrapped at blanks as Excel does.
func lines(s string, width float64) int {
	room := max(int((width-1)*density)-1, 1)
	if len(s) <= room && strings.IndexByte(s, '\n') < 0 {
		return 1
	}
	n := 1
	used, word := 0, 0
	place := func() { // the word that ended goes on this line or the next
		switch {
		case word == 0:
		case used == 0:
			used = word
		case used+1+word <= room:
			used += 1 + word
		default:
			n++
			used = word
		}
		if used > room { // a word longer than the line is broken
			n += (used - 1) / room
			used = (used-1)%room + 1
		}
		word = 0
	}
	for _, r := range s {
		switch {
		case r == '\n':
			place()
			n++
			used = 0
		case r == ' ' || r == '\t':
			place()
		default:
			word += cells(r)
		}
	}
	place()
	return n
}

// cells is the width of a rune in characters of the column's width: East
// Asian letters and emoji take about two, marks that combine none.
func cells(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case r >= 0x1100 && r <= 0x115F, r >= 0x2E80 && r <= 0xA4CF, r >= 0xAC00 && r <= 0xD7A3,
		r >= 0xF900 && r <= 0xFAFF, r >= 0xFE30 && r <= 0xFE4F, r >= 0xFF00 && r <= 0xFF60, r >= 0x1F300:
		return 2
	}
	return 1
}

// split breaks a paragraph into lines of at most width characters, at blanks.
func split(s string, width int) []string {
	var out []string
	for paragraph := range strings.SplitSeq(s, "\n") {
		var line strings.Builder
		used := 0
		for _, word := range strings.Fields(paragraph) {
			w := utf8.RuneCountInString(word)
			if used > 0 && used+1+w > width {
				out = append(out, line.String())
				line.Reset()
				used = 0
			}
			if used > 0 {
				line.WriteByte(' ')
				used++
			}
			line.WriteString(word)
			used += w
		}
		if used > 0 {
			out = append(out, line.String())
		}
	}
	return out
}
