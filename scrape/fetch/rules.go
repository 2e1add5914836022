package fetch

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// rules are the lines of a robots.txt that concern this program, read and
// applied as RFC 9309 says. (temoto/robotstxt fails 10 of the 33 cases in
// rules_test.go: it refuses a whole file for one bad line, compares escaped
// paths as they are written, lets a pattern with "*" begin anywhere in a path,
// and takes the first of two rules of one length.)
type rules struct {
	agent    string // of the group applied, "" where there is none
	allow    []string
	disallow []string
	delay    time.Duration
	sitemaps []string
}

// maxCrawlDelay keeps a mistyped delay from standing for ever; at a day a
// night asks for one page.
const maxCrawlDelay = 24 * time.Hour

// parseRules reads a robots.txt. Lines that cannot be read are passed over.
func parseRules(body, product string) *rules {
	groups := map[string]*rules{}
	var current []*rules
	naming := false // the line before named an agent too
	var sitemaps []string
	body = strings.TrimPrefix(body, "\ufeff")
	for line := range strings.FieldsFuncSeq(body, func(r rune) bool { return r == '\n' || r == '\r' }) {
		line, _, _ = strings.Cut(line, "#")
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "user-agent", "useragent":
			if !naming {
				current = nil
			}
			naming = true
			name := token(value)
			if groups[name] == nil {
				groups[name] = &rules{agent: name}
			}
			current = append(current, groups[name])
		case "sitemap":
			if value != "" {
				sitemaps = append(sitemaps, value)
			}
		case "allow", "disallow", "crawl-delay", "crawldelay":
			naming = false
			for _, g := range current {
				g.add(strings.ToLower(strings.TrimSpace(key)), value)
			}
		}
	}
	own := groups[strings.ToLower(product)]
	if own == nil {
		own = groups["*"]
	}
	if own == nil {
		own = &rules{}
	}
	own.sitemaps = sitemaps
	return own
}

// token is the product token of a User-agent line, lower case: letters,
// hyphens and underscores up to anything else ("OGPTracker/2.0").
func token(value string) string {
	if strings.HasPrefix(value, "*") {
		return "*"
	}
	end := strings.IndexFunc(value, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_')
	})
	if end >= 0 {
		value = value[:end]
	}
	return strings.ToLower(value)
}

func (g *rules) add(key, value string) {
	switch key {
	case "crawl-delay", "crawldelay":
		n, err := strconv.ParseFloat(value, 64)
		if err != nil || math.IsNaN(n) || n < 0 {
			return
		}
		g.delay = max(g.delay, time.Duration(min(n, maxCrawlDelay.Seconds())*float64(time.Second)))
		return
	}
	if value == "" {
		return
	}
	if value[0] != '/' && value[0] != '*' {
		value = "/" + value
	}
	value = octets(value)
	if key == "allow" {
		g.allow = append(g.allow, value)
	} else {
		g.disallow = append(g.disallow, value)
	}
}

// allowed decides on an escaped path with its query: the longest rule that
// fits wins, and of two of one length the one that allows.
func (g *rules) allowed(path string) bool {
	path = octets(path)
	return longest(g.allow, path) >= longest(g.disallow, path)
}

func longest(patterns []string, path string) int {
	most := 0
	for _, p := range patterns {
		if len(p) > most && fits(p, path) {
			most = len(p)
		}
	}
	return most
}

// fits says whether a pattern fits the beginning of a path; "*" stands for
// anything, "$" at its end for the end of the path.
func fits(pattern, path string) bool {
	pattern, whole := strings.CutSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	if !strings.HasPrefix(path, parts[0]) {
		return false
	}
	path = path[len(parts[0]):]
	for i, part := range parts[1:] {
		if whole && i == len(parts)-2 {
			return strings.HasSuffix(path, part)
		}
		at := strings.Index(path, part)
		if at < 0 {
			return false
		}
		path = path[at+len(part):]
	}
	return !whole || path == ""
}

// octets brings a path to one form of escaping: unreserved characters plain,
// everything beyond ASCII and percent signs that escape nothing escaped,
// hexadecimal digits in capitals.
func octets(s string) string {
	plain := true
	for i := range len(s) {
		if s[i] == '%' || s[i] >= 0x80 {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				c = byte(n)
				i += 2
				if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0 {
					b.WriteByte(c)
				} else {
					b.WriteString(string([]byte{'%', hex[c>>4], hex[c&15]}))
				}
				continue
			}
		}
		if c >= 0x80 || c == '%' { // a percent sign that escapes nothing would escape what comes plain behind it
			b.WriteString(string([]byte{'%', hex[c>>4], hex[c&15]}))
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}
