package render

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/inspector"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// Page is a page as the site served it.
type Page struct {
	URL, ContentType string
	Body             []byte
}

// Result is a page that was filled.
type Result struct {
	// Body is its document, in UTF-8.
	Body []byte
	// Unmet is what it asked for in vain.
	Unmet []Unmet
}

// Unmet is one thing that a page asked for and did not get.
type Unmet struct {
	URL string
	Err error
}

// A window as high as a long page, so that lists which are filled when they
// come into sight are filled.
const width, height = 1280, 8000

// visit is one page in the browser, in a context of its own: no cookie and no
// storage of another page is seen in it, and none outlives it.
type visit struct {
	opts    Options
	page    Page
	ctx     context.Context // ends with the visit
	target  *chromedp.Target
	traffic *traffic
	work    *stopwatch

	opened  chan struct{} // closed when the page stands in the browser
	expired chan struct{} // one for each span of the page's time that is over

	once  sync.Once
	abort context.CancelCauseFunc
}

func (b *Browser) visit(ctx context.Context, p Page, ask Ask) (*Result, error) {
	life, abort := context.WithCancelCause(b.tabs)
	defer abort(nil)
	defer context.AfterFunc(ctx, func() { abort(context.Cause(ctx)) })()
	v := &visit{opts: b.opts, page: p, abort: abort, opened: make(chan struct{}), expired: make(chan struct{}, 1)}
	v.work = newStopwatch(b.opts.Timeout, func() {
		abort(&Error{ReasonNotStill, fmt.Errorf("it computed for %v", b.opts.Timeout)})
	})
	defer v.work.stop()
	tab, closeTab := chromedp.NewContext(life, chromedp.WithNewBrowserContext())
	defer closeTab()
	v.ctx = tab
	v.traffic = newTraffic(v, ask)
	html, err := v.filled()
	if err != nil {
		err = v.why(life, b.tabs, err)
		b.kill() // a page that went wrong may be too busy to be closed
	}
	abort(nil) // nothing more is asked for
	v.traffic.end()
	if err != nil {
		return nil, err
	}
	return &Result{Body: []byte(html), Unmet: v.traffic.unmet}, nil
}

// why is the failure behind an error of the protocol.
func (v *visit) why(life, browser context.Context, err error) error {
	var named *Error
	switch cause := context.Cause(life); {
	case browser.Err() != nil:
		return &Error{Reason: ReasonEnded}
	case cause != nil && cause != context.Canceled:
		return cause
	case errors.As(err, &named):
		return named
	}
	return &Error{ReasonEnded, err}
}

// filled opens the page and returns its document when it is still.
func (v *visit) filled() (string, error) {
	if err := chromedp.Do(v.ctx); err != nil {
		return "", err
	}
	v.target = chromedp.FromContext(v.ctx).Target
	if err := chromedp.Listen(v.ctx, v.hear); err != nil {
		return "", err
	}
	if err := v.prepare(); err != nil {
		return "", err
	}
	r, err := cdp.Call(v.ctx, v.target, page.Navigate, page.NavigateParams{URL: v.page.URL})
	if err == nil && r.ErrorText != "" {
		err = errors.New(r.ErrorText)
	}
	if err != nil {
		return "", err
	}
	select {
	case <-v.opened:
	case <-v.ctx.Done():
		return "", v.ctx.Err()
	}
	if err := v.untilStill(); err != nil {
		return "", err
	}
	if err := v.writeDrawn(); err != nil {
		return "", err
	}
	return v.document()
}

// prepare puts everything in place that must hold before the page opens.
func (v *visit) prepare() error {
	bypass, noDownload := true, browser.SetDownloadBehaviorBehaviorDeny
	var errs []error
	call := func(_ cdp.Empty, err error) { errs = append(errs, err) }
	call(cdp.Call(v.ctx, v.target, fetch.Enable, fetch.EnableParams{Patterns: []*fetch.RequestPattern{{URLPattern: "*"}}}))
	call(cdp.Call(v.ctx, v.target, network.SetBypassServiceWorker, network.SetBypassServiceWorkerParams{Bypass: bypass}))
	call(cdp.Call(v.ctx, v.target, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{UserAgent: v.opts.UserAgent, AcceptLanguage: "en"}))
	call(cdp.Call(v.ctx, v.target, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1}))
	call(chromedp.CallBrowser(v.ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: noDownload, BrowserContextID: chromedp.FromContext(v.ctx).BrowserContextID}))
	_, err := cdp.Call(v.ctx, v.target, emulation.SetVirtualTimePolicy, emulation.SetVirtualTimePolicyParams{Policy: emulation.VirtualTimePolicyPause})
	return errors.Join(append(errs, err)...)
}

// hear takes what the browser says of the page. It must not wait.
func (v *visit) hear(event any) {
	switch e := event.(type) {
	case *fetch.EventRequestPaused:
		v.traffic.paused(e)
	case *page.EventFrameNavigated:
		if e.Frame.ParentID == "" && v.traffic.handedOver() {
			first := false
			v.once.Do(func() { first = true; close(v.opened) })
			if !first {
				v.abort(&Error{ReasonElsewhere, errors.New(cut(e.Frame.URL))})
			}
		}
	case *emulation.EventVirtualTimeBudgetExpired:
		select {
		case v.expired <- struct{}{}:
		default:
		}
	case *page.EventJavascriptDialogOpening:
		v.abort(&Error{ReasonDialog, fmt.Errorf("%q", cut(e.Message))})
	case *page.EventWindowOpen:
		v.abort(&Error{ReasonWindow, errors.New(cut(e.URL))})
	case *target.EventTargetCreated:
		if e.TargetInfo.OpenerID != "" {
			v.abort(&Error{ReasonWindow, errors.New(cut(e.TargetInfo.URL))})
		}
	case *inspector.EventTargetCrashed:
		v.abort(&Error{Reason: ReasonCrashed})
	}
}

// document is the page as it stands now. It is named by an object: the numbers
// of nodes change whenever the library looks at the page too.
func (v *visit) document() (string, error) {
	root, err := cdp.Call(v.ctx, v.target, runtime.Evaluate, runtime.EvaluateParams{Expression: "document"})
	if err != nil {
		return "", err
	}
	r, err := cdp.Call(v.ctx, v.target, dom.GetOuterHTML, dom.GetOuterHTMLParams{ObjectID: root.Result.ObjectID})
	if err == nil && int64(len(r.OuterHTML)) > v.opts.MaxBody {
		return "", &Error{ReasonTooLarge, fmt.Errorf("%d bytes", len(r.OuterHTML))}
	}
	return r.OuterHTML, err
}

// cut keeps what a page says short enough for a message.
func cut(s string) string {
	const most = 100
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "..."
	}
	return s
}

// stopwatch calls late once it has run for a time in all, pauses left out.
type stopwatch struct {
	mu    sync.Mutex
	left  time.Duration
	since time.Time // zero while it stands
	timer *time.Timer
	late  func()
}

func newStopwatch(left time.Duration, late func()) *stopwatch {
	return &stopwatch{left: left, since: time.Now(), timer: time.AfterFunc(left, late), late: late}
}

func (s *stopwatch) pause() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.since.IsZero() && s.timer.Stop() {
		s.left -= time.Since(s.since)
		s.since = time.Time{}
	}
}

func (s *stopwatch) goOn() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.since.IsZero() {
		s.since = time.Now()
		s.timer = time.AfterFunc(s.left, s.late)
	}
}

func (s *stopwatch) stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.timer.Stop()
}
