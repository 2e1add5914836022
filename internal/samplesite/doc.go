// Package samplesite is a small copy of the site's structure, filled with
// facts of ten members and three commitments of the Open Gov Challenge, that the demo and the tests read instead of the real
// site. It is built into the program and says "sample data" on every page.
//
// In: the number of a night (1 or 2) and the facts and page templates beside
// this file. Out: an http.Handler that answers as the site would, the files
// that go with it (a table in OGP's layout, a saved page), and a generator of
// sites of any size. It must never know how pages are fetched or read: the
// readers are tested against it.
package samplesite
