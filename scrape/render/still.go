package render

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
)

// A page has a time of its own, which stands while it waits for an answer of
// the site and else passes as fast as the page can compute: a list that is
// filled two seconds after the page was opened costs no two seconds, and a
// long delay between requests is none to the page.
const (
	// A page has so many first steps before anybody asks whether it is still.
	// The browser holds back a page's first picture for half a second of it.
	firstStep  = time.Second
	firstSteps = 3
	// A page is still when it did not change for a span. What turns or counts
	// once a second, such as a row of pictures, leaves such spans.
	span = 400 * time.Millisecond
	// mostSpans are waited for.
	mostSpans = 75
	// mostDrawing is how long a picture of the page is waited for: one that
	// cannot be drawn is none the less filled.
	mostDrawing = 5 * time.Second
	// starved tasks in a row let a page's time pass although it never waits.
	starved = 100_000
)

// untilStill waits until the page does not change any more.
func (v *visit) untilStill() error {
	for range firstSteps {
		if err := v.pass(firstStep); err != nil {
			return err
		}
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
	return &Error{ReasonNotStill, fmt.Errorf("it still changed after %v of its own time", firstSteps*firstStep+mostSpans*span)}
}

// pass lets some of the page's time pass, and has the page be drawn.
func (v *visit) pass(d time.Duration) error {
	budget := float64(d.Milliseconds())
	_, err := cdp.Call(v.ctx, v.target, emulation.SetVirtualTimePolicy, emulation.SetVirtualTimePolicyParams{
		Policy: emulation.VirtualTimePolicyPauseIfNetworkFetchesPending, Budget: &budget, MaxVirtualTimeTaskStarvationCount: starved})
	if err != nil {
		return err
	}
	select {
	case <-v.expired:
		return v.draw()
	case <-v.ctx.Done():
		return v.ctx.Err()
	}
}

// draw has the page be drawn once. Lists that are filled as they come into
// sight wait for that, and a page's own time can pass faster than a busy
// machine draws. A picture of it, which nobody looks at, waits for the frame.
func (v *visit) draw() error {
	ctx, cancel := context.WithTimeout(v.ctx, mostDrawing)
	defer cancel()
	_, err := cdp.Call(ctx, v.target, page.CaptureScreenshot, page.CaptureScreenshotParams{
		Format: page.CaptureScreenshotFormatJpeg, Clip: &page.Viewport{Width: 1, Height: 1, Scale: 1}})
	if errors.Is(err, context.DeadlineExceeded) && v.ctx.Err() == nil {
		v.opts.Log.Debug("the page was not drawn in time", "url", v.page.URL)
		return nil
	}
	return err
}
