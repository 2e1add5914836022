package view

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"ogptracker/scrape/record"
)

// SkipColon gives the offset behind footnote marks, a colon and the spaces
// around it, and whether there was a colon.
func SkipColon(text string, i int) (int, bool) {
	j := SkipMarks(text, i)
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

// SkipMarks gives the offset behind footnote marks: "*", "**", "[1]", "†".
func SkipMarks(text string, i int) int {
	for i < len(text) {
		rest := text[i:]
		switch {
		case rest[0] == '*':
			i++
			continue
		case rest[0] == '[':
			if end := strings.IndexByte(rest, ']'); end > 1 && end < 5 && IsDigits(rest[1:end]) {
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

// IsGlue: at offset end a word begins without a space before it.
func IsGlue(text string, end int) bool {
	if end >= len(text) || end == 0 {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(text[:end])
	after, _ := utf8.DecodeRuneInString(text[end:])
	return (unicode.IsLower(before) || strings.ContainsRune(")?", before)) && (unicode.IsUpper(after) || unicode.IsDigit(after))
}

func IsDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func IsLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

// IsCapital: the text begins with a capital, as a label in the middle of a
// text must, so that prose does not pass for one.
func IsCapital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

func HasWord(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// IsSentence tells prose from a value of a few words.
func IsSentence(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.Count(s, " ") > 6 || strings.Contains(s, ". ") || last == '.' && strings.Count(s, " ") > 2
}

// WithoutMail takes mail addresses out of a text: addresses of contact persons are
// never extracted.
func WithoutMail(s string) string {
	if !strings.Contains(s, "@") {
		return s
	}
	return FoldText(record.ReplaceMail(s, ""))
}

// TextOf joins the text nodes below n, as far as a value can be long.
func TextOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
		if b.Len() > 200 {
			break
		}
	}
	return b.String()
}

// Ancestors are the elements around n.
func Ancestors(n *html.Node) map[*html.Node]bool {
	m := map[*html.Node]bool{}
	if n == nil {
		return m
	}
	for p := n.Parent; p != nil; p = p.Parent {
		m[p] = true
	}
	return m
}

// Following gives the next node in document order.
func Following(n *html.Node) *html.Node {
	if n.FirstChild != nil {
		return n.FirstChild
	}
	for n != nil && n.NextSibling == nil {
		n = n.Parent
	}
	if n == nil {
		return nil
	}
	return n.NextSibling
}

// IsProse tells running text from titles, dates and other short lines.
func IsProse(text string) bool {
	words := strings.Count(text, " ") + 1
	return words > 25 || words > 7 && (strings.HasSuffix(text, ".") || strings.Contains(text, ". "))
}

// CommonAncestor is the innermost element around two.
func CommonAncestor(a, b *html.Node) *html.Node {
	around := Ancestors(a)
	around[a] = true
	for ; b != nil; b = b.Parent {
		if around[b] {
			return b
		}
	}
	return nil
}

// Holds: n is, or is inside of, the element.
func Holds(element, n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == element {
			return true
		}
	}
	return false
}
