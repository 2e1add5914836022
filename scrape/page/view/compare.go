package view

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

func Key(s string) string {
	s = strings.Map(FoldRune, FoldText(s))
	return strings.TrimRight(s, ": ")
}

func Keys(words []string) []string {
	keys := make([]string, len(words))
	for i, w := range words {
		keys[i] = Key(w)
	}
	return keys
}

// FoldRune makes letters comparable: lower case, straight apostrophes and
// quotation marks, plain hyphens.
func FoldRune(r rune) rune {
	switch r {
	case '’', '‘', '`', '´', 'ʼ':
		return '\''
	case '“', '”', '„':
		return '"'
	case '–', '—', '‐', '‑':
		return '-'
	case '：':
		return ':'
	}
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}
	return unicode.ToLower(r)
}

// PrefixEnd gives the length of the beginning of text that reads as key, 0 if
// it does not. A space of the key may be missing between a word and a bracket.
func PrefixEnd(text, key string) int {
	i := 0
	for k := 0; k < len(key); {
		if i < len(text) && text[i] < utf8.RuneSelf {
			c := text[i]
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			if c == key[k] && c != '`' {
				i++
				k++
				continue
			}
			if IsSmall(c) && IsSmall(key[k]) {
				return 0 // two letters that differ: nearly every text ends here
			}
		}
		kr, ks := utf8.DecodeRuneInString(key[k:])
		if i >= len(text) {
			return 0
		}
		tr, ts := utf8.DecodeRuneInString(text[i:])
		tr = FoldRune(tr)
		switch {
		case tr == kr:
			k += ks
			i += ts
		case kr == ' ' && k+1 < len(key) && (key[k+1] == '(' || key[k+1] == 'i' && k+2 == len(key)) && tr == rune(key[k+1]):
			k += ks // "Ambition(see", "Designi"
		case tr == ' ' && kr != ' ' && i > 0 && (text[i-1] == '(' || kr == ')' || kr == ':' || kr == '?'):
			i += ts // "( see definition )"
		default:
			return 0
		}
	}
	return i
}

func IsSmall(c byte) bool { return 'a' <= c && c <= 'z' }

// SameWords compares two short texts as labels are compared: case, kinds of
// apostrophe, a colon and footnote marks do not count.
func SameWords(text, words string) bool {
	return IsKey(text, Key(words))
}

// IsKey is sameWords for words already made comparable.
func IsKey(text, key string) bool {
	end := PrefixEnd(text, key)
	if end == 0 {
		return false
	}
	return strings.TrimRight(text[end:], " :*†‡¹²³⁴") == ""
}
