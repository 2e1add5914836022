package view

import (
	"encoding/json"
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
)

// The parts of a page that say what it is, as selectors.
var (
	headElement   = goquery.Single("head")
	bodyElement   = goquery.Single("body")
	mainPart      = cascadia.MustCompile("main:has(h1), [role=main]:has(h1)")
	titleElement  = cascadia.MustCompile("title")
	baseElement   = cascadia.MustCompile("base[href]")
	canonicalLink = cascadia.MustCompile("link[rel~=canonical i][href]")
	openGraphURL  = cascadia.MustCompile(`meta[property="og:url"][content]`)
	linkedData    = cascadia.MustCompile(`script[type="application/ld+json" i]`)
)

// head reads what the page says of itself: its title, and its own address
// (canonical link, else Open Graph, else linked data).
func (w *walker) head(head *goquery.Selection) {
	w.v.Title = FoldText(head.ChildrenMatcher(titleElement).First().Text())
	w.v.Canonical = strings.TrimSpace(head.ChildrenMatcher(canonicalLink).AttrOr("href", ""))
	if w.v.Canonical == "" {
		w.v.Canonical = strings.TrimSpace(head.ChildrenMatcher(openGraphURL).AttrOr("content", ""))
	}
	if w.v.Canonical == "" {
		w.v.Canonical = addressOf(head.ChildrenMatcher(linkedData).First().Text())
	}
	if href, ok := head.ChildrenMatcher(baseElement).Attr("href"); ok {
		if u, err := url.Parse(w.address); err == nil {
			w.base, _ = u.Parse(href)
		}
	}
}

// thing is a node of linked data (schema.org).
type thing struct {
	Type  any     `json:"@type"`
	URL   string  `json:"url"`
	Graph []thing `json:"@graph"`
}

// addressOf gives the address of the page that linked data describes, "" where
// it describes none.
func addressOf(data string) string {
	var t thing
	if data == "" || json.Unmarshal([]byte(data), &t) != nil {
		return ""
	}
	for _, t := range append(t.Graph, t) {
		if t.Type == "WebPage" || t.Type == "Article" {
			return strings.TrimSpace(t.URL)
		}
	}
	return ""
}
