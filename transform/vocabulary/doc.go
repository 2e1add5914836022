// Package vocabulary holds the words that the report may use and how raw words
// come to them: scales, findings, stages, absences, the crosswalk, dates,
// members with their aliases, and the parts of a star.
//
// In: words of pages and of OGP's table. Out: values of one vocabulary, with
// what was met and what no entry knows. It must never know rows of the
// dataset, nor where words came from.
package vocabulary
