// Package figure counts: completion with its basis, thematic focus, due dates,
// coverage, and the figures that pages and reports state of themselves beside
// those computed here.
//
// In: rows of the dataset. Out: rows of figures. It must never know how rows
// were put together.
package figure
