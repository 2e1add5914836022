package page

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"ogptracker/scrape/record"
)

type markKind uint8

const (
	markNone    markKind = iota
	markField            // a label of a field
	markHeading          // the heading of a part of the page
	markIgnored          // a label on the ignore list
	markPrivate          // a label whose value names persons
	markUnknown          // a label that no list knows
	markOther            // a label of something else, such as another commitment
)

// entry is one known label or heading.
type entry struct {
	kind markKind
	// words are the label as declared, key the same made comparable.
	words, key string
	field      *LabelField
	heading    *LabelHeading
}

// role is the part of the page that a heading begins, "" for others.
func (e *entry) role() string {
	if e == nil || e.heading == nil {
		return ""
	}
	return e.heading.Role
}

// labelSet finds the labels of one kind of page. Entries are in buckets by
// their first letter, the longest first.
type labelSet struct {
	buckets [256][]*entry
}

func newLabelSet(l *Labels, kind record.Kind) *labelSet {
	s := &labelSet{}
	for i := range l.Fields {
		if f := &l.Fields[i]; slices.Contains(f.On, kind) {
			for _, w := range f.Labels {
				s.add(&entry{kind: markField, words: w, field: f})
			}
		}
	}
	for i := range l.Headings {
		if h := &l.Headings[i]; slices.Contains(h.On, kind) {
			for _, w := range h.Words {
				s.add(&entry{kind: markHeading, words: w, heading: h})
			}
		}
	}
	for _, w := range l.Private {
		s.add(&entry{kind: markPrivate, words: w})
	}
	for _, w := range l.Ignore {
		s.add(&entry{kind: markIgnored, words: w})
	}
	for i := range s.buckets {
		slices.SortStableFunc(s.buckets[i], func(a, b *entry) int { return len(b.key) - len(a.key) })
	}
	return s
}

// add files an entry; of two with the same words the first stands, so that
// fields go before headings and both before the ignore list. An operator's
// colon at the end of a label is dropped.
func (s *labelSet) add(e *entry) {
	e.key = labelKey(e.words)
	if e.key == "" {
		return
	}
	b := &s.buckets[e.key[0]]
	for _, o := range *b {
		if o.key == e.key && o.kind != markHeading && e.kind != markHeading {
			return
		}
	}
	*b = append(*b, e)
}

func labelKey(s string) string {
	s = strings.Map(foldRune, foldText(s))
	return strings.TrimRight(s, ": ")
}

func labelKeys(words []string) []string {
	keys := make([]string, len(words))
	for i, w := range words {
		keys[i] = labelKey(w)
	}
	return keys
}

// foldRune makes letters comparable: lower case, straight apostrophes and
// quotation marks, plain hyphens.
func foldRune(r rune) rune {
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

// match finds the longest entry that text begins with, and where it ends.
// The kinds of mark that accept refuses are passed over.
func (s *labelSet) match(text string, accept func(*entry, int) bool) (*entry, int) {
	if text == "" {
		return nil, 0
	}
	c := text[0]
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	if c >= utf8.RuneSelf {
		r, _ := utf8.DecodeRuneInString(text)
		var buf [utf8.UTFMax]byte
		utf8.EncodeRune(buf[:], foldRune(r))
		c = buf[0]
	}
	for _, e := range s.buckets[c] {
		if end := prefixEnd(text, e.key); end > 0 && accept(e, end) {
			return e, end
		}
	}
	return nil, 0
}

// prefixEnd gives the length of the beginning of text that reads as key, 0 if
// it does not. A space of the key may be missing between a word and a bracket.
func prefixEnd(text, key string) int {
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
			if isSmall(c) && isSmall(key[k]) {
				return 0 // two letters that differ: nearly every text ends here
			}
		}
		kr, ks := utf8.DecodeRuneInString(key[k:])
		if i >= len(text) {
			return 0
		}
		tr, ts := utf8.DecodeRuneInString(text[i:])
		tr = foldRune(tr)
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

func isSmall(c byte) bool { return 'a' <= c && c <= 'z' }

// sameWords compares two short texts as labels are compared: case, kinds of
// apostrophe, a colon and footnote marks do not count.
func sameWords(text, words string) bool {
	return sameKey(text, labelKey(words))
}

// sameKey is sameWords for words already made comparable.
func sameKey(text, key string) bool {
	end := prefixEnd(text, key)
	if end == 0 {
		return false
	}
	return strings.TrimRight(text[end:], " :*†‡¹²³⁴") == ""
}
