package render

import "errors"

// Reason names why a page was not filled. A reason is never renamed: it stands
// in reports and operators filter on it.
type Reason string

const (
	// The browser itself.
	ReasonNoBrowser Reason = "browser-not-started"
	ReasonEnded     Reason = "browser-ended"

	// The page in it.
	ReasonCrashed   Reason = "page-crashed"
	ReasonNotStill  Reason = "page-never-still"
	ReasonTooMany   Reason = "page-asks-too-much"
	ReasonTooLarge  Reason = "page-too-large"
	ReasonWindow    Reason = "page-opens-window"
	ReasonDialog    Reason = "page-opens-dialog"
	ReasonElsewhere Reason = "page-leads-elsewhere"
)

var meanings = map[Reason]string{
	ReasonNoBrowser: "the browser did not start",
	ReasonEnded:     "the browser ended in the middle of the page",
	ReasonCrashed:   "the page crashed in the browser",
	ReasonNotStill:  "the page never became still",
	ReasonTooMany:   "the page asks for more and more without an end",
	ReasonTooLarge:  "the page grew larger than fetch.max_body",
	ReasonWindow:    "the page opens a window",
	ReasonDialog:    "the page opens a dialog",
	ReasonElsewhere: "the page leads to another page by itself",
}

// Error is why a page was not filled.
type Error struct {
	Reason Reason
	Err    error // the cause, nil where Reason says it all
}

func (e *Error) Error() string {
	if e.Err == nil {
		return meanings[e.Reason]
	}
	return meanings[e.Reason] + ": " + e.Err.Error()
}

func (e *Error) Unwrap() error { return e.Err }

// ofBrowser says whether a failure is one of the browser and not of the page.
func ofBrowser(err error) bool {
	var e *Error
	return errors.As(err, &e) && (e.Reason == ReasonNoBrowser || e.Reason == ReasonEnded)
}
