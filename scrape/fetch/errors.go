package fetch

import (
	"errors"
	"fmt"
	"time"
)

// What ends a night. Get returns them inside an *Error; once one was
// returned, the Client sends nothing more and returns it for every page.
var (
	// ErrSiteDown: the first request of the night was not answered.
	ErrSiteDown = errors.New("the site does not answer")
	// ErrRobotsUnavailable: robots.txt answers with a fault, so that nothing
	// may be asked for (RFC 9309, 2.3.1.4).
	ErrRobotsUnavailable = errors.New("robots.txt cannot be read")
	// ErrSlowDown: the site answers 429 and asks for a longer wait than
	// Options.MaxWait, or several pages in a row do, whatever their status.
	ErrSlowDown = errors.New("the site asks for a longer wait than is allowed")
	// ErrSiteFailing: Options.MaxFailures pages in a row failed for reasons of
	// the site as a whole.
	ErrSiteFailing = errors.New("the site keeps failing")
	// ErrBanned: the site answered with the page of a ban.
	ErrBanned = errors.New("the site has banned this program")
	// ErrBudget: Options.MaxRequests requests were made.
	ErrBudget = errors.New("the night's requests are spent")
)

// ErrNoContact is returned by New: crawling a host that is not this machine
// needs a contact in the user agent.
var ErrNoContact = errors.New("no contact configured (site.contact): without one only a site on this machine may be asked")

// Error is why a page was not had.
type Error struct {
	Reason Reason
	// URL is the address asked for, as it was written.
	URL string
	// At is the address that failed where a redirect led elsewhere, else "".
	At string
	// Status is the HTTP status, 0 where there was none.
	Status int
	// Requests is how many requests it took, 0 where nothing was sent.
	Requests int
	// Err is the cause, nil where Reason says it all.
	Err error

	retryAfter time.Duration // wait the site asked for, meaningful if asked
	asked      bool
}

func (e *Error) Error() string {
	s := e.URL + ": " + string(e.Reason)
	if e.At != "" {
		s += " at " + e.At
	}
	if e.Status != 0 {
		s += fmt.Sprintf(" (status %d)", e.Status)
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

func (e *Error) Unwrap() error { return e.Err }

// Gone says whether the site answered that the page is no more.
func (e *Error) Gone() bool { return e.Reason == ReasonGone }

// StopsNight says whether err ends the night: no other page will be had.
func StopsNight(err error) bool {
	var e *Error
	return errors.As(err, &e) && definitions[e.Reason].Stops
}

// of is the error that ended the night, given to a page not asked for since.
func (e *Error) of(url string) *Error {
	return &Error{Reason: e.Reason, URL: url, Status: e.Status, Err: e.Err}
}

// cause is what to say after the reason.
func (e *Error) cause() error {
	if e.Err != nil {
		return e.Err
	}
	if e.Status != 0 {
		return fmt.Errorf("status %d", e.Status)
	}
	return errors.New(definitions[e.Reason].Meaning)
}

func (e *Error) retried() bool { return definitions[e.Reason].Retried }

// failed makes an error of the address being asked for; Client.Get adds the
// address of the page and the number of requests.
func failed(reason Reason, status int, format string, args ...any) *Error {
	e := &Error{Reason: reason, Status: status}
	if format != "" {
		e.Err = fmt.Errorf(format, args...)
	}
	return e
}
