package page

import (
	"strings"
)

// accept decides whether the label e, n bytes long, really is one here, and
// gives the offset in the block where its value begins.
func (s *scanner) accept(e *entry, at *spot, n int) (int, bool) {
	text := at.b.text
	end := at.pos + n
	if e.kind == markField {
		end = s.behindIcon(at.b, end)
	}
	after, colon := skipColon(text, end)
	if e.kind == markHeading {
		return s.acceptHeading(e, at, end, after, colon)
	}
	if colon {
		switch {
		case at.begins():
			return after, true
		case e.kind != markField || !isCapital(text[at.pos:]):
			return 0, false
		}
		return after, at.glued() || !s.opensUnknown(at)
	}
	if e.field != nil && e.field.Bare != bareNone {
		begins := at.begins() || (at.glued() || e.field.Bare == bareText) && isCapital(text[at.pos:])
		value := text[after:]
		if value == "" && at.line && at.index+1 < len(s.v.blocks) {
			value = s.v.blocks[at.index+1].text // in an element of its own
		}
		return after, begins && isBare(e.field.Bare, value)
	}
	whole := end == len(text) || after == len(text)
	if at.glued() && e.kind == markField && strings.Contains(e.key, " ") && (whole || isGlue(text, end)) {
		return after, true // "AssemblyPolicy Areas"
	}
	if !at.begins() || s.isValueHere(text[at.pos:end]) {
		return 0, false
	}
	switch {
	case whole && at.line:
		return after, e.kind == markField || at.b.level > 0 || at.b.kind == termBlock || e.kind == markPrivate
	case e.kind != markField:
		return 0, false
	case whole || s.pieceEnds(at.b, end):
		if !at.fresh && (!isCapital(text[at.pos:]) || s.inLink(at.piece)) {
			return 0, false
		}
		if t := s.behindTooltip(at.b, after); t > after {
			return t, true
		}
		return max(after, s.beforeLastWord(e, at.b, end)), true
	case isGlue(text, end):
		if t := s.behindTooltip(at.b, end); t > end {
			return t, true
		}
		if t := s.beforeLastWord(e, at.b, end); t > end {
			return t, true
		}
		return end, at.fresh || isCapital(text[at.pos:])
	case at.line && e.field.Type == typeNumber && text[after] >= '0' && text[after] <= '9':
		return after, true
	case at.line && e.field.Type == typeWord && s.vocab.has(e.field, text[after:]):
		return after, true
	}
	return 0, false
}

func (s *scanner) acceptHeading(e *entry, at *spot, end, after int, colon bool) (int, bool) {
	text := at.b.text
	rest := strings.TrimLeft(text[after:], " ")
	if e.heading.Measure != "" && s.v.numberBefore(at.b, at.piece) != "" && s.pieceEnds(at.b, end) {
		return end, true // counters side by side in one line
	}
	switch {
	case rest == "" || isCount(rest):
		if at.line {
			return len(text), rest != "" || at.b.level > 0 || !s.isMenuItem(at.b)
		}
		if e.heading.Measure != "" && isDigits(strings.TrimSpace(text[:at.pos])) {
			return len(text), true // "0 Commitments Post-Implementation"
		}
		if s.isValueHere(text[at.pos:end]) || !isCapital(text[at.pos:]) {
			return 0, false
		}
		return len(text), at.fresh || at.piece >= 0 && !s.inLink(at.piece) || at.glued()
	case colon:
		return after, at.fresh
	case !isCapital(text[at.pos:]):
		return 0, false
	}
	known := s.opensLabel(rest)
	switch {
	case at.fresh:
		return end, known || s.pieceEnds(at.b, end) || isGlue(text, end)
	case at.piece >= 0 || at.glued():
		return end, known || s.pieceEnds(at.b, end) && at.b.kind != textBlock
	case strings.HasSuffix(text[:at.pos], "Pending "):
		return 0, false
	}
	return end, known
}

// numberBefore is the count that is the whole text of the element before piece
// p of the block, "" without one.
func (v *view) numberBefore(b *block, p int) string {
	if p <= int(b.from) {
		return ""
	}
	if t := v.pieces[p-1].text; isDigits(t) && len(t) < 5 {
		return t
	}
	return ""
}

