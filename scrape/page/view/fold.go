package view

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold gives text as a person reads it: white space of any kind (non-breaking
// too) is one space, zero-width marks are gone, characters are composed (NFC).
// lead and trail tell white space that was at the ends and is cut.
func Fold(s string) (text string, lead, trail bool) {
	// Most text is ASCII with white space at its ends alone.
	i, j := 0, len(s)
	for i < j && s[i] <= ' ' {
		i++
	}
	for j > i && s[j-1] <= ' ' {
		j--
	}
	for k := i; k < j; k++ {
		if !isPlain(s[k]) && (s[k] != ' ' || !isPlain(s[k+1])) { // the last one is no space
			return foldSlow(s)
		}
	}
	if i == j {
		return "", s != "", s != ""
	}
	return s[i:j], i > 0, j < len(s)
}

// isPlain tells the signs of ASCII that are seen.
func isPlain(c byte) bool { return c-'!' <= '~'-'!' }

func foldSlow(s string) (text string, lead, trail bool) {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	if !norm.NFC.IsNormalString(s) {
		s = norm.NFC.String(s)
	}
	trimmed := strings.TrimFunc(s, isBlank)
	if trimmed == "" {
		return "", s != "", s != ""
	}
	lead = isSpaceAt(s, true)
	trail = isSpaceAt(s, false)
	if !needsFolding(trimmed) {
		return trimmed, lead, trail
	}
	var b strings.Builder
	b.Grow(len(trimmed))
	pending := false
	for _, r := range trimmed {
		switch {
		case isZeroWidth(r):
		case isSpace(r):
			pending = true
		default:
			if pending {
				b.WriteByte(' ')
				pending = false
			}
			b.WriteRune(r)
		}
	}
	return b.String(), lead, trail
}

func needsFolding(s string) bool {
	space := false
	for _, r := range s {
		if isZeroWidth(r) || isSpace(r) && (r != ' ' || space) {
			return true
		}
		space = r == ' '
	}
	return false
}

func isSpaceAt(s string, start bool) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	if start {
		r, _ = utf8.DecodeRuneInString(s)
	}
	return isSpace(r)
}

func isBlank(r rune) bool { return isSpace(r) || isZeroWidth(r) }

func isSpace(r rune) bool {
	switch {
	case r <= ' ', r == 0x85, r == 0xA0, r == 0x1680, r >= 0x2000 && r <= 0x200A, r == 0x2028, r == 0x2029, r == 0x202F, r == 0x205F, r == 0x3000:
		return true
	}
	return false
}

// isZeroWidth tells marks that are in the text and not seen: soft hyphen,
// zero-width space and joiners, byte order mark, direction marks and the
// brackets of a direction.
func isZeroWidth(r rune) bool {
	return r == 0xAD || r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || r == 0x2060 || r >= 0x2066 && r <= 0x2069 || r == 0x61C || r == 0xFEFF
}

// FoldText is fold where the ends do not matter.
func FoldText(s string) string {
	t, _, _ := Fold(s)
	return t
}
