package page

import "errors"

// Named errors of a page of which nothing can be said. The caller decides on
// them; each is wrapped with the page's address and what was seen.
var (
	// ErrNotHTML: the body is something else (a PDF, JSON, an image).
	errNotHTML = errors.New("not an HTML page")
	// ErrEmpty: the body has no visible text at all.
	errEmpty = errors.New("empty page")
	// ErrTooDeep: elements are nested beyond what a page of the site can need
	// (golang.org/x/net/html refuses more than 512).
	errTooDeep = errors.New("elements nested too deeply")
	// ErrCut: the page ends before its end, or an error of the site's own
	// program stands in it. What is there must not pass for the whole.
	errCut = errors.New("page cut short")
	// ErrSoft404: the site answered 200 with its page for "not found".
	errSoft404 = errors.New("soft 404: the page says that there is no such page")
	// ErrChallenge: a page that tells robots from people stands before the site.
	errChallenge = errors.New("challenge page instead of the site's own")
	// ErrLogin: the page asks for a user name and password.
	errLogin = errors.New("login page instead of the site's own")
	// ErrNoRecord: the page holds nothing that its kind of page must have.
	errNoRecord = errors.New("no record on the page")
)
