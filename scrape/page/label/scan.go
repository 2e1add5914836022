package label

import (
	"strings"

	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// Mark is a label or heading found in the text of a view. The value of a
// label is everything up to the next mark.
type Mark struct {
	Kind  markKind
	Entry *Entry // nil for an unknown label
	// Name is the label as the page writes it, without colon.
	Name string
	// Block is where it stands, start and end its offsets in the block's
	// text; end is behind colon, footnote marks and a tooltip.
	Block, Start, End int
}

// Of is the mark as one of another field with the same words.
func (m *Mark) Of(f record.Field) *Mark {
	field, entry, mark := *m.Entry.Field, *m.Entry, *m
	field.Field, entry.Field, mark.Entry = f, &field, &entry
	return &mark
}

// Scanner finds the marks of a run of blocks. A label is found where an
// element or a line begins; in the middle of a text only with its colon; a
// heading in the middle only where it is glued to the word before it. So a
// page reads the same whatever elements carry its labels, and however they
// run together.
type Scanner struct {
	View       *view.View
	Set        *Set
	Vocabulary *Vocabulary
	// Prose: the longest line that may hold an unknown label in the middle of
	// its text; 0 means any.
	Prose int
	// Headings: a heading element that no list knows is an unknown label.
	Headings bool
	marks    []Mark
	// textSince: text stands between the last mark and here.
	textSince bool
	// stop ends the scan behind a mark, when it says so.
	Stop func(*Mark) bool
}

func (s *Scanner) Run(from, to int) []Mark {
	for i := from; i < to; i++ {
		if s.block(i) {
			break
		}
	}
	return s.marks
}

// block scans one block and says whether the scan ends there.
func (s *Scanner) block(i int) bool {
	b := &s.View.Blocks[i]
	if b.Menu {
		return false
	}
	pos, next := 0, int(b.From) // next: the first piece that starts at or behind pos
	fresh := true               // a line begins here, or a mark just ended
	for pos < len(b.Text) {
		for next < int(b.To) && int(s.View.Pieces[next].Start) < pos {
			next++
		}
		at := spot{b: b, index: i, pos: pos, line: pos == 0, fresh: fresh, piece: -1}
		if next < int(b.To) && int(s.View.Pieces[next].Start) == pos {
			at.piece = next
		}
		if m, ok := s.markAt(&at); ok {
			s.marks = append(s.marks, m)
			s.textSince = false
			if s.Stop != nil && s.Stop(&s.marks[len(s.marks)-1]) {
				return true
			}
			pos, fresh = m.End, true
			for pos < len(b.Text) && b.Text[pos] == ' ' {
				pos++
			}
			continue
		}
		if strings.IndexByte(" ,;:", b.Text[pos]) < 0 {
			s.textSince = true
		}
		fresh = false
		pos = s.nextPiece(b, pos, next)
	}
	return false
}

// nextPiece gives the next offset at which a mark may begin: where the text of
// the next element or sentence does, what stands behind a bar or dot, or behind a
// number or bullet that begins the line ("12 reviewed commitments").
func (s *Scanner) nextPiece(b *view.Block, pos, next int) int {
	if pos == 0 {
		if first, _, ok := strings.Cut(b.Text, " "); ok && (view.IsDigits(first) || !view.HasWord(first)) {
			return len(first) + 1
		}
	}
	limit := len(b.Text)
	for p := next; p < int(b.To); p++ {
		if start := int(s.View.Pieces[p].Start); start > pos {
			limit = start
			break
		}
	}
	for i := pos; i+1 < limit; i++ {
		switch c := b.Text[i]; {
		case (c == '.' || c == '|') && b.Text[i+1] == ' ':
			return i + 2
		case c == "·"[0] && strings.HasPrefix(b.Text[i:], "· "), c == "•"[0] && strings.HasPrefix(b.Text[i:], "• "):
			return i + strings.IndexByte(b.Text[i:], ' ') + 1
		}
	}
	return limit
}

// spot is an offset in a block at which a mark may begin.
type spot struct {
	b     *view.Block
	index int
	pos   int
	line  bool // the block begins here
	fresh bool // the block begins here, or a mark just ended
	piece int  // the piece that begins here, -1 for none
}

func (s *Scanner) markAt(at *spot) (Mark, bool) {
	text := at.b.Text[at.pos:]
	var found Mark
	e, _ := s.Set.Match(text, func(e *Entry, n int) bool {
		end, ok := s.accept(e, at, n)
		if ok {
			found = Mark{Kind: e.Kind, Entry: e, Name: strings.TrimRight(text[:n], ": "), Block: at.index, Start: at.pos, End: end}
		}
		return ok
	})
	if e != nil {
		return found, true
	}
	return s.unknown(at)
}

// RunToProse is run up to where running text has begun: the second line of it
// since the last mark, as the first may be that mark's value. Nothing behind
// it is a fact, and most of a report is behind it.
func (s *Scanner) RunToProse(from, to int) []Mark {
	lines := 0
	for i := from; i < to && lines < 2; i++ {
		found := len(s.marks)
		if s.block(i) {
			break
		}
		if len(s.marks) > found {
			lines = 0
		} else if b := &s.View.Blocks[i]; !b.Linked && view.IsProse(b.Text) {
			lines++
		}
	}
	return s.marks
}
