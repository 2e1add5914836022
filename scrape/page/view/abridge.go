package view

import (
	"bytes"
	"io"
)

// Abridged hands out a document in UTF-8 without what is most of a page of the
// site and nothing that is read: scripts and style sheets, and the elements of
// its menus, of which the words stay. What is to be parsed is that much less.
// Data that a script element holds (its type names JSON) stays, since pages
// keep values in them.
//
// What is left is the same page: where elements begin is told by the rules for
// reading tags, attributes, comments and raw text (HTML standard, 13.2.5), and
// from the first place where these alone do not decide, in drawings and
// formulas, all the rest is handed out as it is.
func Abridged(doc []byte) io.Reader { return &abridger{doc: doc} }

type abridger struct {
	doc  []byte
	at   int    // what stands before was looked at
	part []byte // the part before it that is still to be handed out
	then []byte // what is handed out next, in place of a menu
	// menu is what stands in place of a menu that was come upon, and menuFrom
	// where that began.
	menu     []byte
	menuFrom int
	// begun: an element was seen. A script before the first one decides
	// whether a document type behind it counts.
	begun    bool
	drawings int // open ones
	styling
}

func (s *abridger) Read(p []byte) (n int, err error) {
	for n < len(p) {
		switch {
		case len(s.part) > 0:
		case len(s.then) > 0:
			s.part, s.then = s.then, nil
		case s.at == len(s.doc):
			return n, ended(n, p)
		default:
			s.next()
		}
		copied := copy(p[n:], s.part)
		s.part = s.part[copied:]
		n += copied
	}
	return n, nil
}

// ended is what a reader says at the end of a document.
func ended(n int, p []byte) error {
	if n == 0 && len(p) > 0 {
		return io.EOF
	}
	return nil
}

// next goes behind the next element to leave out, or to the end.
func (s *abridger) next() {
	from := s.at
	behind := from // the end of the last tag or comment
	for s.at < len(s.doc) {
		i := bytes.IndexByte(s.doc[s.at:], '<')
		if i < 0 {
			break
		}
		begin := s.at + i
		end, left := s.markup(begin)
		if end < 0 {
			break
		}
		s.at = end
		if s.menu != nil {
			s.part, s.then, s.menu = s.doc[from:s.menuFrom], s.menu, nil
			return
		}
		// What stands on both sides must not become one word or tag.
		if left && (begin == behind || isGap(s.doc[begin-1])) {
			s.part = s.doc[from:begin]
			return
		}
		if end > begin+1 {
			behind = end
		}
	}
	s.part, s.at = s.doc[from:], len(s.doc)
}

// markup gives the end of what begins with the "<" at i, an element of raw
// text as a whole, and whether it is one to leave out; -1 where nothing more
// can be said.
func (s *abridger) markup(i int) (end int, left bool) {
	var next [2]byte
	copy(next[:], s.doc[i+1:])
	switch {
	case isLetter(next[0]):
		return s.element(i)
	case next[0] == '/' && isLetter(next[1]):
		name := nameAt(s.doc, i+2)
		switch k := kindOf(name); {
		case k == drawing:
			s.drawings = max(0, s.drawings-1)
		case k >= style:
			s.end(k)
		}
		return s.tag(i + 2 + len(name)), false
	case bytes.HasPrefix(s.doc[i:], []byte("<!--")):
		return s.comment(i + len("<!--")), false
	case next[0] == '!' && s.drawings > 0:
		return -1, false // character data of a drawing, perhaps
	case next[0] == '!', next[0] == '?', next[0] == '/':
		return s.behind(i, ">"), false
	}
	return i + 1, false
}

