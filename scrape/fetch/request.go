package fetch

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"ogptracker/scrape/address"
	"ogptracker/scrape/record"
)

// product is the token that robots.txt addresses the program by.
const product = "OGPTracker"

// userAgent names the program, its version and whom to write to.
func userAgent(version, contact string) (string, error) {
	agent := product + "/" + version
	if contact != "" {
		agent += " (+" + contact + ")"
	}
	for _, r := range agent {
		if r < ' ' || r > '~' {
			return "", fmt.Errorf("user agent %q: want plain ASCII in version and contact", agent)
		}
	}
	return agent, nil
}

// expectation is the type of body an address must answer with.
type expectation int

const (
	expectHTML expectation = iota
	expectXML
	expectText // robots.txt
	expectFile // OGP's table: anything but a web page
	expectPart // of a page: anything
)

// job is a page on its way.
type job struct {
	Request
	address string // canonical
	first   string // what was asked for first
	expect  expectation
	at      *url.URL // what is asked for now, after redirects
	hops    []string // what was asked for before
	// requests made for it so far.
	requests int
	maxBody  int64 // 0: that of pages
}

// job checks that an address may be asked for at all.
func newJob(site *address.Site, req Request) (*job, error) {
	j := &job{Request: req}
	a, ok := site.Parse(req.URL)
	if req.Sitemap {
		a, ok = site.Sitemap(req.URL)
	}
	switch {
	case !ok || !a.Fetchable() || a.Special == address.SpecialRobots:
		return nil, failed(ReasonNotAllowed, 0, "")
	case a.Special == address.SpecialSitemap:
		j.expect = expectXML
	}
	if a.Kind != record.KindUnknown {
		j.Kind = a.Kind
	}
	j.address = a.String()
	written := j.address
	if j.expect == expectHTML {
		written = site.Written(req.URL, "")
	}
	u, err := url.Parse(written)
	if err != nil {
		return nil, failed(ReasonNotAllowed, 0, "%w", err)
	}
	j.at, j.first = u, u.String()
	return j, nil
}

var accepted = [...]string{
	expectHTML: "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1",
	expectXML:  "application/xml,text/xml;q=0.9,*/*;q=0.1",
	expectText: "text/plain,*/*;q=0.1",
	expectFile: "text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,*/*;q=0.1",
	expectPart: "*/*",
}

// request makes the HTTP request of a job.
func (c *Client) request(ctx context.Context, j *job) (*http.Request, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, j.at.String(), nil)
	if err != nil {
		return nil, err
	}
	r.Body = onceOnly{}
	h := r.Header
	h.Set("User-Agent", c.agent)
	h.Set("Accept", accepted[j.expect])
	h.Set("Accept-Language", "en")
	h.Set("Accept-Encoding", "gzip")
	// Validators belong to the page that was read under this address. After a
	// redirect to another page, "not modified since" would be true of a page
	// that was never read.
	if j.validated(c) {
		if j.ETag != "" {
			h.Set("If-None-Match", j.ETag)
		}
		if j.LastModified != "" {
			h.Set("If-Modified-Since", j.LastModified)
		}
	}
	return r, nil
}

// onceOnly is an empty body, of which nothing is sent. Without one net/http
// repeats a request on its own, at once and uncounted, when the site closes a
// connection in place of an answer.
type onceOnly struct{}

func (onceOnly) Read([]byte) (int, error) { return 0, io.EOF }
func (onceOnly) Close() error             { return nil }

func (j *job) conditional() bool { return j.ETag != "" || j.LastModified != "" }

// validated says whether the validators belong to what is asked for now. A
// file that has moved is the same file.
func (j *job) validated(c *Client) bool {
	return j.conditional() && (j.expect == expectFile || canonical(c.site, j) == j.address)
}

// limit is the most bytes that a body may have.
func limit(opts Options, j *job) int64 {
	if j.maxBody > 0 {
		return j.maxBody
	}
	if j.expect == expectXML {
		return maxSitemap
	}
	return opts.MaxBody
}

// maxSitemap is what the protocol of sitemaps allows one to have, unpacked;
// fetch.max_body speaks of pages.
const maxSitemap = 50 << 20

// canonical is the canonical form of the address a job has come to. An index
// page may end at a path of no known pattern and is then kept under the
// address it was asked for by.
func canonical(site *address.Site, j *job) string {
	at := j.at.String()
	if at == j.first || j.expect == expectFile {
		return j.address
	}
	if a, ok := site.Parse(at); ok {
		return a.String()
	}
	if s, ok := site.OnSite(strings.TrimSpace(at), ""); ok && j.expect != expectHTML {
		return s
	}
	return j.address
}
