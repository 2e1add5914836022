package fetch

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// triedOnceAfter is how many pages may fail in a row for reasons of the site before
// each further one is asked for only once: a site that is down is not asked
// five times for every page it has.
const triedOnceAfter = 3

// fetch asks for a page until it is there, may not be had, or the tries are
// spent.
func (c *Client) fetch(ctx context.Context, j *job) (*Response, error) {
	tries := c.opts.Retries + 1
	if j.expect == expectPart {
		tries = min(tries, partTries)
	}
	if c.standing.inARow() >= triedOnceAfter {
		tries = 1
	}
	waits := c.newBackoff()
	for try := 1; ; try++ {
		resp, err := c.follow(ctx, j)
		var e *Error
		if err == nil || !errors.As(err, &e) {
			return resp, err
		}
		if err := c.keepWait(j, e); err != nil {
			return nil, err
		}
		if try >= tries || !e.retried() {
			return nil, e
		}
		if err := c.waitToRetry(ctx, j, e, c.ownWait(e, waits)); err != nil {
			return nil, err
		}
	}
}

// waitToRetry waits on our own account; a wait that the site asked for is kept
// before the next request, whatever it is for.
func (c *Client) waitToRetry(ctx context.Context, j *job, e *Error, own time.Duration) error {
	c.opts.Log.Info("asking again", "url", j.at.String(), "reason", string(e.Reason), "status", e.Status, "wait", max(own, e.retryAfter))
	if err := c.sleep(ctx, own); err != nil {
		return err
	}
	c.count(func(s *Stats) { s.Retries++ })
	return nil
}

// mostLongWaits pages in a row that ask for a wait longer than is allowed are the
// site's wish, whatever their status. A single page may be down for a day.
const mostLongWaits = 2

// keepWait keeps the wait that the site asks for, in full or not at all. It
// holds for whatever is asked for next, be it another page.
func (c *Client) keepWait(j *job, e *Error) error {
	if !e.asked {
		return nil
	}
	kept := e.retryAfter <= c.opts.MaxWait
	c.count(func(s *Stats) {
		s.Waits = append(s.Waits, Wait{URL: j.first, Status: e.Status, Asked: e.retryAfter, Kept: kept})
		if kept {
			s.Until = c.opts.Now().Add(e.retryAfter)
		}
	})
	if !kept {
		c.longWaits++
	}
	switch {
	case kept:
		c.pace.until = c.opts.Now().Add(e.retryAfter)
		return nil
	case e.Status == http.StatusTooManyRequests || c.longWaits >= mostLongWaits:
		return failed(ReasonSlowDown, e.Status, "%w: %v asked, longest %v", ErrSlowDown, e.retryAfter, c.opts.MaxWait)
	}
	return failed(ReasonWaitTooLong, e.Status, "%v asked, longest %v", e.retryAfter, c.opts.MaxWait)
}

// ownWait is our own growing wait, half of it by chance, where the site asks
// for none.
func (c *Client) ownWait(e *Error, waits backoff.BackOff) time.Duration {
	if e.asked {
		return 0
	}
	own := waits.NextBackOff()
	return min(own/2+time.Duration(c.opts.Jitter()*float64(own)), c.opts.MaxWait)
}

// newBackoff doubles from the delay, or from half a second where that is
// shorter. The library's own dice are switched off for Options.Jitter.
func (c *Client) newBackoff() backoff.BackOff {
	b := backoff.NewExponentialBackOff()
	b.InitialInterval = max(500*time.Millisecond, c.pace.delay)
	b.RandomizationFactor = 0
	b.Multiplier = 2
	b.MaxInterval = max(c.opts.MaxWait, b.InitialInterval)
	b.Reset()
	return b
}

// retryAfter reads the header of that name: seconds, or a date, which counts
// from the server's own Date, since its clock need not be ours.
func retryAfter(h http.Header, now time.Time) (time.Duration, bool) {
	v := strings.TrimSpace(h.Get("Retry-After"))
	// A number too large for any clock is still a number: ParseInt gives the largest.
	if n, err := strconv.ParseInt(v, 10, 64); (err == nil || errors.Is(err, strconv.ErrRange)) && n >= 0 {
		const most = int64(1<<63-1) / int64(time.Second)
		return time.Duration(min(n, most)) * time.Second, true
	}
	until, err := http.ParseTime(v)
	if err != nil {
		return 0, false
	}
	if date, err := http.ParseTime(h.Get("Date")); err == nil {
		now = date
	}
	return max(0, until.Sub(now)), true
}
