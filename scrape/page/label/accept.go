package label

import (
	"strings"

	"ogptracker/scrape/page/view"
)

// accept decides whether the label e, n bytes long, really is one here, and
// gives the offset in the block where its value begins.
func (s *Scanner) accept(e *Entry, at *spot, n int) (int, bool) {
	text := at.b.Text
	end := at.pos + n
	if e.Kind == MarkField {
		end = s.behindIcon(at.b, end)
	}
	after, colon := view.SkipColon(text, end)
	if e.Kind == MarkHeading {
		return s.acceptHeading(e, at, end, after, colon)
	}
	if colon {
		return after, true
	}
	if e.Field != nil && e.Field.Bare != BareNone {
		value := text[after:]
		if value == "" && at.line && at.index+1 < len(s.View.Blocks) {
			value = s.View.Blocks[at.index+1].Text // in an element of its own
		}
		return after, isBare(e.Field.Bare, value)
	}
	if strings.Trim(text[after:], " –—-→") == "" {
		after = len(text) // a dash before a value that is blank, or in an element of its own
	}
	whole := end == len(text) || after == len(text)
	if s.isValueHere(text[at.pos:end]) {
		return 0, false
	}
	switch {
	case whole && at.line:
		return after, e.Kind == MarkField || at.b.Level > 0 || at.b.Kind == view.TermBlock || e.Kind == MarkPrivate
	case e.Kind != MarkField:
		return 0, false
	case whole || s.pieceEnds(at.b, end):
		if !at.fresh && (!view.IsCapital(text[at.pos:]) || s.isLink(at.piece)) {
			return 0, false
		}
		if t := s.behindTooltip(at.b, after); t > after {
			return t, true
		}
		return max(after, s.beforeLastWord(e, at.b, end)), true
	case at.line && e.Field.Type == TypeNumber && text[after] >= '0' && text[after] <= '9':
		return after, true
	case at.line && e.Field.Type == TypeWord && s.Vocabulary.has(e.Field, view.WithoutSeparator(text[after:])):
		return after, true
	case at.line && s.Headings && (e.Field.Type == typeText || e.Field.Type == TypeList) && len(view.WithoutSeparator(text[after:])) < len(text)-after && !s.valueWanted():
		return after, true // "Lead Institution – Ministry"
	}
	return 0, false
}

func (s *Scanner) acceptHeading(e *Entry, at *spot, end, after int, colon bool) (int, bool) {
	text := at.b.Text
	rest := strings.TrimLeft(text[after:], " ")
	if e.Heading.Measure != "" && s.View.CountBefore(at.b, at.piece) != "" && s.pieceEnds(at.b, end) {
		return end, true // counters side by side in one line
	}
	switch {
	case rest == "" || isCount(rest):
		if at.line {
			return len(text), rest != "" || at.b.Level > 0 || !s.isMenuItem(at.b)
		}
		if e.Heading.Measure != "" && view.IsDigits(strings.TrimSpace(text[:at.pos])) {
			return len(text), true // "0 Commitments Post-Implementation"
		}
		if s.isValueHere(text[at.pos:end]) || !view.IsCapital(text[at.pos:]) {
			return 0, false
		}
		return len(text), at.fresh || !s.inLink(at.piece)
	case colon:
		return after, at.fresh
	case !view.IsCapital(text[at.pos:]):
		return 0, false
	case s.opensLabel(rest):
		return end, true
	}
	return end, s.pieceEnds(at.b, end) && (at.fresh || at.b.Kind != view.TextBlock)
}

// opensLabel tells whether a text begins with a known label and its colon.
func (s *Scanner) opensLabel(text string) bool { return s.opensLabelWithin(text, 3) }

// opensLabelWithin lets so many headings stand before the label.
func (s *Scanner) opensLabelWithin(text string, headings int) bool {
	e, _ := s.Set.Match(text, func(e *Entry, n int) bool {
		if e.Kind == MarkHeading {
			return view.IsCapital(text) && (n == len(text) || headings > 0 && s.opensLabelWithin(strings.TrimLeft(text[n:], " "), headings-1))
		}
		_, colon := view.SkipColon(text, n)
		return colon
	})
	return e != nil
}

// isValueHere: the words are a word of the scale of the label just before.
func (s *Scanner) isValueHere(words string) bool {
	if s.textSince || len(s.marks) == 0 {
		return false
	}
	last := s.marks[len(s.marks)-1].Entry
	return last != nil && last.Field != nil && last.Field.Type == TypeWord && s.Vocabulary.has(last.Field, words)
}

