package samplesite

import (
	"encoding/xml"
	"slices"
	"strings"
	"time"
)

const robots = `# Sample data: robots.txt of the built-in sample site.
User-agent: *
Crawl-delay: 0
Disallow: /do-not-follow/
Disallow: /search/
Disallow: /admin/
Disallow: /comment/reply/

Sitemap: ` + Base + `/sitemap_index.xml
`

func (s *Site) addRobots() {
	s.add("/robots.txt", "text/plain; charset=UTF-8", []byte(robots), s.facts.Lastmod.Night1, "")
}

type sitemapEntry struct {
	Loc     string `xml:"loc"`
	Lastmod string `xml:"lastmod"`
}

type urlSet struct {
	XMLName xml.Name       `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []sitemapEntry `xml:"url"`
}

type sitemapIndex struct {
	XMLName  xml.Name       `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
	Sitemaps []sitemapEntry `xml:"sitemap"`
}

// sitemapNames are the sitemaps of the index, in its order.
var sitemapNames = []string{"page", "commitment", "document"}

func (s *Site) addSitemaps() {
	var index sitemapIndex
	paths := s.Paths()
	for _, name := range sitemapNames {
		var set urlSet
		var newest time.Time
		for _, path := range paths {
			if p := s.pages[path]; p.sitemap == name {
				set.URLs = append(set.URLs, sitemapEntry{Base + path, p.modified.Format(time.RFC3339)})
				newest = later(newest, p.modified)
			}
		}
		path := "/" + name + "-sitemap.xml"
		s.add(path, xmlType, encodeXML(set), newest, "")
		index.Sitemaps = append(index.Sitemaps, sitemapEntry{Base + path, newest.Format(time.RFC3339)})
	}
	s.add("/sitemap_index.xml", xmlType, encodeXML(index), s.newest(), "")
}

const xmlType = "text/xml; charset=UTF-8"

func (s *Site) newest() time.Time {
	var t time.Time
	for _, p := range s.pages {
		t = later(t, p.modified)
	}
	return t
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func encodeXML(v any) []byte {
	body, err := xml.MarshalIndent(v, "", " ")
	if err != nil {
		panic("samplesite: sitemap: " + err.Error())
	}
	note := "<!-- sample data -->\n"
	return slices.Concat([]byte(strings.Replace(xml.Header, "\n", "\n"+note, 1)), body, []byte("\n"))
}
