package samplesite

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode"
)

// Base is the public address of the sample site. Serve leads it to a
// loopback listener, so that no address in the report depends on a port.
const Base = "http://ogp-sample.example"

// Site is the sample site on one night. It is safe for use by several
// goroutines.
type Site struct {
	night   int
	facts   *facts
	members []siteMember
	pages   map[string]*servedPage
	missing []byte
}

type siteMember struct {
	*member
	commitments []commitment
}

// servedPage is one address of the site.
type servedPage struct {
	body     []byte
	kind     string // content type
	etag     string
	modified time.Time
	// sitemap names the sitemap that lists the page, "" for none.
	sitemap string
}

// New makes the sample site as it stands on night 1 or 2.
func New(night int) *Site {
	s := &Site{night: night, facts: load(), pages: make(map[string]*servedPage)}
	for i := range s.facts.Members {
		m := &s.facts.Members[i]
		s.members = append(s.members, siteMember{m, s.tonight(s.facts.commitments(m))})
	}
	s.addMembersList()
	for i := range s.members {
		m := &s.members[i]
		s.addCountry(m)
		s.addPlans(m)
		s.addDocuments(m)
		s.addCommitments(m)
	}
	s.addChallenge()
	s.addPlain("/", "Home", "The home page of the sample site.")
	s.addPlain("/about/", "About", "What the sample is for.")
	s.addRobots()
	s.addSitemaps()
	s.missing = render("plain.html", "Page not found", Base+"/", map[string]string{"Heading": "Page not found", "Text": "There is no such page on the sample site."})
	return s
}

// tonight applies what differs between the nights.
func (s *Site) tonight(all []commitment) []commitment {
	n := s.facts.Night2
	if s.night == 1 {
		return slices.DeleteFunc(all, func(c commitment) bool { return c.Code == n.New })
	}
	for i := range all {
		switch all[i].Code {
		case n.Rating.Code:
			all[i].Ratings.End = n.Rating.Completion
		case n.Title:
			all[i].Title = capitals(all[i].Title)
		}
	}
	return all
}

// capitals writes each word with a capital: the same title in another case.
func capitals(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		r := []rune(w)
		r[0] = unicode.ToUpper(r[0])
		words[i] = string(r)
	}
	return strings.Join(words, " ")
}

// modified is when a commitment's page was last changed.
func (s *Site) modified(code string) time.Time {
	n := s.facts.Night2
	if s.night > 1 && (code == n.Rating.Code || code == n.Title || code == n.New) {
		return s.facts.Lastmod.Night2
	}
	return s.facts.Lastmod.Night1
}

func (s *Site) add(path, kind string, body []byte, modified time.Time, sitemap string) {
	sum := sha256.Sum256(body)
	s.pages[strings.ToLower(path)] = &servedPage{
		body: body, kind: kind, etag: `"` + hex.EncodeToString(sum[:8]) + `"`,
		modified: modified, sitemap: sitemap,
	}
}

const htmlType = "text/html; charset=UTF-8"

// ServeHTTP answers as the site would: conditional requests with 304, an
// address without its final slash with a redirect, anything unknown with a
// 404 page.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path := strings.ToLower(r.URL.Path)
	p, ok := s.pages[path]
	if !ok {
		for _, from := range []string{"/country/", "/countries/"} {
			if rest, old := strings.CutPrefix(path, from); old {
				path = "/members/" + rest
			}
		}
		if !strings.HasSuffix(path, "/") {
			path += "/"
		}
		if _, ok = s.pages[path]; ok {
			http.Redirect(w, r, path, http.StatusMovedPermanently)
			return
		}
		w.Header().Set("Content-Type", htmlType)
		w.WriteHeader(http.StatusNotFound)
		if r.Method != http.MethodHead {
			w.Write(s.missing)
		}
		return
	}
	w.Header().Set("Content-Type", p.kind)
	w.Header().Set("ETag", p.etag)
	http.ServeContent(w, r, "", p.modified, bytes.NewReader(p.body))
}

// Paths returns every address of the site, sorted.
func (s *Site) Paths() []string {
	all := make([]string, 0, len(s.pages))
	for path := range s.pages {
		all = append(all, path)
	}
	slices.Sort(all)
	return all
}
