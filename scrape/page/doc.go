// Package page reads one page of the site: bytes in, a record.Page out.
//
// In: a body, its content type, where and when it was fetched. Out: what the
// page says in its own words, and issues for what is odd. Readers live on
// what a person sees (labels, headings, order, links), never on class names.
// It must never know how a page was fetched, what its values mean for a
// figure, or how they are shown.
//
// The map. Reader.Read (reader.go) decodes and parses (decode.go), makes the
// view of the page's content (package view), finds out which page it is
// (locate.go, dispatch.go), and lets the reader of its kind fill the record:
// members.go, country.go with the files of its parts (statement.go, listed.go,
// entries.go, resources.go, activity.go, count.go, banner.go), commitment.go
// (teaser.go), document.go (document_labels.go). Labels and values are found
// by package label, printed figures by package figures. inspect.go prints what
// was seen.
//
// A new label goes into label/labels.yaml; a new form of value into package
// label with a case in value_test.go; a new layout needs a fixture in
// testdata, which every test of markup then runs over. A change of what is
// read raises readerVersion, so that kept readings are made anew.
package page
