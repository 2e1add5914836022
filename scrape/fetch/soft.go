package fetch

import (
	"bytes"
	"net/http"
	"regexp"
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
	case a.header.Get("Cf-Mitigated") != "" || o.says(challengeNotice, challengeText):
		return failed(ReasonChallenge, a.status, "%q", o.name())
	case o.errorBody || o.says(missingNotice, missingText):
		return failed(ReasonSoft404, a.status, "%q", o.name())
	case o.password && (o.says(loginNotice, nil) || o.short()):
		return failed(ReasonLogin, a.status, "%q", o.name())
	case o.says(refusedNotice, nil):
		return failed(ReasonRefused, a.status, "%q", o.name())
	case o.says(troubleNotice, troubleText):
		return failed(ReasonServerError, a.status, "%q", o.name())
	}
	return nil
}

// isChallenge knows a test for robots behind a status that refuses.
func isChallenge(a *answer) bool {
	return a.header.Get("Cf-Mitigated") != "" || a.status != http.StatusUnauthorized && sketch(a.body).says(challengeNotice, challengeText)
}

// Notices are whole titles or headings; texts stand anywhere in a page that
// has hardly any text. They are the words of the products that make such
// pages (Cloudflare, Imperva, Sucuri, WordPress, Drupal), and the usual ones.
var (
	challengeNotice = regexp.MustCompile(`(?i)^just a moment|^attention required|^one more step|^pardon our interruption|^(?:human|bot|browser|robot|security) (?:verification|check|challenge)|` +
		`^ddos[ -]?(?:protection|guard)|checking your browser|captcha|(?:verify|verifying|confirm|prove)(?: that)? (?:you are|you're|you’re)(?: an?| not an?)? (?:human|robot|bot)|` +
		`are you (?:a |an )?(?:human|robot)|not a robot|you (?:have been|are|were) (?:blocked|banned)|unusual traffic|^please wait(?: while|\W*$)`)
	challengeText = regexp.MustCompile(`(?i)checking (?:your browser|if the site connection is secure)|complete the (?:security check|captcha)|` +
		`(?:verify|verifying|confirm|prove)(?: that)? (?:you are|you're|you’re)(?: an?| not an?)? (?:human|robot|bot)|not a robot|are you (?:a |an )?(?:human|robot)|` +
		`enable javascript and cookies to continue|ddos protection by|incapsula incident|unusual traffic from|captcha`)
	missingNotice = regexp.MustCompile(`(?i)^(?:error\W*)?404\b|^(?:sorry|oops|uh-oh|whoops)\b.*(?:not found|find (?:that|the|this)|be found|not exist|n['’]t exist|missing)|` +
		`^(?:not|nothing|no results?) (?:was |were )?found\W*$|\bpage\b.{0,40}\b(?:not|cannot|can['’]?t|could ?n['’]?t|n['’]t|could not) (?:be )?(?:found|exist|available)\b|` +
		`\bpage (?:does ?n['’]?t exist|does not exist|is missing|unavailable|is unavailable|has been (?:removed|deleted)|no longer)|^file not found`)
	missingText = regexp.MustCompile(`(?i)\b(?:page|url|address)\b.{0,60}\b(?:was |is )?(?:not found|could not be found|cannot be found|can['’]t be found|does not exist|no longer exists|n['’]t exist)\b|\b404 (?:error|not found)\b`)
	loginNotice = regexp.MustCompile(`(?i)^(?:please )?(?:user )?(?:log[ -]?in|sign[ -]?in|log on|sign on|member login|login)\b|\b(?:log[ -]?in|sign[ -]?in)\W*$|^password (?:required|protected)|^protected\b`)
	// "Access denied" under a good status is Drupal's page for 403.
	refusedNotice = regexp.MustCompile(`(?i)^(?:403 )?(?:access denied|forbidden|unauthori[sz]ed)\W*$`)
	troubleNotice = regexp.MustCompile(`(?i)^(?:the |this )?(?:site |website |we (?:are|'re|’re) )?(?:is )?(?:currently )?(?:under|down for|undergoing)(?: scheduled)? maintenance|^maintenance\b.{0,10}$|^(?:error establishing a )?database (?:connection )?error|` +
		`^error establishing a database connection|^(?:error\W*)?(?:500|502|503|504)\b|^(?:internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out)\W*$`)
	troubleText = regexp.MustCompile(`(?i)error establishing a database connection|there has been a critical error on this website|briefly unavailable for scheduled maintenance`)
)

const (
	// A notice is short; a longer heading only mentions the words.
	noticeLength = 100
	// A page with less visible text than this has no content of its own.
	shortText = 1500
	// Beyond this much text a page is no notice, and is not looked at further.
	enoughText = 4000
)

// outline is as much of a page as tells a notice from a page.
type outline struct {
	notices   []string // parts of the title, headings
	text      string   // visible text, at most enoughText
	password  bool
	errorBody bool // the class WordPress gives the body of its 404 page
}

func (o *outline) short() bool { return len(o.text) < shortText }

func (o *outline) name() string {
	if len(o.notices) > 0 {
		return o.notices[0]
	}
	return o.text[:min(len(o.text), noticeLength)]
}

// says whether the page is a notice of a kind.
func (o *outline) says(notice, text *regexp.Regexp) bool {
	for _, n := range o.notices {
		if len(n) <= noticeLength && notice.MatchString(n) {
			return true
		}
	}
	return text != nil && o.short() && text.MatchString(o.text)
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
	z      *html.Tokenizer
	o      *outline
	text   []byte
	notice []byte
	in     atom.Atom // the title or heading that is open
	svg    int       // inside of drawings, which have titles of their own
	main   bool      // a first-level heading was seen
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
			s.notice = s.notice[:0]
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
	words := strings.TrimSpace(string(s.notice))
	if tag == atom.Title {
		s.o.notices = append(s.o.notices, titleParts(words)...)
	} else if words != "" {
		s.o.notices = append(s.o.notices, words)
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
		s.notice = appendWords(s.notice, raw)
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
