package address

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// Hosts that serve the same pages as the configured one (archived copies
// exist for each form).
var publicHosts = [...]string{"www.opengovpartnership.org", "opengovpartnership.org"}

// Site is one site, named by its configured base address. It is safe for use
// by several goroutines.
type Site struct {
	base   string // scheme://host[:port][/prefix], no final slash
	root   *url.URL
	host   string // lower case, with the port unless it is the scheme's own
	prefix string // path of the base, "" for most
}

// NewSite makes a Site of the public address of the site (site.base_url).
// It fails unless base is an http or https address with a host and without
// credentials, query and fragment.
func NewSite(base string) (*Site, error) {
	u, err := url.Parse(strings.TrimSpace(base))
	if err != nil {
		return nil, fmt.Errorf("base %q: %w", base, err)
	}
	scheme := strings.ToLower(u.Scheme)
	switch {
	case scheme != "http" && scheme != "https":
		return nil, fmt.Errorf("base %q: want an http or https address", base)
	case u.Hostname() == "":
		return nil, fmt.Errorf("base %q: no host", base)
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return nil, fmt.Errorf("base %q: want no credentials, query or fragment", base)
	}
	s := &Site{host: hostOf(u), prefix: strings.TrimRight(u.EscapedPath(), "/")}
	s.base = scheme + "://" + s.host + s.prefix
	if s.root, err = url.Parse(s.base + "/"); err != nil {
		return nil, fmt.Errorf("base %q: %w", base, err)
	}
	return s, nil
}

// Base is the site's address as every Address carries it, no final slash.
func (s *Site) Base() string { return s.base }

// Parse reads an address as it stands in a sitemap, a table or a link that is
// relative to the root. It is ok only for an address of a known pattern on
// one of the site's hosts; fragments and queries that do not choose the page
// are dropped.
func (s *Site) Parse(raw string) (Address, bool) { return s.resolve(raw, s.root) }

// Resolve reads a link of the page at pageURL.
func (s *Site) Resolve(raw, pageURL string) (Address, bool) {
	from := s.root
	if isRelative(raw) {
		page, err := url.Parse(pageURL)
		if err != nil {
			return Address{}, false
		}
		from = page
	}
	return s.resolve(raw, from)
}

// OnSite folds a link's host to the base and keeps its own path and query:
// the address of a page that is kept under the path it was saved from, or of
// a link that is shown and never followed. It is ok for any address on one
// of the site's hosts.
func (s *Site) OnSite(raw, pageURL string) (string, bool) {
	from := s.root
	if isRelative(raw) {
		page, err := url.Parse(pageURL)
		if err != nil {
			return "", false
		}
		from = page
	}
	path, query, ok := s.split(raw, from)
	if !ok {
		return "", false
	}
	if query != "" {
		query = "?" + query
	}
	return s.base + path + query, true
}

func (s *Site) resolve(raw string, from *url.URL) (Address, bool) {
	path, query, ok := s.split(raw, from)
	if !ok {
		return Address{}, false
	}
	return s.matched(path, query)
}

func (s *Site) matched(path, query string) (Address, bool) {
	a, ok := match(path, query)
	a.Base = s.base
	return a, ok
}

// split takes an address apart: its escaped path below the site's root and
// its query, ok only on one of the site's hosts.
func (s *Site) split(raw string, from *url.URL) (path, query string, ok bool) {
	if path, ok := s.plainPath(raw); ok {
		return path, "", true
	}
	raw = clean(raw)
	if raw == "" || raw[0] == '#' {
		return "", "", false
	}
	u, err := url.Parse(raw)
	if err != nil {
		return "", "", false
	}
	if u.Scheme == "" || u.Host == "" {
		if u = from.ResolveReference(u); u.Opaque != "" {
			return "", "", false
		}
	}
	if u.User != nil || (!strings.EqualFold(u.Scheme, "http") && !strings.EqualFold(u.Scheme, "https")) {
		return "", "", false
	}
	path = u.EscapedPath()
	if path == "" {
		path = "/"
	}
	host := hostOf(u)
	if host == s.host {
		if path, ok = strings.CutPrefix(path, s.prefix); !ok || path == "" || path[0] != '/' {
			return "", "", false
		}
		return path, u.RawQuery, true
	}
	for _, h := range publicHosts {
		if host == h {
			return path, u.RawQuery, true
		}
	}
	return "", "", false
}

// hostOf is the host in lower case, with its port unless that is the one of
// the scheme.
func hostOf(u *url.URL) string {
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	port := u.Port()
	if port == "" || (port == "80" && strings.EqualFold(u.Scheme, "http")) || (port == "443" && strings.EqualFold(u.Scheme, "https")) {
		return host
	}
	return host + ":" + port
}

// clean does what a browser does to an href before reading it, and completes
// an address that is written without its scheme, as people and tables do.
func clean(raw string) string {
	raw = strings.TrimSpace(raw)
	if strings.ContainsAny(raw, "\t\r\n") {
		raw = strings.NewReplacer("\t", "", "\r", "", "\n", "").Replace(raw)
	}
	for _, h := range publicHosts {
		if len(raw) > len(h) && raw[len(h)] == '/' && strings.EqualFold(raw[:len(h)], h) {
			return "https://" + raw
		}
	}
	return raw
}

// isRelative tells links whose meaning depends on the page's own path.
func isRelative(raw string) bool {
	if strings.HasPrefix(raw, "/") {
		return false
	}
	raw = clean(raw)
	return raw != "" && raw[0] != '/' && !strings.Contains(raw, "://")
}

// Parse is Site.Parse for a single address. It is never ok with a base that
// NewSite refuses.
func Parse(raw, base string) (Address, bool) {
	s, err := NewSite(base)
	if err != nil {
		return Address{}, false
	}
	return s.Parse(raw)
}

// Resolve is Site.Resolve for a single link.
func Resolve(raw, pageURL, base string) (Address, bool) {
	s, err := NewSite(base)
	if err != nil {
		return Address{}, false
	}
	return s.Resolve(raw, pageURL)
}

// PublicHosts are the hosts the public site answers under.
func PublicHosts() []string { return slices.Clone(publicHosts[:]) }

// Host is the host of an address in lower case, with its port unless that is
// the one of its scheme.
func Host(u *url.URL) string { return hostOf(u) }
