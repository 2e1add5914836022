// Package assemble makes one member, plan, commitment and document from its
// many readings: pages of several layouts, OGP's own table and what the last
// complete run knew.
//
// In: a dataset.Input. Out: dataset.Rows and what is odd in them, as issues.
// It must never know figures, nor the log of changes.
package assemble
