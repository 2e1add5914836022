package fetch

import (
	"context"
	"time"
)

// pace keeps the interval between requests to the site. It is used under the
// Client's turn, so never by two goroutines.
type pace struct {
	delay time.Duration
	// answered is when the site's last answer began, or the last request was
	// given up. The next one starts a delay after that and not after the last
	// start: however long the network took, the site then never sees two
	// requests closer together than the delay.
	answered time.Time
	// until is the end of a wait that the site asked for.
	until time.Time
	start time.Time
}

// next waits for the turn of the next request.
func (c *Client) next(ctx context.Context) error {
	if c.opts.MaxRequests > 0 && c.sent() >= c.opts.MaxRequests {
		return &Error{Reason: ReasonBudget, Err: ErrBudget}
	}
	p := &c.pace
	due := p.until
	if !p.answered.IsZero() && p.answered.Add(p.delay).After(due) {
		due = p.answered.Add(p.delay)
	}
	if err := c.sleep(ctx, due.Sub(c.opts.Now())); err != nil {
		return err
	}
	if err := context.Cause(ctx); err != nil {
		return err
	}
	now := c.opts.Now()
	c.started(now.Sub(p.start), p.start.IsZero())
	p.start = now
	p.until = time.Time{}
	p.answered = now
	return nil
}

func (c *Client) sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return nil
	}
	return c.opts.Sleep(ctx, d)
}

// sleep waits for d or until ctx ends.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
