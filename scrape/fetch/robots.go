package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"ogptracker/scrape/record"
)

// firstAnswer is how long a site has for the first answer of the night, or
// the timeout where that is shorter: one that never answers ends the run
// within a minute, however many retries are configured.
const firstAnswer = 45 * time.Second

// maxRobots is how much of a robots.txt is read (RFC 9309, 2.5); the rest is
// passed over.
const maxRobots = 500 << 10

// Robots is a robots.txt as the site served it. Status and Body can be kept
// and given to UseRobots when the run is taken up again.
type Robots struct {
	URL     string
	Status  int // 200, or another that allows everything
	Body    []byte
	Fetched time.Time

	rules *rules
}

// Robots returns the site's robots.txt, read once a run. The error is the
// same as Get would give: ErrSiteDown, ErrRobotsUnavailable, ErrSlowDown or
// the cause of ctx's end.
func (c *Client) Robots(ctx context.Context) (*Robots, error) {
	if err := c.turn.take(ctx); err != nil {
		return nil, fmt.Errorf("robots.txt: %w", err)
	}
	defer c.turn.leave()
	if over := c.standing.over(); over != nil {
		return nil, over.of(robotsURL(c.base).String())
	}
	if err := c.readRobots(ctx); err != nil {
		var e *Error
		if !errors.As(err, &e) {
			return nil, fmt.Errorf("robots.txt: %w", err)
		}
		return nil, c.recordFailure(e, nil, robotsURL(c.base).String())
	}
	return c.robots, nil
}

// UseRobots takes the robots.txt that an interrupted run has read already.
// It is called before anything is fetched.
func (c *Client) UseRobots(r Robots) {
	c.turn <- struct{}{}
	defer c.turn.leave()
	c.applyRobots(&r)
}

// Allowed says whether robots.txt allows an address of the site.
func (r *Robots) Allowed(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	return r.rules.allowed(path)
}

// CrawlDelay is the least interval the site asks for, zero without one.
func (r *Robots) CrawlDelay() time.Duration { return r.rules.delay }

// Sitemaps are the addresses robots.txt lists, as written.
func (r *Robots) Sitemaps() []string { return slices.Clone(r.rules.sitemaps) }

// robotsURL is at the root of the host, also where the base has a path.
func robotsURL(base *url.URL) *url.URL {
	return &url.URL{Scheme: base.Scheme, Host: base.Host, Path: "/robots.txt"}
}

func (c *Client) readRobots(ctx context.Context) error {
	if c.robots != nil {
		return nil
	}
	u := robotsURL(c.base)
	j := &job{address: u.String(), first: u.String(), at: u, expect: expectText, Request: Request{Kind: record.KindUnknown}}
	a, err := c.firstRequest(ctx, j)
	if err != nil {
		var e *Error
		if errors.As(err, &e) {
			e.Requests = j.requests
		}
		return err
	}
	if isBan(a) {
		return &Error{Reason: ReasonBanned, Status: a.status, Requests: j.requests, Err: ErrBanned}
	}
	r := &Robots{URL: j.address, Status: a.status, Fetched: c.opts.Now().UTC()}
	if a.status == http.StatusOK {
		r.Body = a.body
	}
	c.applyRobots(r)
	return nil
}

// applyRobots applies a robots.txt from now on.
func (c *Client) applyRobots(r *Robots) {
	body := ""
	if r.Status == http.StatusOK {
		body = string(r.Body[:min(len(r.Body), maxRobots)])
		if len(r.Body) > maxRobots {
			body = body[:strings.LastIndexAny(body, "\r\n")+1] // half a rule is none
		}
	}
	r.rules = parseRules(body, product)
	c.robots = r
	c.pace.delay = max(c.opts.MinDelay, r.rules.delay)
	c.count(func(s *Stats) {
		s.Delay = c.pace.delay
		s.Robots = RobotsStats{Status: r.Status, Group: r.rules.agent, Rules: len(r.rules.allow) + len(r.rules.disallow), CrawlDelay: r.rules.delay, Sitemaps: len(r.rules.sitemaps)}
	})
}

// firstRequest asks for robots.txt. As long as the site has not answered at
// all, everything together may take no longer than firstAnswer; a fault that
// it answers with is retried like that of any page.
func (c *Client) firstRequest(ctx context.Context, j *job) (*answer, error) {
	firstWait := min(c.opts.Timeout, firstAnswer)
	until := c.opts.Now().Add(firstWait)
	waits := c.newBackoff()
	answered := false
	for try := 1; ; try++ {
		timeout := c.opts.Timeout
		if !answered {
			timeout = until.Sub(c.opts.Now())
		}
		a, err := c.robotsAnswer(ctx, j, timeout)
		var e *Error
		if err == nil || !errors.As(err, &e) {
			return a, err
		}
		answered = answered || e.Status != 0
		if herr := c.keepWait(j, e); herr != nil {
			return nil, stopping(herr.(*Error), answered)
		}
		wait := c.ownWait(e, waits)
		spent := !answered && !c.opts.Now().Add(wait).Before(until)
		if try > c.opts.Retries || spent || !e.retried() {
			return nil, stopping(e, answered)
		}
		if err := c.waitToRetry(ctx, j, e, wait); err != nil {
			return nil, err
		}
	}
}

// stopping makes an error of robots.txt into the one that ends the night.
func stopping(e *Error, answered bool) *Error {
	if definitions[e.Reason].Stops {
		return e
	}
	if !answered {
		return &Error{Reason: ReasonSiteDown, Status: e.Status, Err: fmt.Errorf("%w: %s: %w", ErrSiteDown, e.Reason, e.cause())}
	}
	return &Error{Reason: ReasonRobotsUnavailable, Status: e.Status, Err: fmt.Errorf("%w: %s: %w", ErrRobotsUnavailable, e.Reason, e.cause())}
}

// robotsAnswer follows the redirects of robots.txt and sorts its answers: 4xx
// allows everything, except 429, which asks to come later; what is no answer
// to the question is an error.
func (c *Client) robotsAnswer(ctx context.Context, j *job, timeout time.Duration) (*answer, error) {
	for {
		a, err := c.exchange(ctx, j, timeout)
		var e *Error
		switch {
		case err != nil:
			return nil, err
		case isRedirect(a.status):
			err := c.redirect(j, a)
			if errors.As(err, &e) && (e.Reason == ReasonGone || e.Reason == ReasonRedirectLoop) {
				// A site without robots.txt that sends every missing page
				// home, or round in circles: unavailable (RFC 9309, 2.3.1.2).
				return &answer{status: http.StatusNotFound, header: a.header}, nil
			}
			if err != nil {
				return nil, err
			}
			c.count(func(s *Stats) { s.Redirects++ })
			continue
		case a.status == http.StatusOK:
			if strings.HasPrefix(strings.TrimSpace(string(a.body)), "<") && isChallenge(a) {
				return nil, failed(ReasonChallenge, a.status, "a page in place of robots.txt")
			}
			return a, nil
		case a.status == http.StatusTooManyRequests || a.status >= 500 || a.status < 200 || a.status == http.StatusNotModified:
			return nil, badStatus(a, c.opts.Now())
		}
		return a, nil
	}
}
