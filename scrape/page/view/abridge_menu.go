package view

import "bytes"

// kind is what an element means to whoever looks for the end of it.
type kind uint8

const (
	plain      kind = iota
	unread          // to leave out
	raw             // its inside is text, whatever stands in it
	drawing         // nothing in it is raw text
	inside          // in a drawing other rules hold in it
	odd             // other rules hold in it
	scope           // an end tag in it ends nothing outside of it
	navigation      // a menu
	list            // of a menu
	item            // of a list
	box             // ends with its own end tag, wherever that stands
	void            // has no inside
	style           // and above: of styles by number, which begin anew in what follows if not ended
)

// kinds are those of elements by their names.
var kinds = func() map[string]kind {
	all := map[string]kind{"nav": navigation, "li": item}
	for k, names := range map[kind][]string{
		unread:  {"script", "style"},
		raw:     {"title", "textarea", "iframe", "noscript", "noembed", "noframes", "xmp"},
		drawing: {"svg"},
		inside:  {"desc", "foreignobject"},
		odd:     {"math", "plaintext"},
		scope:   {"table", "td", "th", "caption", "applet", "object", "marquee", "template", "select", "button"},
		list:    {"ul", "ol"},
		box:     {"div", "span"},
		void:    {"br", "img", "wbr"},
	} {
		for _, name := range names {
			all[name] = k
		}
	}
	for i, name := range styles {
		all[name] = style + kind(i)
	}
	return all
}()

// styles are the elements that the standard calls formatting.
var styles = [...]string{"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}

func kindOf(name []byte) kind {
	var lower [len("foreignobject")]byte
	if len(name) > len(lower) {
		return plain
	}
	for i, c := range name {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		lower[i] = c
	}
	return kinds[string(lower[:len(name)])]
}

// styling counts the styles that are open: a menu inside one ends it, begins
// it anew, or is a part of it, by rules of their own.
type styling struct {
	open [len(styles)]int
	sum  int
	// lost: one was open where its end tag may have ended nothing.
	lost bool
}

func (s *styling) none() bool { return s.sum == 0 && !s.lost }

func (s *styling) begin(k kind) {
	s.open[k-style]++
	s.sum++
}

func (s *styling) end(k kind) {
	if s.open[k-style] > 0 {
		s.open[k-style]--
		s.sum--
	}
}

func (s *styling) close() { s.lost = s.lost || s.sum > 0 }

// deepest is how many elements a menu may have inside each other.
const deepest = 32

// menu is what was found of a menu.
type menu struct {
	names [deepest][]byte   // of the elements that are open
	kinds [deepest + 1]kind // of them, behind the menu itself
	depth int
	list  bool // it has one
	said  bool // and words
	words []byte
}

// menuWords gives what stands in place of a menu from its inside: its words in
// a list, and its end tag. end is -1 where the menu holds more than lists, links
// and what marks their words, each ended in order: then it may end elsewhere.
func (s *abridger) menuWords(i int) (words []byte, end int) {
	var m menu
	for from := i; ; {
		begin := s.behind(i, "<") - 1
		if begin < i {
			return nil, -1
		}
		rest := s.doc[begin+1:]
		starts, ends := len(rest) > 0 && isLetter(rest[0]), len(rest) > 1 && rest[0] == '/' && isLetter(rest[1])
		switch {
		case ends:
			name := nameAt(s.doc, begin+2)
			if i = s.tag(begin + 2 + len(name)); i < 0 {
				return nil, -1
			}
			m.say(s.doc[from:begin])
			if m.depth == 0 {
				if kindOf(name) != navigation || !m.list || !m.said {
					return nil, -1
				}
				return append(append(m.words, "</ul>"...), s.doc[begin:i]...), i
			}
			if m.depth--; !bytes.EqualFold(m.names[m.depth], name) {
				return nil, -1
			}
		case starts:
			name := nameAt(s.doc, begin+1)
			if kindOf(name) == unread {
				var left bool
				if i, left = s.element(begin); !left {
					return nil, -1
				}
			} else if i = s.tag(begin + 1 + len(name)); i < 0 || !m.open(name) {
				return nil, -1
			}
			m.say(s.doc[from:begin])
		default:
			if i, _ = s.markup(begin); i < 0 {
				return nil, -1
			}
			if i == begin+1 {
				continue // a sign of the text
			}
			m.say(s.doc[from:begin])
		}
		from = i
	}
}

// open enters an element, and says whether it is one that a menu may have
// there.
func (m *menu) open(name []byte) bool {
	k := kindOf(name)
	switch {
	case k == void:
		return true
	case m.depth == deepest,
		k != list && k != item && k != box && k < style,
		k == item && m.kinds[m.depth] != list:
		return false
	case k >= style:
		for _, open := range m.names[:m.depth] {
			if bytes.EqualFold(open, name) {
				return false
			}
		}
	}
	m.list = m.list || k == list
	m.names[m.depth] = name
	m.depth++
	m.kinds[m.depth] = k
	return true
}

// say enters a part of the text, and parts it from the next.
func (m *menu) say(text []byte) {
	if len(text) > 0 {
		if m.words == nil { // most of what is called a menu says something, but not all
			m.words = append(make([]byte, 0, 8<<10), "<ul>"...)
		}
		m.said = m.said || len(bytes.Trim(text, " \n\t\r\f\x00")) > 0
		m.words = append(append(m.words, text...), ' ')
	}
}
