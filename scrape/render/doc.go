// Package render has a headless Chromium fill a page whose lists and counters
// scripts fill, as the page would stand before a person.
//
// In: a page as the site served it, and somebody who asks the site for what
// the page needs. Out: the page's document once nothing moves in it any more,
// or an *Error. It must never reach the site by itself, and never know what a
// page says: every request of the browser is stopped on its way and handed to
// the Ask of the caller, or refused; what would slip past that finds a name
// server that knows nobody and a proxy that nobody serves.
//
// The map: browser.go the browser, from its first page to its end, process.go
// its program, visit.go one page, traffic.go what the page asks for, still.go
// when it is still, drawn.go words that only the style draws, reason.go every
// named failure.
package render
