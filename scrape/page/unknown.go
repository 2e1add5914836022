package page

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// unknown finds a label that no list knows: words before a colon where a line
// or an element begins, or a term or header cell that is not known.
func (s *scanner) unknown(at *spot) (mark, bool) {
	b := at.b
	if at.pos > 0 && at.piece < 0 && !at.fresh {
		return mark{}, false
	}
	if at.line && (b.kind == termBlock || s.headings && b.level > 1) && len(b.text) <= maxLabel && !b.linked {
		return mark{kind: markUnknown, name: strings.TrimRight(b.text, ": "), block: at.index, start: 0, end: len(b.text)}, true
	}
	colon := labelColon(b.text[at.pos:])
	if colon < 0 {
		return mark{}, false
	}
	colon += at.pos
	after, _ := skipColon(b.text, colon)
	ends := s.pieceEnds(b, colon) || s.pieceEnds(b, colon+1)
	switch {
	case !at.line && !ends, s.inLink(at.piece) && !ends:
		return mark{}, false
	case !ends && (s.valueWanted() || s.prose > 0 && len(b.text) > s.prose):
		return mark{}, false
	case s.knownInside(b.text[at.pos : colon+1]), s.elementOpensLabel(b, at.pos, colon):
		return mark{}, false
	}
	return mark{kind: markUnknown, name: strings.TrimRight(b.text[at.pos:colon], " "), block: at.index, start: at.pos, end: after}, true
}

// valueWanted: the label just before takes free text and has none yet, so that
// words with a colon are its value.
func (s *scanner) valueWanted() bool {
	if s.said || len(s.marks) == 0 {
		return false
	}
	last := s.marks[len(s.marks)-1].entry
	return last != nil && last.field != nil && len(last.field.Words) == 0 && last.field.Type != typeNumber
}

// knownInside: the words end in a known label that is glued to what stands
// before it.
func (s *scanner) knownInside(words string) bool {
	for i := 1; i < len(words); i++ {
		if c := words[i]; c < 'A' || c > 'Z' || words[i-1] == ' ' && !s.valueWanted() {
			continue
		}
		p := words[i-1]
		if 'A' <= p && p <= 'Z' {
			continue
		}
		if s.opensLabel(words[i:]) {
			return true
		}
	}
	return false
}

// elementOpensLabel: an element between the two offsets begins with a known
// label.
func (s *scanner) elementOpensLabel(b *block, from, to int) bool {
	for p := s.v.pieceAt(b, from); p < int(b.to); p++ {
		at := int(s.v.pieces[p].start)
		if at >= to {
			break
		}
		if at > from && s.opensLabel(b.text[at:]) {
			return true
		}
	}
	return false
}

// opensUnknown: the line that the place is in begins with words that together
// with the label found are another label ("Project Status:").
func (s *scanner) opensUnknown(at *spot) bool {
	if len(s.marks) > 0 && s.marks[len(s.marks)-1].block == at.index {
		return false // the value of a label of the same line
	}
	colon := labelColon(at.b.text)
	return colon > at.pos && !s.valueWantedBefore(at)
}

func (s *scanner) valueWantedBefore(at *spot) bool {
	if len(s.marks) == 0 {
		return false
	}
	last := s.marks[len(s.marks)-1]
	return last.block >= at.index-1 && last.entry != nil && last.entry.field != nil && last.entry.field.Type != typeWord
}

const maxLabel = 80

// labelColon gives the offset of the colon of what looks like a label at the
// start of a text, -1 without one: a few words that begin with a capital and
// hold no end of a sentence.
func labelColon(text string) int {
	r, _ := utf8.DecodeRuneInString(text)
	if !unicode.IsLetter(r) || unicode.IsLower(r) {
		return -1
	}
	limit := min(len(text), maxLabel)
	i := strings.IndexByte(text[:limit], ':')
	if i <= 0 || i+1 < len(text) && (text[i+1] == '/' || text[i+1] >= '0' && text[i+1] <= '9' && text[i-1] >= '0' && text[i-1] <= '9') {
		return -1
	}
	words := text[:i]
	if strings.Contains(words, ". ") || strings.ContainsAny(words, ";|") || strings.Count(words, " ") > 9 || strings.Contains(words, "\"") {
		return -1
	}
	return i
}
