package address

import (
	"strings"

	"ogptracker/scrape/record"
)

// Country is the address of a member's page; slug as the site writes it or a
// member id.
func (s *Site) Country(slug string) (Address, bool) { return s.made("/members/" + slug + "/") }

// Commitment is the address of a commitment's page.
func (s *Site) Commitment(slug, code string) (Address, bool) {
	return s.made("/members/" + slug + "/commitments/" + code + "/")
}

// MembersList is the address of the list of all members.
func (s *Site) MembersList() Address { return s.MembersLists()[0] }

// MembersLists are the addresses under which the list of members was seen, in
// the order in which they are tried where one is gone.
func (s *Site) MembersLists() []Address {
	paths := []string{"/our-members/", "/members/", "/local/participants/"}
	all := make([]Address, len(paths))
	for i, path := range paths {
		all[i] = Address{Base: s.base, Path: path, Kind: record.KindMembersList}
	}
	return all
}

// Robots is the address of robots.txt.
func (s *Site) Robots() Address {
	return Address{Base: s.base, Path: "/robots.txt", Special: SpecialRobots}
}

// Sitemaps are the usual addresses of sitemaps, for a site whose robots.txt
// names none, in the order in which they are tried.
func (s *Site) Sitemaps() []Address {
	names := []string{"/sitemap_index.xml", "/sitemap.xml", "/wp-sitemap.xml"}
	all := make([]Address, len(names))
	for i, n := range names {
		all[i] = Address{Base: s.base, Path: n, Special: SpecialSitemap}
	}
	return all
}

// Sitemap reads an address that robots.txt or an index of sitemaps names as a
// sitemap: any path on the site's hosts will do then, with its query.
func (s *Site) Sitemap(raw string) (Address, bool) {
	escaped, query, ok := s.split(raw, s.root)
	if !ok {
		return Address{}, false
	}
	parts, ok := segments(escaped)
	if !ok || len(parts) == 0 {
		return Address{}, false
	}
	return Address{Base: s.base, Path: "/" + strings.Join(parts, "/"), Query: query, Special: SpecialSitemap}, true
}

func (s *Site) made(path string) (Address, bool) {
	return s.matched(path, "")
}
