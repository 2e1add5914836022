package fetch

import (
	"bytes"
	"net/http"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// checkPage refuses what comes with a good status in place of a page.
func checkPage(a *answer) error {
	if !a.whole && !bytes.Contains(bytes.ToLower(a.body[max(0, len(a.body)-4096):]), []byte("</html")) {
		return failed(ReasonCutBody, a.status, "the connection ended before the page did")
	}
	o := sketch(a.body)
	switch {
	case a.header.Get("Cf-Mitigated") != "" || challenge.of(o):
		return failed(ReasonChallenge, a.status, "%q", o.name())
	case o.errorBody || missing.of(o):
		return failed(ReasonSoft404, a.status, "%q", o.name())
	case o.password && (login.of(o) || o.short()):
		return failed(ReasonLogin, a.status, "%q", o.name())
	case refused.of(o):
		return failed(ReasonRefused, a.status, "%q", o.name())
	case trouble.of(o):
		return failed(ReasonServerError, a.status, "%q", o.name())
	}
	return nil
}

// isChallenge knows a test for robots behind a status that refuses.
func isChallenge(a *answer) bool {
	return a.header.Get("Cf-Mitigated") != "" || a.status != http.StatusUnauthorized && challenge.of(sketch(a.body))
}

// Beyond this much text a page is no notice, and is not looked at further.
const enoughText = 4000

// outline is as much of a page as tells a notice from a page.
type outline struct {
	headings  []string // parts of the title, headings
	text      string   // visible text, at most enoughText
	password  bool
	errorBody bool // the class WordPress gives the body of its 404 page
}

func (o *outline) short() bool { return len(o.text) < shortText }

func (o *outline) name() string {
	if len(o.headings) > 0 {
		return o.headings[0]
	}
	return o.text[:min(len(o.text), noticeLength)]
}

// sketch reads the title, the headings and the beginning of the visible text.
// It stops where a page has shown itself to be one, which for most pages is
// early.
func sketch(body []byte) *outline {
	s := sketcher{z: html.NewTokenizer(bytes.NewReader(body)), o: &outline{}}
	for !s.done() {
		switch s.z.Next() {
		case html.ErrorToken:
			return s.finish()
		case html.StartTagToken, html.SelfClosingTagToken:
			s.open()
		case html.EndTagToken:
			s.close()
		case html.TextToken:
			s.words()
		}
	}
	return s.finish()
}

type sketcher struct {
	z       *html.Tokenizer
	o       *outline
	text    []byte
	heading []byte
	in      atom.Atom // the title or heading that is open
	svg     int       // inside of drawings, which have titles of their own
	main    bool      // a first-level heading was seen
}

func (s *sketcher) done() bool { return s.main && len(s.text) > enoughText }

func (s *sketcher) finish() *outline {
	s.o.text = string(s.text)
	return s.o
}

func (s *sketcher) open() {
	tag := tagOf(s.z.Raw())
	switch tag {
	case atom.Svg:
		s.svg++
	case atom.Title, atom.H1, atom.H2, atom.H3:
		if s.svg == 0 {
			s.in = tag
			s.heading = s.heading[:0]
		}
	case atom.Input, atom.Body:
		_, more := s.z.TagName()
		for more {
			var key, val []byte
			key, val, more = s.z.TagAttr()
			switch {
			case tag == atom.Input && string(key) == "type" && strings.EqualFold(string(val), "password"):
				s.o.password = true
			case tag == atom.Body && string(key) == "class" && bytes.Contains(val, []byte("error404")):
				s.o.errorBody = true
			}
		}
	case atom.Script, atom.Style, atom.Textarea, atom.Template:
		if tag != atom.Template {
			s.z.Next() // their text is one token and not shown
		}
	}
}

func (s *sketcher) close() {
	tag := tagOf(s.z.Raw())
	if tag == atom.Svg && s.svg > 0 {
		s.svg--
	}
	if tag == 0 || tag != s.in {
		return
	}
	words := strings.TrimSpace(string(s.heading))
	if tag == atom.Title {
		s.o.headings = append(s.o.headings, titleParts(words)...)
	} else if words != "" {
		s.o.headings = append(s.o.headings, words)
	}
	s.main = s.main || tag == atom.H1
	s.in = 0
}

// tagOf reads the name of a tag, which the tokenizer would copy for each of
// the thousands of tags of a page.
func tagOf(raw []byte) atom.Atom {
	var name [16]byte
	n := 0
	for _, c := range bytes.TrimLeft(raw, "</") {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if n == len(name) || !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
			break
		}
		name[n] = c
		n++
	}
	return atom.Lookup(name[:n])
}

func (s *sketcher) words() {
	raw := s.z.Text()
	if s.svg > 0 {
		return
	}
	if s.in != 0 {
		s.heading = appendWords(s.heading, raw)
	}
	if s.in != atom.Title && len(s.text) <= enoughText {
		s.text = appendWords(s.text, raw)
	}
}

// appendWords appends the words of a text, one space after each.
func appendWords(to, text []byte) []byte {
	space := true
	for _, c := range text {
		if c == ' ' || c >= '\t' && c <= '\r' {
			if !space {
				to = append(to, ' ')
			}
			space = true
			continue
		}
		to = append(to, c)
		space = false
	}
	if !space {
		to = append(to, ' ')
	}
	return to
}

// titleParts takes the site's name off a title ("Page not found - Site").
func titleParts(title string) []string {
	for _, sep := range []string{" | ", " – ", " — ", " :: ", " » "} {
		title = strings.ReplaceAll(title, sep, " - ")
	}
	var parts []string
	for p := range strings.SplitSeq(title, " - ") {
		if p = strings.TrimSpace(p); p != "" {
			parts = append(parts, p)
		}
	}
	return parts
}
