package fetch

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"time"

	"ogptracker/scrape/address"
)

// Options say whom to ask and how. Base, Version, Timeout and MaxBody must be
// given.
type Options struct {
	// Base is the public address of the site (site.base_url).
	Base string
	// Contact is who runs the program, in the user agent; Version which.
	Contact, Version string
	// MinDelay is the least interval between requests; robots.txt can raise it.
	MinDelay time.Duration
	// Last is when a run that is taken up again sent its last request, so
	// that the interval holds across the interruption. Zero without one.
	Last time.Time
	// Timeout bounds one request, its whole body included.
	Timeout time.Duration
	// MaxBody bounds a body in bytes, as sent and unpacked.
	MaxBody int64
	// Retries is how many times a page is asked for again after a failure
	// that may pass.
	Retries int
	// MaxWait is the longest wait that is kept, asked for by the site or our
	// own.
	MaxWait time.Duration
	// MaxRequests ends the night after so many requests; 0 for no end.
	MaxRequests int
	// MaxFailures ends the night after so many pages in a row that failed for
	// reasons of the site as a whole; 0 for 20.
	MaxFailures int
	// Transport carries the requests; nil for one of our own, which alone
	// checks the address that is actually connected to.
	Transport http.RoundTripper
	// Now, Sleep and Jitter (0 up to 1) are the clock and the dice; nil for
	// the real ones.
	Now    func() time.Time
	Sleep  func(context.Context, time.Duration) error
	Jitter func() float64
	// Log is told of each retry and wait; nil for none.
	Log *slog.Logger
}

const defaultMaxFailures = 20

// Client asks one site. It is safe for use by several goroutines, whose pages
// it fetches one at a time.
type Client struct {
	opts  Options
	site  *address.Site
	base  *url.URL
	agent string
	http  http.RoundTripper
	own   *http.Transport // closed by Close; nil with a transport of the caller

	turn     turn
	pace     pace
	robots   *Robots
	ended    pageEnds
	standing standing
	// longWaits are the pages in a row that asked for a wait that is not kept.
	longWaits int

	counter
}

// New makes a Client. It fails on options that cannot work, and with
// ErrNoContact where the site is not this machine and no contact is given.
func New(opts Options) (*Client, error) {
	site, err := address.NewSite(opts.Base)
	if err != nil {
		return nil, err
	}
	base, err := url.Parse(site.Base())
	if err != nil {
		return nil, err
	}
	switch {
	case opts.Contact == "" && !isLoopback(base.Hostname()):
		return nil, fmt.Errorf("%s: %w", site.Base(), ErrNoContact)
	case opts.Version == "":
		return nil, errors.New("no version for the user agent")
	case opts.Timeout <= 0:
		return nil, fmt.Errorf("timeout %v: want more than zero", opts.Timeout)
	case opts.MaxBody <= 0:
		return nil, fmt.Errorf("largest body %d bytes: want more than zero", opts.MaxBody)
	case opts.MinDelay < 0 || opts.Retries < 0 || opts.MaxWait < 0 || opts.MaxRequests < 0 || opts.MaxFailures < 0:
		return nil, errors.New("delay, retries, wait, requests and failures: want none below zero")
	}
	agent, err := userAgent(opts.Version, opts.Contact)
	if err != nil {
		return nil, err
	}
	c := &Client{opts: opts.withDefaults(), site: site, base: base, agent: agent, turn: make(turn, 1), ended: pageEnds{}}
	c.standing.most = c.opts.MaxFailures
	c.pace = pace{delay: opts.MinDelay, answered: opts.Last}
	c.figures.Delay = opts.MinDelay
	c.http = opts.Transport
	if c.http == nil {
		c.own = newTransport(base, http.ProxyFromEnvironment, nil)
		c.http = c.own
	}
	return c, nil
}

func (o Options) withDefaults() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	if o.Jitter == nil {
		o.Jitter = rand.Float64
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.MaxFailures == 0 {
		o.MaxFailures = defaultMaxFailures
	}
	return o
}

// Close lets go of the connections. A Client is not used after it.
func (c *Client) Close() {
	if c.own != nil {
		c.own.CloseIdleConnections()
	}
}

// UserAgent is how the Client names itself.
func (c *Client) UserAgent() string { return c.agent }

// Get fetches one page, robots.txt before the first one. The error is an
// *Error that names why the page was not had, or the cause of ctx's end. When
// StopsNight says so of it, no other page will be had either.
func (c *Client) Get(ctx context.Context, req Request) (*Response, error) {
	return c.get(ctx, req, func() (*job, error) { return newJob(c.site, req) })
}

// get fetches what an allowed job asks for.
func (c *Client) get(ctx context.Context, req Request, allowed func() (*job, error)) (*Response, error) {
	if err := c.turn.take(ctx); err != nil {
		return nil, fmt.Errorf("%s: %w", req.URL, err)
	}
	defer c.turn.leave()
	if over := c.standing.over(); over != nil {
		return nil, over.of(req.URL)
	}
	j, err := allowed()
	if err == nil {
		err = c.readRobots(ctx)
	}
	var resp *Response
	if err == nil {
		resp, err = c.fetch(ctx, j)
	}
	if err == nil {
		c.longWaits = 0
		if !resp.Unchecked {
			c.standing.had()
		}
		return resp, nil
	}
	var e *Error
	if !errors.As(err, &e) {
		return nil, fmt.Errorf("%s: %w", req.URL, err)
	}
	return nil, c.recordFailure(e, j, req.URL)
}

// Checked takes what a look at a response that was Unchecked has found, in the
// order of the responses: nil for a page, else what Notice said of it. It
// returns the error of a page not had, and counts it like one of Get. It does
// not wait for a request under way.
func (c *Client) Checked(r *Response, found error) error {
	var e *Error
	if !errors.As(found, &e) {
		c.standing.had()
		return nil
	}
	e.Status, e.Requests = r.Status, r.Requests
	return c.recordFailure(e, nil, r.URL)
}

// recordFailure completes the error of a page, counts it, and ends the night where
// the site as a whole is in trouble.
func (c *Client) recordFailure(e *Error, j *job, asked string) *Error {
	done := *e
	done.URL = asked
	if j != nil {
		done.Requests += j.requests
		done.URL = j.first
		if at := j.at.String(); at != j.first && done.At == "" {
			done.At = at
		}
	}
	c.count(func(s *Stats) { s.fail(&done) })
	c.standing.failed(&done)
	return &done
}

// turn is held by whoever fetches.
type turn chan struct{}

func (t turn) take(ctx context.Context) error {
	select {
	case t <- struct{}{}:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (t turn) leave() { <-t }
