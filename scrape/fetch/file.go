package fetch

import (
	"context"
	"net/url"
	"strings"

	"ogptracker/scrape/address"
)

// FileRequest is a file to ask for that is no page of the site: OGP's table.
// Its address stands in the configuration, so that it may be of any path on
// the client's host.
type FileRequest struct {
	URL string
	// ETag and LastModified are the validators of the file kept.
	ETag, LastModified string
	// MaxBody bounds the file in bytes, in the place of that of pages.
	MaxBody int64
}

// GetFile fetches a file as politely as a page: in its turn, after the same
// delay, by the same robots.txt, with the same retries. The error is an
// *Error that names why it was not had, or the cause of ctx's end.
func (c *Client) GetFile(ctx context.Context, f FileRequest) (*Response, error) {
	req := Request{URL: f.URL, ETag: f.ETag, LastModified: f.LastModified}
	return c.get(ctx, req, func() (*job, error) { return c.fileJob(req, f.MaxBody) })
}

func (c *Client) fileJob(req Request, maxBody int64) (*job, error) {
	u, err := url.Parse(req.URL)
	if err != nil {
		return nil, failed(ReasonNotAllowed, 0, "%w", err)
	}
	if err := onSite(c.base, u, 0); err != nil {
		return nil, err
	}
	u.Scheme, u.Host, u.Fragment = strings.ToLower(u.Scheme), address.Host(u), ""
	return &job{Request: req, address: req.URL, first: u.String(), at: u, expect: expectFile, maxBody: maxBody}, nil
}

// PrivateHost reports whether an address names a host that is never asked
// unless it is the configured site: this machine, or one of a private network.
func PrivateHost(address string) bool {
	u, err := url.Parse(address)
	return err != nil || privateLiteral(u.Hostname())
}
