package plaintext

import (
	"strings"
	"unicode/utf8"
)

// Clean returns s without control characters. Tab and line feed stay; every
// other line break (CR LF, CR, vertical tab, form feed, NEL) becomes a line
// feed, so that words it parted stay parted. Bytes that are not UTF-8 become
// U+FFFD, and so do the two code points that XML 1.0 cannot hold. Direction
// marks and joiners are not control characters: right-to-left text and emoji
// pass whole. Clean(Clean(s)) is Clean(s).
func Clean(s string) string {
	if isClean(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	afterCR := false
	for _, r := range s {
		switch {
		case r == '\r':
			b.WriteByte('\n')
		case r == '\n' && afterCR: // the second half of CR LF
		case r == '\v', r == '\f', r == 0x85:
			b.WriteByte('\n')
		case isRemoved(r):
		case r == 0xFFFE, r == 0xFFFF:
			b.WriteRune(utf8.RuneError)
		default: // broken bytes arrive here as U+FFFD
			b.WriteRune(r)
		}
		afterCR = r == '\r'
	}
	return b.String()
}

// isClean says that Clean would change nothing; nearly every text is clean.
func isClean(s string) bool {
	ascii := 0 // most texts are, and bytes are looked at faster than letters
	for ascii < len(s) && s[ascii] < 0x7F && (s[ascii] >= 0x20 || s[ascii] == '\t' || s[ascii] == '\n') {
		ascii++
	}
	s = s[ascii:]
	for i, r := range s {
		if r == '\r' || isRemoved(r) || r == 0xFFFE || r == 0xFFFF {
			return false
		}
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				return false
			}
		}
	}
	return true
}

// isRemoved says that r is a C0 or C1 control character or DEL, tab and line
// feed excepted.
func isRemoved(r rune) bool {
	return r < 0x20 && r != '\t' && r != '\n' || r >= 0x7F && r < 0xA0
}
