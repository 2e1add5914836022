package label

import (
	"slices"
	"unicode/utf8"

	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

type markKind uint8

const (
	markNone    markKind = iota
	MarkField            // a label of a field
	MarkHeading          // the heading of a part of the page
	MarkIgnored          // a label on the ignore list
	MarkPrivate          // a label whose value names persons
	MarkUnknown          // a label that no list knows
	MarkOther            // a label of something else, such as another commitment
)

// Entry is one known label or heading.
type Entry struct {
	Kind markKind
	// Words are the label as declared, key the same made comparable.
	Words, key string
	Field      *Field
	Heading    *Heading
}

// Role is the part of the page that a heading begins, "" for others.
func (e *Entry) Role() string {
	if e == nil || e.Heading == nil {
		return ""
	}
	return e.Heading.Role
}

// Set finds the labels of one kind of page. Entries are in buckets by
// their first letter, the longest first.
type Set struct {
	buckets [256][]*Entry
}

func NewSet(l *Labels, kind record.Kind) *Set {
	s := &Set{}
	for i := range l.Fields {
		if f := &l.Fields[i]; slices.Contains(f.On, kind) {
			for _, w := range f.Labels {
				s.add(&Entry{Kind: MarkField, Words: w, Field: f})
			}
		}
	}
	for i := range l.Headings {
		if h := &l.Headings[i]; slices.Contains(h.On, kind) {
			for _, w := range h.Words {
				s.add(&Entry{Kind: MarkHeading, Words: w, Heading: h})
			}
		}
	}
	for _, w := range l.Private {
		s.add(&Entry{Kind: MarkPrivate, Words: w})
	}
	for _, w := range l.Ignore {
		s.add(&Entry{Kind: MarkIgnored, Words: w})
	}
	for i := range s.buckets {
		slices.SortStableFunc(s.buckets[i], func(a, b *Entry) int { return len(b.key) - len(a.key) })
	}
	return s
}

// add files an entry; of two with the same words the first stands, so that
// fields go before headings and both before the ignore list. An operator's
// colon at the end of a label is dropped.
func (s *Set) add(e *Entry) {
	e.key = view.Key(e.Words)
	if e.key == "" {
		return
	}
	b := &s.buckets[e.key[0]]
	for _, o := range *b {
		if o.key == e.key && o.Kind != MarkHeading && e.Kind != MarkHeading {
			return
		}
	}
	*b = append(*b, e)
}

// Match finds the longest entry that text begins with, and where it ends.
// The kinds of mark that accept refuses are passed over.
func (s *Set) Match(text string, accept func(*Entry, int) bool) (*Entry, int) {
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
		utf8.EncodeRune(buf[:], view.FoldRune(r))
		c = buf[0]
	}
	for _, e := range s.buckets[c] {
		if end := view.PrefixEnd(text, e.key); end > 0 && accept(e, end) {
			return e, end
		}
	}
	return nil, 0
}