// isMenuItem: the line is a link to a place on the same page.
func (s *Scanner) isMenuItem(b *view.Block) bool {
	l := s.View.Pieces[b.From].Link
	return b.Linked && strings.HasPrefix(s.View.Links[l].URL, "#")
}

func (s *Scanner) inLink(p int) bool { return p >= 0 && s.View.Pieces[p].Link >= 0 }

// isLink: the text is that of a link and all of it: one that names the label in
// running text, and no card that holds label and value.
func (s *Scanner) isLink(p int) bool {
	return s.inLink(p) && view.SameWords(s.View.Links[s.View.Pieces[p].Link].Text, s.View.Pieces[p].Text)
}

// pieceEnds tells whether an element's text ends at offset end.
func (s *Scanner) pieceEnds(b *view.Block, end int) bool {
	return end > 0 && int(s.View.Pieces[s.View.PieceAt(b, end-1)].End) == end
}

// holdsLabel: an element's whole text between two offsets is a label.
func (s *Scanner) holdsLabel(b *view.Block, from, to int) bool {
	for p := s.View.PieceAt(b, from); p < int(b.To) && int(s.View.Pieces[p].Start) < to; p++ {
		if pc := &s.View.Pieces[p]; int(pc.Start) >= from && s.Set.IsLabel(pc.Text) {
			return true
		}
	}
	return false
}

// icons are what a sign that opens an explanation reads as text.
var icons = [...]string{"(see definition)", "(see definition:)", "ⓘ", "🛈", "ℹ️", "ℹ", "(i)", "(?)", "i", "?"}

// behindIcon gives the offset behind a sign for an explanation that stands
// after a label: in an element of its own, or, where it can be nothing else,
// in the label's text. end itself without one.
func (s *Scanner) behindIcon(b *view.Block, end int) int {
	rest := strings.TrimLeft(b.Text[end:], " ")
	if rest == "" {
		return end
	}
	at := len(b.Text) - len(rest)
	for _, icon := range icons {
		n := view.PrefixEnd(rest, icon)
		if n == 0 {
			continue
		}
		tail := strings.TrimLeft(rest[n:], " ")
		if len(icon) > 1 || tail == "" || tail[0] == ':' || int(s.View.Pieces[s.View.PieceAt(b, at)].Start) == at && s.pieceEnds(b, at+n) {
			return at + n
		}
	}
	return end
}

// maxTooltip bounds the text of a tooltip.
const maxTooltip = 1000

// behindTooltip gives the offset behind the text of a glossary tooltip that
// begins at end, and behind the colon after it; end itself without one. A
// tooltip is prose glued to its label that ends in "..." or "... More", or
// that stands between the label and its colon.
func (s *Scanner) behindTooltip(b *view.Block, end int) int {
	rest := b.Text[end:min(len(b.Text), end+maxTooltip)]
	for _, dots := range [...]string{"...", "…"} {
		i := strings.LastIndex(rest, dots)
		if i < 0 || strings.Count(rest[:i], " ") < 4 || s.holdsLabel(b, end, end+i) {
			continue
		}
		after := end + i + len(dots)
		tail := strings.TrimLeft(b.Text[after:], ". ")
		if t, ok := strings.CutPrefix(tail, "More"); ok && (t == "" || !view.IsLetter(t)) {
			tail = t
		}
		after = len(b.Text) - len(tail) // tail runs to the end of the line
		after, _ = view.SkipColon(b.Text, after)
		return after
	}
	for p := s.View.PieceAt(b, end); p < int(b.To); p++ {
		pc := &s.View.Pieces[p]
		if int(pc.Start) > end+maxTooltip {
			break
		}
		if int(pc.Start) < end || !strings.HasPrefix(pc.Text, ":") {
			continue
		}
		if strings.Count(b.Text[end:pc.Start], " ") >= 4 {
			after, _ := view.SkipColon(b.Text, int(pc.Start))
			return after
		}
		break
	}
	return end
}

// beforeLastWord gives the offset of a word of the field's scale that is the
// last element of a line, where some words of explanation are glued to the
// label: a short tooltip. end itself without one.
func (s *Scanner) beforeLastWord(e *Entry, b *view.Block, end int) int {
	pc := &s.View.Pieces[b.To-1]
	if e.Field == nil || e.Field.Type != TypeWord || !view.IsGlue(b.Text, end) || int(pc.Start) <= end || !s.Vocabulary.has(e.Field, strings.Trim(pc.Text, " :")) {
		return end
	}
	if strings.Count(strings.TrimSpace(b.Text[end:pc.Start]), " ") < 3 || s.holdsLabel(b, end, int(pc.Start)) {
		return end
	}
	return int(pc.Start)
}
