package address

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// MemberID makes a member's id of its slug or its name: lower-case ASCII
// letters and digits with single hyphens, as the site makes its own slugs
// ("Côte d'Ivoire" and "c%C3%B4te-divoire", decoded, are both
// "cote-divoire"). It is empty where nothing of the name is Latin.
func MemberID(s string) string {
	if isPlainSlug(s) {
		return s
	}
	var b strings.Builder
	hyphen := false
	for _, r := range norm.NFKD.String(s) {
		word := foldRune(unicode.ToLower(r))
		switch {
		case word != "":
			if hyphen && b.Len() > 0 {
				b.WriteByte('-')
			}
			hyphen = false
			b.WriteString(word)
		case unicode.IsSpace(r) || r == '-' || r == '_' || r == '/' || unicode.Is(unicode.Pd, r):
			hyphen = true
		}
	}
	return b.String()
}

// foldRune gives the ASCII letters of a lower-case letter without its marks;
// the listed ones are not taken apart by Unicode.
func foldRune(r rune) string {
	switch {
	case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
		return string(r)
	case r == 'ø':
		return "o"
	case r == 'ł':
		return "l"
	case r == 'đ' || r == 'ð':
		return "d"
	case r == 'ı':
		return "i"
	case r == 'ß':
		return "ss"
	case r == 'æ':
		return "ae"
	case r == 'œ':
		return "oe"
	case r == 'þ':
		return "th"
	}
	return ""
}

// slug folds a part of a path to the form the site uses: lower case, composed,
// trimmed of stray hyphens. It is empty for what cannot be a slug.
func slug(part string) string {
	if isPlainSlug(part) {
		return part
	}
	part = strings.ReplaceAll(norm.NFC.String(strings.ToLower(part)), " ", "-")
	part = strings.Trim(part, "-")
	if part == "." || part == ".." {
		return "" // would be another path to the server
	}
	for _, r := range part {
		switch {
		case r == '-' || r == '_' || r == '\'' || r == '’' || r == '.' || r == ',' || r == '&':
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r):
		default:
			return ""
		}
	}
	return part
}

// isPlainSlug is the case nearly every link is in: nothing to fold.
func isPlainSlug(s string) bool {
	if s == "" || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' && s[i-1] != '-') {
			return false
		}
	}
	return true
}
