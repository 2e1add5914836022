package address

import (
	"path"
	"strings"
)

// Written is the address of a page as a link of the page at pageURL writes
// it: its capitals, its root of an older site and its final slash are kept,
// since a server may tell them apart. Host, fragment and query are those of
// the canonical form; a link whose path is more than another spelling of it
// (dots, doubled slashes, a tab of the page) gives the canonical form. It is
// "" for what Resolve refuses.
func (s *Site) Written(raw, pageURL string) string {
	a, ok := s.Resolve(raw, pageURL)
	if !ok {
		return ""
	}
	own, ok := s.OnSite(raw, pageURL)
	own, _, _ = strings.Cut(own, "?")
	escaped := strings.TrimPrefix(own, s.base)
	bare := strings.TrimSuffix(escaped, "/")
	if !ok || a.Special != SpecialNone || path.Clean(escaped) != bare || strings.Count(bare, "/") != strings.Count(a.Path, "/")-1 {
		return a.String()
	}
	return own
}

// SameRoot says whether an address that Written gave stands under the root
// that the site uses today, and not under one of its older ones.
func (a Address) SameRoot(written string) bool {
	root, _, _ := strings.Cut(strings.TrimPrefix(a.Path, "/"), "/")
	below, ok := strings.CutPrefix(strings.ToLower(written), strings.ToLower(a.Base)+"/"+root)
	return ok && (below == "" || below[0] == '/')
}
