package fetch

import (
	"bytes"
	"net/http"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// checkPage refuses what comes with a good status in place of a page, as far
// as it shows without reading the page: whatever calls itself a notice by its title, or is short. All other pages
// are looked at when they have been parsed (see Notice).
func checkPage(a *answer, redirected bool) (looked bool, err error) {
	if a.header.Get("Cf-Mitigated") != "" {
		return false, failed(ReasonChallenge, a.status, "%q", a.header.Get("Cf-Mitigated"))
	}
	if !redirected && len(a.body) > shortBody && !suspectTitle(a.body) {
		return false, nil
	}
	root, err := html.Parse(bytes.NewReader(a.body))
	if err != nil {
		return false, nil // the reader says what is wrong with it
	}
	if e := noticeOn(root, a.body); e != nil {
		e.Status = a.status
		return false, e
	}
	return true, nil
}

// A body beyond this length is no notice in all likelihood.
const shortBody = 24 << 10

// suspectTitle says whether the title calls the page a notice.
func suspectTitle(body []byte) bool {
	head := body[:min(len(body), 16<<10)]
	from := bytes.Index(head, []byte("<title"))
	if from < 0 {
		return true
	}
	title := head[from:]
	if end := bytes.Index(title, []byte("</title")); end >= 0 {
		title = title[:end]
	}
	if _, words, ok := bytes.Cut(title, []byte(">")); ok {
		title = words
	}
	o := &outline{headings: titleParts(strings.Join(strings.Fields(html.UnescapeString(string(title))), " "))}
	return banned.of(o) || challenge.of(o) || missing.of(o) || login.of(o) || refused.of(o) || trouble.of(o)
}

// Notice says which notice a page is that came with a good status; nil for a
// page. Its reason is that of a page not had. root is the body parsed, its
// scripts may be left out.
func Notice(root *html.Node, body []byte) error {
	if e := noticeOn(root, body); e != nil {
		return e
	}
	return nil
}

func noticeOn(root *html.Node, body []byte) *Error {
	o := outlineOf(root)
	switch {
	case banned.of(o):
		return failed(ReasonBanned, http.StatusOK, "%w: %q", ErrBanned, o.name())
	case challenge.of(o), marked(body, o):
		return failed(ReasonChallenge, http.StatusOK, "%q", o.name())
	case o.errorBody || missing.of(o):
		return failed(ReasonSoft404, http.StatusOK, "%q", o.name())
	case o.password && (login.of(o) || o.short()):
		return failed(ReasonLogin, http.StatusOK, "%q", o.name())
	case refused.of(o):
		return failed(ReasonRefused, http.StatusOK, "%q", o.name())
	case trouble.of(o):
		return failed(ReasonServerError, http.StatusOK, "%q", o.name())
	}
	return nil
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

// outlineOf reads the title, the headings and the beginning of the visible
// text. It stops where a page has shown itself to be one.
func outlineOf(root *html.Node) *outline {
	w := outliner{o: &outline{}}
	w.walk(root)
	w.o.text = string(w.text)
	return w.o
}

type outliner struct {
	o       *outline
	text    []byte
	heading []byte
	in      atom.Atom // the title or heading that is open
	main    bool      // a first-level heading was seen
}

func (w *outliner) done() bool { return w.main && len(w.text) > enoughText }

func (w *outliner) walk(n *html.Node) {
	for c := n.FirstChild; c != nil && !w.done(); c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			w.words(c.Data)
		case html.ElementNode:
			w.element(c)
		}
	}
}

func (w *outliner) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Textarea, atom.Svg:
		return // not shown; drawings have titles of their own
	case atom.Title, atom.H1, atom.H2, atom.H3:
		if w.in == 0 {
			w.headed(n)
			return
		}
	case atom.Input:
		w.o.password = w.o.password || strings.EqualFold(attribute(n, "type"), "password")
	case atom.Body:
		w.o.errorBody = strings.Contains(attribute(n, "class"), "error404")
	}
	w.walk(n)
}

func (w *outliner) headed(n *html.Node) {
	w.in, w.heading = n.DataAtom, w.heading[:0]
	w.walk(n)
	w.in = 0
	words := strings.TrimSpace(string(w.heading))
	if n.DataAtom == atom.Title {
		w.o.headings = append(w.o.headings, titleParts(words)...)
	} else if words != "" {
		w.o.headings = append(w.o.headings, words)
	}
	w.main = w.main || n.DataAtom == atom.H1
}

func (w *outliner) words(text string) {
	if w.in != 0 {
		w.heading = appendWords(w.heading, text)
	}
	if w.in != atom.Title && len(w.text) <= enoughText {
		w.text = appendWords(w.text, text)
	}
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// appendWords appends the words of a text, one space after each.
func appendWords(to []byte, text string) []byte {
	space := true
	for i := range len(text) {
		c := text[i]
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
