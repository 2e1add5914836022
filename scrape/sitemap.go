package scrape

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"

	"golang.org/x/net/html/charset"

	"ogptracker/scrape/address"
	"ogptracker/scrape/archive"
	"ogptracker/scrape/fetch"
	"ogptracker/scrape/record"
)

const (
	// maxSitemaps keeps an index that names itself, or thousands, in bounds.
	maxSitemaps = 500
	// maxSitemapBytes is what a sitemap may unpack to; the protocol allows 50 MB.
	maxSitemapBytes = 64 << 20
)

// sitemap is what a sitemap lists, or an index of sitemaps. With a fault it is
// what stands before that: good for finding pages, and no proof of anything
// about those that are not among them.
type sitemap struct {
	pages, sitemaps []listing
	fault           error
}

func (m *sitemap) entries() int { return len(m.pages) + len(m.sitemaps) }

// listing is one entry of a sitemap, or of an index of sitemaps.
type listing struct {
	Loc     string `xml:"loc"`
	Lastmod string `xml:"lastmod"`
}

// sitemaps reads every sitemap that robots.txt names, or one at the usual
// addresses where it names none that works, with the sitemaps they name.
func (s *session) sitemaps(ctx context.Context, named []string) error {
	seen := map[string]bool{}
	var queue []string
	enter := func(raw string) {
		if a, ok := s.site.Sitemap(raw); ok && !spanish(a) && !seen[a.String()] && len(seen) < maxSitemaps {
			seen[a.String()] = true
			queue = append(queue, a.String())
		}
	}
	work := func() (worked bool, err error) {
		for ; len(queue) > 0; queue = queue[1:] {
			m, ok, err := s.sitemap(ctx, queue[0])
			if err != nil {
				return worked, err
			}
			if !ok {
				continue
			}
			if m.fault != nil {
				s.Log.Warn("a sitemap could not be read to its end", "url", queue[0], "entries", m.entries(), "error", m.fault)
			}
			worked = worked || m.fault == nil || m.entries() > 0
			for _, l := range m.sitemaps {
				enter(l.Loc)
			}
			s.list(m.pages)
		}
		return worked, nil
	}
	for _, raw := range named {
		enter(raw)
	}
	worked, err := work()
	for _, usual := range s.site.Sitemaps() {
		if worked || err != nil {
			break
		}
		enter(usual.String())
		worked, err = work()
	}
	return err
}

// spanish says whether a sitemap lists the machine-translated pages, which
// are never read.
func spanish(a address.Address) bool { return strings.HasPrefix(strings.ToLower(a.Path), "/es/") }

// sitemap asks for one sitemap; ok is false where it was not to be had tonight.
func (s *session) sitemap(ctx context.Context, url string) (m sitemap, ok bool, err error) {
	q := question{class: archive.ClassSitemap, url: url, request: fetch.Request{URL: url, Sitemap: true}}
	last, ok, err := s.Archive.Latest(ctx, archive.ClassSitemap, url, s.run.ID)
	if err != nil {
		return m, false, err
	}
	if ok {
		// A broken one may have come under the validators of the good one, and
		// is not worth being confirmed; no more is one that cannot be had.
		if body, err := s.Archive.Body(ctx, last.BodyHash); err == nil {
			m = readSitemap(body)
		}
		if m.fault == nil && m.entries() > 0 {
			q.kept, q.request.ETag, q.request.LastModified = last, last.ETag, last.LastModified
		}
	}
	a, ok, err := s.askAndSave(ctx, q)
	if err != nil || !ok || !a.had() {
		return m, false, err
	}
	s.progress("index", url)
	if q.kept.BodyHash != "" && a.BodyHash == q.kept.BodyHash {
		return m, true, nil
	}
	if a.body == nil {
		if a.body, err = s.Archive.Body(ctx, a.BodyHash); err != nil {
			return m, false, err
		}
	}
	return readSitemap(a.body), true, nil
}