// opensLabel tells whether a text begins with a known label and its colon.
func (s *scanner) opensLabel(text string) bool { return s.opensLabelWithin(text, 3) }

// opensLabelWithin lets so many headings stand before the label.
func (s *scanner) opensLabelWithin(text string, headings int) bool {
	e, _ := s.set.match(text, func(e *entry, n int) bool {
		if e.kind == markHeading {
			return isCapital(text) && (n == len(text) || headings > 0 && s.opensLabelWithin(strings.TrimLeft(text[n:], " "), headings-1))
		}
		_, colon := skipColon(text, n)
		return colon
	})
	return e != nil
}

// isValueHere: the words are a word of the scale of the label just before.
func (s *scanner) isValueHere(words string) bool {
	if s.said || len(s.marks) == 0 {
		return false
	}
	last := s.marks[len(s.marks)-1].entry
	return last != nil && last.field != nil && last.field.Type == typeWord && s.vocab.has(last.field, words)
}

// isMenuItem: the line is a link to a place on the same page.
func (s *scanner) isMenuItem(b *block) bool {
	l := s.v.pieces[b.from].link
	return b.linked && strings.HasPrefix(s.v.links[l].url, "#")
}

func (s *scanner) inLink(p int) bool { return p >= 0 && s.v.pieces[p].link >= 0 }

// pieceEnds tells whether an element's text ends at offset end.
func (s *scanner) pieceEnds(b *block, end int) bool {
	return end > 0 && int(s.v.pieces[s.v.pieceAt(b, end-1)].end) == end
}

// icons are what a sign that opens an explanation reads as text.
var icons = [...]string{"(see definition)", "(see definition:)", "ⓘ", "🛈", "ℹ️", "ℹ", "(i)", "(?)", "i", "?"}

// behindIcon gives the offset behind a sign for an explanation that stands
// after a label: in an element of its own, or, where it can be nothing else,
// in the label's text. end itself without one.
func (s *scanner) behindIcon(b *block, end int) int {
	rest := strings.TrimLeft(b.text[end:], " ")
	if rest == "" {
		return end
	}
	at := len(b.text) - len(rest)
	for _, icon := range icons {
		n := prefixEnd(rest, icon)
		if n == 0 {
			continue
		}
		tail := strings.TrimLeft(rest[n:], " ")
		if len(icon) > 1 || tail == "" || tail[0] == ':' || int(s.v.pieces[s.v.pieceAt(b, at)].start) == at && s.pieceEnds(b, at+n) {
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
func (s *scanner) behindTooltip(b *block, end int) int {
	rest := b.text[end:min(len(b.text), end+maxTooltip)]
	for _, dots := range [...]string{"...", "…"} {
		i := strings.LastIndex(rest, dots)
		if i < 0 || strings.Count(rest[:i], " ") < 4 {
			continue
		}
		after := end + i + len(dots)
		tail := strings.TrimLeft(b.text[after:], ". ")
		if t, ok := strings.CutPrefix(tail, "More"); ok && (t == "" || !isLetter(t)) {
			tail = t
		}
		after = len(b.text) - len(tail) // tail runs to the end of the line
		after, _ = skipColon(b.text, after)
		return after
	}
	for p := s.v.pieceAt(b, end); p < int(b.to); p++ {
		pc := &s.v.pieces[p]
		if int(pc.start) > end+maxTooltip {
			break
		}
		if int(pc.start) < end || !strings.HasPrefix(pc.text, ":") {
			continue
		}
		if strings.Count(b.text[end:pc.start], " ") >= 4 {
			after, _ := skipColon(b.text, int(pc.start))
			return after
		}
		break
	}
	return end
}

// beforeLastWord gives the offset of a word of the field's scale that is the
// last element of a line, where some words of explanation are glued to the
// label: a short tooltip. end itself without one.
func (s *scanner) beforeLastWord(e *entry, b *block, end int) int {
	pc := &s.v.pieces[b.to-1]
	if e.field == nil || e.field.Type != typeWord || !isGlue(b.text, end) || int(pc.start) <= end || !s.vocab.has(e.field, strings.Trim(pc.text, " :")) {
		return end
	}
	if strings.Count(strings.TrimSpace(b.text[end:pc.start]), " ") < 3 {
		return end
	}
	return int(pc.start)
}
