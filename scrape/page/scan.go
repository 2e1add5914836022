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

// accept decides whether the label e, n bytes long, really is one here, and
// gives the offset in the block where its value begins.
func (s *scanner) accept(e *entry, at *spot, n int) (int, bool) {
	text := at.b.text
	end := at.pos + n
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
		begins := at.begins() || at.glued() && isCapital(text[at.pos:])
		return after, begins && isBare(e.field.Bare, text[after:])
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
		return s.behindTooltip(at.b, after), true
	case isGlue(text, end):
		if t := s.behindTooltip(at.b, end); t > end {
			return t, true
		}
		return end, at.fresh || isCapital(text[at.pos:])
	case at.line && e.field.Type == typeWord && s.vocab.has(e.field, text[after:]):
		return after, true
	}
	return 0, false
}

func (s *scanner) acceptHeading(e *entry, at *spot, end, after int, colon bool) (int, bool) {
	text := at.b.text
	rest := strings.TrimLeft(text[after:], " ")
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

// opensLabel tells whether a text begins with a known label and its colon.
func (s *scanner) opensLabel(text string) bool {
	e, _ := s.set.match(text, func(e *entry, n int) bool {
		if e.kind == markHeading {
			return isCapital(text) && (n == len(text) || s.opensLabel(strings.TrimLeft(text[n:], " ")))
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
	for p := b.from; p < b.to; p++ {
		if int(s.v.pieces[p].end) >= end {
			return int(s.v.pieces[p].end) == end
		}
	}
	return false
}

// behindTooltip gives the offset behind the text of a glossary tooltip that
// begins at end, and behind the colon after it; end itself without one. A
// tooltip is prose glued to its label that ends in "..." or "... More", or
// that stands between the label and its colon.
func (s *scanner) behindTooltip(b *block, end int) int {
	rest := b.text[end:]
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
		after = len(b.text) - len(tail)
		after, _ = skipColon(b.text, after)
		return after
	}
	for p := b.from; p < b.to; p++ {
		pc := &s.v.pieces[p]
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
	return last != nil && last.field != nil && last.field.Type != typeWord && last.field.Type != typeNumber
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
	for p := b.from; p < b.to; p++ {
		if at := int(s.v.pieces[p].start); at > from && at < to && s.opensLabel(b.text[at:]) {
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

// skipColon gives the offset behind footnote marks, a colon and the spaces
// around it, and whether there was a colon.
func skipColon(text string, i int) (int, bool) {
	j := skipMarks(text, i)
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

// skipMarks gives the offset behind footnote marks: "*", "**", "[1]", "†".
func skipMarks(text string, i int) int {
	for i < len(text) {
		rest := text[i:]
		switch {
		case rest[0] == '*':
			i++
			continue
		case rest[0] == '[':
			if end := strings.IndexByte(rest, ']'); end > 1 && end < 5 && isDigits(rest[1:end]) {
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

// isGlue: at offset end a word begins without a space before it.
func isGlue(text string, end int) bool {
	if end >= len(text) || end == 0 {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(text[:end])
	after, _ := utf8.DecodeRuneInString(text[end:])
	return (unicode.IsLower(before) || strings.ContainsRune(")?", before)) && (unicode.IsUpper(after) || unicode.IsDigit(after))
}

// isBare tells whether a value has the form that a label without a colon
// wants behind it.
func isBare(form bareForm, rest string) bool {
	d := 0
	for d < len(rest) && rest[d] >= '0' && rest[d] <= '9' {
		d++
	}
	tail := strings.Trim(rest[d:], " .,")
	if form == bareText {
		return rest != ""
	}
	if form == bareYear {
		return d == 4 && (tail == "" || rest[d] == ' ' || rest[d] == ',' || isGlue("a"+tail, 1))
	}
	return d > 0 && d < 4 && (tail == "" || isGlue("a"+tail, 1))
}

// isCount: what follows a heading is a count: "(7)", "()", "7".
func isCount(s string) bool {
	s = strings.Trim(s, "()[] \u00a0")
	return s == "" || len(s) < 5 && isDigits(s)
}

func isDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func isLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

// isCapital: the text begins with a capital, as a label in the middle of a
// text must, so that prose does not pass for one.
func isCapital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}
