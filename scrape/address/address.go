package address

import (
	"net/url"

	"ogptracker/scrape/record"
)

// Special marks an address that is not a page of a kind of its own.
type Special string

const (
	// SpecialNone: an ordinary page; Kind says which.
	SpecialNone Special = ""
	// SpecialRobots is the site's robots.txt.
	SpecialRobots Special = "robots"
	// SpecialSitemap is a sitemap or an index of sitemaps.
	SpecialSitemap Special = "sitemap"
	// SpecialNumeric is "/?p=<n>": some page of the site, which one only its
	// redirect or the page's own canonical link tells.
	SpecialNumeric Special = "numeric"
	// SpecialFile is a file that a page offers (PDF, spreadsheet). It is kept
	// as a link and never asked for.
	SpecialFile Special = "file"
)

// Address is one address of the site in canonical form. Two addresses that
// lead to one page (capitals, host, final slash, /country/ for /members/) are
// equal, so that it can be compared and used as a key of a map.
type Address struct {
	// Base is the site's public address without a final slash; it stands for
	// each of the hosts of the site.
	Base string
	// Path is the canonical path, unescaped, with its final slash except for
	// files, robots.txt and sitemaps.
	Path string
	// Query is "p=<n>" of a numeric address or "page=<n>" of a sitemap in
	// parts, and empty for everything else.
	Query string
	// Kind is what the address is expected to be; unknown for a Special one.
	Kind record.Kind
	// Member is the member's id for country pages and commitments.
	Member string
	// Code is a commitment's code, upper-cased.
	Code string
	// Slug is the last part of a document's address, lower case.
	Slug string
	// Spanish marks an address below /es/, machine-translated and never read:
	// Parse refuses it and only says why.
	Spanish bool
	// Special is set for addresses that are not a page of a kind.
	Special Special
}

// String is the canonical address, which a page is kept under. It is asked
// for as the site writes it: Site.Written.
func (a Address) String() string {
	if a.Path == "" {
		return ""
	}
	if a.Query == "" && isPlain(a.Path) {
		return a.Base + a.Path
	}
	u := url.URL{Path: a.Path, RawQuery: a.Query}
	return a.Base + u.String()
}

// Key identifies what the address is about, whatever the site calls its page:
// a commitment is its code, a document its slug at any of the document
// addresses of the site's generations. Pages are told apart by String.
func (a Address) Key() string {
	switch {
	case a.Kind == record.KindCommitment:
		return "commitment " + a.Code
	case a.Kind == record.KindCountry:
		return "country " + a.Member
	case a.Kind == record.KindDocument:
		return "document " + a.Slug
	case a.Path == "":
		return ""
	}
	u := url.URL{Path: a.Path, RawQuery: a.Query}
	return u.String()
}

// Fetchable says whether the address may be asked for at all (robots.txt may
// still forbid it).
func (a Address) Fetchable() bool {
	return a.Path != "" && !a.Spanish && a.Special != SpecialFile
}