// element is markup for a start tag.
func (s *abridger) element(i int) (end int, left bool) {
	name := nameAt(s.doc, i+1)
	inner := s.tag(i + 1 + len(name))
	if inner < 0 {
		return -1, false
	}
	begun := s.begun
	s.begun = true
	k := kindOf(name)
	switch {
	case k == odd, s.drawings > 0 && (k == unread || k == inside), k == drawing && s.doc[inner-2] == '/':
		return -1, false
	case k == drawing, k == scope:
		s.close()
		if k == drawing {
			s.drawings++
		}
		return inner, false
	case k >= style:
		s.begin(k)
		return inner, false
	case k == navigation && s.drawings == 0 && s.none():
		if words, end := s.menuWords(inner); end > 0 {
			s.menu, s.menuFrom = words, inner
			return end, false
		}
		return inner, false
	case k != unread && k != raw:
		return inner, false
	}
	end = s.rawEnd(name, inner)
	switch {
	case end < 0,
		k == unread && bytes.Contains(s.doc[inner:end], []byte("<!--")), // hidden from old browsers, which changes where it ends
		s.drawings > 0 && // a title that may hold elements
			bytes.IndexByte(s.doc[inner:end], '<') != bytes.LastIndexByte(s.doc[inner:end], '<'):
		return -1, false
	}
	return end, k == unread && begun && !holdsData(s.doc[i+1+len(name):inner])
}

// rawEnd gives the end of an element of raw text of that name from its inside.
func (s *abridger) rawEnd(name []byte, i int) int {
	for {
		j := bytes.Index(s.doc[i:], []byte("</"))
		if j < 0 {
			return -1
		}
		i += j + 2
		if found := nameAt(s.doc, i); i+len(found) < len(s.doc) && bytes.EqualFold(found, name) {
			return s.tag(i + len(found))
		}
	}
}

// tag gives the end of a tag from behind its name, over its attributes.
func (s *abridger) tag(i int) int {
	doc := s.doc
	for i < len(doc) {
		if doc[i] == '>' {
			return i + 1
		}
		if endsName[doc[i]] {
			i++
			continue
		}
		for i++; i < len(doc) && !endsName[doc[i]] && doc[i] != '='; {
			i++
		}
		value := i
		for value < len(doc) && isGap(doc[value]) {
			value++
		}
		if value == len(doc) || doc[value] != '=' {
			continue
		}
		for i = value + 1; i < len(doc) && isGap(doc[i]); {
			i++
		}
		if i < len(doc) && (doc[i] == '"' || doc[i] == '\'') {
			if i = s.behind(i+1, string(doc[i:i+1])); i < 0 {
				return -1
			}
			continue
		}
		for i < len(doc) && !isGap(doc[i]) && doc[i] != '>' {
			i++
		}
	}
	return -1
}

// comment gives the end of a comment from behind its beginning.
func (s *abridger) comment(i int) int {
	for _, empty := range []string{">", "->"} {
		if bytes.HasPrefix(s.doc[i:], []byte(empty)) {
			return i + len(empty)
		}
	}
	end := s.behind(i, "-->")
	if end < 0 {
		return -1
	}
	if odd := bytes.Index(s.doc[i:end], []byte("--!>")); odd >= 0 {
		return i + odd + len("--!>")
	}
	return end
}

// behind gives the place behind the next sign from i, -1 without one.
func (s *abridger) behind(i int, sign string) int {
	j := bytes.Index(s.doc[i:], []byte(sign))
	if j < 0 {
		return -1
	}
	return i + j + len(sign)
}

// holdsData: by its attributes a script element may hold JSON. A character
// reference in them may be a part of the word.
func holdsData(attributes []byte) bool {
	return len(attributes) > 1 && (bytes.IndexByte(attributes, '&') >= 0 || bytes.Contains(bytes.ToLower(attributes), []byte("json")))
}

// nameAt gives the name of the tag whose name begins at i.
func nameAt(doc []byte, i int) []byte {
	end := i
	for end < len(doc) && !endsName[doc[end]] {
		end++
	}
	return doc[i:end]
}

// endsName tells what ends the name of a tag or an attribute.
var endsName = [256]bool{' ': true, '\n': true, '\t': true, '\r': true, '\f': true, '/': true, '>': true}

func isGap(c byte) bool    { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }
func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
