package page

import "ogptracker/scrape/record"

// Reader reads pages with one set of labels. It is safe for use by several
// goroutines.
type Reader struct{}

// Read reads one page. It returns an error only when nothing can be said of
// the page at all; what is odd is in the page's Issues.
func (r *Reader) Read(body []byte, contentType string, src record.Source) (record.Page, error) {
	panic("not written yet")
}

// Version identifies the readers and the labels in use: kept readings of
// another version are read anew.
func (r *Reader) Version() string { return "" }
