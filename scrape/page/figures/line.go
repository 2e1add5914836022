package figures

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"ogptracker/scrape/page/view"
)

// mark is a label of the figures in a line, with what stands behind it,
// or (without an entry) a value that stands alone.
type mark struct {
	entry *entry
	label string // as the page writes it
	value string
	colon bool
	// cells are the values that stand in cells of their own.
	cells []cell
}

// cell is a cell beside a label: its text, blank if it has none, and
// the columns of the table it covers.
type cell struct {
	text     string
	from, to int
}

// line reads one line as the label of a figure with its value, as headings of
// columns side by side, or as a value alone. ok is false for a line that is
// anything else, such as prose that begins with the word of a label.
func (s *Set) line(text string) (marks []mark, ok bool) {
	text = s.untitled(strings.TrimLeft(text, " -–•|✓"))
	if text == "" || len(text) > maxFigureLine {
		return nil, false
	}
	for text != "" {
		m, rest := s.labelAt(text)
		if m.entry == nil {
			break
		}
		if m.entry.kind == kindTitle || m.entry.kind == kindColumn || m.entry.kind == kindNote {
			marks, text = append(marks, m), strings.TrimLeft(rest, " |")
			continue
		}
		m.value = strings.ReplaceAll(strings.Trim(rest, " |"), " | ", " ")
		return append(marks, m), m.fits()
	}
	value := strings.Trim(text, " |")
	if len(marks) > 0 || cellItems(value) == nil {
		return marks, value == ""
	}
	return []mark{{value: value}}, true
}

var tableNumber = regexp.MustCompile(`^(?i:table)\s*\d{1,2}\s*[.:–-]?\s*`)

// untitled drops "Table 1:" before the title of the figures.
func (s *Set) untitled(text string) string {
	if c := text; c == "" || c[0] != 'T' && c[0] != 't' {
		return text
	}
	if n := len(tableNumber.FindString(text)); n > 0 {
		if m, _ := s.labelAt(text[n:]); m.entry != nil && m.entry.kind == kindTitle {
			return text[n:]
		}
	}
	return text
}

// labelAt finds the label that a text begins with and gives what stands
// behind it, its tooltip and colon.
func (s *Set) labelAt(text string) (mark, string) {
	start := strings.TrimLeft(text, "*†‡ ")
	if start == "" {
		return mark{}, text
	}
	c := start[0]
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	second := byte(0)
	if len(start) > 1 {
		second = start[1] | 0x20 // a letter in lower case
	}
	for _, e := range s.buckets[c] {
		if k := e.second; view.IsSmall(k) && view.IsSmall(second) && k != second {
			continue // most lines are no figures: this decides for nearly all
		}
		if view.PrefixEnd(start, e.first) == 0 {
			continue
		}
		if end := view.PrefixEnd(start, e.key); end > 0 && wordEnds(start, end) {
			after, colon := view.SkipColon(start, end)
			switch {
			case colon:
			case dotsNear(start) && s.opensTooltip(start, end):
				after, colon = view.SkipColon(start, s.tooltipEnd(start, end))
			default:
				after = view.SkipMarks(start, end)
			}
			return mark{entry: e, label: strings.TrimRight(start[:end], ": "), colon: colon || strings.HasSuffix(e.key, "?")}, start[after:]
		}
		if dotsNear(start) {
			if end := s.splitLabel(start, e.key); end > 0 {
				after, colon := view.SkipColon(start, end)
				return mark{entry: e, label: e.words, colon: colon}, start[after:]
			}
		}
	}
	return mark{}, text
}

// dotsNear: the text may begin with a glossary text, which ends in dots.
func dotsNear(text string) bool {
	window := text[:min(len(text), maxGlossary)]
	return strings.Contains(window, "...") || strings.Contains(window, "…")
}

// wordEnds: no word goes on at offset end in lower case.
func wordEnds(text string, end int) bool {
	if end >= len(text) {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(text[:end])
	after, _ := utf8.DecodeRuneInString(text[end:])
	return !unicode.IsLetter(before) || !unicode.IsLower(after)
}

// opensTooltip: prose begins at end, glued to the label or behind a space,
// and ends in dots.
func (s *Set) opensTooltip(text string, end int) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[end:], " "))
	return unicode.IsUpper(r) && strings.Count(text[end:s.tooltipEnd(text, end)], " ") >= 4
}

// tooltipEnd gives the offset behind the glossary text that begins at end: it
// ends in "..." or "… More". Dots that belong to a label end none ("Number of
// Commitments with…").
func (s *Set) tooltipEnd(text string, end int) int {
	at, window := end, text[:min(len(text), end+maxGlossary)]
	for {
		n := 0
		for _, dots := range [...]string{"...", "…"} {
			if i := strings.Index(window[at:], dots); i >= 0 && (n == 0 || i+len(dots) < n) {
				n = i + len(dots)
			}
		}
		if n == 0 {
			return end
		}
		at += n
		if !s.endsDotted(text[end:at]) {
			break
		}
	}
	tail := strings.TrimLeft(text[at:], ". ")
	if t, ok := strings.CutPrefix(tail, "More"); ok && (t == "" || !unicode.IsLower(rune(t[0]))) {
		tail = t
	}
	return len(text) - len(tail)
}

// endsDotted: the text ends in a label that itself ends in dots.
func (s *Set) endsDotted(text string) bool {
	for _, words := range s.dotted {
		if len(text) >= len(words) && strings.EqualFold(text[len(text)-len(words):], words) {
			return true
		}
	}
	return false
}

// splitLabel matches a label with a tooltip in its middle ("Clear
// RelevanceAccording to ... to OGP Values") and gives the offset behind it.
func (s *Set) splitLabel(text, key string) int {
	for cut := strings.LastIndexByte(key, ' '); cut > 0; cut = strings.LastIndexByte(key[:cut], ' ') {
		end := view.PrefixEnd(text, key[:cut])
		if end == 0 || !wordEnds(text, end) || !s.opensTooltip(text, end) {
			continue
		}
		after := s.tooltipEnd(text, end)
		rest := strings.TrimLeft(text[after:], " ")
		if n := view.PrefixEnd(rest, strings.TrimLeft(key[cut:], " ")); n > 0 && wordEnds(rest, n) {
			return len(text) - len(rest) + n
		}
	}
	return 0
}

// fits tells whether the value is one that the label can have.
func (m *mark) fits() bool {
	switch {
	case m.value == "":
		return true
	case !m.entry.valued():
		return false
	case m.entry.textual():
		return len(m.value) <= maxAnswer && (m.colon || isAnswer(m.value))
	case cellItems(m.value) != nil:
		return true
	}
	// A note in the place of the number.
	return m.colon && len(m.value) <= MaxNote
}

const (
	maxAnswer = 60
	MaxNote   = 200
	// maxGlossary bounds a glossary text: the site cuts it at some 300
	// characters.
	maxGlossary = 600
	// maxFigureLine bounds a line that may hold a whole at-a-glance table.
	maxFigureLine = 8000
)

// isAnswer tells a few words that can be a value without a colon before them
// from the beginning of a sentence.
func isAnswer(value string) bool {
	return value != "" && len(value) <= 40 && strings.Count(value, " ") < 4 && !strings.HasSuffix(value, ".") && !strings.HasSuffix(value, ":")
}
