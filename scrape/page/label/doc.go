// Package label finds labels and headings in a view, and the values beside
// them.
//
// In: a view and the words by which labels are known (labels.yaml, which the
// configuration extends). Out: marks in the order of the text, and values with
// their state, drawn ones included. It must never know which kind of page it
// reads, beyond the list of labels that a kind has.
package label
