package saved

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// Copy is of which page something saved is a copy, and of when.
type Copy struct {
	Address string
	Date    time.Time
}

// fill takes what is missing from a second source.
func (c *Copy) fill(other Copy) {
	if c.Address == "" {
		c.Address = other.Address
	}
	if c.Date.IsZero() {
		c.Date = other.Date
	}
}

// readSidecar reads the lines "address:" and "date:" beside a saved file:
// <name>.txt, <name>.yaml or <name>.yml, with or without the file's own ending.
func readSidecar(path string) (Copy, error) {
	stem := strings.TrimSuffix(path, filepath.Ext(path))
	for _, side := range []string{stem + ".txt", stem + ".yaml", stem + ".yml", path + ".txt", path + ".yaml", path + ".yml"} {
		text, err := os.ReadFile(side)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return Copy{}, err
		}
		return parseSidecar(filepath.Base(side), string(text))
	}
	return Copy{}, nil
}

func parseSidecar(name, text string) (Copy, error) {
	var c Copy
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		key, value, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(strings.TrimSpace(line), "#") {
			continue
		}
		value = strings.Trim(strings.TrimSpace(value), `"'`)
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "address", "url":
			c.Address = value
		case "date":
			date, ok := copyDate(value)
			if !ok {
				return c, fmt.Errorf("the date %q in %s cannot be read: want YYYY-MM-DD", value, name)
			}
			c.Date = date
		}
	}
	return c, nil
}

// CopyOf finds what a file says of itself: its canonical link, og:url, and
// what browsers and archives write into the copies they make.
func CopyOf(body []byte) Copy {
	var canonical, openGraph, comment Copy
	z := html.NewTokenizer(bytes.NewReader(body))
	for {
		switch z.Next() {
		case html.ErrorToken:
			canonical.fill(openGraph)
			canonical.fill(comment)
			return unwrapArchive(canonical)
		case html.CommentToken:
			comment.fill(copyComment(string(z.Text())))
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			if tag := string(name); more && (tag == "link" || tag == "meta") {
				copyTag(tag, attributes(z), &canonical, &openGraph)
			}
		}
	}
}

func attributes(z *html.Tokenizer) map[string]string {
	all := map[string]string{}
	for {
		k, v, more := z.TagAttr()
		all[strings.ToLower(string(k))] = strings.TrimSpace(string(v))
		if !more {
			return all
		}
	}
}

func copyTag(tag string, attr map[string]string, canonical, openGraph *Copy) {
	switch {
	case tag == "link" && slices.ContainsFunc(strings.Fields(attr["rel"]), func(word string) bool { return strings.EqualFold(word, "canonical") }):
		canonical.fill(Copy{Address: attr["href"]})
	case strings.EqualFold(attr["property"], "og:url") || strings.EqualFold(attr["name"], "og:url"):
		openGraph.fill(Copy{Address: attr["content"]})
	case strings.EqualFold(attr["name"], "date"):
		if date, ok := copyDate(attr["content"]); ok {
			canonical.fill(Copy{Date: date})
		}
	}
}

var (
	// <!-- saved from url=(0058)https://... --> of browsers.
	savedFrom = regexp.MustCompile(`(?i)saved from url=\(\d+\)(\S+)`)
	// Comment of the SingleFile extension.
	singleFileURL  = regexp.MustCompile(`(?im)^\s*url:\s*(https?://\S+)`)
	singleFileDate = regexp.MustCompile(`(?im)^\s*saved date:\s*([^(\n]+)`)
	// FILE ARCHIVED ON 12:34:56 Jun 01, 2018 AND RETRIEVED FROM ...
	archivedOn = regexp.MustCompile(`(?i)FILE ARCHIVED ON (\d\d:\d\d:\d\d \w+ \d\d?, \d{4})`)
	// https://web.archive.org/web/20180601123456id_/https://...
	// and the same below the archive's own host.
	webArchive = regexp.MustCompile(`^(?:(?:https?:)?//web\.archive\.org)?/web/(\d{8,14})[a-z_]*/(.+)$`)
)

func copyComment(text string) Copy {
	var c Copy
	if m := savedFrom.FindStringSubmatch(text); m != nil {
		c.Address = m[1]
	}
	if m := singleFileURL.FindStringSubmatch(text); m != nil {
		c.fill(Copy{Address: m[1]})
	}
	for _, form := range []*regexp.Regexp{singleFileDate, archivedOn} {
		if m := form.FindStringSubmatch(text); m != nil {
			if date, ok := copyDate(m[1]); ok {
				c.fill(Copy{Date: date})
			}
		}
	}
	return c
}

// unwrapArchive takes the page's own address and the time of the copy out of
// an address of the Internet Archive.
func unwrapArchive(c Copy) Copy {
	m := webArchive.FindStringSubmatch(c.Address)
	if m == nil {
		return c
	}
	c.Address = m[2]
	if !strings.Contains(c.Address, "://") {
		c.Address = "https://" + c.Address
	}
	if date, err := time.Parse("20060102150405"[:len(m[1])], m[1]); err == nil {
		c.fill(Copy{Date: date})
	}
	return c
}

// copyDates are the forms in which copies carry their date. All begin with
// the year or spell the month, so that none can be taken for another.
var copyDates = []string{
	time.DateOnly, time.RFC3339, time.DateTime, "2006-01-02 15:04", "2006-01-02T15:04", "2006/01/02", "20060102",
	"15:04:05 Jan 2, 2006", "2 January 2006", "January 2, 2006", "2 Jan 2006", "Jan 2, 2006", time.RFC1123, time.RFC1123Z,
	"Mon Jan 02 2006 15:04:05 GMT-0700",
}

func copyDate(text string) (time.Time, bool) {
	text = strings.TrimSpace(text)
	for _, form := range copyDates {
		if t, err := time.Parse(form, text); err == nil {
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}
