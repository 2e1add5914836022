package fetch

import (
	"context"
	"net/url"
	"strings"

	"ogptracker/scrape/address"
)

// GetPart fetches something that a page of the site needs to be filled: a
// script, a style sheet or data. Nothing but the page names its address, which
// may be of any path of the site, but not what a trap for robots lies under:
// the home page with a query. It is asked for as politely as a page: in its
// turn, after the same delay, by the same robots.txt. The error is an *Error
// that names why it was not had, or the cause of ctx's end.
func (c *Client) GetPart(ctx context.Context, address string) (*Response, error) {
	req := Request{URL: address}
	return c.get(ctx, req, func() (*job, error) { return newPartJob(c.base, req) })
}

// partTries is how often a part is asked for: a page does without it rather
// than wait as long as for a page.
const partTries = 2

func newPartJob(base *url.URL, req Request) (*job, error) {
	u, err := url.Parse(req.URL)
	if err != nil {
		return nil, failed(ReasonNotAllowed, 0, "%w", err)
	}
	if err := onSite(base, u, 0); err != nil {
		return nil, err
	}
	path := strings.ToLower(u.Path)
	if isHome(path) || banPath.MatchString(path) || strings.HasSuffix(path, "/wp-login.php") {
		return nil, failed(ReasonNotAllowed, 0, "")
	}
	u.Scheme, u.Host, u.Fragment, u.RawFragment = strings.ToLower(u.Scheme), address.Host(u), "", ""
	if base.Scheme == "https" {
		u.Scheme = "https" // never asked for in the clear
	}
	return &job{Request: req, address: req.URL, first: u.String(), at: u, expect: expectPart}, nil
}
