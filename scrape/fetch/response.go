package fetch

import (
	"time"

	"ogptracker/scrape/record"
)

// Request is one page to ask for.
type Request struct {
	// URL is the address as the site writes it: it is asked for as it stands.
	URL string
	// Kind is what the address is expected to be.
	Kind record.Kind
	// ETag and LastModified are the validators of the reading kept.
	ETag, LastModified string
	// Sitemap marks an address that robots.txt or another sitemap names as a
	// sitemap: any path on the site, XML expected, packed or not.
	Sitemap bool
}

// Response is a page as the site served it, whole and checked.
type Response struct {
	// URL is the final address after redirects on the same host, canonical;
	// Answered the same as the site writes it.
	URL, Answered string
	// Status is 200 or 304.
	Status int
	// NotModified: the site answered that the reading kept still stands.
	NotModified  bool
	ETag         string
	LastModified string
	ContentType  string
	// Body is the unpacked body in the site's own charset; page readers
	// decode it by ContentType and its own declaration.
	Body []byte
	// Unchecked: nobody has looked yet whether the body is a notice in
	// disguise. Whoever parses it asks Notice, and tells Client.Checked.
	Unchecked bool
	// Fetched is when the answer was complete, UTC.
	Fetched time.Time
	// Requests is how many requests it took, retries and redirects included.
	Requests int
}
