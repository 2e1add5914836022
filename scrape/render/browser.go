package render

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/chromedp"
)

// Options say which browser, and what a page may take.
type Options struct {
	// Program is the browser's path, or its name on the path.
	Program string
	// NoSandbox starts it without the walls between its pages and this
	// machine, which only a container that forbids them needs.
	NoSandbox bool
	// Profile is a folder of the browser's own, emptied before and after it;
	// "" for a temporary one.
	Profile string
	// UserAgent is how the browser names itself to a page's scripts.
	UserAgent string
	// Timeout is how long a page may compute in all. The time in which it
	// waits for an answer of the site does not count.
	Timeout time.Duration
	// MaxBody bounds a page's document in bytes.
	MaxBody int64
	Log     *slog.Logger // nil for none
}

const (
	// startTime is how long the program has to answer for the first time.
	startTime = time.Minute
	// mostFailures of the browser in a row, and no further page is tried.
	mostFailures = 3
)

// Browser fills pages, one at a time. Its program starts with the first page
// and lives until Close; after a page that went wrong it starts anew.
type Browser struct {
	opts Options

	mu       sync.Mutex // held for a whole page
	home     string     // the folder of the program that runs
	tabs     context.Context
	kill     func() // ends the program at once
	stop     func() // and waits for its end
	failures int    // of the browser in a row
	gone     error  // why no further page is tried
}

// New makes a Browser, which starts with its first page.
func New(o Options) *Browser {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Browser{opts: o}
}

// Available says whether the browser may still fill a page: false after it
// could not be started, or ended several times in a row.
func (b *Browser) Available() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.gone == nil
}

// Render fills a page, whose needs ask is asked for one after the other. The
// error is an *Error, an error of ask that ends the page (see Stop), or the
// cause of ctx's end.
func (b *Browser) Render(ctx context.Context, p Page, ask Ask) (*Result, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.gone != nil {
		return nil, b.gone
	}
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	err := b.start()
	var r *Result
	if err == nil {
		r, err = b.visit(ctx, p, ask)
	}
	if err != nil {
		b.end()
	}
	b.count(err)
	return r, err
}

// count gives the browser up where it cannot be started, or keeps ending.
func (b *Browser) count(err error) {
	var e *Error
	switch {
	case !ofBrowser(err):
		b.failures = 0
		return
	case errors.As(err, &e) && e.Reason == ReasonNoBrowser:
		b.gone = err
		return
	}
	if b.failures++; b.failures >= mostFailures {
		b.gone = &Error{ReasonEnded, fmt.Errorf("%d times in a row, so it is not started again", b.failures)}
	}
}

// Close ends the browser and removes what it kept.
func (b *Browser) Close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.end()
}

// start starts the program, if it does not run. The first command carries no
// time limit of its own: the browser would end with it.
func (b *Browser) start() error {
	if b.tabs != nil && b.tabs.Err() == nil {
		return nil
	}
	b.end()
	var err error
	if b.home, err = b.makeHome(); err != nil {
		return &Error{ReasonNoBrowser, err}
	}
	life, kill := context.WithCancelCause(context.Background())
	allocator, wait := chromedp.NewExecAllocator(life, b.programOptions(b.home)...)
	tabs, _ := chromedp.NewContext(allocator, chromedp.WithLogf(b.debug), chromedp.WithErrorf(b.debug))
	b.tabs, b.kill = tabs, func() { kill(nil) }
	b.stop = func() { kill(nil); wait() }
	late := time.AfterFunc(startTime, func() { kill(fmt.Errorf("no answer within %v", startTime)) })
	err = chromedp.Do(tabs)
	if !late.Stop() && err == nil {
		err = context.Cause(life)
	}
	if err != nil {
		if cause := context.Cause(life); cause != nil {
			err = cause
		}
		b.end()
		return &Error{ReasonNoBrowser, errors.New(lastWords(err))}
	}
	return nil
}

func (b *Browser) end() {
	if b.stop == nil {
		return
	}
	b.stop()
	b.tabs, b.kill, b.stop = nil, nil, nil
	if err := remove(b.home); err != nil {
		b.opts.Log.Debug("the browser's folder could not be removed", "error", err)
	}
}

// makeHome makes an empty folder for everything that the browser keeps.
func (b *Browser) makeHome() (string, error) {
	if b.opts.Profile == "" {
		return os.MkdirTemp("", "ogptracker-browser")
	}
	folder, err := filepath.Abs(b.opts.Profile)
	if err != nil {
		return "", err
	}
	if err := remove(folder); err != nil {
		return "", err
	}
	return folder, os.MkdirAll(folder, 0o700)
}

// remove removes a folder, in which the helpers of a browser that has ended
// may still write for a moment.
func remove(folder string) (err error) {
	for range 50 {
		if err = os.RemoveAll(folder); err == nil {
			return nil
		}
		time.Sleep(20 * time.Millisecond)
	}
	return err
}

func (b *Browser) debug(format string, args ...any) {
	b.opts.Log.Debug("browser", "says", fmt.Sprintf(format, args...))
}

// lastWords are what a browser that did not start said: one line of it, the
// last that says something.
func lastWords(err error) string {
	const most = 300
	var lines []string
	for line := range strings.Lines(err.Error()) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	if len(lines) == 0 {
		return "it said nothing"
	}
	words := lines[0]
	if last := lines[len(lines)-1]; last != words {
		words += " " + last
	}
	if len(words) > most {
		words = strings.ToValidUTF8(words[:most], "") + "..."
	}
	return words
}
