// Package page reads one page of the site: bytes in, a record.Page out.
//
// In: a body, its content type, where and when it was fetched. Out: what the
// page says in its own words, and issues for what is odd. Readers live on
// what a person sees (labels, headings, order, links), never on class names.
// It must never know how a page was fetched, what its values mean for a
// figure, or how they are shown.
package page