// list enters what a sitemap lists.
func (f *frontier) list(pages []listing) {
	for _, l := range pages {
		a, ok := f.site.Parse(l.Loc)
		if !ok || !isPage(a) || f.set.passesOver(a) {
			continue
		}
		c := f.addCandidate(a, hint{planEnd: slugEnd(a), sitemap: true, written: f.site.Written(l.Loc, ""), by: bySitemap})
		if c == nil {
			continue
		}
		if t := lastmod(l.Lastmod); t.After(c.lastmod) {
			c.lastmod = t
		}
	}
}

// isPage leaves out lists of members by other names: the list is asked for by
// its own address.
func isPage(a address.Address) bool {
	return a.Kind == record.KindCountry || a.Kind == record.KindCommitment || a.Kind == record.KindDocument || a.Kind == record.KindChallenge
}

// slugEnd is the last year of the plan that a document's address names.
func slugEnd(a address.Address) int {
	if a.Kind != record.KindDocument {
		return 0
	}
	c, _ := years(a.Slug)
	return c.end
}

// readSitemap reads a sitemap or an index of sitemaps, plain or packed with
// gzip, to the end of its root: what plugins write behind that is no part of
// it.
func readSitemap(body []byte) (m sitemap) {
	if bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
		if body, m.fault = unpack(body); m.fault != nil {
			return m
		}
	}
	d := xml.NewDecoder(bytes.NewReader(body))
	d.Strict = false
	d.CharsetReader = charset.NewReaderLabel
	root := ""
	for {
		token, err := d.Token()
		if err != nil {
			m.fault = fmt.Errorf("sitemap: %w", err)
			return m
		}
		if end, ok := token.(xml.EndElement); ok && root != "" && strings.EqualFold(end.Name.Local, root) {
			return m
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		name := strings.ToLower(start.Name.Local)
		switch {
		case root == "":
			if root = name; name != "urlset" && name != "sitemapindex" {
				m.fault = fmt.Errorf("sitemap: begins with <%s>, want <urlset> or <sitemapindex>", start.Name.Local)
				return m
			}
		case name == "url" || name == "sitemap":
			var l listing
			if err := d.DecodeElement(&l, &start); err != nil {
				m.fault = fmt.Errorf("sitemap: %w", err)
				return m
			}
			if l.Loc = strings.TrimSpace(l.Loc); l.Loc == "" {
				continue
			}
			if name == "url" {
				m.pages = append(m.pages, l)
			} else {
				m.sitemaps = append(m.sitemaps, l)
			}
		}
	}
}

func unpack(body []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("sitemap: %w", err)
	}
	plain, err := io.ReadAll(io.LimitReader(z, maxSitemapBytes+1))
	if err != nil {
		return nil, fmt.Errorf("sitemap: %w", err)
	}
	if len(plain) > maxSitemapBytes {
		return nil, fmt.Errorf("sitemap: unpacks to more than %d bytes", maxSitemapBytes)
	}
	return plain, nil
}

// lastmodForms are the forms of W3C dates that sitemaps use, with how long a
// moment each may mean.
var lastmodForms = []struct {
	layout string
	whole  time.Duration
}{
	{time.RFC3339, 0},
	{"2006-01-02T15:04Z07:00", time.Minute},
	{"2006-01-02T15:04:05", 24 * time.Hour}, // without a zone: some zone
	{"2006-01-02 15:04:05", 24 * time.Hour},
	{"2006-01-02", 24 * time.Hour},
	{"2006-01", 31 * 24 * time.Hour},
	{"2006", 366 * 24 * time.Hour},
}

// lastmod is the latest moment that a lastmod can mean, zero for one that
// cannot be read: a page read after it has the change.
func lastmod(text string) time.Time {
	text = strings.TrimSpace(text)
	for _, f := range lastmodForms {
		if t, err := time.Parse(f.layout, text); err == nil {
			return t.Add(f.whole).UTC()
		}
	}
	return time.Time{}
}
