package fetch

import (
	"bytes"
	"mime"
	"net/http"
	"strings"
	"time"
)

// response judges the answer to a page's request: a whole page of the
// expected type, or an error that names what it is instead.
func (c *Client) response(j *job, a *answer) (*Response, error) {
	now := c.opts.Now().UTC()
	if a.status == http.StatusNotModified && j.validated(c) {
		c.count(func(s *Stats) { s.NotModified++ })
		r := c.made(j, a, now)
		r.NotModified = true
		return r, nil
	}
	if a.status != http.StatusOK {
		return nil, badStatus(a, now)
	}
	if j.expect == expectPart {
		if looksLikeHTML(http.DetectContentType(a.body), a.body) && isBan(a) {
			return nil, failed(ReasonBanned, a.status, "%w", ErrBanned)
		}
		return c.made(j, a, now), nil
	}
	if len(bytes.TrimSpace(a.body)) == 0 {
		return nil, failed(ReasonEmptyBody, a.status, "")
	}
	if err := c.checkType(j, a); err != nil {
		if len(a.body) <= shortBody && isBan(a) {
			return nil, failed(ReasonBanned, a.status, "%w", ErrBanned)
		}
		return nil, err
	}
	r := c.made(j, a, now)
	if j.expect == expectHTML {
		if err := c.ended.cut(j, a); err != nil {
			return nil, err
		}
		looked, err := checkPage(a, len(j.hops) > 0)
		if err != nil {
			return nil, err
		}
		r.Unchecked = !looked
	}
	return r, nil
}

func (c *Client) made(j *job, a *answer, now time.Time) *Response {
	return &Response{
		URL:          canonical(c.site, j),
		Answered:     j.at.String(),
		Status:       a.status,
		ETag:         validator(a.header.Get("ETag")),
		LastModified: validator(a.header.Get("Last-Modified")),
		ContentType:  a.header.Get("Content-Type"),
		Body:         a.body,
		Fetched:      now,
		Requests:     j.requests,
	}
}

// longestValidator is more than any server means: it must fit into the headers
// of the next request.
const longestValidator = 1024

func validator(v string) string {
	if len(v) > longestValidator {
		return ""
	}
	return v
}

// badStatus names an answer that is not a page.
func badStatus(a *answer, now time.Time) *Error {
	switch s := a.status; {
	case isBan(a):
		return failed(ReasonBanned, s, "%w", ErrBanned)
	case s == http.StatusNotFound || s == http.StatusGone:
		return failed(ReasonGone, s, "")
	case isChallenge(a):
		return failed(ReasonChallenge, s, "")
	case s == http.StatusTooManyRequests:
		return asking(failed(ReasonTooManyRequests, s, ""), a, now)
	case s >= 500:
		return asking(failed(ReasonServerError, s, ""), a, now)
	case s == http.StatusRequestTimeout:
		return failed(ReasonTimeout, s, "")
	case s >= 400:
		return failed(ReasonRefused, s, "")
	}
	return failed(ReasonUnexpectedStatus, a.status, "")
}

// asking adds the wait that an answer asks for.
func asking(e *Error, a *answer, now time.Time) *Error {
	e.retryAfter, e.asked = retryAfter(a.header, now)
	return e
}

// checkType holds a body against its header and against what was expected,
// and unpacks a sitemap that is kept as a packed file.
func (c *Client) checkType(j *job, a *answer) error {
	declared := a.header.Get("Content-Type")
	kind, _, err := mime.ParseMediaType(declared)
	if err != nil {
		kind, _, _ = strings.Cut(declared, ";")
		kind = strings.ToLower(strings.TrimSpace(kind))
	}
	if j.expect == expectXML && bytes.HasPrefix(a.body, []byte{0x1f, 0x8b}) {
		body, err := gunzip(a.body, limit(c.opts, j))
		if err != nil {
			return err
		}
		a.body = body
	}
	seen := http.DetectContentType(a.body)
	switch {
	case j.expect == expectFile && looksLikeHTML(seen, a.body):
		return failed(ReasonContentType, a.status, "declared %q, looks like a web page", declared)
	case j.expect == expectFile:
		return nil
	case !strings.HasPrefix(seen, "text/"):
		return failed(ReasonContentType, a.status, "declared %q, looks like %s", declared, seen)
	case j.expect == expectXML && isXML(a.body):
		return nil
	case j.expect == expectXML:
		return failed(ReasonContentType, a.status, "declared %q, no XML", declared)
	case kind == "text/html" || kind == "application/xhtml+xml":
		return nil
	case kind == "" && looksLikeHTML(seen, a.body):
		return nil
	}
	return failed(ReasonContentType, a.status, "%q", declared)
}

func isXML(body []byte) bool {
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")))
	for _, start := range []string{"<?xml", "<urlset", "<sitemapindex", "<!--"} {
		if bytes.HasPrefix(body, []byte(start)) {
			return true
		}
	}
	return false
}

func looksLikeHTML(seen string, body []byte) bool {
	return strings.HasPrefix(seen, "text/html") || bytes.Contains(bytes.ToLower(body[:min(len(body), 4096)]), []byte("<html"))
}
