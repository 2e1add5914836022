package render

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
)

// Part is something that a page needs: a script, a style sheet, data.
type Part struct {
	ContentType string
	Body        []byte
}

// Need is what a page asks for.
type Need struct {
	// URL is the address as the page writes it, without a fragment.
	URL string
	// Code: it is a script or a style sheet, which many pages share.
	Code bool
}

// Ask asks the site for a part of a page. ctx ends with the page. An error
// made by Stop ends the page too; with any other the page goes without the
// part.
type Ask func(ctx context.Context, n Need) (Part, error)

// Stop marks an error of Ask after which nothing more is to be asked for.
func Stop(err error) error { return stop{err} }

type stop struct{ error }

func (s stop) Unwrap() error { return s.error }

// mostParts of one page are asked for.
const mostParts = 200

var (
	errMethod   = errors.New("it would send something, and only asking is allowed")
	errTransfer = errors.New("it would keep a connection open")
)

// traffic stops every request of a page and answers it: with the page itself,
// with a part that the site was asked for, or with a refusal.
type traffic struct {
	v     *visit
	ask   Ask
	queue chan *fetch.EventRequestPaused
	done  chan struct{}

	mu     sync.Mutex
	opened bool
	asked  int
	open   int // parts that are waited for
	unmet  []Unmet
}

func newTraffic(v *visit, ask Ask) *traffic {
	queue := make(chan *fetch.EventRequestPaused, mostParts)
	t := &traffic{v: v, ask: ask, queue: queue, done: make(chan struct{})}
	go func() {
		defer close(t.done)
		for e := range queue {
			t.answer(e)
		}
	}()
	return t
}

// end waits for the part that is being asked for, once the page is over.
func (t *traffic) end() {
	t.mu.Lock()
	queue := t.queue
	t.queue = nil
	t.mu.Unlock()
	close(queue)
	<-t.done
}

// count is how many parts were asked for.
func (t *traffic) count() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.asked
}

// handedOver says whether the browser has got the page.
func (t *traffic) handedOver() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.opened
}

// paused takes a request that the browser has stopped. It does not wait.
func (t *traffic) paused(e *fetch.EventRequestPaused) {
	own := e.FrameID == t.mainFrame()
	switch e.ResourceType {
	case network.ResourceTypeDocument:
		t.document(e, own)
	case network.ResourceTypeScript, network.ResourceTypeStylesheet, network.ResourceTypeXHR, network.ResourceTypeFetch:
		switch {
		case !own || header(e, "Sec-Purpose") != "":
			// Of a frame, which is no part of the page's document, or fetched
			// ahead for another page.
			t.refuse(e, network.ErrorReasonBlockedByClient)
		case strings.Contains(header(e, "Accept"), "text/event-stream"):
			t.miss(e, errTransfer)
		case e.Request.Method != "GET":
			t.miss(e, fmt.Errorf("%s: %w", e.Request.Method, errMethod))
		default:
			t.enqueue(e)
		}
	case network.ResourceTypeEventSource, network.ResourceTypeWebSocket:
		t.miss(e, errTransfer)
	default:
		t.refuse(e, network.ErrorReasonBlockedByClient)
	}
}

// header is what the browser would send under a name.
func header(e *fetch.EventRequestPaused, name string) string {
	for key, value := range e.Request.Headers {
		if strings.EqualFold(key, name) {
			return fmt.Sprint(value)
		}
	}
	return ""
}

// mainFrame is the page's own frame: it has the target's name.
func (t *traffic) mainFrame() cdp.FrameID { return cdp.FrameID(t.v.target.TargetID) }

// document hands over the page itself, once. Any other that the page leads to
// is refused.
func (t *traffic) document(e *fetch.EventRequestPaused, own bool) {
	t.mu.Lock()
	first := own && !t.opened
	t.opened = t.opened || own
	t.mu.Unlock()
	switch {
	case first:
		go t.fulfil(e, Part{t.v.page.ContentType, t.v.page.Body})
	case own:
		t.refuse(e, network.ErrorReasonAborted)
		t.v.abort(&Error{ReasonElsewhere, errors.New(cut(e.Request.URL))})
	default:
		t.refuse(e, network.ErrorReasonBlockedByClient)
	}
}

func (t *traffic) enqueue(e *fetch.EventRequestPaused) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.queue == nil {
		return
	}
	if t.asked++; t.asked > mostParts {
		t.v.abort(&Error{ReasonTooMany, fmt.Errorf("%d and more, the last %s", mostParts, cut(e.Request.URL))})
		return
	}
	if t.open++; t.open == 1 {
		t.v.work.pause()
	}
	t.queue <- e // never waits: it has room for all that are asked for
}

// answer asks the site for a part.
func (t *traffic) answer(e *fetch.EventRequestPaused) {
	defer func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		if t.open--; t.open == 0 {
			t.v.work.goOn()
		}
	}()
	if t.v.ctx.Err() != nil {
		return
	}
	url, _, _ := strings.Cut(e.Request.URL, "#")
	code := e.ResourceType == network.ResourceTypeScript || e.ResourceType == network.ResourceTypeStylesheet
	part, err := t.ask(t.v.ctx, Need{URL: url, Code: code})
	switch {
	case err == nil:
		t.fulfil(e, part)
	case errors.As(err, new(stop)):
		t.v.abort(err)
	default:
		t.miss(e, err)
	}
}

// miss lets the page go without a part, and notes it.
func (t *traffic) miss(e *fetch.EventRequestPaused, err error) {
	t.mu.Lock()
	t.unmet = append(t.unmet, Unmet{e.Request.URL, err})
	t.mu.Unlock()
	t.refuse(e, network.ErrorReasonFailed)
}

func (t *traffic) refuse(e *fetch.EventRequestPaused, reason network.ErrorReason) {
	go func() {
		t.call(cdp.Call(t.v.ctx, t.v.target, fetch.FailRequest, fetch.FailRequestParams{RequestID: e.RequestID, ErrorReason: reason}))
	}()
}

func (t *traffic) fulfil(e *fetch.EventRequestPaused, p Part) {
	t.call(cdp.Call(t.v.ctx, t.v.target, fetch.FulfillRequest, fetch.FulfillRequestParams{
		RequestID: e.RequestID, ResponseCode: 200, Body: p.Body,
		ResponseHeaders: []*fetch.HeaderEntry{{Name: "Content-Type", Value: p.ContentType}},
	}))
}

// call takes the end of a command. A request that the page has given up
// meanwhile needs no answer.
func (t *traffic) call(_ cdp.Empty, err error) {
	if err != nil {
		t.v.opts.Log.Debug("a request of the page was over before its answer", "error", err)
	}
}
