package page

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// mark is a label or heading found in the text of a view. The value of a
// label is everything up to the next mark.
type mark struct {
	kind  markKind
	entry *entry // nil for an unknown label
	// name is the label as the page writes it, without colon.
	name string
	// block is where it stands, start and end its offsets in the block's
	// text; end is behind colon, footnote marks and a tooltip.
	block, start, end int
}

// scanner finds the marks of a run of blocks. A label is found where an
// element or a line begins; in the middle of a text only with its colon; a
// heading in the middle only where it is glued to the word before it. So a
// page reads the same whatever elements carry its labels, and however they
// run together.
type scanner struct {
	v     *view
	set   *labelSet
	vocab *vocabulary
	// prose: the longest line that may hold an unknown label in the middle of
	// its text; 0 means any.
	prose int
	// headings: a heading element that no list knows is an unknown label.
	headings bool
	marks    []mark
	// said: text stands between the last mark and here.
	said bool
	// stop ends the scan behind a mark, when it says so.
	stop func(*mark) bool
}

func (s *scanner) run(from, to int) []mark {
	for i := from; i < to; i++ {
		if s.block(i) {
			break
		}
	}
	return s.marks
}

// block scans one block and says whether the scan ends there.
func (s *scanner) block(i int) bool {
	b := &s.v.blocks[i]
	pos, next := 0, int(b.from) // next: the first piece that starts at or behind pos
	fresh := true               // a line begins here, or a mark just ended
	for pos < len(b.text) {
		for next < int(b.to) && int(s.v.pieces[next].start) < pos {
			next++
		}
		at := spot{b: b, index: i, pos: pos, line: pos == 0, fresh: fresh, piece: -1}
		if next < int(b.to) && int(s.v.pieces[next].start) == pos {
			at.piece = next
		}
		if m, ok := s.markAt(&at); ok {
			s.marks = append(s.marks, m)
			s.said = false
			if s.stop != nil && s.stop(&s.marks[len(s.marks)-1]) {
				return true
			}
			pos, fresh = m.end, true
			for pos < len(b.text) && b.text[pos] == ' ' {
				pos++
			}
			continue
		}
		if strings.IndexByte(" ,;:", b.text[pos]) < 0 {
			s.said = true
		}
		fresh = false
		pos = s.candidate(b, pos, next)
	}
	return false
}

// candidate gives the next offset at which a mark may begin: the start of a
// piece, or a capital letter behind anything but a capital.
func (s *scanner) candidate(b *block, pos, next int) int {
	limit := len(b.text)
	for p := next; p < int(b.to); p++ {
		if st := int(s.v.pieces[p].start); st > pos {
			limit = st
			break
		}
	}
	for i := pos + 1; i < limit; i++ {
		c := b.text[i]
		if c < 'A' || c > 'Z' && c < utf8.RuneSelf || c >= utf8.RuneSelf && !utf8.RuneStart(c) {
			continue
		}
		if p := b.text[i-1]; 'A' <= p && p <= 'Z' && (i+1 == len(b.text) || b.text[i+1] < 'a' || b.text[i+1] > 'z') {
			continue // inside a word in capitals; "NAPolicy Areas" is two
		}
		if c >= utf8.RuneSelf {
			if r, _ := utf8.DecodeRuneInString(b.text[i:]); !unicode.IsUpper(r) {
				continue
			}
		}
		return i
	}
	return limit
}

// spot is an offset in a block at which a mark may begin.
type spot struct {
	b     *block
	index int
	pos   int
	line  bool // the block begins here
	fresh bool // the block begins here, or a mark just ended
	piece int  // the piece that begins here, -1 for none
}

// begins tells a place where an element, a line or the text behind a mark
// begins.
func (p *spot) begins() bool { return p.fresh || p.piece >= 0 }

// glued tells a place in the middle of a text without a space before it.
func (p *spot) glued() bool {
	if p.pos == 0 {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(p.b.text[:p.pos])
	if unicode.IsUpper(r) { // behind an abbreviation: "NR", "CSO"
		before, _ := utf8.DecodeLastRuneInString(p.b.text[:p.pos-utf8.RuneLen(r)])
		return unicode.IsUpper(before)
	}
	return unicode.IsLower(r) || unicode.IsDigit(r) || strings.ContainsRune(".)]?!,;*\"'’”…", r)
}

func (s *scanner) markAt(at *spot) (mark, bool) {
	text := at.b.text[at.pos:]
	var found mark
	e, _ := s.set.match(text, func(e *entry, n int) bool {
		end, ok := s.accept(e, at, n)
		if ok {
			found = mark{kind: e.kind, entry: e, name: strings.TrimRight(text[:n], ": "), block: at.index, start: at.pos, end: end}
		}
		return ok
	})
	if e != nil {
		return found, true
	}
	return s.unknown(at)
}
