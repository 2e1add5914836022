package render

import (
	"fmt"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
)

// A page has a time of its own, which stands while it waits for an answer of
// the site and else passes as fast as the page can compute: a list that is
// filled two seconds after the page was opened costs no two seconds, and a
// long delay between requests is none to the page.
const (
	// first is what a page has before anybody asks whether it is still.
	firstSpan = 3 * time.Second
	// A page is still when it did not change for a span. What turns or counts
	// once a second, such as a row of pictures, leaves such spans.
	span = 400 * time.Millisecond
	// mostSpans are waited for.
	mostSpans = 75
	// starved tasks in a row let a page's time pass although it never waits.
	starved = 100_000
)

// untilStill waits until the page does not change any more.
func (v *visit) untilStill() error {
	if err := v.pass(firstSpan); err != nil {
		return err
	}
	last, err := v.document()
	if err != nil {
		return err
	}
	for range mostSpans {
		asked := v.traffic.count()
		if err := v.pass(span); err != nil {
			return err
		}
		now, err := v.document()
		if err != nil {
			return err
		}
		if now == last && v.traffic.count() == asked {
			return nil
		}
		last = now
	}
	return &Error{ReasonNotStill, fmt.Errorf("it still changed after %v of its own time", firstSpan+mostSpans*span)}
}

// pass lets some of the page's time pass.
func (v *visit) pass(d time.Duration) error {
	budget := float64(d.Milliseconds())
	_, err := cdp.Call(v.ctx, v.target, emulation.SetVirtualTimePolicy, emulation.SetVirtualTimePolicyParams{
		Policy: emulation.VirtualTimePolicyPauseIfNetworkFetchesPending, Budget: &budget, MaxVirtualTimeTaskStarvationCount: starved})
	if err != nil {
		return err
	}
	select {
	case <-v.expired:
		return nil
	case <-v.ctx.Done():
		return v.ctx.Err()
	}
}
