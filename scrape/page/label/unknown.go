package label

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"ogptracker/scrape/page/view"
)

// unknown finds a label that no list knows: words before a colon where a line
// or an element begins, or a term or header cell that is not known.
func (s *Scanner) unknown(at *spot) (Mark, bool) {
	b := at.b
	if at.pos > 0 && at.piece < 0 && !at.fresh {
		return Mark{}, false
	}
	if at.line && b.Level > 1 && s.isValueOfTile(at.index) {
		return Mark{}, false
	}
	if at.line && (b.Kind == view.TermBlock || s.Headings && b.Level > 1) && len(b.Text) <= MaxLabel && !b.Linked {
		return Mark{Kind: MarkUnknown, Name: strings.TrimRight(b.Text, ": "), Block: at.index, Start: 0, End: len(b.Text)}, true
	}
	colon := Colon(b.Text[at.pos:])
	if colon < 0 {
		return Mark{}, false
	}
	colon += at.pos
	after, _ := view.SkipColon(b.Text, colon)
	ends := s.pieceEnds(b, colon) || s.pieceEnds(b, colon+1)
	switch {
	case !at.line && !ends, s.inLink(at.piece) && !ends:
		return Mark{}, false
	case !ends && (s.valueWanted() || s.Prose > 0 && len(b.Text) > s.Prose):
		return Mark{}, false
	case s.elementOpensLabel(b, at.pos, colon):
		return Mark{}, false
	}
	return Mark{Kind: MarkUnknown, Name: strings.TrimRight(b.Text[at.pos:colon], " "), Block: at.index, Start: at.pos, End: after}, true
}

// isValueOfTile: the line is a heading, and it and the label above it are all
// that stands in an element: the value, in large letters.
func (s *Scanner) isValueOfTile(i int) bool {
	if s.textSince || len(s.marks) == 0 || i < 1 {
		return false
	}
	last := &s.marks[len(s.marks)-1]
	if last.Kind != MarkField || last.Block != i-1 || last.End < len(s.View.Blocks[i-1].Text) {
		return false
	}
	tile := view.CommonAncestor(s.View.Blocks[i-1].Node, s.View.Blocks[i].Node)
	return tile != nil && (i < 2 || !view.Holds(tile, s.View.Blocks[i-2].Node)) && (i+1 >= len(s.View.Blocks) || !view.Holds(tile, s.View.Blocks[i+1].Node))
}

// valueWanted: the label just before takes free text and has none yet, so that
// words with a colon are its value.
func (s *Scanner) valueWanted() bool {
	if s.textSince || len(s.marks) == 0 {
		return false
	}
	last := s.marks[len(s.marks)-1].Entry
	return last != nil && last.Field != nil && len(last.Field.Words) == 0 && last.Field.Type != TypeNumber
}

// elementOpensLabel: an element between the two offsets begins with a known
// label.
func (s *Scanner) elementOpensLabel(b *view.Block, from, to int) bool {
	for p := s.View.PieceAt(b, from); p < int(b.To); p++ {
		at := int(s.View.Pieces[p].Start)
		if at >= to {
			break
		}
		if at > from && s.opensLabel(b.Text[at:]) {
			return true
		}
	}
	return false
}

const MaxLabel = 80

// Colon gives the offset of the colon of what looks like a label at the
// start of a text, -1 without one: a few words that begin with a capital and
// hold no end of a sentence.
func Colon(text string) int {
	r, _ := utf8.DecodeRuneInString(text)
	if !unicode.IsLetter(r) || unicode.IsLower(r) {
		return -1
	}
	limit := min(len(text), MaxLabel)
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
