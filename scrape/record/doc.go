// Package record holds what the scrape stage hands to the transform stage:
// what pages and tables say, in their own words, with where and when it was
// read.
//
// In: nothing. Out: plain types, the vocabulary of fields and measures that
// readers may find, and the register of issue codes that every stage uses.
// It imports nothing of the project and must never know how a value is
// fetched, normalized, counted or shown.
package record
